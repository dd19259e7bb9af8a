package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The heap comes to its end in mid-run: one clear line, and everything as it was. */
class HeapExhaustedTest {
  private static final String HEAP = "-Xmx80m";
  private static final int SECONDS = 400;

  @TempDir Path folder;

  @Test
  void everyImageCommandSaysSoAndLeavesTheImageAlone() throws Exception {
    long seed = Long.getLong("atrousj.fuzz.seed", System.nanoTime());
    Path output = folder.resolve("output.txt");
    Process child =
        new ProcessBuilder(command(seed))
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    boolean ended = child.waitFor(SECONDS, TimeUnit.SECONDS);
    child.destroyForcibly();
    String text = "-Datrousj.fuzz.seed=" + seed + "\n" + Files.readString(output);
    assertTrue(ended, text);
    assertEquals(0, child.waitFor(), text);
    assertTrue(text.trim().endsWith("done"), text);
    assertTrue(text.contains("memory ran out"), text);
  }

  /** This process's own ImageJ, headless, in a heap that the hog can fill. */
  private List<String> command(long seed) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    for (String option : ManagementFactory.getRuntimeMXBean().getInputArguments()) {
      if (!option.contains("jacoco") && !option.startsWith("-Xmx")) {
        command.add(option);
      }
    }
    // An idle thread of that pool ends after a minute, for which it too would need memory.
    command.add("-Djava.util.concurrent.ForkJoinPool.common.parallelism=0");
    command.addAll(List.of(HEAP, "-XX:+UseSerialGC", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Exhausted.class.getName(), folder + "/files", Long.toString(seed)));
    return command;
  }
}
