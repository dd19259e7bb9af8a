package io.github.atrousj.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.volume.VolumeException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Spark on two threads of this process. */
class LocalSparkTest {
  private static JavaSparkContext spark;

  @TempDir Path folder;

  @BeforeAll
  static void start() {
    spark =
        new JavaSparkContext(
            new SparkConf()
                .setMaster("local[2]")
                .setAppName("test")
                .set("spark.log.level", "WARN")
                .set("spark.ui.enabled", "false")
                .set("spark.driver.host", "127.0.0.1")
                .set("spark.driver.bindAddress", "127.0.0.1"));
  }

  @AfterAll
  static void stop() {
    spark.close();
  }

  static List<String> commands() {
    return TestVolume.COMMANDS;
  }

  private static ImagePlus open(Path path) {
    return HeadlessImageJ.run(null, "Open Zarr Volume...", "path=[" + path + "]").ok().result();
  }

  private static ImagePlus run(ImagePlus image, String command) {
    int dots = command.indexOf("...") + 3;
    String options = command.substring(dots).trim() + " stack";
    return HeadlessImageJ.run(image, command.substring(0, dots), options).ok().result();
  }

  private static void assertSamePixels(ImagePlus expected, ImagePlus got) {
    assertArrayEquals(expected.getDimensions(), got.getDimensions());
    for (int i = 1; i <= expected.getStackSize(); i++) {
      Object pixels = expected.getStack().getPixels(i);
      Object others = got.getStack().getPixels(i);
      if (pixels instanceof byte[] labels) {
        assertArrayEquals(labels, (byte[]) others, "plane " + i);
      } else {
        assertArrayEquals((float[]) pixels, (float[]) others, "plane " + i);
      }
    }
  }

  /** Whole image, virtual stack, store on one thread, Spark: the same bits. */
  @ParameterizedTest
  @MethodSource("commands")
  void sparkEqualsStoreEqualsVirtualStackEqualsWholeImage(String text) {
    String command =
        text.replace("MODEL", TestVolume.model(folder.resolve("model.onnx")).toString());
    Path in = TestVolume.write(folder.resolve("in"), 2, 9, 38, 45);
    Path out = folder.resolve("out");
    ProcessVolume.run(spark, "--block", "16,4", in.toString(), out.toString(), command);
    TestVolume.assertSame(TestVolume.onOneThread(in, folder.resolve("one"), command), out);
    ImagePlus whole = run(open(in).duplicate(), command);
    assertSamePixels(whole, run(open(in), command));
    assertSamePixels(whole, open(out));
  }

  @Test
  void aTruncatedChunkStopsItWithALineAndARepairedOneLetsItGoOn() throws Exception {
    Path in = TestVolume.write(folder.resolve("in"), 1, 24, 48, 45);
    Path out = folder.resolve("out");
    String command = "Dilated Convolution... kernel=gaussian-5 dimensions=3D";
    Path one = TestVolume.onOneThread(in, folder.resolve("one"), command);
    Path chunk = in.resolve("0/0/4/1/2");
    byte[] bytes = Files.readAllBytes(chunk);
    Files.write(chunk, Arrays.copyOf(bytes, 700));
    String[] arguments = {"--block", "16,4", in.toString(), out.toString(), command};
    VolumeException e =
        assertThrows(VolumeException.class, () -> ProcessVolume.run(spark, arguments));
    String line = e.getMessage();
    assertTrue(
        line.matches("block channel 0, frame 0, planes \\d+ to \\d+, rows .* failed: chunk .*"),
        line);
    assertTrue(line.contains("0/0/4/1/2 of " + in + " cannot be read: "), line);
    assertEquals(1, line.lines().count(), line);
    TestVolume.assertNoHalfChunk(one, out);

    Files.write(chunk, bytes);
    String[] again = {"--resume", "--block", "16,4", in.toString(), out.toString(), command};
    ProcessVolume.run(spark, again);
    TestVolume.assertSame(one, out);
  }

  @Test
  void aRestartComputesOnlyWhatIsMissing() throws Exception {
    Path in = TestVolume.write(folder.resolve("in"), 1, 12, 48, 45);
    Path out = folder.resolve("out");
    String command = TestVolume.COMMANDS.get(1);
    String[] resume = {"--resume", "--block", "16,4", in.toString(), out.toString(), command};
    String all = ProcessVolume.run(spark, resume);
    assertTrue(all.contains(": 9 of 9 blocks"), all);
    Map<String, byte[]> chunks = TestVolume.chunks(out);
    Files.delete(out.resolve("0/0/0/1/2/0"));
    Files.delete(out.resolve("0/0/0/0/0/1"));
    String rest = ProcessVolume.run(spark, resume);
    assertTrue(rest.contains(": 2 of 9 blocks"), rest);
    String none = ProcessVolume.run(spark, resume);
    assertTrue(none.contains(": 0 of 9 blocks"), none);
    Map<String, byte[]> again = TestVolume.chunks(out);
    assertEquals(chunks.keySet(), again.keySet());
    chunks.forEach((name, bytes) -> assertArrayEquals(bytes, again.get(name), name));

    String[] anew = Arrays.copyOfRange(resume, 1, resume.length);
    String line =
        assertThrows(IllegalArgumentException.class, () -> ProcessVolume.run(spark, anew))
            .getMessage();
    assertTrue(line.contains("give resume to go on"), line);
  }

  @Test
  void aCommandThatIsNoneIsRefusedBeforeAnythingIsWritten() {
    Path in = TestVolume.write(folder.resolve("in"), 1, 4, 20, 20);
    Path out = folder.resolve("out");
    String line =
        assertThrows(
                IllegalArgumentException.class,
                () -> ProcessVolume.run(spark, in.toString(), out.toString(), "Nonsense... a=1"))
            .getMessage();
    assertTrue(line.contains("begins with no command's name"), line);
    assertFalse(Files.exists(out));
  }
}
