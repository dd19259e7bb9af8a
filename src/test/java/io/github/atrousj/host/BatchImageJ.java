package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Runs macros in a process of its own: a released ij.jar with the packaged plugin in its plugins
 * folder, {@code -batch}, a display, the dialog watchdog and a time limit.
 */
public final class BatchImageJ {
  private static final String SENTINEL = "-- the macro has come to its end --";
  private static final int SECONDS = 90;

  private BatchImageJ() {}

  /**
   * What came of a run.
   *
   * @param exitCode 0 even after many kinds of failure: {@link #finished} is the test
   * @param output standard output and error, the sentinel line left out
   * @param finished whether the macro's last line was reached
   */
  public record Outcome(int exitCode, String output, boolean finished) {
    /** The output of a macro that ran through without any error. */
    public String ok() {
      assertEquals(0, exitCode, output);
      assertTrue(finished, "the macro stopped before its end:\n" + output);
      assertFalse(output.contains("Exception"), output);
      return output;
    }

    /** The text of the error dialog that stopped the macro. */
    public String error() {
      assertEquals(WatchedImageJ.DIALOG, exitCode, output);
      assertFalse(finished, output);
      return output.substring(output.indexOf("DIALOG "));
    }
  }

  /** Runs a macro in the ImageJ that the build compiles against. */
  public static Outcome run(String macro, String argument) {
    return run(Installation.currentJar(), macro, argument);
  }

  /** Runs a macro (ASCII) in a given version of ImageJ. */
  public static Outcome run(Path ijJar, String macro, String argument) {
    Display.require();
    try {
      Path folder = Installation.folder();
      Path file = Files.createTempFile(Files.createDirectories(folder.resolve("run")), "m", ".ijm");
      Path output = file.resolveSibling(file.getFileName() + ".txt");
      Files.writeString(
          file, macro + "\nprint(\"" + SENTINEL + "\");\n", StandardCharsets.US_ASCII);
      Process process =
          new ProcessBuilder(command(ijJar, folder, file, argument))
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean ended = process.waitFor(SECONDS, TimeUnit.SECONDS);
      process.destroyForcibly();
      String text = Files.readString(output, StandardCharsets.ISO_8859_1);
      assertTrue(ended, "ImageJ did not end within " + SECONDS + " s:\n" + text);
      return new Outcome(
          process.exitValue(), text.replace(SENTINEL, "").trim(), text.contains(SENTINEL));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static List<String> command(Path ijJar, Path folder, Path macro, String argument) {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Duser.home=" + Installation.home(),
        "-cp",
        ijJar + System.getProperty("path.separator") + testClasses(),
        WatchedImageJ.class.getName(),
        "-ijpath",
        folder.toString(),
        "-batch",
        macro.toString(),
        argument);
  }

  private static Path testClasses() {
    return Path.of("target", "test-classes").toAbsolutePath();
  }
}
