package io.github.atrousj.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.util.Statistics;

/** Runs {@link CostBenchmark} and {@link PluginBenchmark}, draws the plots, prints Markdown. */
final class Curves {
  private static final String[] PLAIN = {"-Datrousj.accelerator=off"};
  private static final String[] VECTOR = {"--add-modules", "jdk.incubator.vector"};

  private final String jvm;
  private final boolean quick;
  private final boolean smoke;

  private Curves(String jvm, String mode) {
    this.jvm = jvm;
    this.quick = !mode.equals("full");
    this.smoke = mode.equals("smoke");
  }

  /**
   * Measures and prints.
   *
   * @param args {@code curves} or {@code plugin}; the java program to use; {@code full}, {@code
   *     quick} or {@code smoke} (everything once); for curves the folder for the pictures
   */
  public static void main(String[] args) throws Exception {
    Curves curves = new Curves(args[1], args[2]);
    if (args[0].equals("plugin")) {
      System.out.println(curves.plugin());
    } else {
      curves.draw(Path.of(args[3]));
    }
  }

  private void draw(Path folder) throws Exception {
    Files.createDirectories(folder);
    List<Curve> curves = new ArrayList<>();
    curves.add(curve("rate", "Rate (3×3 on 2048²)", "rate", false, "1", "4", "16", "64", "256"));
    curves.add(kernels());
    curves.add(
        curve("image", "Side of the image (3×3, rate 4)", "side", true, "512", "2048", "4096"));
    curves.add(curve("threads", "Threads (5×5, rate 8, 4096²)", "threads", false, threads()));
    curves.add(
        curve("branches", "Branches (3×3 at 6, 12, 18 …; 2048²)", "branches", false, "1", "3"));
    StringBuilder page = new StringBuilder();
    for (Curve c : curves) {
      CurvePlot.save(c, folder.resolve("cost-" + c.name() + ".png"));
      page.append(c.markdown())
          .append("\n![")
          .append(c.quantity())
          .append("](../resources/images/cost-")
          .append(c.name())
          .append(".png)\n\n");
    }
    System.out.println(page);
  }

  private static String[] threads() {
    List<String> counts = new ArrayList<>();
    for (int n = 1; n <= 2 * Runtime.getRuntime().availableProcessors(); n *= 2) {
      counts.add(String.valueOf(n));
    }
    return counts.toArray(new String[0]);
  }

  /** A curve with a line for each kind of loops. */
  private Curve curve(String name, String title, String param, boolean log, String... few)
      throws RunnerException {
    List<Curve.Line> lines = new ArrayList<>();
    boolean always = param.equals("threads");
    for (String[] loops : List.of(PLAIN, VECTOR)) {
      Curve.Line line = new Curve.Line(title(loops));
      ChainedOptionsBuilder options = options("CostBenchmark." + name + "$", loops);
      if (quick || always) {
        options.param(param, few);
      }
      for (RunResult r : new Runner(options.build()).run()) {
        add(line, r, param);
      }
      lines.add(line);
    }
    return new Curve(name, title, log, lines);
  }

  private Curve kernels() throws RunnerException {
    List<Curve.Line> lines = new ArrayList<>();
    for (String[] loops : List.of(PLAIN, VECTOR)) {
      ChainedOptionsBuilder options = options("CostBenchmark.kernel$", loops);
      if (quick) {
        options.param("size", "3", "9", "31");
      }
      Collection<RunResult> results = new Runner(options.build()).run();
      for (String separable : List.of("false", "true")) {
        String kind = separable.equals("true") ? ", separable" : ", not separable";
        Curve.Line line = new Curve.Line(title(loops) + kind);
        for (RunResult r : results) {
          if (r.getParams().getParam("separable").equals(separable)) {
            add(line, r, "size");
          }
        }
        lines.add(line);
      }
    }
    return new Curve("kernel", "Size of the kernel (rate 4, 2048²)", true, lines);
  }

  private static String title(String[] loops) {
    return loops == VECTOR ? "Vector API" : "plain";
  }

  private static void add(Curve.Line line, RunResult r, String param) {
    Statistics s = r.getPrimaryResult().getStatistics();
    double x = Double.parseDouble(r.getParams().getParam(param));
    line.add(x, s.getMin(), s.getMean(), s.getMax());
  }

  private ChainedOptionsBuilder options(String include, String[] loops) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include(Curves.class.getPackageName() + "." + include)
            .jvm(jvm)
            .jvmArgsPrepend(loops)
            .shouldFailOnError(true);
    Integer forks = Integer.getInteger("bench.forks");
    if (forks != null) {
      options.forks(forks);
    }
    if (smoke) {
      options.forks(1).mode(Mode.SingleShotTime).warmupIterations(0).measurementIterations(1);
    } else if (quick) {
      options
          .forks(1)
          .warmupIterations(2)
          .warmupTime(TimeValue.milliseconds(400))
          .measurementIterations(3)
          .measurementTime(TimeValue.milliseconds(200));
    }
    // Its own report goes to a file of no interest; the page is what is printed.
    options.output(System.getProperty("bench.log", "/dev/null"));
    return options;
  }

  private String plugin() throws RunnerException {
    StringBuilder text =
        new StringBuilder(
            "| loops | image | engine ms | command ms | command / engine | in place ms |\n"
                + "|---|---|---|---|---|---|\n");
    for (String[] loops : List.of(PLAIN, VECTOR)) {
      ChainedOptionsBuilder options = options("PluginBenchmark", loops);
      if (quick) {
        options.param("side", "2048");
      }
      List<RunResult> results = new ArrayList<>(new Runner(options.build()).run());
      Collections.sort(results, RunResult.DEFAULT_SORT_COMPARATOR);
      for (RunResult r : results) {
        double alone = least(r, "engine");
        double command = least(r, "command");
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %s %s² | %.2f | %.2f | %.2f | %.2f |%n",
                title(loops),
                r.getParams().getParam("type"),
                r.getParams().getParam("side"),
                alone,
                command,
                command / alone,
                least(r, "inPlace")));
      }
    }
    return text.toString();
  }

  private static double least(RunResult r, String timed) {
    return r.getSecondaryResults().get(timed).getStatistics().getMin();
  }
}
