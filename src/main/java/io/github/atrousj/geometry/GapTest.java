package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The exact test for holes in a receptive field (gridding), without walking the field.
 *
 * <p>Offsets from the start of the field are the sums {@code Σ a_i·d_i}, with {@code d_i} the
 * spacing of layer i in input pixels and {@code 0 ≤ a_i ≤ taps_i − 1}. Sort the layers by spacing
 * and let F be the field of those already taken (1 at first). If the next spacing is at most F, its
 * copies of the full interval of F offsets touch or overlap and the field stays full. If it is
 * larger, the offset F needs a sum of exactly F, which the taken layers (at most F − 1) and the
 * others (at least the next spacing) cannot make: a hole. So the field is free of gaps exactly when
 * every spacing, in ascending order, is at most the field of the finer layers; the order of the
 * layers does not matter at stride 1.
 *
 * @param gapFree whether every offset of the field is reached
 * @param spacing the first spacing, in ascending order, that is too wide; 0 when there is none
 * @param reach how many offsets in a row the finer layers reach: the widest spacing allowed there
 */
public record GapTest(boolean gapFree, long spacing, long reach) {
  /**
   * Tests a stack of layers.
   *
   * @throws ArithmeticException when the receptive field leaves the range of long
   */
  public static GapTest of(List<Layer> layers) {
    List<ReceptiveField.Step> steps = new ArrayList<>(ReceptiveField.of(layers).steps());
    steps.removeIf(step -> step.layer().taps() == 1);
    steps.sort(Comparator.comparingLong(ReceptiveField.Step::spacing));
    long reach = 1;
    for (ReceptiveField.Step step : steps) {
      if (step.spacing() > reach) {
        return new GapTest(false, step.spacing(), reach);
      }
      reach += step.spacing() * (step.layer().taps() - 1L);
    }
    return new GapTest(true, 0, reach);
  }

  /** One sentence that says why there are holes, or why there are none. */
  public String why() {
    if (gapFree) {
      return "Sorted by spacing, no layer steps wider than the field of the finer ones.";
    }
    if (reach == 1) {
      return "No layer has taps 1 px apart: the finest spacing is "
          + spacing
          + " px and nothing fills the pixels in between.";
    }
    return "Taps "
        + spacing
        + " px apart are too wide: the finer layers fill only "
        + reach
        + " px in a row, so at most "
        + reach
        + " px is allowed there.";
  }
}
