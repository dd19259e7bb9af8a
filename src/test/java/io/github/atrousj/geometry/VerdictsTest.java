package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VerdictsTest {
  private static String stack(int taps, Integer... rates) {
    return String.join("\n", Verdicts.stack(Layer.stack(taps, List.of(rates))));
  }

  @Test
  void twoTwoTwoIsToldWhatAndWhy() {
    String words = stack(3, 2, 2, 2);
    assertTrue(
        words.startsWith(
            "Gridding: 6 of 13 offsets per axis are never reached; 49 of 169 pixels (29.0 %) of"
                + " the field are used.\nNo layer has taps 1 px apart"),
        words);
    assertTrue(words.contains("lets these rates pass although they leave holes"), words);
    assertTrue(words.contains("Evenness 0.26"), words);
    assertTrue(words.contains("standard deviation 2.83 px in a field of 13 px"), words);
    assertTrue(
        words.contains("3 layers of 3×3 reach 7 px; this field would take 6 layers of 3×3"), words);
  }

  @Test
  void theRepairIsNamed() {
    assertTrue(
        stack(3, 2, 2, 2)
            .contains(
                "\nRepair: rates 1,2,3 leave no gaps (2 rates changed; field 13 px instead of"
                    + " 13).\n"));
    assertTrue(
        stack(3, 1, 2, 9).contains("1,3,9 leave no gaps (1 rate changed; field 27 px instead"));
    assertTrue(
        stack(3, 4, 4, 8).contains("instead of 33, for which 4 layers are needed)."),
        stack(3, 4, 4, 8));
    assertFalse(stack(3, 1, 2, 4).contains("Repair"));
    assertTrue(Verdicts.repair(List.of(Layer.of(3, 2), Layer.of(5, 2))).isEmpty());
    assertTrue(Verdicts.repair(List.of(new Layer(3, 2, 2))).isEmpty());
    assertTrue(Verdicts.repair(List.of(Layer.of(1, 2))).isEmpty());
  }

  @Test
  void agreementIsNotCommentedOn() {
    String words = stack(3, 1, 2, 5);
    assertTrue(words.startsWith("No gaps: every pixel of the 17 × 17 field is used."), words);
    assertFalse(words.contains("although"), words);
    assertTrue(stack(3, 1, 4, 2).contains("rejects these rates although"));
    assertFalse(stack(3, 1, 2, 9).contains("although"));
  }

  @Test
  void theRuleIsAskedOnlyWhereItApplies() {
    assertEquals(
        "HDC rule: M_2 = 1 is at most the kernel size 3, passes; no common factor.",
        Verdicts.hdc(Layer.stack(3, List.of(1, 1))).orElseThrow().words());
    assertTrue(Verdicts.hdc(Presets.CONTEXT_MODULE.layers()).isPresent());
    assertTrue(Verdicts.hdc(List.of(new Layer(3, 1, 2))).isEmpty());
    assertTrue(Verdicts.hdc(List.of(Layer.of(3, 1), Layer.of(5, 1))).isEmpty());
    assertTrue(Verdicts.hdc(List.of(Layer.of(1, 1))).isEmpty());
  }

  @Test
  void aOneByOneHasNothingToCompareWith() {
    assertFalse(stack(1, 1).contains("Undilated"));
  }

  @Test
  void stridesThatSkipPixelsAreNamed() {
    String words = String.join("\n", Verdicts.stack(List.of(new Layer(1, 1, 2))));
    assertTrue(words.contains("Strides: 25.0 % of an image's pixels"), words);
  }

  @Test
  void aBranchAsWideAsTheImageIsA1x1() {
    List<Layer> v3 = Presets.DEEPLAB_V3.layers();
    List<String> words = Verdicts.onImage(v3, true, 12, 18);
    assertEquals(2, words.size());
    assertEquals(
        "3×3 at rate 12: on this image (12 × 18 px) only its centre column meets pixels.",
        words.get(0));
    assertEquals(
        "3×3 at rate 18: this branch is a 1×1 on this image (12 × 18 px): with zero padding only"
            + " its centre weight meets a pixel.",
        words.get(1));
    assertTrue(Verdicts.onImage(v3, true, 100, 100).isEmpty());
    assertTrue(Verdicts.onImage(v3, true, 100, 6).get(0).contains("centre row"));
  }

  @Test
  void aFanIsCountedInTwoDimensions() {
    String words = Verdicts.fan(Presets.DEEPLAB_V2.layers()).get(0);
    assertEquals(
        "Parallel branches: together they read 33 of 2401 pixels (1.4 %) of a field of 49 × 49.",
        words);
  }

  @Test
  void presetsAreWholeAndTheirTitlesDiffer() {
    Set<String> titles = new HashSet<>();
    for (Presets preset : Presets.values()) {
      assertTrue(titles.add(preset.title()));
      assertFalse(preset.source().isEmpty());
      assertEquals(preset.rates().size(), preset.layers().size());
      assertEquals(preset.title().contains("ASPP"), preset.parallel());
      assertFalse(preset.taps().isEmpty() || preset.strides().isEmpty());
    }
    assertEquals(List.of(1, 2, 4), Presets.MULTI_GRID.rates());
    assertEquals(List.of(1, 2, 5), Presets.HDC.rates());
    assertEquals(List.of(1, 2, 5, 9), Presets.HDC_RES4B.rates());
    assertEquals(List.of(5, 9, 17), Presets.HDC_RES5B.rates());
    assertEquals(List.of(6, 12, 18, 24), Presets.DEEPLAB_V2.rates());
    assertEquals(List.of(1, 6, 12, 18), Presets.DEEPLAB_V3.rates());
  }
}
