package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.util.ArrayList;
import java.util.List;

/**
 * A graph computed part by part. Its passes find the image-level means, one pass for each grid of
 * bins. No layer is kept as a whole, so the memory does not grow with the volume.
 */
public final class GraphBlocks implements Blockwise {
  private final Graph graph;
  private final Runner runner;
  private final List<Node> bins = new ArrayList<>();

  public GraphBlocks(Graph graph, Runner runner) {
    this.graph = graph.folded();
    this.runner = runner.layerBudget(0);
    for (Node n : this.graph.nodes()) {
      if (n.op instanceof Op.Bins) {
        bins.add(n);
      }
    }
  }

  @Override
  public Shape outputShape(Shape input) {
    return graph.outputShape(input);
  }

  @Override
  public int passes() {
    return bins.size();
  }

  @Override
  public Shape passExtent(Shape input, int pass) {
    return graph.shapes(input)[bins.get(pass).input().id];
  }

  @Override
  public double[] measure(
      RowSource image, int pass, List<double[]> found, Region part, Monitor monitor) {
    Plan plan = new Plan(graph, image.shape(), 0);
    RowSource[] sources = sources(plan, image, found, bins.get(pass), monitor);
    Node measured = bins.get(pass).input();
    Op.Bins grid = (Op.Bins) bins.get(pass).op;
    BinMeans sums = new BinMeans(plan.shape(measured), grid.bins(), grid.threeD(), part);
    runner.sweep(new Pass(graph, measured, plan.shapes(), sources), sums, part, monitor);
    return sums.numbers();
  }

  @Override
  public double[] combine(
      Shape input, int pass, List<double[]> found, List<Region> parts, List<double[]> measured) {
    Op.Bins grid = (Op.Bins) bins.get(pass).op;
    Shape s = passExtent(input, pass);
    BinMeans means = new BinMeans(s, grid.bins(), grid.threeD());
    for (int i = 0; i < parts.size(); i++) {
      means.add(parts.get(i), measured.get(i));
    }
    Volume v = means.means();
    int plane = v.shape().height() * v.shape().width();
    double[] all = new double[(int) v.shape().size()];
    for (int i = 0; i < all.length; i++) {
      int p = i / plane;
      all[i] = v.plane(p / v.shape().depth(), p % v.shape().depth())[i % plane];
    }
    return all;
  }

  private static Volume grid(Shape s, double[] found) {
    Volume v = new Volume(s);
    int plane = s.height() * s.width();
    for (int i = 0; i < found.length; i++) {
      int p = i / plane;
      v.plane(p / s.depth(), p % s.depth())[i % plane] = (float) found[i];
    }
    return v;
  }

  /**
   * What a sweep reads: the image, the grids found and the small layers that are made of grids.
   *
   * @param until the grid before which to stop, null for none
   */
  private RowSource[] sources(
      Plan plan, RowSource image, List<double[]> found, Node until, Monitor monitor) {
    RowSource[] sources = new RowSource[graph.nodes().size()];
    sources[0] = image;
    plan.constants(sources);
    for (Plan.Step step : plan.steps()) {
      if (step.kind() == Plan.Kind.OUTPUT || step.reader() != null && step.reader() == until) {
        break;
      }
      if (step.kind() == Plan.Kind.GRID) {
        Node n = step.reader();
        sources[n.id] = grid(plan.shape(n), found.get(bins.indexOf(n)));
      } else {
        Node n = step.node();
        Shape s = plan.shape(n);
        Volume layer = new Volume(s);
        Region all = new Region(0, s.depth(), 0, s.height());
        Monitor quiet = quiet(monitor);
        runner.sweep(new Pass(graph, n, plan.shapes(), sources), layer, all, quiet);
        sources[n.id] = layer;
      }
    }
    return sources;
  }

  private static Monitor quiet(Monitor monitor) {
    return new Monitor() {
      @Override
      public boolean cancelled() {
        return monitor.cancelled();
      }
    };
  }

  @Override
  public void run(
      RowSource image, List<double[]> found, RowSink sink, Region region, Monitor monitor) {
    Plan plan = new Plan(graph, image.shape(), 0);
    RowSource[] sources = sources(plan, image, found, null, monitor);
    runner.sweep(new Pass(graph, graph.output(), plan.shapes(), sources), sink, region, monitor);
  }

  @Override
  public long memoryNeeded(Shape input, Region region) {
    return runner.memoryNeeded(graph, input);
  }

  @Override
  public Region needed(Shape input, Region region) {
    Plan plan = new Plan(graph, input, 0);
    RowSource[] sources = new RowSource[graph.nodes().size()];
    for (Node n : graph.nodes()) {
      boolean given = n.id == 0 || n.op instanceof Op.Bins || n.op instanceof Op.Constant;
      boolean kept =
          plan.steps().stream().anyMatch(s -> s.kind() == Plan.Kind.LAYER && s.node() == n);
      sources[n.id] = given || kept ? new Sized(plan.shape(n)) : null;
    }
    Pass pass = new Pass(graph, graph.output(), plan.shapes(), sources);
    Halo halo = new Halo(pass);
    halo.find(
        Sequence.of(region.z0(), region.z1(), pass.stepZ),
        Sequence.of(region.y0(), region.y1(), pass.stepY));
    int[] z = {region.z0(), region.z1()};
    int[] y = {region.y0(), region.y1()};
    boolean keeps = graph.outputShape(input).withChannels(input.channels()).equals(input);
    int[][] bounds = keeps ? new int[][] {z, y} : null;
    for (View v : pass.views) {
      if (v.producer.id == 0) {
        bounds = joined(bounds, halo.planes(v), halo.rows(v));
      }
    }
    if (bounds == null) {
      return new Region(0, input.depth(), 0, input.height());
    }
    return new Region(bounds[0][0], bounds[0][1], bounds[1][0], bounds[1][1]);
  }

  private static int[][] joined(int[][] bounds, RowSet planes, RowSet rows) {
    int[][] own = {ends(planes.toArray()), ends(rows.toArray())};
    if (bounds == null) {
      return own;
    }
    for (int i = 0; i < 2; i++) {
      own[i][0] = Math.min(own[i][0], bounds[i][0]);
      own[i][1] = Math.max(own[i][1], bounds[i][1]);
    }
    return own;
  }

  private static int[] ends(int[] rows) {
    int from = Integer.MAX_VALUE;
    int to = 0;
    for (int r : rows) {
      from = Math.min(from, r);
      to = Math.max(to, r + 1);
    }
    return new int[] {Math.min(from, to), to};
  }

  /** A source of which only the size is asked. */
  private record Sized(Shape shape) implements RowSource {
    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      throw new UnsupportedOperationException();
    }
  }
}
