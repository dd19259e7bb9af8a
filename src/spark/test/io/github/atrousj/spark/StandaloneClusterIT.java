package io.github.atrousj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.host.Display;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A master and two workers, with the artifact that users give to spark-submit. */
class StandaloneClusterIT {
  private static final String JAR = System.getProperty("atrousj.spark.jar");

  @TempDir Path folder;

  /** For Spark, its logs and work: kept, for who wants to know what went wrong. */
  private static Path scratch(String name) throws IOException {
    Path scratch = Path.of("target", "spark-tests", name).toAbsolutePath();
    return Files.createDirectories(scratch);
  }

  private static SparkConf conf(String master) {
    return new SparkConf()
        .setMaster(master)
        .setAppName("test")
        .setJars(new String[] {JAR})
        .set("spark.log.level", "WARN")
        .set("spark.ui.enabled", "false")
        .set("spark.executor.memory", "600m")
        .set("spark.executor.extraJavaOptions", StandaloneCluster.SHORT_LIVED)
        .set("spark.driver.host", "127.0.0.1")
        .set("spark.driver.bindAddress", "127.0.0.1")
        // Tasks that seem slow are run a second time at once.
        .set("spark.speculation", "true")
        .set("spark.speculation.interval", "10ms")
        .set("spark.speculation.multiplier", "1.0")
        .set("spark.speculation.quantile", "0.1")
        .set("spark.speculation.minTaskRuntime", "1ms");
  }

  @Test
  void twoWorkersGiveTheBitsOfOneThreadAndNameAChunkThatCannotBeRead() throws Exception {
    Path in = TestVolume.write(folder.resolve("in"), 2, 9, 38, 45);
    try (StandaloneCluster cluster = new StandaloneCluster(scratch("two"), 2);
        JavaSparkContext spark = new JavaSparkContext(conf(cluster.master()))) {
      int n = 0;
      Path model = TestVolume.model(folder.resolve("model.onnx"));
      for (String text : TestVolume.COMMANDS) {
        String command = text.replace("MODEL", model.toString());
        Path out = folder.resolve("out" + n);
        String line =
            ProcessVolume.run(spark, "--block", "16,4", in.toString(), out.toString(), command);
        assertTrue(line.contains(" of 18 blocks"), line);
        TestVolume.assertSame(
            TestVolume.onOneThread(in, folder.resolve("one" + n++), command), out);
      }

      // A link to the outside is never followed: a chunk that is there and cannot be read.
      Path chunk = in.resolve("0/1/2/0/1");
      Files.delete(chunk);
      Files.createSymbolicLink(chunk, Files.write(folder.resolve("elsewhere"), new byte[2048]));
      String[] arguments = {
        "--block",
        "16,4",
        in.toString(),
        folder.resolve("out").toString(),
        TestVolume.COMMANDS.get(0)
      };
      String line =
          assertThrows(VolumeException.class, () -> ProcessVolume.run(spark, arguments))
              .getMessage();
      assertTrue(
          line.matches("block channel 1, frame 0, planes 8 to 8, rows .* failed: chunk .*"), line);
      assertTrue(line.contains("0/1/2/0/1 of " + in + " cannot be read: "), line);
      assertEquals(1, line.lines().count(), line);
      TestVolume.assertNoHalfChunk(folder.resolve("one0"), folder.resolve("out"));
    }
  }

  @Test
  void submittedWorkIsFinishedThoughAWorkerIsKilled() throws Exception {
    Path in = TestVolume.write(folder.resolve("in"), 1, 96, 64, 128);
    String command = "Dilated Pooling... type=median window=5 rate=2 dimensions=3D";
    Path out = folder.resolve("out");
    try (StandaloneCluster cluster = new StandaloneCluster(scratch("killed"), 2)) {
      Path log = scratch("killed").resolve("submit.log");
      List<String> arguments = new ArrayList<>();
      arguments.add("org.apache.spark.deploy.SparkSubmit");
      arguments.addAll(List.of("--master", cluster.master()));
      for (String c :
          List.of(
              "spark.driver.host=127.0.0.1",
              "spark.driver.bindAddress=127.0.0.1",
              "spark.ui.enabled=false",
              "spark.executor.memory=600m",
              "spark.executor.extraJavaOptions=" + StandaloneCluster.SHORT_LIVED)) {
        arguments.addAll(List.of("--conf", c));
      }
      arguments.addAll(List.of(JAR, "--block", "16,4", in.toString(), out.toString(), command));
      Process submit =
          StandaloneCluster.java(scratch("killed"), log, arguments.toArray(new String[0])).start();
      int before = 0;
      while (before < 16 && submit.isAlive()) {
        Thread.sleep(5);
        before = Files.exists(out.resolve("0")) ? TestVolume.chunks(out).size() : 0;
      }
      cluster.kill(0);
      assertTrue(submit.waitFor(120, TimeUnit.SECONDS));
      String said = Files.readString(log);
      assertEquals(0, submit.exitValue(), said);
      assertTrue(before >= 16 && before < 24 * 4 * 8 / 2, before + " chunks; " + said);
      assertTrue(said.contains(" of 96 blocks"), said);
      TestVolume.assertSame(TestVolume.onOneThread(in, folder.resolve("one"), command), out);
    }
  }

  @Test
  void aFullDiskIsNamedAndLeavesNoHalfChunk() throws Exception {
    Path in = TestVolume.write(folder.resolve("in"), 1, 24, 48, 45);
    Path disk = Files.createDirectories(folder.resolve("disk"));
    Path kept = folder.resolve("kept");
    String script =
        "mount -t tmpfs -o size=160k none \"$1\" || exit 77; kept=$2; disk=$1; shift 2;"
            + " \"$@\"; code=$?; cp -r \"$disk/out\" \"$kept\"; exit $code";
    Path log = scratch("full").resolve("submit.log");
    ProcessBuilder java =
        StandaloneCluster.java(
            scratch("full"),
            log,
            "org.apache.spark.deploy.SparkSubmit",
            "--master",
            "local[2]",
            JAR,
            "--block",
            "16,4",
            in.toString(),
            disk.resolve("out").toString(),
            TestVolume.COMMANDS.get(0));
    List<String> command = new ArrayList<>(List.of("unshare", "-Urm", "sh", "-c", script, "sh"));
    command.addAll(List.of(disk.toString(), kept.toString()));
    command.addAll(java.command());
    Process p = java.command(command).start();
    assertTrue(p.waitFor(120, TimeUnit.SECONDS));
    String said = Files.readString(log);
    // A disk of its own needs a mount, which some machines forbid; a build server may not.
    boolean mounted = p.exitValue() != 77 && !said.contains("unshare failed");
    Display.requireThat(mounted, "no disk of its own can be mounted: " + said);
    assertEquals(1, p.exitValue(), said);
    // Spark draws its bar of progress over one line, with returns between: on a slow machine also
    // before the line that is looked for.
    String[] lines =
        Arrays.stream(said.split("\\R"))
            .filter(l -> l.contains("ProcessVolume: "))
            .toArray(String[]::new);
    assertEquals(1, lines.length, said);
    assertTrue(
        lines[0].matches(
            ".*ProcessVolume: block channel 0, .* failed: chunk .* cannot be written: .*"),
        said);
    assertTrue(lines[0].contains("No space left on device"), said);
    TestVolume.assertNoHalfChunk(
        TestVolume.onOneThread(in, folder.resolve("one"), TestVolume.COMMANDS.get(0)), kept);
  }
}
