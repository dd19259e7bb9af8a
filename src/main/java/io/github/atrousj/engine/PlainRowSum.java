package io.github.atrousj.engine;

/** In plain Java: four sums, so that an addition need not wait for the one before. */
final class PlainRowSum extends RowSum {
  @Override
  public void of(float[] row, int from, int to) {
    long seen = 0;
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = from;
    for (; i < to - 3; i += 4) {
      float v = row[i];
      float v2 = row[i + 1];
      float v3 = row[i + 2];
      float v4 = row[i + 3];
      a += v;
      b += v2;
      c += v3;
      d += v4;
      seen |= group(v) | group(v2) | group(v3) | group(v4);
    }
    for (; i < to; i++) {
      a += row[i];
      seen |= group(row[i]);
    }
    set(a + b + (c + d), seen);
  }
}
