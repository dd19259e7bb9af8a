package io.github.atrousj.volume;

/**
 * A store cannot be opened, or one of its chunks cannot be read or written. The message is one line
 * for people that names the chunk and says why.
 */
public final class VolumeException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public VolumeException(String line) {
    super(line);
  }

  public VolumeException(String line, Throwable cause) {
    super(line, cause);
  }
}
