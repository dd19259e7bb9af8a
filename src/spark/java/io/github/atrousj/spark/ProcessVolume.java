package io.github.atrousj.spark;

import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * Runs a command from a Zarr volume to another on Apache Spark: what spark-submit starts, or {@code
 * java}, which then computes on the cores of this machine. One task computes one block, a whole
 * number of output chunks: it reads the block with its halo and writes each chunk aside and renames
 * it. Tasks may be repeated or run twice at a time, and a run that was broken off goes on with
 * {@code --resume}. The values are those of {@code Process Zarr Volume...} and of the command on
 * the whole image, to the bit.
 */
public final class ProcessVolume {
  private ProcessVolume() {}

  /** See {@code --help}; ends with 1 and one line when something is wrong, with 2 for usage. */
  public static void main(String[] args) {
    if (args.length == 0 || args[0].equals("--help")) {
      System.out.print(Arguments.USAGE);
      return;
    }
    Arguments arguments;
    try {
      arguments = Arguments.parse(args);
    } catch (IllegalArgumentException e) {
      System.err.println("ProcessVolume: " + e.getMessage());
      System.err.print(Arguments.USAGE);
      System.exit(2);
      return;
    }
    try (JavaSparkContext context = new JavaSparkContext(conf(arguments))) {
      System.out.println(new Driver(context, arguments.work()).run());
    } catch (RuntimeException e) {
      String why = e.getMessage() == null ? e.getClass().getName() : e.getMessage();
      System.err.println("ProcessVolume: " + why);
      System.exit(1);
    }
  }

  /**
   * Runs it in a context that is there.
   *
   * @param args as on the command line; master and threads are the context's
   * @return a line that says what was done
   * @throws IllegalArgumentException with one line that says what is wrong or which block failed
   */
  public static String run(JavaSparkContext context, String... args) {
    return new Driver(context, Arguments.parse(args).work()).run();
  }

  private static SparkConf conf(Arguments arguments) {
    SparkConf conf = new SparkConf().setAppName("AtrousJ: " + arguments.work().command());
    if (arguments.master() != null) {
      conf.setMaster(arguments.master());
    }
    conf.setIfMissing("spark.master", "local[*]");
    if (arguments.threads() > 0) {
      conf.set("spark.task.cpus", String.valueOf(arguments.threads()));
    }
    if (conf.get("spark.master").startsWith("local")) {
      // Nobody else has a part in it: no port is open to others.
      conf.setIfMissing("spark.driver.host", "127.0.0.1");
      conf.setIfMissing("spark.driver.bindAddress", "127.0.0.1");
      conf.setIfMissing("spark.ui.enabled", "false");
    }
    conf.setIfMissing("spark.log.level", "WARN");
    conf.setIfMissing("spark.ui.showConsoleProgress", "true");
    // In 2D each plane has means of its own; the heap bounds them.
    conf.setIfMissing("spark.driver.maxResultSize", "0");
    conf.setIfMissing(
        "spark.executor.extraJavaOptions",
        // Chunks are arrays of a megabyte, which G1 moves about and this collector does not.
        "--add-modules=jdk.incubator.vector -XX:+UseParallelGC -Djava.awt.headless=true");
    return conf;
  }
}
