package io.github.atrousj.onnx;

/** A file or network that cannot be used, with one line that says why. */
public final class OnnxException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public OnnxException(String line) {
    super(line);
  }

  OnnxException(String line, Throwable cause) {
    super(line, cause);
  }
}
