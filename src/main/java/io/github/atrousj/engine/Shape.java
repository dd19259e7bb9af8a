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

  // What Java makes by itself for these two takes 20 ms at its first call, when a dialog opens.

  @Override
  public boolean equals(Object o) {
    return o instanceof Shape s
        && s.channels == channels
        && s.depth == depth
        && s.height == height
        && s.width == width;
  }

  @Override
  public int hashCode() {
    return ((channels * 31 + depth) * 31 + height) * 31 + width;
  }
}
