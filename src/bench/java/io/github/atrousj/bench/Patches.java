package io.github.atrousj.bench;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;

/**
 * Compares parts of a large result with a slow reference: for each part the input is cut out with
 * everything that the part depends on, so the reference sees the image's own border and no other.
 */
final class Patches {
  private static final int SIDE = 24;
  private static final int DEPTH = 3;

  private Patches() {}

  /** The largest difference in the first and last corner and in the middle; NaN if one is NaN. */
  static double difference(Volume in, Volume out, Workload.Check check) {
    Shape s = in.shape();
    double worst = 0;
    for (double place : new double[] {0, 0.5, 1}) {
      int x = start(place, s.width(), SIDE);
      int y = start(place, s.height(), SIDE);
      int z = start(place, s.depth(), DEPTH);
      int left = Math.max(0, x - check.halo());
      int top = Math.max(0, y - check.halo());
      int front = Math.max(0, z - check.haloZ());
      Volume piece =
          crop(
              in,
              front,
              Math.min(s.depth(), z + DEPTH + check.haloZ()),
              top,
              Math.min(s.height(), y + SIDE + check.halo()),
              left,
              Math.min(s.width(), x + SIDE + check.halo()));
      Volume expected = check.reference().apply(piece);
      for (int c = 0; c < out.shape().channels(); c++) {
        for (int dz = 0; dz < Math.min(DEPTH, s.depth()); dz++) {
          for (int dy = 0; dy < Math.min(SIDE, s.height()); dy++) {
            for (int dx = 0; dx < Math.min(SIDE, s.width()); dx++) {
              double is = out.get(c, z + dz, y + dy, x + dx);
              double be = expected.get(c, z + dz - front, y + dy - top, x + dx - left);
              worst = Math.max(worst, Math.abs(is - be));
            }
          }
        }
      }
    }
    return worst;
  }

  private static int start(double place, int n, int side) {
    return (int) (place * Math.max(0, n - side));
  }

  private static Volume crop(Volume in, int z0, int z1, int y0, int y1, int x0, int x1) {
    Shape s = in.shape();
    Volume piece = new Volume(new Shape(s.channels(), z1 - z0, y1 - y0, x1 - x0));
    float[] row = new float[s.width()];
    for (int c = 0; c < s.channels(); c++) {
      for (int z = z0; z < z1; z++) {
        for (int y = y0; y < y1; y++) {
          in.read(c, z, y, row, 0);
          piece.write(c, z - z0, y - y0, row, x0);
        }
      }
    }
    return piece;
  }
}
