package io.github.atrousj.engine;

import io.github.atrousj.geometry.AxisRule;

/** Puts an operation into words for the message of a failing test. */
public final class Describe {
  private Describe() {}

  public static String text(Shape in, Object operation) {
    if (operation instanceof Convolution c) {
      return in
          + (c.isPerChannel()
              ? " kernel"
              : " layer " + c.inChannels() + "," + c.outChannels() + "," + c.groups())
          + axes(c.x(), c.y(), c.z())
          + " border "
          + c.border()
          + " "
          + c.value()
          + " bias "
          + c.biasOf(0);
    }
    if (operation instanceof Pooling p) {
      return in + " " + p.type() + axes(p.x(), p.y(), p.z()) + " border " + p.border();
    }
    return in + " " + operation;
  }

  private static String axes(AxisRule x, AxisRule y, AxisRule z) {
    return axis(" x", x) + axis(" y", y) + axis(" z", z);
  }

  private static String axis(String name, AxisRule a) {
    return name
        + "("
        + a.taps()
        + " taps, rate "
        + a.rate()
        + ", stride "
        + a.stride()
        + ", pad "
        + a.padding()
        + ")";
  }
}
