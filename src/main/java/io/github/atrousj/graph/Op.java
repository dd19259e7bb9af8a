package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;

/** What a node computes from its inputs. */
public sealed interface Op {
  /** The image itself. */
  record Input() implements Op {}

  /**
   * A convolution of input 0; one channel by channel is added to input 1 where there is one.
   *
   * @param partial whether it is one axis of a separable kernel with more axes to come
   */
  record Convolve(Convolution spec, boolean partial) implements Op {}

  record Transpose(TransposedConvolution spec) implements Op {}

  /** A whole window at once; the median. */
  record Median(Pooling spec) implements Op {}

  /**
   * One axis (0 x, 1 y, 2 z) of a maximum, a minimum or a sum over a window. Border null: positions
   * outside are neutral.
   */
  record PoolAxis(Pooling.Type type, AxisRule rule, int axis, Border border, float value)
      implements Op {}

  /**
   * Divides sums by their windows' counts and makes empty windows NaN. Inputs: pooled, original.
   */
  record PoolFinish(Pooling spec) implements Op {}

  /** An image that is always the same. */
  record Constant(Volume image) implements Op {}

  record Unary(Pointwise function) implements Op {}

  record Pair(Pairwise function) implements Op {}

  record Across(AcrossChannels function) implements Op {}

  /** One axis (0 x, 1 y, 2 z) resized or picked from. */
  record Resample(AxisSampler rule, int axis) implements Op {}

  record Activate(Activation function) implements Op {}

  record Join(Fuse fuse) implements Op {}

  /** A weighted sum of the inputs, channel by channel. */
  record Weighted(float[] weights) implements Op {}

  /**
   * Input 0 + input 1, or − for {@code minus}: the residual of a layer, the planes of a starlet.
   */
  record Combine(boolean minus) implements Op {}

  record Concat() implements Op {}

  /** The input divided by a number. */
  record Divide(float by) implements Op {}

  /** Some of the input's channels. */
  record Channels(int from, int count) implements Op {}

  /** Adaptive means on a grid of bins per side; every plane has its own unless {@code threeD}. */
  record Bins(int bins, boolean threeD) implements Op {}

  /** A grid spread bilinearly (trilinearly) over the extent of input 1; half-pixel centres. */
  record Spread() implements Op {}
}
