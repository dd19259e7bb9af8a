package io.github.atrousj.image;

import io.github.atrousj.engine.Shape;

/**
 * The stack of a result: its channels are the source's channels, in each of them the components of
 * an RGB image unless the result is RGB again, and in each of these the outputs of the operation.
 *
 * @param type pixel type
 * @param width columns of a plane
 * @param height rows of a plane
 * @param outputs channels that the operation makes of one channel
 * @param channels channels of the stack
 * @param slices slices of the stack
 * @param frames frames of the stack
 */
record Target(
    PixelType type, int width, int height, int outputs, int channels, int slices, int frames) {

  /**
   * The stack that takes the outputs of all groups.
   *
   * @param out output shape of one group
   * @throws IllegalArgumentException when ImageJ could not hold it
   */
  static Target of(Layout layout, PixelType type, Shape out) {
    int slices = layout.slices();
    int frames = layout.frames();
    if (layout.dimensions() == Dimensions.T) {
      frames = out.depth();
    } else if (!layout.dimensions().planewise()) {
      slices = out.depth();
    }
    long perPlane = type == PixelType.RGB ? 1 : layout.components();
    long channels = layout.channels() * perPlane * out.channels();
    if ((long) out.width() * out.height() > Integer.MAX_VALUE - 8
        || channels * slices * frames > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "the result would be "
              + out.width()
              + " x "
              + out.height()
              + " pixels in "
              + channels * slices * frames
              + " planes, more than ImageJ can hold (2^31 pixels a plane, 2^31 planes)");
    }
    return new Target(
        type, out.width(), out.height(), out.channels(), (int) channels, slices, frames);
  }

  /** The 0-based channel that takes an output of a source plane. */
  int channel(Layout layout, Layout.Place p, int output) {
    int source =
        type == PixelType.RGB ? p.channel() : p.channel() * layout.components() + p.component();
    return source * outputs + output;
  }

  /** The 0-based stack index that takes an output of a source plane. */
  int stackIndex(Layout layout, Layout.Place p, int output) {
    return stackIndex(channel(layout, p, output), p.slice(), p.frame());
  }

  /** The same of a 0-based position. */
  int stackIndex(int channel, int slice, int frame) {
    return channel + channels * (slice + slices * frame);
  }

  /** Number of planes. */
  int planes() {
    return channels * slices * frames;
  }

  /** Pixels of one plane. */
  int planePixels() {
    return width * height;
  }

  /** Bytes of all pixels. */
  long bytes() {
    return (long) planes() * planePixels() * type.bytes();
  }
}
