package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.kernel.Kernel;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What a graph keeps from run to run. */
class PlanTest {
  private static final long BUDGET = Runner.LAYER_BUDGET;

  @Test
  void isMadeOnceForImagesOfOneSize() {
    Graph g = Networks.contextBasic(2).folded();
    Shape s = new Shape(2, 1, 40, 40);
    Plan plan = g.plan(s, BUDGET);
    assertSame(plan, g.plan(new Shape(2, 1, 40, 40), BUDGET));
    assertSame(plan, g.plan(s, BUDGET / 2)); // its layers fit as well
    assertNotSame(plan, g.plan(s, 0));
    plan = g.plan(s, 0);
    assertSame(plan, g.plan(s, 1));
    assertNotSame(plan, g.plan(new Shape(2, 1, 41, 40), BUDGET));
  }

  /** Runs on images of other sizes and budgets in between leave nothing behind. */
  @Test
  void runsOfOtherSizesInBetweenChangeNothing() {
    Random rnd = new Random(5);
    float[] w = new float[8 * 8 * 9];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) rnd.nextGaussian();
    }
    Graph.Builder b = Graph.builder();
    Node n = b.input();
    for (int rate : new int[] {1, 2, 5}) {
      n = b.convolve(n, Convolution.layer(8, 8, 1, 3, 3, 1, w, new float[8]).rate(rate));
    }
    Graph g = b.build(n);
    Volume[] in = new Volume[4];
    Volume[] first = new Volume[in.length];
    for (int i = 0; i < in.length; i++) {
      in[i] = random(rnd, new Shape(8, 1, 20 + 7 * (i % 2), 30 + 5 * i));
      first[i] = run(g, in[i], BUDGET);
    }
    for (int i = in.length - 1; i >= 0; i--) {
      for (long budget : new long[] {BUDGET, 0}) {
        Volume again = run(g, in[i], budget);
        for (int c = 0; c < 8; c++) {
          assertArrayEquals(first[i].plane(c, 0), again.plane(c, 0));
        }
      }
    }
  }

  private static Volume random(Random rnd, Shape s) {
    Volume v = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      float[] p = v.plane(c, 0);
      for (int i = 0; i < p.length; i++) {
        p[i] = rnd.nextFloat();
      }
    }
    return v;
  }

  private static Volume run(Graph g, Volume in, long budget) {
    Volume out = new Volume(g.outputShape(in.shape()));
    new Runner(2).layerBudget(budget).run(g, in, out, Monitor.NONE);
    return out;
  }

  @Test
  void whatTheLoopsNeedIsMadeOnceForRowsOfOneLayout() {
    Node n = Graph.of(Convolution.of(Kernel.of(1, 1, 2f))).output();
    RowLayout layout = new RowLayout(20, 1, 1, 1, Border.ZERO, 0);
    Object made = n.prepared(Object.class, layout, 20, Object::new);
    RowLayout same = new RowLayout(20, 1, 1, 1, Border.ZERO, 0);
    assertSame(made, n.prepared(Object.class, same, 20, Object::new));
    assertNotSame(made, n.prepared(Object.class, layout, 19, Object::new));
    RowLayout wider = new RowLayout(20, 1, 2, 1, Border.ZERO, 0);
    assertNotSame(made, n.prepared(Object.class, wider, 20, Object::new));
    assertSame("made", n.prepared(String.class, wider, 20, () -> "made"));
  }

  @Test
  void layoutsAreAlikeWhenAllOfThemIs() {
    RowLayout layout = new RowLayout(20, 1, 2, 1, Border.CONSTANT, 3);
    assertTrue(layout.isLike(new RowLayout(20, 1, 2, 1, Border.CONSTANT, 3)));
    assertFalse(layout.isLike(new RowLayout(21, 1, 2, 1, Border.CONSTANT, 3)));
    assertFalse(layout.isLike(new RowLayout(20, 2, 2, 1, Border.CONSTANT, 3)));
    assertFalse(layout.isLike(new RowLayout(20, 1, 1, 1, Border.CONSTANT, 3)));
    assertFalse(layout.isLike(new RowLayout(20, 1, 2, 2, Border.CONSTANT, 3)));
    assertFalse(layout.isLike(new RowLayout(20, 1, 2, 1, Border.REPLICATE, 3)));
    assertFalse(layout.isLike(new RowLayout(20, 1, 2, 1, Border.CONSTANT, 4)));
  }
}
