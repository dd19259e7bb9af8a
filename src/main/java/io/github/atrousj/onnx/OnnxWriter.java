package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Writes graphs as ONNX files (opset 17), which ONNX Runtime and others run with the same result.
 *
 * <p>Input and output are called {@code image} and {@code result}. A graph that works within planes
 * is written for [N, C, H, W], one that reaches along z, or is written for more than one plane, for
 * [N, C, D, H, W]. Height and width stay open where no part of the graph depends on them, else they
 * are those given.
 */
public final class OnnxWriter {
  private OnnxWriter() {}

  /**
   * The bytes of an ONNX file.
   *
   * @param in extent of the images; channels always hold, the rest where the graph depends on it
   * @param metadata keys and values that travel with the model ({@link OnnxModel#metadata})
   * @throws OnnxException when a part of the graph has no counterpart in ONNX, naming it
   * @throws IllegalArgumentException when the graph does not suit the extent
   */
  public static byte[] bytes(Graph graph, Shape in, Map<String, String> metadata) {
    return ModelWriter.bytes(new GraphWriter(graph, in).model(metadata));
  }

  /**
   * Writes a file, aside first and then put in place, so that no half file is ever seen.
   *
   * @throws IOException when the file cannot be written
   */
  public static void write(Graph graph, Shape in, Map<String, String> metadata, Path file)
      throws IOException {
    write(bytes(graph, in, metadata), file);
  }

  /**
   * Writes the bytes of an ONNX file, aside first and then put in place.
   *
   * @throws IOException when the file cannot be written
   */
  public static void write(byte[] bytes, Path file) throws IOException {
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is a folder");
    }
    Path aside = Files.createTempFile(folder, ".atrousj", ".onnx");
    try {
      Files.write(aside, bytes);
      Files.move(aside, file, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
