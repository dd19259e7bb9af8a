package io.github.atrousj.onnx;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;

/** Weights that a model keeps in files beside it: in its own folder or below, never elsewhere. */
final class ExternalData {
  private final Path folder;

  /**
   * @param folder the model's; null when there is none, as for bytes in memory
   */
  ExternalData(Path folder) {
    this.folder = folder;
  }

  /**
   * The bytes that a tensor's entries point at.
   *
   * @param expected how many the tensor needs
   */
  ByteBuffer read(Map<String, String> place, long expected) {
    Path file = file(place.getOrDefault("location", ""));
    long offset = number(place, "offset", 0);
    try {
      long length = number(place, "length", expected);
      if (length != expected) {
        throw new OnnxException(
            "external data of " + length + " bytes where " + expected + " are needed");
      }
      if (offset > Files.size(file) - length) {
        throw new OnnxException("external data ends before byte " + offset + " + " + length);
      }
      OnnxFile.requireHeap(length);
      ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(length));
      try (SeekableByteChannel channel = Files.newByteChannel(file)) {
        channel.position(offset);
        while (bytes.hasRemaining()) {
          if (channel.read(bytes) < 0) {
            throw new OnnxException("external data ended early: " + file.getFileName());
          }
        }
      }
      return bytes.flip();
    } catch (IOException e) {
      throw new OnnxException(
          "external data cannot be read: " + file.getFileName() + ": " + OnnxFile.reason(e), e);
    } catch (ArithmeticException e) {
      throw new OnnxException("external data of " + expected + " bytes is too large", e);
    }
  }

  private static long number(Map<String, String> place, String key, long otherwise) {
    String text = place.get(key);
    try {
      long n = text == null ? otherwise : Long.parseLong(text);
      if (n >= 0) {
        return n;
      }
    } catch (NumberFormatException e) {
      // told below
    }
    throw new OnnxException("external data with " + key + " \"" + text + "\"");
  }

  private Path file(String location) {
    if (folder == null) {
      throw new OnnxException("external data of a model without a folder");
    }
    try {
      Path home = folder.toRealPath();
      Path relative = Path.of(location);
      Path file = home.resolve(relative).normalize();
      if (location.isEmpty() || relative.isAbsolute() || !file.startsWith(home)) {
        throw new OnnxException("external data outside the model's folder: " + location);
      }
      // A link must not lead out of the folder either.
      if (!Files.isRegularFile(file) || !file.toRealPath().startsWith(home)) {
        throw new OnnxException("no external data in the model's folder: " + location);
      }
      return file;
    } catch (IOException | InvalidPathException e) {
      throw new OnnxException("external data cannot be read: " + location, e);
    }
  }
}
