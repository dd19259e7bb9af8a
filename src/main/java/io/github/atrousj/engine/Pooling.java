package io.github.atrousj.engine;

import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;

/**
 * What a dilated pooling computes: the maximum, minimum, mean or median of the window's values.
 *
 * @param border what a window reads outside the image, or null: padding takes no part in the window
 *     (a mean then divides by the number of pixels inside, a window with none gives NaN)
 * @param value of a constant border
 */
public record Pooling(Type type, AxisRule x, AxisRule y, AxisRule z, Border border, float value) {

  /** The statistic of a window. NaN in a window gives NaN. */
  public enum Type {
    MAX,
    MIN,
    MEAN,
    /** Of an even count: the mean of the middle two. */
    MEDIAN
  }

  public Shape outputShape(Shape in) {
    return new Shape(
        in.channels(),
        z.resolve(in.depth()).outputSize(in.depth()),
        y.resolve(in.height()).outputSize(in.height()),
        x.resolve(in.width()).outputSize(in.width()));
  }
}
