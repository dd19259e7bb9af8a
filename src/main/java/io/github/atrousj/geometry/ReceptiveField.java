package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.List;

/**
 * The theoretical receptive field of a stack of layers along one axis: with jump j (input pixels
 * per output pixel, starts at 1) and field R (starts at 1), every layer of effective length E and
 * stride s does {@code R += (E − 1)·j; j *= s}. All lengths are in pixels of the stack's input.
 */
public final class ReceptiveField {
  /**
   * What is true after one layer.
   *
   * @param layer the layer
   * @param effective its effective kernel length, in pixels of its own input
   * @param spacing distance of its taps in pixels of the stack's input: rate × jump before it
   * @param field receptive field of its output
   * @param jump distance in input pixels of neighbouring outputs
   * @param before how many positions of the field lie before the output's own position, when every
   *     layer is padded by ⌊(E − 1)/2⌋ in front as {@link Padding#SAME} does at stride 1
   */
  public record Step(
      Layer layer, long effective, long spacing, long field, long jump, long before) {}

  private final List<Step> steps;

  private ReceptiveField(List<Step> steps) {
    this.steps = steps;
  }

  /**
   * Walks the layers from the input on.
   *
   * @throws ArithmeticException when a length leaves the range of long
   * @throws IllegalArgumentException when there is no layer
   */
  public static ReceptiveField of(List<Layer> layers) {
    if (layers.isEmpty()) {
      throw new IllegalArgumentException("a receptive field needs at least one layer");
    }
    List<Step> steps = new ArrayList<>();
    long field = 1;
    long jump = 1;
    long before = 0;
    for (Layer layer : layers) {
      long reach = layer.effective() - 1;
      field = Math.addExact(field, Math.multiplyExact(reach, jump));
      before = Math.addExact(before, Math.multiplyExact(reach / 2, jump));
      long spacing = Math.multiplyExact(layer.rate(), jump);
      jump = Math.multiplyExact(jump, layer.stride());
      steps.add(new Step(layer, reach + 1, spacing, field, jump, before));
    }
    return new ReceptiveField(List.copyOf(steps));
  }

  /** Field of {@code layers} undilated layers of stride 1: linear, (taps − 1)·layers + 1. */
  public static long plain(int taps, int layers) {
    return Math.addExact(Math.multiplyExact(taps - 1L, layers), 1L);
  }

  /** How many undilated layers of stride 1 reach at least {@code field} pixels. */
  public static long plainLayersFor(int taps, long field) {
    if (taps < 2) {
      throw new IllegalArgumentException("kernel size is " + taps + "; 2 or more widen a field");
    }
    return Math.max(0, Axis.ceilDiv(field - 1, taps - 1L));
  }

  /** One entry per layer. */
  public List<Step> steps() {
    return steps;
  }

  /** Receptive field of the last layer's output. */
  public long field() {
    return last().field();
  }

  /** Distance in input pixels of neighbouring outputs of the last layer. */
  public long jump() {
    return last().jump();
  }

  /** Positions of the field before the output's own position (see {@link Step#before}). */
  public long before() {
    return last().before();
  }

  private Step last() {
    return steps.get(steps.size() - 1);
  }
}
