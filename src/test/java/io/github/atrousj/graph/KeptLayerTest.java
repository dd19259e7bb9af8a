package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KeptLayerTest {
  private static final Shape SHAPE = new Shape(1, 1, 2, 20);

  private static View view(Border border, float value, int left, int right) {
    View v = new View(null, SHAPE, 1, border, value);
    v.widen(left, right);
    return v;
  }

  private static KeptLayer kept(View v) {
    return kept(v, v.layout().length());
  }

  private static KeptLayer kept(View v, int length) {
    return new KeptLayer(v, new float[KeptLayer.count(v.shape())][length]);
  }

  @Test
  void storesRowsWithTheirBorder() {
    KeptLayer layer = kept(view(Border.REPLICATE, 0, 2, 1));
    float[] row = new float[20];
    for (int i = 0; i < row.length; i++) {
      row[i] = i + 1;
    }
    layer.write(0, 0, 1, row, 0);
    float[] stored = layer.row(0, 0, 1);
    assertArrayEquals(new float[] {1, 1, 1, 2}, Arrays.copyOf(stored, 4));
    assertArrayEquals(new float[] {20, 20}, Arrays.copyOfRange(stored, 21, 23));
    float[] read = new float[22];
    layer.read(0, 0, 1, read, 2);
    assertArrayEquals(row, Arrays.copyOfRange(read, 2, 22));
  }

  /** What no tap reads is 0, whatever layer had the memory before: transforms run over it. */
  @Test
  void memoryUsedAgainLeavesNothingBehindTheRow() {
    KeptLayer before = kept(view(Border.REPLICATE, 0, 2, 1));
    float[] bad = new float[20];
    Arrays.fill(bad, Float.NaN);
    before.write(0, 0, 0, bad, 0);
    View other = view(Border.ZERO, 0, 0, 0);
    assertTrue(KeptLayer.fits(other, other.layout().length(), before.memory()));
    KeptLayer after = new KeptLayer(other, before.memory());
    after.write(0, 0, 0, new float[20], 0);
    float[] stored = after.row(0, 0, 0);
    assertArrayEquals(new float[stored.length], stored);
  }

  @Test
  void memoryOfAnotherSizeIsNotUsed() {
    KeptLayer layer = kept(view(Border.ZERO, 0, 0, 0));
    View wide = view(Border.ZERO, 0, 40, 40);
    assertFalse(KeptLayer.fits(wide, wide.layout().length(), layer.memory()));
    View plain = view(Border.ZERO, 0, 0, 0);
    KeptLayer longer = kept(wide, wide.layout().length());
    assertTrue(KeptLayer.fits(plain, wide.layout().length(), longer.memory()));
    assertFalse(KeptLayer.fits(plain, plain.layout().length(), longer.memory()));
  }

  /** The next run takes up what the last one left, once. */
  @Test
  void layersAreLeftToTheNextRun() {
    View v = view(Border.ZERO, 0, 2, 2);
    SpareLayers first = new SpareLayers();
    KeptLayer layer = first.take(v, v.layout().length());
    first.give(layer);
    first.leave();
    SpareLayers second = new SpareLayers();
    assertSame(layer.memory(), second.take(v, v.layout().length()).memory());
    assertNotSame(layer.memory(), new SpareLayers().take(v, v.layout().length()).memory());
  }

  @Test
  void servesThoseWhoWantNoMoreThanItsBorder() {
    KeptLayer layer = kept(view(Border.CONSTANT, 3, 2, 1));
    assertTrue(layer.serves(view(Border.CONSTANT, 3, 1, 1)));
    assertTrue(layer.serves(view(Border.ZERO, 0, 0, 0)));
    assertFalse(layer.serves(view(Border.CONSTANT, 3, 2, 2)));
    assertFalse(layer.serves(view(Border.CONSTANT, 4, 1, 1)));
    assertFalse(layer.serves(view(Border.REFLECT, 3, 1, 1)));
    // A margin of NaN would count as a value of the row.
    KeptLayer nan = kept(view(Border.CONSTANT, Float.NaN, 2, 1));
    assertFalse(nan.serves(view(Border.ZERO, 0, 0, 0)));
  }

  /** A layer of more rows than an int counts is only too large. */
  @Test
  void countsBytesBeyondTheRangeOfInt() {
    View v = View.plain(null, new Shape(64, 8192, 8192, 100));
    assertEquals(
        64L * 8192 * 8192 * v.layout().length() * 4, KeptLayer.bytes(v, v.layout().length()));
  }
}
