package io.github.atrousj.bench;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A program that takes part in a comparison. It is a process of its own that waits for its turn, so
 * that all of them can be timed in turns within one run. It says {@code ready}, then answers lines:
 * {@code run THREADS SECONDS} with the milliseconds of every repetition, {@code write THREADS FILE}
 * with {@code written}.
 */
abstract class Contestant {
  /** Name and version, and whatever else a reader should know. */
  abstract String title() throws Exception;

  /** Does the work once. */
  abstract void run(int threads) throws Exception;

  /** The last result; null when the program has none. */
  abstract Volume result() throws Exception;

  /**
   * Serves one contestant until the input ends.
   *
   * @param args atrousj, onnx, imagej, copy or fma; the work; the folder with the data
   */
  public static void main(String[] args) throws Exception {
    Contestant contestant = of(args[0], args[1], Path.of(args[2]));
    System.out.println("ready\t" + contestant.title());
    BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
    String line;
    while ((line = in.readLine()) != null) {
      String[] words = line.split("\t");
      int threads = Integer.parseInt(words[1]);
      System.out.println(
          words[0].equals("run")
              ? contestant.time(threads, Double.parseDouble(words[2]))
              : contestant.write(threads, Path.of(words[2])));
    }
    System.exit(0); // whatever threads a library may have left
  }

  private static Contestant of(String kind, String work, Path folder) throws Exception {
    switch (kind) {
      case "atrousj":
        return new AtrousContestant(work);
      case "onnx":
        return new OnnxContestant(work, folder);
      case "imagej":
        return new ConvolverContestant(work);
      case "copy":
        return new CopyContestant(work);
      default:
        return new FmaContestant(work);
    }
  }

  private String time(int threads, double seconds) throws Exception {
    StringBuilder times = new StringBuilder("times");
    long begin = System.nanoTime();
    do {
      long start = System.nanoTime();
      run(threads);
      times.append(String.format(Locale.ROOT, "\t%.4f", (System.nanoTime() - start) * 1e-6));
    } while (System.nanoTime() - begin < seconds * 1e9);
    return times.toString();
  }

  private String write(int threads, Path file) throws Exception {
    run(threads);
    Volume result = result();
    if (result != null) {
      write(result, file);
    }
    return "written";
  }

  /** Writes floats, little-endian, channel by channel, plane by plane. */
  static void write(Volume volume, Path file) throws IOException {
    Shape s = volume.shape();
    try (OutputStream out = Files.newOutputStream(file)) {
      for (int c = 0; c < s.channels(); c++) {
        for (int z = 0; z < s.depth(); z++) {
          out.write(bytes(volume.plane(c, z)));
        }
      }
    }
  }

  static byte[] bytes(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(values);
    return bytes.array();
  }
}
