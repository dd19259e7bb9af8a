package io.github.atrousj.graph;

import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.engine.Volumes;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Medians of windows that slide over ranks, against windows that are sorted one by one. */
class MedianTest {
  private static final Border[] BORDERS = {
    null, Border.ZERO, Border.CONSTANT, Border.REPLICATE, Border.REFLECT, Border.CIRCULAR
  };

  @Test
  void largeWindowsGiveWhatSortingGives() {
    Random rnd = new Random(41);
    for (int i = 0; i < 150; i++) {
      Shape s = new Shape(1 + i % 2, 1 + rnd.nextInt(4), 1 + rnd.nextInt(40), 1 + rnd.nextInt(60));
      Volume in = image(rnd, s);
      AxisRule x = rule(rnd, 7 + rnd.nextInt(14));
      AxisRule y = rule(rnd, 7 + rnd.nextInt(9));
      AxisRule z = i % 3 == 0 ? rule(rnd, 1 + rnd.nextInt(3)) : AxisRule.UNIT;
      Border border = BORDERS[i % BORDERS.length];
      Pooling p = new Pooling(Pooling.Type.MEDIAN, x, y, z, border, 2.5f);
      Volume expected = Reference.pool(in, p);
      Volumes.assertSame(expected, Runs.run(Runs.graph(p), in, Runs.random(rnd)), p + " on " + s);
    }
  }

  private static AxisRule rule(Random rnd, int taps) {
    return new AxisRule(taps, 1 + rnd.nextInt(5), 1 + rnd.nextInt(3), Padding.SAME);
  }

  /** Few values, many equal; or many; some with zeros of both signs, NaN and infinities. */
  private static Volume image(Random rnd, Shape s) {
    Volume v = Volumes.random(rnd, s);
    int kind = rnd.nextInt(4);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] p = v.plane(c, z);
        for (int i = 0; kind < 2 && i < p.length; i++) {
          p[i] = kind == 0 ? rnd.nextInt(4) : rnd.nextBoolean() ? -0f : 0f;
        }
      }
    }
    if (kind == 2) {
      Volumes.poison(rnd, v);
    }
    return v;
  }
}
