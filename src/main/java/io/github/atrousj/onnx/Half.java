package io.github.atrousj.onnx;

/** IEEE 754 half precision (binary16). */
final class Half {
  private Half() {}

  /** The nearest value that has half precision, ties to even; beyond ±65504 infinity. */
  static float round(float v) {
    float a = Math.abs(v);
    if (!(a < 65520)) {
      return a > 0 ? Math.copySign(Float.POSITIVE_INFINITY, v) : v;
    }
    // The step of half precision around this value; below 2^-14 it is that of the smallest.
    int exponent = Math.max(Math.getExponent(a), -14);
    float step = Math.scalb(1f, exponent - 10);
    return Math.copySign((float) Math.rint(a / step) * step, v);
  }

  static float toFloat(short bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1F;
    int fraction = bits & 0x3FF;
    if (exponent == 0x1F) {
      return Float.intBitsToFloat(sign | 0x7F800000 | fraction << 13);
    }
    if (exponent == 0) {
      float f = fraction * 0x1p-24f;
      return sign == 0 ? f : -f;
    }
    return Float.intBitsToFloat(sign | exponent + 112 << 23 | fraction << 13);
  }
}
