package io.github.atrousj.plugin;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Properties;

/** What {@link Speed} says. */
final class SpeedReport {
  /** The argument of the JVM that gives access to the Vector API. */
  static final String ARGUMENT = "--add-modules jdk.incubator.vector";

  private static final int SIDE = 2048;
  private static final long MOST_NANOS = 700_000_000;

  /** Least times in ms of one 3×3 kernel at rate 4 over 2048² pixels. */
  record Times(int threads, double one, double all) {}

  private SpeedReport() {}

  /** Times the engine; takes about a second and a half, on a very slow machine three runs. */
  static Times measure(int threads) {
    float[] weights = {1, 2, -1, 3, -8, 1, 2, -1, 1};
    Graph graph = Graph.of(Convolution.of(Kernel.of(3, 3, weights)).rate(4));
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 251;
    }
    Volume in = Volume.plane(pixels, SIDE, SIDE);
    Volume out = new Volume(new Shape(1, 1, SIDE, SIDE));
    double all = least(new Runner(threads), graph, in, out);
    double one = threads == 1 ? all : least(new Runner(1), graph, in, out);
    return new Times(threads, one, all);
  }

  private static double least(Runner runner, Graph graph, Volume in, Volume out) {
    long best = Long.MAX_VALUE;
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      runner.run(graph, in, out, Monitor.NONE);
      best = Math.min(best, System.nanoTime() - start);
    } while (System.nanoTime() - begin < MOST_NANOS);
    return best * 1e-6;
  }

  /**
   * The whole report.
   *
   * @param vector whether the Vector API is in use
   * @param fma whether the machine has fused multiply-add
   * @param system the JVM's properties
   */
  static List<String> lines(boolean vector, boolean fma, Times times, Properties system) {
    List<String> lines = new ArrayList<>();
    lines.add("Loops in use: " + path(vector, fma));
    if (!fma) {
      lines.add(FmaNotice.LINE);
    }
    lines.add(
        "Java "
            + system.getProperty("java.version")
            + ", "
            + system.getProperty("os.name")
            + " "
            + system.getProperty("os.arch"));
    lines.add("");
    lines.add("3×3 kernel at rate 4 on a 32-bit image of 2048 × 2048, least time:");
    lines.add("  1 thread: " + time(times.one()));
    if (times.threads() > 1) {
      lines.add("  " + times.threads() + " threads: " + time(times.all()));
      lines.add("  (as many as Edit > Options > Memory & Threads says)");
    }
    lines.add("");
    if (vector) {
      lines.add("The accelerator is on; there is nothing to do.");
      lines.add("To compare, switch it off with -Datrousj.accelerator=off.");
    } else if ("off".equals(system.getProperty("atrousj.accelerator"))) {
      lines.add("The accelerator was switched off by -Datrousj.accelerator=off.");
      lines.add("Take that out, and see that this is among the arguments of Java: " + ARGUMENT);
    } else {
      lines.add("The accelerator is off. It gives the same pixels sooner.");
      lines.addAll(howTo(system));
    }
    return lines;
  }

  private static String path(boolean vector, boolean fma) {
    if (vector) {
      return "Vector API";
    }
    return fma ? "plain, with fused multiply-add" : "plain, without fused multiply-add";
  }

  private static String time(double millis) {
    double pixels = (double) SIDE * SIDE / (millis * 1000);
    return String.format(Locale.ROOT, "%.2f ms, %.0f million pixels a second", millis, pixels);
  }

  private static List<String> howTo(Properties system) {
    String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean windows = os.startsWith("windows");
    boolean mac = os.startsWith("mac");
    String java = windows ? "java.exe" : "java";
    String separator = windows ? "\\" : "/";
    String program = String.join(separator, system.getProperty("java.home", ""), "bin", java);
    List<String> lines = new ArrayList<>();
    lines.add("To switch it on, start Java with this argument: " + ARGUMENT);
    lines.add("");
    lines.add("ImageJ, from a terminal in ImageJ's folder:");
    lines.add("  \"" + program + "\" " + ARGUMENT + " -Xmx4g -jar ij.jar");
    if (windows) {
      lines.add("ImageJ.exe: in ImageJ.cfg, put the argument before -cp in the third line.");
    }
    lines.add("");
    lines.add("Fiji, from a terminal in Fiji's folder; Java's arguments end with --:");
    lines.add("  " + (windows ? "fiji.bat" : "./fiji") + " --add-modules=jdk.incubator.vector --");
    lines.add("or for good: in config/jaunch/fiji.toml, a line below jvm.runtime-args:");
    lines.add("  '--add-modules=jdk.incubator.vector',");
    lines.add("");
    lines.add("Any of them, for good: set the environment variable JAVA_TOOL_OPTIONS to");
    lines.add("  --add-modules=jdk.incubator.vector");
    lines.add(
        windows
            ? "  (Settings > System > About > Advanced system settings > Environment Variables)"
            : mac
                ? "  (launchctl setenv JAVA_TOOL_OPTIONS --add-modules=jdk.incubator.vector)"
                : "  (export JAVA_TOOL_OPTIONS=... in ~/.profile)");
    lines.add("Java says at its start that an incubator module is used; that is as it should be.");
    return lines;
  }
}
