package io.github.atrousj.engine;

import static io.github.atrousj.engine.LoopsUnderTest.chain;
import static io.github.atrousj.engine.LoopsUnderTest.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.github.atrousj.geometry.Border;
import java.lang.management.ManagementFactory;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Convolutions of each implementation of the inner loops against the chain of fused multiply-adds.
 */
class ConvolvedLoopsTest {
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void convolve(Loops loops) {
    Random rnd = new Random(1);
    for (int round = 0; round < 200; round++) {
      int taps = 1 + rnd.nextInt(30);
      int rows = 1 + rnd.nextInt(9);
      int n = 1 + rnd.nextInt(rnd.nextInt(8) == 0 ? 5000 : 150);
      float[][] pool = rows(rnd, 1 + rnd.nextInt(6), n + 40);
      int[] offsets = new int[taps];
      for (int t = 0; t < taps; t++) {
        offsets[t] = rnd.nextInt(2) * 7 + rnd.nextInt(30);
      }
      // Rows of the output often share input rows, with a lag, as they do along a column.
      float[][] src = new float[rows * taps][];
      int period = 1 + rnd.nextInt(3);
      for (int i = 0; i < src.length; i++) {
        src[i] = pool[(i / taps + i % taps / period) % pool.length];
      }
      if (rnd.nextBoolean()) {
        for (int t = 0; t < taps; t++) {
          offsets[t] = t % period;
        }
      }
      float[] weights = rows(rnd, 1, taps)[0];
      float init = (float) rnd.nextGaussian();
      boolean onto = rnd.nextBoolean();
      float[][] out = onto ? rows(rnd, rows, n + 1 + rows) : new float[rows][n + 1 + rows];
      float[][] before = copies(out);
      int[] start = new int[rows];
      Arrays.setAll(start, j -> j);
      int[] own = new int[taps];
      Arrays.setAll(own, t -> t);
      Taps any = new Taps(own, taps, offsets, weights, 0, 0, 0);
      loops.convolve(lines(loops, src), any, init, onto, new OutputRows(out, start), rows, n);
      float[][] one = new float[1][n];
      loops.weightedSum(src, offsets, weights, init, new OutputRows(one), n);
      assertEquals(chain(init, src, 0, offsets, weights, n - 1), one[0][n - 1]);
      for (int j = 0; j < rows; j++) {
        float[] expected = before[j].clone();
        for (int i = 0; i < n; i++) {
          float from = onto ? before[j][j + i] : init;
          expected[j + i] = chain(from, src, j * taps, offsets, weights, i);
        }
        assertArrayEquals(expected, out[j], "round " + round + " row " + j);
      }
    }
  }

  /**
   * Whole square kernels, whose output rows share input rows with a lag, as along a residue class
   * of a rate that is a multiple of the step; with rows in between that share nothing.
   */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void squares(Loops loops) {
    Random rnd = new Random(4);
    for (int round = 0; round < 300; round++) {
      int k = rnd.nextBoolean() ? 3 : 5;
      int planes = 1 + rnd.nextInt(3);
      int taps = k * k * planes;
      int lag = 1 + rnd.nextInt(5);
      int rows = 1 + rnd.nextInt(24);
      int n = 1 + rnd.nextInt(150);
      float[][] pool = rows(rnd, (rows + k * lag) * planes, n + 40);
      float[] strange = rows(rnd, 1, n + 40)[0];
      int odd = rnd.nextInt(3) == 0 ? rnd.nextInt(rows) : -1;
      float[][] src = new float[rows * taps][];
      int[] offsets = new int[taps];
      for (int t = 0; t < taps; t++) {
        offsets[t] = t % k * 7;
        for (int j = 0; j < rows; j++) {
          int y = j + t / k % k * lag;
          src[j * taps + t] = j == odd && t / k == 1 ? strange : pool[y * planes + t / (k * k)];
        }
      }
      float[] weights = rows(rnd, 1, taps)[0];
      boolean onto = rnd.nextBoolean();
      float[][] out = onto ? rows(rnd, rows, n + 2) : new float[rows][n + 2];
      float[][] before = copies(out);
      int[] start = new int[rows];
      Arrays.fill(start, 1);
      int[] line = new int[taps];
      Arrays.setAll(line, t -> t / k);
      float[][] read = new float[rows * k * planes][];
      Arrays.setAll(read, i -> src[i * k]);
      Taps square = new Taps(line, k * planes, offsets, weights, k, k, planes);
      loops.convolve(lines(loops, read), square, 0.5f, onto, new OutputRows(out, start), rows, n);
      for (int j = 0; j < rows; j++) {
        float[] expected = before[j].clone();
        for (int i = 0; i < n; i++) {
          float from = onto ? before[j][1 + i] : 0.5f;
          expected[1 + i] = chain(from, src, j * taps, offsets, weights, i);
        }
        assertArrayEquals(expected, out[j], "round " + round + " row " + j);
      }
    }
  }

  /**
   * Kernels of several planes upon chunks of several planes of rows, which share planes but for
   * one; with a line here and there that belongs to nobody else.
   */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void volumes(Loops loops) {
    Random rnd = new Random(8);
    for (int round = 0; round < 150; round++) {
      int kx = round % 3 == 0 ? 3 : 2 + rnd.nextInt(5);
      int ky = round % 3 == 0 ? 3 : 1 + rnd.nextInt(5);
      int kz = round % 3 == 0 ? 3 : 2 + rnd.nextInt(round % 5 == 0 ? 9 : 3);
      int lag = 1 + rnd.nextInt(3);
      int ofPlane = 1 + rnd.nextInt(18);
      int rows = ofPlane * (1 + rnd.nextInt(6));
      int n = rnd.nextInt(6) == 0 ? 1 + rnd.nextInt(2500) : 1 + rnd.nextInt(150);
      int height = ofPlane + ky * lag;
      float[][] pool = rows(rnd, (rows / ofPlane + kz) * height, n + 40);
      float[][] strange = rows(rnd, 1, n + 40);
      int odd = rnd.nextInt(3) == 0 ? rnd.nextInt(rows) : -1;
      int lines = ky * kz;
      float[][] read = new float[rows * lines][];
      for (int j = 0; j < rows; j++) {
        for (int l = 0; l < lines; l++) {
          int z = j / ofPlane + l / ky;
          int y = j % ofPlane + l % ky * lag;
          read[j * lines + l] = j == odd && l == lines / 2 ? strange[0] : pool[z * height + y];
        }
      }
      int taps = lines * kx;
      int[] line = new int[taps];
      Arrays.setAll(line, i -> i / kx);
      int[] offsets = new int[taps];
      Arrays.setAll(offsets, i -> i % kx * 7);
      float[] weights = rows(rnd, 1, taps)[0];
      boolean onto = rnd.nextInt(4) == 0;
      float[][] out = onto ? rows(rnd, rows, n + 2) : new float[rows][n + 2];
      float[][] before = copies(out);
      int[] start = new int[rows];
      Arrays.fill(start, 1);
      Taps cube = new Taps(line, lines, offsets, weights, kx, ky, kz);
      loops.convolve(lines(loops, read), cube, 0.5f, onto, new OutputRows(out, start), rows, n);
      for (int j = 0; j < rows; j++) {
        float[] expected = before[j].clone();
        for (int i = 0; i < n; i++) {
          float sum = onto ? before[j][1 + i] : 0.5f;
          for (int t = 0; t < taps; t++) {
            sum = Math.fma(weights[t], read[j * lines + line[t]][offsets[t] + i], sum);
          }
          expected[1 + i] = sum;
        }
        assertArrayEquals(expected, out[j], "round " + round + " row " + j);
      }
    }
  }

  /**
   * Kernels of so many taps that no shifted line is kept take little memory whatever their size.
   */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void thousandsOfTaps(Loops loops) {
    Random rnd = new Random(5);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int taps : new int[] {256, 257, 600, 6001}) {
      int n = 2500;
      float[][] src = rows(rnd, taps, n + 9);
      int[] offsets = new int[taps];
      Arrays.setAll(offsets, t -> rnd.nextInt(10));
      float[] weights = rows(rnd, 1, taps)[0];
      int[] own = new int[taps];
      Arrays.setAll(own, t -> t);
      float[][] out = new float[1][n];
      Taps all = new Taps(own, taps, offsets, weights, 0, 0, 0);
      Lines lines = lines(loops, src);
      long before = memory.getCurrentThreadAllocatedBytes();
      loops.convolve(lines, all, 0.5f, false, new OutputRows(out), 1, n);
      long taken = memory.getCurrentThreadAllocatedBytes() - before;
      // Vectors are objects until the loops are compiled.
      assertTrue(
          taken < 5 << 20 || !(loops instanceof PlainLoops),
          taps + " taps take " + taken + " bytes");
      for (int i = 0; i < n; i++) {
        assertEquals(chain(0.5f, src, 0, offsets, weights, i), out[0][i]);
      }
    }
  }

  /**
   * Lines that repeat, as those of a far border: no row is made twice, or it would be added twice.
   */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void linesThatRepeat(Loops loops) {
    Random rnd = new Random(6);
    for (int round = 0; round < 500; round++) {
      int rows = 4 + rnd.nextInt(30);
      int n = 1 + rnd.nextInt(70);
      float[][] pool = rows(rnd, 8, n + 10);
      int inside = 1 + rnd.nextInt(7);
      int lag = 1 + rnd.nextInt(4);
      float[][] read = new float[rows * 3][];
      for (int i = 0; i < read.length; i++) {
        int y = i / 3 + i % 3 * lag - rnd.nextInt(2) * rnd.nextInt(3);
        read[i] = pool[Math.max(0, Math.min(inside, y - rows / 2))];
      }
      int[] line = {0, 0, 0, 1, 1, 1, 2, 2, 2};
      int[] offsets = {0, 3, 6, 0, 3, 6, 0, 3, 6};
      float[] weights = rows(rnd, 1, 9)[0];
      float[][] out = rows(rnd, rows, n);
      float[][] before = copies(out);
      Taps taps = new Taps(line, 3, offsets, weights, 3, 3, 1);
      loops.convolve(lines(loops, read), taps, 0, true, new OutputRows(out), rows, n);
      for (int j = 0; j < rows; j++) {
        float[] expected = before[j];
        for (int i = 0; i < n; i++) {
          for (int t = 0; t < 9; t++) {
            float value = read[3 * j + line[t]][offsets[t] + i];
            expected[i] = Math.fma(weights[t], value, expected[i]);
          }
        }
        assertArrayEquals(expected, out[j], "round " + round + " row " + j);
      }
    }
  }

  /** A kernel of thousands of columns and a few lines, whose rows share lines. */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void thousandsOfColumns(Loops loops) {
    Random rnd = new Random(7);
    int kx = 3001;
    int rows = 4;
    int n = 40;
    float[][] pool = rows(rnd, rows + 2, kx + n);
    float[][] read = new float[rows * 3][];
    Arrays.setAll(read, i -> pool[i / 3 + i % 3]);
    int[] line = new int[3 * kx];
    int[] offsets = new int[line.length];
    Arrays.setAll(line, t -> t / kx);
    Arrays.setAll(offsets, t -> t % kx);
    float[] weights = rows(rnd, 1, line.length)[0];
    float[][] out = new float[rows][n];
    Taps taps = new Taps(line, 3, offsets, weights, kx, 3, 1);
    ThreadMXBean memory = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    Lines lines = lines(loops, read);
    long before = memory.getCurrentThreadAllocatedBytes();
    loops.convolve(lines, taps, 0.5f, false, new OutputRows(out), rows, n);
    long taken = memory.getCurrentThreadAllocatedBytes() - before;
    assertTrue(taken < 6 << 20, taken + " bytes");
    for (int j = 0; j < rows; j++) {
      for (int i = 0; i < n; i++) {
        float expected = 0.5f;
        for (int t = 0; t < line.length; t++) {
          expected = Math.fma(weights[t], read[3 * j + line[t]][offsets[t] + i], expected);
        }
        assertEquals(expected, out[j][i]);
      }
    }
  }

  /** Rows of an image read where they stand, their ends copied, the border above a row of zeros. */
  @ParameterizedTest
  @MethodSource("io.github.atrousj.engine.LoopsUnderTest#implementations")
  void rowsThatStandInTheImage(Loops loops) {
    Random rnd = new Random(21);
    for (int round = 0; round < 120; round++) {
      int k = 2 + rnd.nextInt(5);
      int rate = 1 + rnd.nextInt(rnd.nextInt(3) == 0 ? 60 : 9);
      int rows = 1 + rnd.nextInt(12);
      int n = 1024 + rnd.nextInt(rnd.nextInt(3) == 0 ? 3500 : 80);
      int left = (k - 1) * rate / 2;
      int right = (k - 1) * rate - left;
      Border border = Border.values()[rnd.nextInt(Border.values().length)];
      RowLayout layout = new RowLayout(n, left, right, 1, border, 1.5f);
      RowSplit split = RowSplit.of(layout, 1 + rnd.nextInt(2));
      if (split == null) {
        continue;
      }
      float[] plane = rows(rnd, 1, n * (rows + k) + 5)[0];
      float[] outside = new float[layout.length()];
      float[][] stored = new float[rows + k][];
      float[][] ends = new float[rows + k][];
      for (int y = 0; y < stored.length; y++) {
        stored[y] = y == 0 ? outside : new float[layout.length()];
        ends[y] = new float[split.length()];
        if (y > 0) {
          layout.store(plane, 5 + y * n, stored[y], null);
          split.store(plane, 5 + y * n, ends[y]);
        }
      }
      int[] line = new int[k * k];
      int[] offsets = new int[k * k];
      for (int t = 0; t < line.length; t++) {
        line[t] = t / k;
        offsets[t] = layout.offset(t % k * rate - left);
      }
      float[] weights = rows(rnd, 1, k * k)[0];
      Taps taps = new Taps(line, k, offsets, weights, k, k, 1);
      Lines lines = loops.lines(rows * k, split);
      float[][] src = new float[rows * k][];
      for (int i = 0; i < src.length; i++) {
        int y = i / k + i % k;
        src[i] = stored[y];
        if (y == 0) {
          lines.set(i, outside);
        } else {
          lines.set(i, plane, 5 + y * n, ends[y]);
        }
      }
      boolean onto = rnd.nextBoolean();
      float[][] out = onto ? rows(rnd, rows, n) : new float[rows][n];
      float[][] before = copies(out);
      loops.convolve(lines, taps, 0.5f, onto, new OutputRows(out), rows, n);
      for (int j = 0; j < rows; j++) {
        float[][] ofRow = Arrays.copyOfRange(src, j * k, (j + 1) * k);
        for (int i = 0; i < n; i++) {
          float expected = onto ? before[j][i] : 0.5f;
          for (int t = 0; t < line.length; t++) {
            expected = Math.fma(weights[t], ofRow[line[t]][offsets[t] + i], expected);
          }
          assertEquals(expected, out[j][i], "round " + round + " row " + j + " column " + i);
        }
      }
    }
  }

  private static float[][] copies(float[][] rows) {
    return Arrays.stream(rows).map(float[]::clone).toArray(float[][]::new);
  }

  private static Lines lines(Loops loops, float[][] src) {
    Lines lines = loops.lines(src.length, null);
    for (int i = 0; i < src.length; i++) {
      lines.set(i, src[i]);
    }
    return lines;
  }
}
