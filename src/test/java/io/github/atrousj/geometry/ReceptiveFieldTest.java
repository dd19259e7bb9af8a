package io.github.atrousj.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ReceptiveFieldTest {
  private static List<Long> fields(List<Layer> layers) {
    return ReceptiveField.of(layers).steps().stream()
        .map(ReceptiveField.Step::field)
        .collect(Collectors.toList());
  }

  @Test
  void yuAndKoltunFigure1() {
    assertEquals(List.of(3L, 7L, 15L), fields(Presets.FIGURE_1.layers()));
  }

  @Test
  void yuAndKoltunTable1() {
    assertEquals(
        List.of(3L, 5L, 9L, 17L, 33L, 65L, 67L, 67L), fields(Presets.CONTEXT_MODULE.layers()));
  }

  @Test
  void exponentialRatesGiveTwoToThePowerOfIPlusTwoLessOne() {
    List<Integer> rates = new ArrayList<>();
    for (int i = 0; i < 16; i++) {
      rates.add(1 << i);
      assertEquals((1L << i + 2) - 1, ReceptiveField.of(Layer.stack(3, rates)).field());
    }
  }

  @Test
  void plainStackIsLinearAndThreeLayersReachSeven() {
    assertEquals(7, ReceptiveField.of(Presets.VGG.layers()).field());
    assertEquals(7, ReceptiveField.of(List.of(Layer.of(7, 1))).field());
    for (int layers = 1; layers < 10; layers++) {
      long walked = ReceptiveField.of(Layer.stack(3, Collections.nCopies(layers, 1))).field();
      assertEquals(2L * layers + 1, walked);
      assertEquals(walked, ReceptiveField.plain(3, layers));
      assertEquals(layers, ReceptiveField.plainLayersFor(3, walked));
      assertEquals(layers + 1, ReceptiveField.plainLayersFor(3, walked + 1));
    }
    assertEquals(0, ReceptiveField.plainLayersFor(3, 1));
    assertThrows(IllegalArgumentException.class, () -> ReceptiveField.plainLayersFor(1, 9));
  }

  @Test
  void waveNetOneAndThreeBlocks() {
    assertEquals(1024, ReceptiveField.of(Presets.WAVENET.layers()).field());
    assertEquals(3070, ReceptiveField.of(Presets.WAVENET_3.layers()).field());
  }

  @Test
  void vgg16WithItsPoolings() {
    ReceptiveField rf = ReceptiveField.of(Presets.VGG_16.layers());
    assertEquals(212, rf.field());
    assertEquals(32, rf.jump());
    assertEquals(196, rf.steps().get(16).field());
  }

  @Test
  void aStepTellsTheWholeArithmetic() {
    List<Layer> layers = Layer.stack(List.of(3, 4), List.of(2, 3), List.of(2, 5));
    ReceptiveField rf = ReceptiveField.of(layers);
    ReceptiveField.Step first = rf.steps().get(0);
    ReceptiveField.Step second = rf.steps().get(1);
    assertEquals(new ReceptiveField.Step(layers.get(0), 5, 2, 5, 2, 2), first);
    // E = 10, spacing 3·2, field 5 + 9·2, jump 2·5, before 2 + ⌊9/2⌋·2
    assertEquals(new ReceptiveField.Step(layers.get(1), 10, 6, 23, 10, 10), second);
    assertEquals(23, rf.field());
    assertEquals(10, rf.jump());
    assertEquals(10, rf.before());
  }

  @Test
  void lengthsBeyondLongAreRefused() {
    List<Layer> layers = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      layers.add(new Layer(3, 65535, 1024));
    }
    assertThrows(ArithmeticException.class, () -> ReceptiveField.of(layers));
    assertThrows(IllegalArgumentException.class, () -> ReceptiveField.of(List.of()));
  }

  @Test
  void layersAreChecked() {
    assertThrows(IllegalArgumentException.class, () -> new Layer(0, 1, 1));
    assertThrows(IllegalArgumentException.class, () -> new Layer(1, 0, 1));
    assertThrows(IllegalArgumentException.class, () -> new Layer(1, 1, 0));
    assertEquals(17, Layer.of(5, 4).effective());
    assertEquals(
        List.of(new Layer(3, 1, 2), new Layer(3, 2, 1)),
        Layer.stack(List.of(3), List.of(1, 2), List.of(2, 1)));
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> Layer.stack(List.of(3), List.of(1, 2, 4), List.of(1, 2)))
            .getMessage();
    assertEquals("strides=1,2: must be one number, or one per rate (3), not 2", message);
    assertThrows(
        IllegalArgumentException.class,
        () -> Layer.stack(List.of(3, 3), List.of(1, 2, 4), List.of(1)));
    assertThrows(IllegalArgumentException.class, () -> Layer.stack(3, List.of()));
  }

  /** Read literally: no output position has a tap other than the centre one on the axis. */
  @Test
  void aRateAsLargeAsTheImageLeavesOnlyTheCentre() {
    for (int taps = 1; taps < 6; taps += 2) {
      for (int n = 1; n < 12; n++) {
        for (int rate = 1; rate < 14; rate++) {
          Axis axis = Axis.resolve(taps, rate, 1, Padding.SAME, n);
          boolean others = false;
          for (int p = 0; p < n; p++) {
            for (int t = 0; t < taps; t++) {
              long at = axis.position(p, t);
              others |= t != taps / 2 && at >= 0 && at < n;
            }
          }
          assertEquals(taps > 1 && !others, Layer.of(taps, rate).isPointwiseOn(n));
        }
      }
    }
    assertFalse(Layer.of(2, 100).isPointwiseOn(5));
    assertTrue(Layer.of(3, 18).isPointwiseOn(18));
  }
}
