package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.github.atrousj.engine.RowSum;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BinMeansTest {
  private static final Shape SHAPE = new Shape(2, 7, 23, 31);
  private final Random random = new Random(3);

  /** Values of all sizes: a sum in double would depend on its order. */
  private Volume image() {
    Volume v = new Volume(SHAPE);
    for (int c = 0; c < SHAPE.channels(); c++) {
      for (int z = 0; z < SHAPE.depth(); z++) {
        float[] plane = v.plane(c, z);
        for (int i = 0; i < plane.length; i++) {
          plane[i] = (float) Math.scalb(random.nextGaussian(), random.nextInt(90) - 45);
        }
      }
    }
    return v;
  }

  private static void write(Volume v, BinMeans means, Region part) {
    for (int c = 0; c < SHAPE.channels(); c++) {
      for (int z = part.z0(); z < part.z1(); z++) {
        for (int y = part.y0(); y < part.y1(); y++) {
          means.write(c, z, y, v.plane(c, z), y * SHAPE.width());
        }
      }
    }
  }

  private static float mean(Volume v, int c, int[] z, int[] y, int[] x) {
    ExactSum sum = new ExactSum();
    for (int k = z[0]; k < z[1]; k++) {
      for (int j = y[0]; j < y[1]; j++) {
        int row = j * SHAPE.width();
        sum.add(RowSum.create(), v.plane(c, k), row + x[0], row + x[1]);
      }
    }
    return sum.dividedBy((long) (z[1] - z[0]) * (y[1] - y[0]) * (x[1] - x[0]));
  }

  private static int[] bin(int i, int n, int bins) {
    return new int[] {i * n / bins, (int) Math.ceil((i + 1.0) * n / bins)};
  }

  private List<Region> parts(int planes, int rows) {
    List<Region> parts = new ArrayList<>();
    for (int z = 0; z < SHAPE.depth(); z += planes) {
      for (int y = 0; y < SHAPE.height(); y += rows) {
        int z1 = Math.min(SHAPE.depth(), z + planes);
        parts.add(new Region(z, z1, y, Math.min(SHAPE.height(), y + rows)));
      }
    }
    Collections.shuffle(parts, random);
    return parts;
  }

  /** One bin, bins that share rows, one for each index, more bins than indices. */
  @ParameterizedTest
  @CsvSource({
    "1, true",
    "1, false",
    "2, true",
    "3, false",
    "5, true",
    "6, false",
    "7, true",
    "23, false",
    "40, true"
  })
  void partsInAnyOrderGiveTheMeansOfTheWhole(int bins, boolean threeD) {
    Volume v = image();
    BinMeans whole = new BinMeans(SHAPE, bins, threeD);
    write(v, whole, new Region(0, SHAPE.depth(), 0, SHAPE.height()));
    Volume expected = whole.means();
    for (int c = 0; c < SHAPE.channels(); c++) {
      for (int z = 0; z < expected.shape().depth(); z++) {
        for (int y = 0; y < bins; y++) {
          for (int x = 0; x < bins; x++) {
            int[] planes = threeD ? bin(z, SHAPE.depth(), bins) : new int[] {z, z + 1};
            assertEquals(
                mean(v, c, planes, bin(y, SHAPE.height(), bins), bin(x, SHAPE.width(), bins)),
                expected.plane(c, z)[y * bins + x]);
          }
        }
      }
    }
    for (int[] size : new int[][] {{1, 1}, {2, 5}, {3, 23}, {7, 4}}) {
      BinMeans joined = new BinMeans(SHAPE, bins, threeD);
      for (Region part : parts(size[0], size[1])) {
        BinMeans own = new BinMeans(SHAPE, bins, threeD, part);
        write(v, own, part);
        joined.add(part, own.numbers());
      }
      Volume got = joined.means();
      for (int c = 0; c < SHAPE.channels(); c++) {
        for (int z = 0; z < got.shape().depth(); z++) {
          assertArrayEquals(expected.plane(c, z), got.plane(c, z));
        }
      }
    }
  }

  /** A part of a mean over the volume travels as 12 numbers, however many rows it has. */
  @Test
  void whatTravelsDoesNotGrowWithTheRows() {
    for (Region part : List.of(new Region(0, 1, 0, 1), new Region(0, 7, 0, 23))) {
      assertEquals(2 * 12, new BinMeans(SHAPE, 1, true, part).numbers().length);
    }
    BinMeans means = new BinMeans(SHAPE, 1, true);
    Region part = new Region(0, 1, 0, 1);
    assertThrows(IllegalArgumentException.class, () -> means.add(part, new double[23]));
  }
}
