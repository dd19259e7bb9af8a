package io.github.atrousj.engine;

/** The extent of an image volume: channels, planes (depth), rows (height) and columns (width). */
public record Shape(int channels, int depth, int height, int width) {
  public Shape {
    if (channels < 0 || depth < 0 || height < 0 || width < 0) {
      throw new IllegalArgumentException("negative extent");
    }
  }

  /** Number of values, overflow-checked in long. */
  public long size() {
    return Math.multiplyExact(
        Math.multiplyExact((long) channels, depth), Math.multiplyExact((long) height, width));
  }

  public boolean isEmpty() {
    return channels == 0 || depth == 0 || height == 0 || width == 0;
  }

  public Shape withChannels(int c) {
    return new Shape(c, depth, height, width);
  }
}
