package io.github.atrousj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.volume.Block;
import io.github.atrousj.volume.VolumeException;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ArgumentsTest {
  @Test
  void readsAllOptions() {
    Arguments a =
        Arguments.parse(
            ("--resume --block 256,64 --memory 300 --threads 4 --level 2 --format v3"
                    + " --compression gzip --master local[3] in file:///data/out command")
                .split(" "));
    assertEquals("local[3]", a.master());
    assertEquals(4, a.threads());
    Work w = a.work();
    assertEquals(Path.of("in").toAbsolutePath().toString(), w.from());
    assertEquals("/data/out", w.to());
    assertEquals("command", w.command());
    assertEquals(2, w.level());
    assertEquals(256, w.settings().rows());
    assertEquals(64, w.settings().planes());
    assertEquals(300L << 20, w.settings().bytes());
    assertTrue(w.settings().resume());
    assertEquals(ZarrWriter.Format.V3, w.settings().format());
    assertEquals(ZarrWriter.Compression.GZIP, w.settings().compression());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "in out|2 are given",
        "in out Dilated Convolution|4 are given",
        "--blocks 3 in out c|--blocks: there is no such option",
        "--block 3,4,5 in out c|must be rows, or rows,planes",
        "--block 0 in out c|--block 0: must be a whole number from 1",
        "--memory many in out c|--memory many: must be a whole number",
        "in out c --threads|--threads: a value is missing",
        "--format v4 in out c|--format v4: must be one of v2, v3",
        "--format v3 --compression zlib in out c|Zarr v3 has none",
        "hdfs://host/in out c|hdfs://host/in: only folders that all machines see",
        "in s3a://bucket/out c|s3a://bucket/out: only folders that all machines see"
      })
  void saysWhatIsWrong(String line, String expected) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> Arguments.parse(line.split(" ")))
            .getMessage();
    assertTrue(message.contains(expected), message);
  }

  @Test
  void aLostExecutorIsToldInOneLineWithItsBlock() {
    List<Block> blocks = List.of(new Block(0, 0, 0, 4, 0, 16), new Block(0, 0, 4, 8, 0, 16));
    VolumeException e =
        Failure.of(
            new Exception(
                "Job aborted due to stage failure: Task 1 in stage 3.0 failed 4 times, most recent"
                    + " failure: Lost task 1.3 in stage 3.0 (TID 9) (10.0.0.1 executor 2):"
                    + " ExecutorLostFailure (executor 2 exited) Reason: exit code 137\n"
                    + "Driver stacktrace:\n\tat somewhere"),
            blocks);
    assertEquals(
        blocks.get(1)
            + " failed: Lost task 1.3 in stage 3.0 (TID 9) (10.0.0.1 executor 2):"
            + " ExecutorLostFailure (executor 2 exited) Reason: exit code 137",
        e.getMessage());
  }

  /** With blanks and per cent signs, encoded as in an address or written as they are. */
  @ParameterizedTest
  @CsvSource({
    "file:///data/a%20b, /data/a b",
    "file:/data/a%25b, /data/a%b",
    "file:/data/a b, /data/a b",
    "file:///data/100%, /data/100%",
    "/data/a%20b, /data/a%20b",
  })
  void addressesOfFiles(String given, String path) {
    assertEquals(path, Arguments.parse(given, "out", "command").work().from());
  }
}
