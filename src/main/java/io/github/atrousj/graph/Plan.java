package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The passes of a run: one for each image-level mean, one for each layer that is kept because
 * computing its halo again in every tile would cost more than the memory, and the last one to the
 * output. A chain of layers with growing rates would spend most of its time on halos otherwise.
 * Immutable.
 */
final class Plan {
  enum Kind {
    GRID,
    LAYER,
    OUTPUT
  }

  /**
   * @param node whose rows the pass makes
   * @param reader the node of bins that takes them, for a grid
   */
  record Step(Kind kind, Node node, Node reader) {}

  // Halo rows worth of work that a run may do again before it keeps the layer instead.
  private static final double MOST_RECOMPUTED = 1.2;

  private final Graph graph;
  private final Shape in;
  private final Shape[] shapes;
  private final List<Step> steps = new ArrayList<>();
  private final View[] forms;

  /** Bytes of the layers that would be kept if there were room; 0 for none. */
  private long wantedBytes;

  private long layerBytes;
  private int layerRow;

  Plan(Graph graph, Shape in, long budget) {
    this.graph = graph;
    this.in = in;
    this.shapes = graph.shapes(in);
    for (Shape s : shapes) {
      if (s.isEmpty()) {
        throw new IllegalArgumentException("no output is left: " + s + " from " + in);
      }
    }
    forms = new View[shapes.length];
    boolean[] kept = layers(budget);
    layerRow = longestRow(kept);
    for (Node n : graph.nodes()) {
      if (n.op instanceof Op.Bins) {
        steps.add(new Step(Kind.GRID, n.input(), n));
      } else if (kept[n.id]) {
        steps.add(new Step(Kind.LAYER, n, null));
      }
    }
    steps.add(new Step(Kind.OUTPUT, graph.output(), null));
  }

  /** Whether it is what would be made for images of this size and so much memory. */
  boolean isFor(Shape image, long bytes) {
    return in.equals(image) && (wantedBytes <= bytes) == (layerBytes == wantedBytes);
  }

  /** Puts the images that are always there in their places. */
  void constants(RowSource[] sources) {
    for (Node n : graph.nodes()) {
      if (n.op instanceof Op.Constant c) {
        sources[n.id] = c.image();
      }
    }
  }

  List<Step> steps() {
    return steps;
  }

  Shape[] shapes() {
    return shapes;
  }

  Shape shape(Node n) {
    return shapes[n.id];
  }

  BinMeans binMeans(Node node) {
    Op.Bins b = (Op.Bins) node.op;
    return new BinMeans(shapes[node.input().id], b.bins(), b.threeD());
  }

  /** Bytes of all grids of means while they are summed. */
  long gridBytes() {
    long bytes = 0;
    for (Step s : steps) {
      if (s.kind() == Kind.GRID) {
        Op.Bins b = (Op.Bins) s.reader().op;
        bytes += BinMeans.bytes(shapes[s.node().id], b.bins(), b.threeD());
      }
    }
    return bytes;
  }

  /** Bytes of the kept layers that are alive at the same time, at most. */
  long layerBytes() {
    return layerBytes;
  }

  private boolean[] layers(long budget) {
    boolean[] kept = grids();
    RowSource[] sources = new RowSource[shapes.length];
    for (Node n : graph.nodes()) {
      if (n.id == 0 || kept[n.id] || n.op instanceof Op.Bins || n.op instanceof Op.Constant) {
        sources[n.id] = new Sized(shapes[n.id]);
      }
    }
    Pass whole = new Pass(graph, graph.output(), shapes, sources);
    if (recomputed(whole) <= MOST_RECOMPUTED) {
      return kept;
    }
    for (View v : whole.views) {
      Node n = v.producer;
      boolean part = (n.op instanceof Op.Convolve c && c.partial()) || n.op instanceof Op.PoolAxis;
      if (sources[n.id] == null && !part) {
        kept[n.id] = true;
      }
    }
    for (View v : whole.views) {
      if (kept[v.producer.id] && v.isContiguous()) {
        forms[v.producer.id] = v;
      }
    }
    layerRow = longestRow(kept);
    wantedBytes = peak(kept);
    layerBytes = wantedBytes;
    if (wantedBytes > budget) {
      layerBytes = 0;
      Arrays.fill(forms, null);
      return grids();
    }
    return kept;
  }

  private int longestRow(boolean[] kept) {
    int longest = 0;
    for (Node n : graph.nodes()) {
      // Those of another width are few, such as the grids of image-level branches.
      if (kept[n.id] && isWide(n)) {
        longest = Math.max(longest, form(n).layout().length());
      }
    }
    return longest;
  }

  private boolean isWide(Node n) {
    return shapes[n.id].width() == shapes[graph.output().id].width();
  }

  /** What a spread reads must be there as a whole; it is small. */
  private boolean[] grids() {
    boolean[] grids = new boolean[shapes.length];
    for (Node n : graph.nodes()) {
      if (n.op instanceof Op.Spread
          && n.input().id > 0
          && !(n.input().op instanceof Op.Bins || n.input().op instanceof Op.Constant)) {
        grids[n.input().id] = true;
      }
    }
    return grids;
  }

  /** Rows that tiles make per row that is wanted, weighted by what a row costs. */
  private double recomputed(Pass pass) {
    Shape out = shapes[graph.output().id];
    Region all = new Region(0, out.depth(), 0, out.height());
    TileSize size = TileSize.choose(pass, all, 1);
    return size.recomputed(pass, all);
  }

  /** Floats of a row's array of a kept layer: those as wide as the output share memory in turn. */
  int layerRow(Node n) {
    return isWide(n) ? layerRow : form(n).layout().length();
  }

  private long peak(boolean[] kept) {
    int[] last = lastReaders();
    long most = 0;
    for (Node at : graph.nodes()) {
      long alive = 0;
      for (Node n : graph.nodes()) {
        if (kept[n.id] && n.id <= at.id && last[n.id] >= at.id) {
          alive += KeptLayer.bytes(form(n), layerRow(n));
        }
      }
      most = Math.max(most, alive);
    }
    return most;
  }

  /** How the rows of a kept layer are best stored: as a reader of their neighbourhoods wants. */
  View form(Node n) {
    View v = forms[n.id];
    return v != null ? v : View.plain(n, shapes[n.id]);
  }

  /** By node, the last node whose making reads it. */
  private int[] lastReaders() {
    int[] last = new int[shapes.length];
    for (int i = last.length - 1; i >= 0; i--) {
      Node m = graph.nodes().get(i);
      last[i] = Math.max(last[i], i);
      // A pointwise reader is itself computed again by its own readers.
      int by = AxisMap.of(m, 0, shapes) == null ? last[i] : i;
      for (Node n : m.inputs) {
        last[n.id] = Math.max(last[n.id], by);
      }
    }
    return last;
  }

  /** Drops the layers that no later step reads; their memory serves the next ones. */
  void release(Step done, RowSource[] sources, SpareLayers spare) {
    int position = steps.indexOf(done);
    for (int i = 1; i < done.node().id; i++) {
      Node n = graph.nodes().get(i);
      if (sources[i] != null && !readAfter(n, position)) {
        if (isKept(n)) {
          spare.give((KeptLayer) sources[i]);
        }
        sources[i] = null;
      }
    }
  }

  private boolean readAfter(Node n, int position) {
    for (int i = position + 1; i < steps.size(); i++) {
      if (reaches(steps.get(i).node(), n, true, new boolean[shapes.length])) {
        return true;
      }
    }
    return false;
  }

  /** Whether making {@code from} reads the kept layer {@code n}, past no other kept layer. */
  private boolean reaches(Node from, Node n, boolean root, boolean[] seen) {
    if (from == n || (from.op instanceof Op.Spread && from.input() == n)) {
      return true;
    }
    if (seen[from.id] || (!root && isKept(from))) {
      return false;
    }
    seen[from.id] = true;
    for (Node in : Pass.streamed(from)) {
      if (reaches(in, n, false, seen)) {
        return true;
      }
    }
    return false;
  }

  private boolean isKept(Node n) {
    return steps.stream().anyMatch(s -> s.kind() == Kind.LAYER && s.node() == n);
  }

  /** A source of which only the size is asked. */
  private record Sized(Shape shape) implements RowSource {
    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      throw new UnsupportedOperationException();
    }
  }
}
