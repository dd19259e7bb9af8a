package io.github.atrousj.graph;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Winograd;
import java.util.Arrays;

/**
 * How many rows and planes of output a thread takes at a time: enough that the halo is a small part
 * of what it reads, few enough that the rows it holds stay in the second-level cache, or at least
 * within a bound. Results never depend on it.
 *
 * @param rows rows of a tile, counted along a residue class of the pass's step
 * @param planes planes of a tile
 * @param chunk rows that streamed nodes compute at a time
 */
record TileSize(int planes, int rows, int chunk) {
  /** Half of a second-level cache of 1 MiB: what is computed of the rows wants room there too. */
  private static final long CACHE_FLOATS = 1 << 17;

  private static final long MOST_FLOATS = 1 << 21;

  /**
   * A halo that a tile makes itself may be larger than the bound; then the tile grows with it, or
   * it would do the work of a window of rows for every few rows of output.
   */
  private static final long MOST_GROWTH = 3;

  /** Rows of a chunk, unless blocks of rows are longer. */
  static final int MOST_CHUNK = 16;

  /** Rows of a chunk where the output is a convolution of a source and there is no other node. */
  private static final int ALONE = 32;

  /** The same where planes are made together: more planes share more than more rows do. */
  private static final int ALONE_IN_DEPTH = 16;

  /** Multiply-adds of a chunk: some tenths of a second. */
  private static final double CHUNK_COST = 1 << 28;

  static TileSize choose(Pass pass, Region region, int threads) {
    int chunk = chunk(pass);
    int[] ys = Sequence.of(region.y0(), region.y1(), pass.stepY);
    int[] zs = Sequence.of(region.z0(), region.z1(), pass.stepZ);
    Halo probe = new Halo(pass);
    int rows = Math.min(Math.max(isAlone(pass) ? chunk : 16, pass.period), ys.length);
    int planes = pass.hasDepth ? Math.min(8, zs.length) : 1;
    int twice = Math.min(2 * planes, zs.length);
    boolean many = tiles(ys, rows, zs, twice) >= 2L * threads;
    if (planes > 1 && many && footprint(probe, zs, twice, ys, rows) <= CACHE_FLOATS) {
      planes = twice;
    }
    long held = footprint(probe, zs, planes, ys, rows);
    long most = makesHalo(pass) ? Math.max(MOST_FLOATS, MOST_GROWTH * held) : MOST_FLOATS;
    while (rows < ys.length) {
      int more = Math.min(2 * rows, ys.length);
      long heldMore = footprint(probe, zs, planes, ys, more);
      // Floats read per row of output: the halo's share shrinks as the tile grows.
      double gain = ((double) held / rows) / ((double) heldMore / more);
      if (!(heldMore <= CACHE_FLOATS && gain > 1.05) && !(heldMore <= most && gain > 1.3)) {
        break;
      }
      rows = more;
      held = heldMore;
    }
    while (rows > 8 && tiles(ys, rows, zs, planes) < 2L * threads) {
      rows /= 2;
    }
    return new TileSize(planes, rows, chunk);
  }

  private static long tiles(int[] ys, int rows, int[] zs, int planes) {
    return (long) Sequence.ceilDiv(ys.length, rows) * Sequence.ceilDiv(zs.length, planes);
  }

  /** Whether rows of the halo are computed, by every tile anew, rather than read from a source. */
  private static boolean makesHalo(Pass pass) {
    return Pass.isRunningPool(pass.output)
        || pass.views.stream().anyMatch(v -> pass.sources[v.producer.id] == null);
  }

  private static int chunk(Pass pass) {
    int widest = 1;
    for (int i = 0; i <= pass.output.id; i++) {
      if (pass.shapes[i] != null) {
        widest = Math.max(widest, pass.shapes[i].width() * pass.shapes[i].channels());
      }
    }
    int alone = planesTogether(pass, pass.output, ALONE_IN_DEPTH) > 1 ? ALONE_IN_DEPTH : ALONE;
    int rows =
        isAlone(pass)
            // Where it is computed in place, it needs no memory for what it makes.
            ? Math.max(1, alone / pass.together) * pass.together
            : Math.max(pass.together, Math.min(MOST_CHUNK, (1 << 14) / widest));
    rows = Math.max(rows / pass.period, 1) * pass.period;
    // A run is stopped between chunks, so none may take long.
    double cost = rowCost(pass, pass.output);
    for (View v : pass.views) {
      cost = Math.max(cost, rowCost(pass, v.producer));
    }
    // Rows that are made in blocks cost as much one by one as all together.
    int least = Math.min(pass.period, Winograd.OUTPUTS);
    return (int) Math.max(least, Math.min(rows, CHUNK_COST / Math.max(1, cost)));
  }

  /** Whether the output is made of convolutions of sources in its own rows alone. */
  private static boolean isAlone(Pass pass) {
    Node n = pass.output.op instanceof Op.Divide ? pass.output.input() : pass.output;
    boolean convolves = false;
    while (pass.sources[n.id] == null && n.op instanceof Op.Convolve c && c.spec().isPerChannel()) {
      if (pass.sources[n.input().id] == null) {
        return false;
      }
      convolves |= pass.reads[n.id] != null;
      if (n.inputs.size() == 1) {
        return convolves;
      }
      n = n.inputs.get(1);
    }
    return convolves && (pass.sources[n.id] != null || n.op instanceof Op.Spread);
  }

  /** How many planes of a node may be made together, chunk by chunk; 1 where they share nothing. */
  static int planesTogether(Pass pass, Node n, int chunk) {
    boolean shares =
        pass.sources[n.id] == null
            && n.op instanceof Op.Convolve c
            && c.spec().isPerChannel()
            && n.inputs.size() == 1
            && pass.reads[n.id] != null
            && pass.winograds[n.id] == null
            && pass.maps[n.id][2].taps() > 1;
    return shares ? (int) Math.max(1, CHUNK_COST / Math.max(1, chunk * rowCost(pass, n))) : 1;
  }

  private static double rowCost(Pass pass, Node n) {
    return pass.costs.of(n) * pass.shapes[n.id].width();
  }

  private static long footprint(Halo probe, int[] zs, int planes, int[] ys, int rows) {
    probe.find(middle(zs, planes), middle(ys, rows));
    return probe.floats();
  }

  private static int[] middle(int[] all, int count) {
    int from = (all.length - count) / 2;
    return Arrays.copyOfRange(all, from, from + count);
  }

  /**
   * How much work tiles of this size do for each piece of work that is wanted: the rows that they
   * make of every node that is kept for a neighbourhood, weighted by its cost, against the rows of
   * the whole.
   */
  double recomputed(Pass pass, Region region) {
    int[] ys = Sequence.of(region.y0(), region.y1(), pass.stepY);
    int[] zs = Sequence.of(region.z0(), region.z1(), pass.stepZ);
    int tilePlanes = Math.min(planes, zs.length);
    int tileRows = Math.min(rows, ys.length);
    Halo probe = new Halo(pass);
    footprint(probe, zs, tilePlanes, ys, tileRows);
    double share = (double) tilePlanes * tileRows / ((double) zs.length * ys.length);
    double wanted = pass.costs.of(pass.output) * rowsOf(pass.shapes[pass.output.id]) * share;
    double done = wanted;
    for (View v : pass.views) {
      if (pass.sources[v.producer.id] == null) {
        double cost = pass.costs.of(v.producer);
        wanted += cost * rowsOf(v.shape()) * share;
        done += cost * probe.count(v);
      }
    }
    return done / wanted;
  }

  private static double rowsOf(Shape s) {
    return (double) s.depth() * s.height();
  }

  /** Floats that one thread holds while it works. */
  long floats(Pass pass, Region region) {
    int[] ys = Sequence.of(region.y0(), region.y1(), pass.stepY);
    int[] zs = Sequence.of(region.z0(), region.z1(), pass.stepZ);
    Halo probe = new Halo(pass);
    long floats =
        pass.scratch
            + footprint(probe, zs, Math.min(planes, zs.length), ys, Math.min(rows, ys.length));
    for (int i = 0; i <= pass.output.id; i++) {
      floats += (long) chunk * pass.shapes[i].channels() * (pass.shapes[i].width() + 12);
    }
    return floats;
  }
}
