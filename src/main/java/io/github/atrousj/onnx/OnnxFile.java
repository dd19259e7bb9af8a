package io.github.atrousj.onnx;

import com.google.protobuf.CodedInputStream;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads model files. They are untrusted: whatever they hold, the answer is a model or one line. */
final class OnnxFile {
  private OnnxFile() {}

  /**
   * @throws OnnxException when the file cannot be read as an ONNX model
   */
  static ModelDef read(Path file) {
    byte[] bytes;
    try {
      if (!Files.isRegularFile(file)) {
        throw new OnnxException("no such file: " + file);
      }
      long size = Files.size(file);
      if (size > Integer.MAX_VALUE - 64) {
        throw new OnnxException(file.getFileName() + ": a file of " + size + " bytes is too large");
      }
      requireHeap(2 * size);
      bytes = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new OnnxException("cannot read " + file + ": " + reason(e), e);
    }
    try {
      return parse(bytes, file.toAbsolutePath().getParent());
    } catch (OnnxException e) {
      throw new OnnxException(file.getFileName() + ": " + e.getMessage(), e);
    }
  }

  /**
   * @param folder where external data may lie, null for nowhere
   */
  static ModelDef parse(byte[] bytes, Path folder) {
    try {
      return new ModelParser(new ExternalData(folder)).parse(CodedInputStream.newInstance(bytes));
    } catch (IOException e) {
      throw new OnnxException("no ONNX file, or one that is damaged", e);
    }
  }

  /** In words: the message of some exceptions is but the path. */
  static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "no permission";
    }
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** Refuses what does not fit in the heap, before it is allocated; garbage is no obstacle. */
  static void requireHeap(long bytes) {
    if (bytes > free()) {
      System.gc();
    }
    long free = free();
    if (bytes > free) {
      throw new OnnxException(
          bytes + " bytes do not fit in memory, of which " + free + " are free");
    }
  }

  private static long free() {
    Runtime r = Runtime.getRuntime();
    return r.maxMemory() - r.totalMemory() + r.freeMemory();
  }
}
