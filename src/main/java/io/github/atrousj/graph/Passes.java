package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.Separated;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * Splits a convolution whose kernel is separable, or a sum of few separable ones, into one pass per
 * axis where that is clearly cheaper. The choice depends on the kernel alone, so tiles and image
 * sizes agree on it.
 */
final class Passes {
  /** Up to so many taps (a 3×3) a single pass is as fast, and it is one chain of roundings. */
  private static final int FEW_TAPS = 9;

  /**
   * Taps that cost as much as a pass of a sum besides its own: measured for plain and vector loops,
   * 9×9 to 21×21, two to eight terms; the plain loops, which have the dearer passes, decide.
   */
  private static final int PASS_TAPS = 10;

  private Passes() {}

  /** Adds a convolution's passes to a graph. */
  static Node add(Graph.Builder g, Node in, Convolution c) {
    List<List<Convolution>> chains = of(c);
    Node[] ends = new Node[chains.size()];
    float[] ones = new float[ends.length];
    Arrays.fill(ones, 1);
    Convolution shared = null;
    Node first = in;
    for (int i = 0; i < ends.length; i++) {
      List<Convolution> chain = chains.get(i);
      if (chain.get(0) != shared) {
        shared = chain.get(0);
        first = g.pass(in, shared, chain.size() > 1);
      }
      ends[i] = first;
      for (int k = 1; k < chain.size(); k++) {
        ends[i] = g.pass(ends[i], chain.get(k), k < chain.size() - 1);
      }
    }
    return ends.length == 1 ? ends[0] : g.weighted(ones, ends);
  }

  /** Whether a convolution runs in more than one pass, so its sums are rounded otherwise. */
  static boolean splits(Convolution c) {
    return of(c).get(0).size() > 1;
  }

  /** Chains of passes whose results add up to the convolution's; some may start with the same. */
  static List<List<Convolution>> of(Convolution c) {
    List<List<Convolution>> direct = List.of(List.of(c));
    if (!c.isPerChannel() || c.taps() <= FEW_TAPS) {
      return direct;
    }
    Kernel k = c.kernel();
    Optional<Separated> factors = k.separate();
    List<Separated> terms = factors.isPresent() ? List.of(factors.get()) : k.lowRank();
    if (terms.isEmpty()) {
      return direct;
    }
    int cost = terms.size() == 1 ? (3 * (k.width() + k.height() + k.depth()) + 1) / 2 : cost(terms);
    return cost <= nonZero(k) ? split(c, terms) : direct;
  }

  /** Taps that cost as much as a sum of terms. */
  private static int cost(List<Separated> terms) {
    int cost = 0;
    Separated before = null;
    for (Separated term : terms) {
      cost += sharesX(before, term) ? 0 : cost(term.alongX());
      cost += cost(term.alongY()) + cost(term.alongZ()) + 1; // its share of the sum
      before = term;
    }
    return cost;
  }

  private static int cost(float[] factors) {
    return factors.length > 1 ? factors.length + PASS_TAPS : 0;
  }

  /** Whether the pass along x is that of the term before. */
  private static boolean sharesX(Separated before, Separated term) {
    return before != null
        && term.alongX().length > 1 // else there may be no such pass
        && Arrays.equals(before.alongX(), term.alongX());
  }

  private static int nonZero(Kernel k) {
    int count = 0;
    for (float w : k.weights()) {
      if (w != 0) {
        count++;
      }
    }
    return count;
  }

  private static List<List<Convolution>> split(Convolution c, List<Separated> terms) {
    List<List<Convolution>> chains = new ArrayList<>();
    Separated before = null;
    for (Separated term : terms) {
      List<Convolution> chain = chain(c, term);
      if (sharesX(before, term)) {
        chain.set(0, chains.get(chains.size() - 1).get(0));
      }
      if (before == null) {
        int last = chain.size() - 1;
        chain.set(last, chain.get(last).bias(c.biasOf(0)));
      }
      chains.add(chain);
      before = term;
    }
    return chains;
  }

  private static List<Convolution> chain(Convolution c, Separated f) {
    Convolution x =
        Convolution.of(Kernel.volume(f.alongX().length, 1, 1, f.alongX()))
            .rate(c.x().rate(), 1, 1)
            .stride(c.x().stride(), 1, 1)
            .padding(c.x().padding(), Padding.VALID, Padding.VALID);
    Convolution y =
        Convolution.of(Kernel.volume(1, f.alongY().length, 1, f.alongY()))
            .rate(1, c.y().rate(), 1)
            .stride(1, c.y().stride(), 1)
            .padding(Padding.VALID, c.y().padding(), Padding.VALID);
    Convolution z =
        Convolution.of(Kernel.volume(1, 1, f.alongZ().length, f.alongZ()))
            .rate(1, 1, c.z().rate())
            .stride(1, 1, c.z().stride())
            .padding(Padding.VALID, Padding.VALID, c.z().padding());
    List<Convolution> passes = new ArrayList<>();
    float value = c.value();
    for (Convolution pass : List.of(x, y, z)) {
      boolean idle =
          pass.taps() == 1
              && pass.weight(0, 0, 0) == 1
              && pass.x().resolve(1).isUnit()
              && pass.y().resolve(1).isUnit()
              && pass.z().resolve(1).isUnit();
      if (!idle) {
        passes.add(
            c.border() == Border.CONSTANT ? pass.constantBorder(value) : pass.border(c.border()));
        value = response(pass, value);
      }
    }
    return passes;
  }

  /** What a pass makes of a row of one value: what the next pass meets outside the image. */
  private static float response(Convolution pass, float value) {
    float sum = 0;
    for (int t = 0; t < pass.taps(); t++) {
      if (pass.weight(0, 0, t) != 0) {
        sum = Math.fma(pass.weight(0, 0, t), value, sum);
      }
    }
    return sum;
  }
}
