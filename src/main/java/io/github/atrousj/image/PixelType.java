package io.github.atrousj.image;

import ij.ImagePlus;
import java.lang.reflect.Array;
import java.util.Arrays;

/** The pixel types of ImageJ and how their arrays look. */
enum PixelType {
  BYTE(1, 8),
  SHORT(2, 16),
  RGB(4, 24),
  FLOAT(4, 32);

  private final int bytes;
  private final int bits;

  PixelType(int bytes, int bits) {
    this.bytes = bytes;
    this.bits = bits;
  }

  static PixelType of(ImagePlus image) {
    return ofBits(image.getBitDepth());
  }

  static PixelType ofBits(int bits) {
    for (PixelType type : values()) {
      if (type.bits == bits) {
        return type;
      }
    }
    throw new IllegalArgumentException("images of " + bits + " bits are not supported");
  }

  /** Bytes of one pixel in memory. */
  int bytes() {
    return bytes;
  }

  /** ImageJ's bit depth. */
  int bits() {
    return bits;
  }

  /** 3 for RGB, else 1. */
  int components() {
    return this == RGB ? 3 : 1;
  }

  /** The largest value that one component holds; infinite for 32-bit images. */
  float largest() {
    switch (this) {
      case SHORT:
        return 65535;
      case FLOAT:
        return Float.POSITIVE_INFINITY;
      default:
        return 255;
    }
  }

  /** A plane of zeros (opaque black in RGB). */
  Object newPlane(int pixels) {
    switch (this) {
      case BYTE:
        return new byte[pixels];
      case SHORT:
        return new short[pixels];
      case FLOAT:
        return new float[pixels];
      default:
        int[] rgb = new int[pixels];
        Arrays.fill(rgb, 0xff000000);
        return rgb;
    }
  }

  /** Whether an array is a plane of this type and size. */
  boolean fits(Object plane, int pixels) {
    boolean type =
        switch (this) {
          case BYTE -> plane instanceof byte[];
          case SHORT -> plane instanceof short[];
          case RGB -> plane instanceof int[];
          case FLOAT -> plane instanceof float[];
        };
    return type && Array.getLength(plane) == pixels;
  }
}
