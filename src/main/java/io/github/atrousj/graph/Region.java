package io.github.atrousj.graph;

/** The planes and rows of the output that a run shall compute: [z0, z1) × [y0, y1), all columns. */
public record Region(int z0, int z1, int y0, int y1) {
  public Region {
    if (z0 < 0 || z1 < z0 || y0 < 0 || y1 < y0) {
      throw new IllegalArgumentException("region " + z0 + ".." + z1 + ", " + y0 + ".." + y1);
    }
  }
}
