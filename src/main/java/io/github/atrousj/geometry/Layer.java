package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * One layer of a network along one axis: {@code taps} weights, {@code rate} pixels apart, evaluated
 * at every {@code stride}-th position. Lengths are in pixels of the layer's own input.
 *
 * @param taps number of taps, at least 1
 * @param rate spacing of the taps (dilation), at least 1
 * @param stride step between outputs, at least 1
 */
public record Layer(int taps, int rate, int stride) {
  public Layer {
    if (taps < 1 || rate < 1 || stride < 1) {
      throw new IllegalArgumentException(
          "taps, rate and stride must be at least 1, not " + taps + ", " + rate + ", " + stride);
    }
  }

  /** A layer of stride 1. */
  public static Layer of(int taps, int rate) {
    return new Layer(taps, rate, 1);
  }

  /** A stack of layers of equal size and stride 1, one per rate. */
  public static List<Layer> stack(int taps, List<Integer> rates) {
    return stack(List.of(taps), rates, List.of(1));
  }

  /**
   * A stack of layers, one per rate.
   *
   * @param taps one number for all layers, or one per rate
   * @param rates the rate of each layer
   * @param strides one number for all layers, or one per rate
   * @throws IllegalArgumentException when the lists do not agree in length or a value is below 1
   */
  public static List<Layer> stack(List<Integer> taps, List<Integer> rates, List<Integer> strides) {
    if (rates.isEmpty()) {
      throw new IllegalArgumentException("rates is missing: give at least one rate");
    }
    requireOneOrEach("size", taps, rates.size());
    requireOneOrEach("strides", strides, rates.size());
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < rates.size(); i++) {
      layers.add(new Layer(each(taps, i), rates.get(i), each(strides, i)));
    }
    return List.copyOf(layers);
  }

  /** Effective kernel length {@code rate·(taps − 1) + 1}. */
  public long effective() {
    return Axis.effective(taps, rate);
  }

  /**
   * Whether, on an axis of {@code n} pixels with zero padding, only the centre tap ever meets a
   * pixel: the layer has become a 1×1 (Chen et al. 2017, DeepLab v3, section 3.3). Never true of an
   * even kernel, which has no centre tap.
   */
  public boolean isPointwiseOn(int n) {
    return taps > 1 && taps % 2 != 0 && rate >= n;
  }

  private static void requireOneOrEach(String key, List<Integer> values, int layers) {
    if (values.size() != 1 && values.size() != layers) {
      throw new IllegalArgumentException(
          key
              + "="
              + values.stream().map(String::valueOf).collect(Collectors.joining(","))
              + ": must be one number, or one per rate ("
              + layers
              + "), not "
              + values.size());
    }
  }

  private static int each(List<Integer> values, int i) {
    return values.get(values.size() == 1 ? 0 : i);
  }
}
