package io.github.atrousj.spark;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A master and workers of one core each, processes of their own on 127.0.0.1. */
final class StandaloneCluster implements AutoCloseable {
  /** For processes of some seconds: the better compiler would come too late. */
  static final String SHORT_LIVED = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1";

  private static final Pattern STARTED =
      Pattern.compile("Starting Spark master at (spark://127\\.0\\.0\\.1:\\d+)");
  private static final Pattern REGISTERED =
      Pattern.compile("Successfully registered with (master)");

  private final Path folder;
  private final String master;
  private final List<Process> processes = new ArrayList<>();

  /**
   * @param folder for logs and work
   */
  StandaloneCluster(Path folder, int workers) throws Exception {
    this.folder = folder;
    home(folder);
    String[] options = {"--host", "127.0.0.1", "--port", "0", "--webui-port", "0"};
    try {
      start("master", "org.apache.spark.deploy.master.Master", options);
      this.master = await("master", STARTED);
      for (int i = 0; i < workers; i++) {
        String name = "worker" + i;
        List<String> all = new ArrayList<>(List.of(options));
        all.addAll(List.of("--cores", "1", "--memory", "700m"));
        all.addAll(List.of("--work-dir", folder.resolve(name).toString(), master));
        start(name, "org.apache.spark.deploy.worker.Worker", all.toArray(new String[0]));
      }
      for (int i = 0; i < workers; i++) {
        await("worker" + i, REGISTERED);
      }
    } catch (Exception e) {
      close();
      throw e;
    }
  }

  /** What Spark and its libraries are, as in a distribution of it; nothing of ImageJ. */
  static Path home(Path folder) throws IOException {
    Path home = folder.resolve("spark");
    Path jars = home.resolve("jars");
    if (Files.exists(jars)) {
      return home;
    }
    Files.createDirectories(jars);
    Set<String> ours = Set.of("ij", "ij1-patcher", "scijava-common", "gson", "protobuf-javalite");
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      Path jar = Path.of(entry);
      String name = jar.getFileName().toString();
      boolean library = name.endsWith(".jar") && !name.startsWith("AtrousJ");
      if (library && !ours.contains(name.replaceFirst("-[0-9].*", ""))) {
        Files.createSymbolicLink(jars.resolve(name), jar);
      }
    }
    return home;
  }

  /** Java with Spark's jars, in Spark's environment, loopback only. */
  static ProcessBuilder java(Path folder, Path log, String... arguments) throws IOException {
    Path home = home(folder);
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of("-Xmx512m", "-Dspark.master.rest.enabled=false", "-Djava.awt.headless=true"));
    command.addAll(List.of(SHORT_LIVED.split(" ")));
    command.addAll(List.of("-cp", home.resolve("jars") + File.separator + "*"));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("SPARK_LOCAL_DIRS", folder.resolve("scratch").toString());
    builder.redirectErrorStream(true).redirectOutput(log.toFile());
    return builder;
  }

  private void start(String name, String main, String... options) throws IOException {
    String[] all = new String[options.length + 1];
    all[0] = main;
    System.arraycopy(options, 0, all, 1, options.length);
    processes.add(java(folder, log(name), all).start());
  }

  private Path log(String name) {
    return folder.resolve(name + ".log");
  }

  private String await(String name, Pattern what) throws Exception {
    for (int i = 0; i < 600; i++) {
      Matcher m = what.matcher(Files.readString(log(name)));
      if (m.find()) {
        return m.group(1);
      }
      Thread.sleep(100);
    }
    throw new IOException(name + " does not start: " + Files.readString(log(name)));
  }

  String master() {
    return master;
  }

  /** Kills a worker and its executors, without warning. */
  void kill(int worker) {
    kill(processes.get(worker + 1));
  }

  private static void kill(Process p) {
    List<ProcessHandle> all = new ArrayList<>(p.descendants().toList());
    p.destroyForcibly();
    all.forEach(ProcessHandle::destroyForcibly);
  }

  @Override
  public void close() throws InterruptedException {
    for (int i = processes.size() - 1; i >= 0; i--) {
      kill(processes.get(i));
      processes.get(i).waitFor(30, TimeUnit.SECONDS);
    }
  }
}
