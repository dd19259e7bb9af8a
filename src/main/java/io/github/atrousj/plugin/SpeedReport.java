package io.github.atrousj.plugin;

import io.github.atrousj.engine.Accelerator.State;
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

  private static final String ONE_WORD = "--add-modules=jdk.incubator.vector";

  private static final int SIDE = 2048;

  /** What is run at a time before the other takes its turn. */
  private static final long TURN_NANOS = 200_000_000;

  /** On a machine that never comes to rest the times are those so far. */
  private static final long MOST_NANOS = 6_000_000_000L;

  /** Rounds in which nothing gets faster before the times are believed. */
  private static final int STEADY = 2;

  private static final double FASTER = 0.95;

  /** Least times in ms of one 3×3 kernel at rate 4 over 2048² pixels. */
  record Times(int threads, double one, double all) {}

  private SpeedReport() {}

  /**
   * Times the engine: one thread and all in turns, until neither gets faster, since the first runs
   * take hundreds of milliseconds while Java compiles what they need. Takes two seconds or three,
   * six at the most.
   */
  static Times measure(int threads) {
    float[] weights = {1, 2, -1, 3, -8, 1, 2, -1, 1};
    Graph graph = Graph.of(Convolution.of(Kernel.of(3, 3, weights)).rate(4));
    float[] pixels = new float[SIDE * SIDE];
    for (int i = 0; i < pixels.length; i++) {
      pixels[i] = i % 251;
    }
    Volume in = Volume.plane(pixels, SIDE, SIDE);
    Volume out = new Volume(new Shape(1, 1, SIDE, SIDE));
    Runner[] runners = {new Runner(1), new Runner(threads)};
    double[] best = {Double.POSITIVE_INFINITY, Double.POSITIVE_INFINITY};
    int steady = 0;
    long begin = System.nanoTime();
    while (steady < STEADY && System.nanoTime() - begin < MOST_NANOS) {
      steady++;
      for (int i = 0; i < Math.min(2, threads); i++) {
        double found = least(runners[i], graph, in, out);
        if (found < FASTER * best[i]) {
          steady = 0;
        }
        best[i] = Math.min(best[i], found);
      }
    }
    return new Times(threads, best[0], threads == 1 ? best[0] : best[1]);
  }

  private static double least(Runner runner, Graph graph, Volume in, Volume out) {
    long best = Long.MAX_VALUE;
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      runner.run(graph, in, out, Monitor.NONE);
      best = Math.min(best, System.nanoTime() - start);
    } while (System.nanoTime() - begin < TURN_NANOS);
    return best * 1e-6;
  }

  /**
   * The whole report.
   *
   * @param state what has become of the Vector API
   * @param fma whether the machine has fused multiply-add
   * @param pages what there is of large pages
   * @param system the JVM's properties
   */
  static List<String> lines(
      State state, boolean fma, LargePages pages, Times times, Properties system) {
    List<String> lines = new ArrayList<>();
    lines.add("Loops in use: " + path(state, fma));
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
    boolean missing = false;
    if (state == State.SLOWER) {
      lines.add(
          "The accelerator is there, but in this Java or on this machine it does not keep up");
      lines.add("with the plain loops, so those are used.");
    } else if (state == State.ON) {
      lines.add("The accelerator is on.");
      lines.add("To compare, switch it off with -Datrousj.accelerator=off.");
    } else if ("off".equals(system.getProperty("atrousj.accelerator"))) {
      lines.add("The accelerator was switched off by -Datrousj.accelerator=off.");
      lines.add("Take that out, and see that this is among the arguments of Java: " + ARGUMENT);
    } else {
      lines.add("The accelerator is off. It gives the same pixels sooner.");
      missing = true;
    }
    if (pages == LargePages.IN_USE) {
      lines.add("Memory comes in large pages.");
    } else if (pages == LargePages.TO_BE_HAD) {
      lines.add("Memory comes in small pages. Large ones save up to a quarter of the time.");
      missing = true;
    }
    if (missing) {
      lines.add("");
      lines.addAll(howTo(arguments(state, pages), system));
    } else if (state == State.ON) {
      lines.add("There is nothing to do.");
    }
    return lines;
  }

  /** All arguments that are of use here, those that are there among them: they are to stay. */
  private static String arguments(State state, LargePages pages) {
    List<String> all = new ArrayList<>();
    if (state != State.SLOWER) {
      all.add(ARGUMENT);
    }
    if (pages != LargePages.NONE) {
      all.add(LargePages.ARGUMENT);
    }
    return String.join(" ", all);
  }

  private static String path(State state, boolean fma) {
    if (state == State.ON) {
      return "Vector API";
    }
    return fma ? "plain, with fused multiply-add" : "plain, without fused multiply-add";
  }

  private static String time(double millis) {
    double pixels = (double) SIDE * SIDE / (millis * 1000);
    return String.format(Locale.ROOT, "%.2f ms, %.0f million pixels a second", millis, pixels);
  }

  /**
   * How to start Java with some arguments.
   *
   * @param arguments divided by blanks
   */
  private static List<String> howTo(String arguments, Properties system) {
    String os = system.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    boolean windows = os.startsWith("windows");
    boolean mac = os.startsWith("mac");
    String java = windows ? "java.exe" : "java";
    String separator = windows ? "\\" : "/";
    String program = String.join(separator, system.getProperty("java.home", ""), "bin", java);
    // Where each argument is a word of its own.
    String words = arguments.replace(ARGUMENT, ONE_WORD);
    List<String> lines = new ArrayList<>();
    lines.add("To have what is missing, and to keep what is there, start Java with");
    lines.add("  " + arguments);
    lines.add("");
    lines.add("ImageJ, from a terminal in ImageJ's folder:");
    lines.add("  \"" + program + "\" " + arguments + " -Xmx4g -jar ij.jar");
    if (windows) {
      lines.add("ImageJ.exe: in ImageJ.cfg, put the argument before -cp in the third line.");
    }
    lines.add("");
    lines.add("Fiji, from a terminal in Fiji's folder; Java's arguments end with --:");
    lines.add("  " + (windows ? "fiji.bat" : "./fiji") + " " + words + " --");
    lines.add("or for good: in config/jaunch/fiji.toml, below jvm.runtime-args:");
    for (String word : words.split(" ")) {
      lines.add("  '" + word + "',");
    }
    lines.add("");
    lines.add("Any of them, for good: set the environment variable JAVA_TOOL_OPTIONS to");
    lines.add("  " + words);
    lines.add(
        windows
            ? "  (Settings > System > About > Advanced system settings > Environment Variables)"
            : mac
                ? "  (launchctl setenv JAVA_TOOL_OPTIONS \"" + words + "\")"
                : "  (export JAVA_TOOL_OPTIONS=\"" + words + "\" in ~/.profile)");
    if (arguments.contains(ARGUMENT)) {
      lines.add(
          "Java says at its start that an incubator module is used; that is as it should be.");
    }
    return lines;
  }
}
