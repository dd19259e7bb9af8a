package io.github.atrousj.bench;

import io.github.atrousj.engine.Shape;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Writes the input and the kernels of a piece of work for programs in other languages. */
final class WriteData {
  private WriteData() {}

  /**
   * Writes {@code input.bin} and one file for each kernel, little-endian floats; prints the bytes
   * that the work must at least read and write and the multiply-adds that it takes done directly.
   *
   * @param args the work and the folder
   */
  public static void main(String[] args) throws Exception {
    Path folder = Path.of(args[1]);
    Workload work = Workloads.of(args[0]);
    Contestant.write(work.input(), folder.resolve("input.bin"));
    for (Map.Entry<String, float[]> w : work.weights().entrySet()) {
      Files.write(folder.resolve(w.getKey() + ".bin"), Contestant.bytes(w.getValue()));
    }
    Shape in = work.input().shape();
    Shape out = work.output().get().shape();
    int pixel = Limits.pixelBytes(args[0]);
    System.out.println((in.size() + out.size()) * pixel + "\t" + Limits.multiplyAdds(work));
  }
}
