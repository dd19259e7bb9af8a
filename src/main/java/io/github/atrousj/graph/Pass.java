package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.ConvolutionRows;
import io.github.atrousj.engine.Loops;
import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.RunningPool;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedRows;
import io.github.atrousj.engine.Winograd;
import io.github.atrousj.engine.WinogradRows;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Border;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/**
 * The plan of one sweep over the image: from sources (the image, layers kept from earlier passes)
 * to one node. Nodes that others read by neighbourhood are kept for a tile as {@link View}s; all
 * others are computed a few rows at a time, while those are in cache. {@link #prepare Prepared}
 * once, it is carried out by {@link Tile}s and not changed any more.
 */
final class Pass {
  /** Longer ones would make tiles too large. */
  private static final int LONGEST_PERIOD = 48;

  /**
   * From so many columns between its first and its last on, a kernel of more than three columns
   * reads stored rows; measured with 5×5.
   */
  private static final int FAR = 64;

  /** Weights that a layer keeps transformed for the next run, at most; large layers keep none. */
  private static final int MOST_KEPT = 1 << 17;

  final Node output;
  final Shape[] shapes;
  final RowSource[] sources;
  final Spread[] spreads;
  private final List<Node> nodes;
  private final int[] readers;

  /** Ascending by producer: the order in which a tile fills them. */
  final List<View> views = new ArrayList<>();

  /** By spatial node: the view that it reads. */
  final View[] reads;

  /** By node: a view of it that holds plain rows, or null. */
  final View[] stored;

  final AxisMap[][] maps;
  final ConvolutionRows[] convolutions;
  final TransposedRows[] transposes;
  final WinogradRows[] winograds;

  /** Rows and planes are taken in residue classes of these steps. */
  final int stepY;

  final int stepZ;
  final boolean hasDepth;

  /**
   * Rows of a residue class that are best made together: whole blocks of all who work in blocks.
   */
  final int period;

  /**
   * Rows of a residue class that are worth making together: they share lines, or make loops long
   * enough.
   */
  final int together;

  /** What its nodes take; known once the pass is planned. */
  final PassCosts costs;

  /** Floats that one thread takes besides the rows that it holds and makes. */
  final long scratch;

  /**
   * @param sources by node id; nodes that have one are read, not computed
   */
  Pass(Graph graph, Node output, Shape[] shapes, RowSource[] sources) {
    this.output = output;
    this.nodes = graph.nodes();
    this.shapes = shapes;
    this.sources = sources;
    int count = graph.nodes().size();
    spreads = new Spread[count];
    readers = new int[count];
    reads = new View[count];
    stored = new View[count];
    maps = new AxisMap[count][];
    convolutions = new ConvolutionRows[count];
    transposes = new TransposedRows[count];
    winograds = new WinogradRows[count];

    List<Node> needed = needed(graph);
    needed.forEach(n -> streamed(n).forEach(in -> readers[in.id]++));
    int y = 0;
    int z = 0;
    boolean depth = false;
    for (Node n : needed) {
      if (sources[n.id] == null && AxisMap.of(n, 0, shapes) != null) {
        AxisMap[] m = {
          AxisMap.of(n, 0, shapes), AxisMap.of(n, 1, shapes), AxisMap.of(n, 2, shapes)
        };
        maps[n.id] = m;
        y = gcd(y, m[1].classStep());
        z = gcd(z, m[2].classStep());
        depth |= !m[2].isUnit();
        if (!isPointwise(n)) {
          reads[n.id] = viewFor(n, m[0]);
        }
      }
    }
    stepY = Math.max(1, y);
    stepZ = Math.max(1, z);
    hasDepth = depth;
    period = period(needed);
    together = together(needed);
    for (Node n : needed) {
      // A running pool needs its whole line at once, so those who read it by rows find it stored.
      if (n != output && isRunningPool(n) && stored[n.id] == null && sources[n.id] == null) {
        add(View.plain(n, shapes[n.id]));
      }
    }
    for (View v : views) {
      if (sources[v.producer.id] instanceof KeptLayer layer && layer.serves(v)) {
        v.adopt(layer);
      }
    }
    views.stream()
        .filter(v -> isReadByLines(v, needed))
        .forEach(v -> v.mayBeInPlace(hasDepth ? 2 : 1));
    views.sort(Comparator.comparingInt(v -> v.producer.id));
    for (int i = 0; i < views.size(); i++) {
      views.get(i).index = i;
    }
    costs = new PassCosts(this);
    scratch = costs.scratch(needed);
    for (Node n : needed) {
      if (maps[n.id] == null && n.op instanceof Op.Spread && sources[n.id] == null) {
        spreads[n.id] = new Spread(sources[n.input().id], shapes[n.id]);
      }
    }
  }

  /** Whether those who read a source's rows are all convolutions line by line. */
  private boolean isReadByLines(View v, List<Node> needed) {
    if (sources[v.producer.id] == null || v.kept() != null || !v.isContiguous()) {
      return false;
    }
    for (Node n : needed) {
      if (reads[n.id] == v) {
        boolean lines =
            n.op instanceof Op.Convolve c
                && c.spec().isPerChannel()
                && shapes[n.id].width() == v.shape().width()
                && isNear(c.spec());
        if (!lines) {
          return false;
        }
      }
    }
    return true;
  }

  /**
   * Whether a kernel reads one line, or columns that lie near one another or are few. Others are
   * read at so many places of so many rows at once that they fall out of the first-level cache,
   * where rows of an image, other than stored ones, often share their sets.
   */
  private static boolean isNear(Convolution c) {
    boolean line = c.y().taps() == 1 && c.z().taps() == 1;
    return line || c.x().taps() <= 3 || (c.x().taps() - 1L) * c.x().rate() < FAR;
  }

  private int period(List<Node> needed) {
    int period = 1;
    for (Node n : needed) {
      if (maps[n.id] != null && maps[n.id][1].isInBlocks()) {
        // The blocks of a node whose rate is a multiple of the step lie interleaved.
        int unit = maps[n.id][1].axis().rate() / stepY;
        int own = Winograd.OUTPUTS * unit;
        long common = (long) period / gcd(period, own) * own;
        period = common <= LONGEST_PERIOD ? (int) common : Math.max(period, Winograd.OUTPUTS);
      }
    }
    return period;
  }

  private int together(List<Node> needed) {
    int most = 4;
    for (Node n : needed) {
      if (maps[n.id] != null && n.op instanceof Op.Convolve c && c.spec().isPerChannel()) {
        Axis y = maps[n.id][1].axis();
        // Blocks of four rows; or as many as make little of the four lines more that they read.
        int lines = y.taps() == 5 ? 16 : 4;
        if (y.taps() > 1 && y.stride() == 1) {
          most = Math.max(most, Math.min(TileSize.MOST_CHUNK, lines * (y.rate() / stepY)));
        }
      } else if (maps[n.id] != null && maps[n.id][1].isInBlocks()) {
        most = Math.max(most, Winograd.OUTPUTS * Loops.blocksTogether(shapes[n.id].width()));
      }
    }
    return most;
  }

  /** Whether an activation may write over its input's rows: nobody else reads them. */
  boolean ownsInput(Node n) {
    Node in = n.input();
    boolean made =
        sources[in.id] == null
            && stored[in.id] == null
            && !(in.op instanceof Op.Concat || in.op instanceof Op.Channels);
    return made && readers[in.id] == 1;
  }

  /** Whether no more than one other node reads a node. */
  boolean isReadOnce(Node n) {
    return readers[n.id] <= 1;
  }

  /** The layer in blocks whose rows a node does nothing but rectify, nobody else reading them. */
  Node rectified(Node n) {
    boolean rectifies = n.op instanceof Op.Activate a && a.function() == Activation.RELU;
    if (sources[n.id] != null || !rectifies || !ownsInput(n)) {
      return null;
    }
    AxisMap[] m = maps[n.input().id];
    return m != null && m[1].isInBlocks() ? n.input() : null;
  }

  /** Makes what the loops need, such as transformed weights; before the first {@link Tile}. */
  void prepare() {
    for (int i = 0; i <= output.id; i++) {
      if (maps[i] != null) {
        prepare(nodes.get(i));
      }
    }
  }

  private void prepare(Node n) {
    if (n.op instanceof Op.Convolve c) {
      RowLayout layout =
          reads[n.id] != null
              ? reads[n.id].layout()
              : new RowLayout(shapes[n.id].width(), 0, 0, 1, Border.ZERO, 0);
      Convolution spec = c.spec();
      Axis x = maps[n.id][0].axis();
      int width = shapes[n.id].width();
      Supplier<WinogradRows> blocks = () -> new WinogradRows(spec, x, layout, width);
      Supplier<ConvolutionRows> rows = () -> new ConvolutionRows(spec, x, layout, width);
      boolean small = (long) spec.outChannels() * spec.inChannels() * spec.taps() <= MOST_KEPT;
      if (maps[n.id][1].isInBlocks()) {
        winograds[n.id] =
            small ? n.prepared(WinogradRows.class, layout, width, blocks) : blocks.get();
      } else {
        convolutions[n.id] =
            small ? n.prepared(ConvolutionRows.class, layout, width, rows) : rows.get();
      }
    } else if (n.op instanceof Op.Transpose t) {
      transposes[n.id] = new TransposedRows(t.spec(), reads[n.id].layout());
    }
  }

  private List<Node> needed(Graph graph) {
    boolean[] marked = new boolean[graph.nodes().size()];
    marked[output.id] = true;
    List<Node> list = new ArrayList<>();
    for (int i = output.id; i >= 0; i--) {
      Node n = graph.nodes().get(i);
      if (marked[i]) {
        list.add(0, n);
        if (sources[i] == null) {
          streamed(n).forEach(in -> marked[in.id] = true);
        }
      }
    }
    return list;
  }

  /** The inputs that a node reads row by row or by neighbourhood; a grid is there as a whole. */
  static List<Node> streamed(Node n) {
    if (n.op instanceof Op.Spread) {
      return List.of();
    }
    return n.op instanceof Op.PoolFinish ? n.inputs.subList(0, 1) : n.inputs;
  }

  /** The inputs that a node reads row by row: all but the one that it reads by neighbourhood. */
  List<Node> rowByRow(Node n) {
    List<Node> all = streamed(n);
    return reads[n.id] == null ? all : all.subList(1, all.size());
  }

  /** Whether each output value depends on the input values at the same place alone. */
  boolean isPointwise(Node n) {
    AxisMap[] m = maps[n.id];
    return m == null
        || (n.op instanceof Op.Convolve && m[0].isUnit() && m[1].isUnit() && m[2].isUnit());
  }

  /** Whether the node pools along y or z, line by line. */
  static boolean isRunningPool(Node n) {
    return n.op instanceof Op.PoolAxis p && p.axis() > 0;
  }

  private View viewFor(Node n, AxisMap x) {
    Node producer = n.input();
    Shape in = shapes[producer.id];
    Reach reach = Reach.of(n, x, in.width(), shapes[n.id].width());
    if (reach.isNone()) {
      if (stored[producer.id] == null) {
        add(View.plain(producer, in));
      }
      return stored[producer.id];
    }
    Border border = Reach.border(n);
    float value = border == Border.ZERO ? 0 : outside(n);
    View view = null;
    for (View v : views) {
      if (v.serves(producer, reach.stride(), border, value)) {
        view = v;
      }
    }
    if (view == null) {
      view = add(new View(producer, in, reach.stride(), border, value));
    }
    view.widen(reach.left(), reach.right());
    return view;
  }

  private View add(View v) {
    views.add(v);
    if (v.isContiguous() && stored[v.producer.id] == null) {
      stored[v.producer.id] = v;
    }
    return v;
  }

  /** What the taps of a spatial node read where the border supplies a value. */
  static float outside(Node n) {
    if (n.op instanceof Op.Convolve c) {
      return c.spec().value();
    } else if (n.op instanceof Op.Resample r) {
      return r.rule().outside();
    } else if (n.op instanceof Op.Median m) {
      return m.spec().border() == Border.CONSTANT ? m.spec().value() : 0;
    } else if (n.op instanceof Op.PoolAxis p) {
      return p.border() == null
          ? RunningPool.neutral(p.type())
          : p.border() == Border.CONSTANT ? p.value() : 0;
    }
    return 0;
  }

  static int gcd(int a, int b) {
    return b == 0 ? a : gcd(b, a % b);
  }
}
