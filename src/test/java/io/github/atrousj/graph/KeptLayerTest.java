package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
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

  @Test
  void storesRowsWithTheirBorder() {
    KeptLayer layer = new KeptLayer(view(Border.REPLICATE, 0, 2, 1));
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
    KeptLayer before = new KeptLayer(view(Border.REPLICATE, 0, 2, 1));
    float[] bad = new float[20];
    Arrays.fill(bad, Float.NaN);
    before.write(0, 0, 0, bad, 0);
    KeptLayer after = before.reuse(view(Border.ZERO, 0, 0, 0));
    assertNotNull(after);
    after.write(0, 0, 0, new float[20], 0);
    float[] stored = after.row(0, 0, 0);
    assertArrayEquals(new float[stored.length], stored);
  }

  @Test
  void memoryOfAnotherSizeIsNotUsed() {
    KeptLayer layer = new KeptLayer(view(Border.ZERO, 0, 0, 0));
    assertNull(layer.reuse(view(Border.ZERO, 0, 40, 40)));
  }

  @Test
  void servesThoseWhoWantNoMoreThanItsBorder() {
    KeptLayer layer = new KeptLayer(view(Border.CONSTANT, 3, 2, 1));
    assertTrue(layer.serves(view(Border.CONSTANT, 3, 1, 1)));
    assertTrue(layer.serves(view(Border.ZERO, 0, 0, 0)));
    assertFalse(layer.serves(view(Border.CONSTANT, 3, 2, 2)));
    assertFalse(layer.serves(view(Border.CONSTANT, 4, 1, 1)));
    assertFalse(layer.serves(view(Border.REFLECT, 3, 1, 1)));
    // A margin of NaN would count as a value of the row.
    KeptLayer nan = new KeptLayer(view(Border.CONSTANT, Float.NaN, 2, 1));
    assertFalse(nan.serves(view(Border.ZERO, 0, 0, 0)));
  }

  /** A layer of more rows than an int counts is only too large. */
  @Test
  void countsBytesBeyondTheRangeOfInt() {
    View v = View.plain(null, new Shape(64, 8192, 8192, 100));
    assertEquals(64L * 8192 * 8192 * v.layout().length() * 4, KeptLayer.bytes(v));
  }
}
