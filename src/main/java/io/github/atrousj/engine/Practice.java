package io.github.atrousj.engine;

import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.Arrays;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * What {@link VectorLoops} practise before each {@link ChangeOver}: the shapes that a kind of loops
 * is made for, on rows that stay in cache.
 */
final class Practice {
  private static final int N = ChangeOver.LENGTH;
  private static final int RATE = 2;

  private Practice() {}

  /** Some rows, made by loops. */
  private interface Round {
    /**
     * @param n values of each row
     */
    void make(Loops loops, int n);
  }

  private static ChangeOver of(Supplier<Round> rounds) {
    return new ChangeOver(
        () -> with(rounds.get(), new PlainLoops()),
        () -> with(rounds.get(), new VectorLoops(kind -> true)));
  }

  private static IntConsumer with(Round round, Loops loops) {
    return n -> round.make(loops, n);
  }

  private static ChangeOver ofAll(Supplier<Round[]> rounds) {
    return of(
        () -> {
          Round[] all = rounds.get();
          return (loops, n) -> {
            for (Round round : all) {
              round.make(loops, n);
            }
          };
        });
  }

  /** Taps by themselves: five, and others. */
  static ChangeOver taps() {
    return ofAll(
        () -> new Round[] {convolution(5, 1, 1, 1, 1, false), convolution(7, 1, 1, 1, 1, false)});
  }

  /** 3×3. */
  static ChangeOver threes() {
    return of(() -> convolution(3, 3, 1, 1, VectorThrees.ROWS, false));
  }

  /** 3×3 added to what the rows hold. */
  static ChangeOver addedThrees() {
    return of(() -> convolution(3, 3, 1, 1, VectorThrees.ROWS, true));
  }

  /** 5×5. */
  static ChangeOver fives() {
    return of(() -> convolution(5, 5, 1, 1, 6, false));
  }

  /** 3×3×3: several planes, and rows of one. */
  static ChangeOver cubes() {
    return ofAll(
        () ->
            new Round[] {
              convolution(3, 3, 3, 4, VectorCubes.ROWS, false),
              convolution(3, 3, 3, 1, VectorThrees.ROWS, false)
            });
  }

  /** Rows of a kernel, so many in each of some planes. */
  private static Round convolution(int kx, int ky, int kz, int planes, int rows, boolean onto) {
    float[] weights = new float[kx * ky * kz];
    Arrays.fill(weights, 1);
    Convolution c = Convolution.of(Kernel.volume(kx, ky, kz, weights)).rate(RATE);
    int halo = RATE * (kx - 1) / 2;
    RowLayout layout = new RowLayout(N, halo, halo, 1, Border.ZERO, 0);
    ConvolutionRows convolution = new ConvolutionRows(c, c.x().resolve(N), layout, N);
    int perPlane = rows + ky - 1;
    float[][] lines = rows((planes + kz - 1) * perPlane, layout.length());
    RowInput in = (channel, tz, ty, j) -> lines[(j / rows + tz) * perPlane + j % rows + ty];
    OutputRows out = new OutputRows(rows(planes * rows, N));
    return onto
        ? (loops, n) -> convolution.add(in, 0, rows, null, out, n, loops)
        : (loops, n) -> convolution.compute(in, planes * rows, 1, out, n, loops);
  }

  /** Layers of several channels. */
  static ChangeOver layers() {
    return of(
        () -> {
          int taps = 36;
          float[] weights = new float[Loops.BLOCK * taps];
          Arrays.fill(weights, 1);
          LayerTaps block = new LayerTaps(new int[taps], weights, new float[Loops.BLOCK]);
          LayerTaps few = new LayerTaps(new int[taps], weights, new float[1]);
          float[][] lines = rows(taps, N);
          OutputRows out = new OutputRows(rows(Loops.BLOCK, N));
          OutputRows ofFew = out.range(0, 1);
          return (loops, n) -> {
            loops.layer(lines, block, out, 1, n);
            loops.layer(lines, few, ofFew, 1, n);
          };
        });
  }

  /** The transforms of {@link Winograd}. */
  static ChangeOver transforms() {
    return of(
        () -> {
          float[][] d = rows(6, N);
          float[][] v = rows(6, N);
          float[] probe = new float[N];
          OutputRows out = new OutputRows(rows(4, N));
          return (loops, n) -> {
            loops.winogradInput(d, v, probe, n);
            loops.winogradOutput(v, 0, 1, 1, 0, out, n);
          };
        });
  }

  /** {@link Loops#smooth}. */
  static ChangeOver smoothing() {
    return of(
        () -> {
          float[][] lines = rows(5, N);
          float[] weights = {1, 4, 6, 4, 1};
          float[][] to = rows(2, N);
          return (loops, n) -> loops.smooth(lines, weights, to[0], 0, lines[2], 0, to[1], 0, n);
        });
  }

  private static float[][] rows(int count, int length) {
    float[][] rows = new float[count][length];
    for (float[] row : rows) {
      Arrays.fill(row, 1);
    }
    return rows;
  }
}
