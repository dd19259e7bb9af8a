package io.github.atrousj.graph;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.ChangeOver;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import java.util.Arrays;
import java.util.Comparator;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;

/**
 * Runs graphs: walks tiles of rows and planes on several threads, reports progress, stops when
 * asked. Image-level means are found in passes of their own before the tiles. Results do not depend
 * on tiles or threads, to the bit. Immutable.
 */
public final class Runner {
  /** Bytes of kept layers unless set. */
  static final long LAYER_BUDGET = 64L << 20;

  /** How long one of the threads waits at a time while loops are practised. */
  private static final long PRACTICE_NANOS = 200_000;

  private final int threads;
  private final TileSize fixed;
  private final long budget;

  private Runner(int threads, TileSize fixed, long budget) {
    this.threads = threads;
    this.fixed = fixed;
    this.budget = budget;
  }

  /** A runner on all processors. */
  public Runner() {
    this(Runtime.getRuntime().availableProcessors());
  }

  /**
   * @param threads at least 1
   */
  public Runner(int threads) {
    this(threads, null, LAYER_BUDGET);
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1, not " + threads);
    }
  }

  /** Threads that it uses at most. */
  public int threads() {
    return threads;
  }

  /** A runner that uses tiles of exactly this size; for tests and measurements. */
  public Runner tiles(int planes, int rows) {
    return new Runner(threads, new TileSize(planes, rows, Math.min(rows, 4)), budget);
  }

  /**
   * A runner that may keep whole layers between passes, instead of computing halos again, as long
   * as they take no more than this.
   *
   * @param bytes 64 MiB unless set
   */
  public Runner layerBudget(long bytes) {
    return new Runner(threads, fixed, bytes);
  }

  /**
   * Computes the whole output.
   *
   * @throws CancellationException when the monitor or an interruption stopped the run; the sink may
   *     have received some rows
   * @throws IllegalArgumentException when the graph leaves no output for this image
   */
  public void run(Graph graph, RowSource source, RowSink sink, Monitor monitor) {
    Shape out = graph.outputShape(source.shape());
    run(graph, source, sink, new Region(0, out.depth(), 0, out.height()), monitor);
  }

  /** Computes some planes and rows of the output; the sink receives only those. */
  public void run(Graph graph, RowSource source, RowSink sink, Region region, Monitor monitor) {
    graph.outputShape(source.shape()); // refused in the words of the graph as it was given
    Graph folded = graph.folded();
    Plan plan = folded.plan(source.shape(), budget);
    RowSource[] sources = new RowSource[folded.nodes().size()];
    sources[0] = source;
    plan.constants(sources);
    SpareLayers spare = new SpareLayers();
    int done = 0;
    for (Plan.Step step : plan.steps()) {
      Node node = step.node();
      Shape s = plan.shape(node);
      Pass pass = new Pass(folded, node, plan.shapes(), sources);
      Progress progress = new Progress(monitor, done++, plan.steps().size());
      switch (step.kind()) {
        case GRID:
          BinMeans means = plan.binMeans(step.reader());
          sweep(pass, means, new Region(0, s.depth(), 0, s.height()), progress);
          sources[step.reader().id] = means.means();
          break;
        case LAYER:
          KeptLayer layer = spare.take(plan.form(node), plan.layerRow(node));
          sweep(pass, layer, new Region(0, s.depth(), 0, s.height()), progress);
          sources[node.id] = layer;
          plan.release(step, sources, spare);
          break;
        default:
          sweep(pass, sink, region, progress);
      }
    }
    for (RowSource kept : sources) {
      if (kept instanceof KeptLayer layer) {
        spare.give(layer);
      }
    }
    spare.leave();
  }

  /** Bytes that a run takes beyond source and sink, on all threads. */
  public long memoryNeeded(Graph graph, Shape in) {
    Graph folded = graph.folded();
    Plan plan = folded.plan(in, budget);
    RowSource[] sources = new RowSource[folded.nodes().size()];
    sources[0] = new Absent(in);
    plan.constants(sources);
    long most = 0;
    for (Plan.Step step : plan.steps()) {
      Pass pass = new Pass(folded, step.node(), plan.shapes(), sources);
      Shape s = plan.shape(step.node());
      Region all = new Region(0, s.depth(), 0, s.height());
      long perThread = size(pass, all).floats(pass, all) * Float.BYTES;
      most = Math.max(most, perThread * threads);
      if (step.kind() == Plan.Kind.LAYER) {
        sources[step.node().id] = new Absent(s);
      } else if (step.kind() == Plan.Kind.GRID) {
        sources[step.reader().id] = new Absent(plan.shape(step.reader()));
      }
    }
    return most + plan.layerBytes() + plan.gridBytes();
  }

  /** Stands for a source whose rows are never asked for. */
  private record Absent(Shape shape) implements RowSource {
    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      throw new UnsupportedOperationException();
    }
  }

  private TileSize size(Pass pass, Region region) {
    return fixed != null ? fixed : TileSize.choose(pass, region, threads);
  }

  /** Computes the rows of a region of one pass. */
  void sweep(Pass pass, RowSink sink, Region region, Monitor monitor) {
    sweep(pass, sink, region, new Progress(monitor, 0, 1));
  }

  private void sweep(Pass pass, RowSink sink, Region region, Progress progress) {
    int[] ys = Sequence.of(region.y0(), region.y1(), pass.stepY);
    int[] zs = Sequence.of(region.z0(), region.z1(), pass.stepZ);
    if (ys.length == 0 || zs.length == 0) {
      return;
    }
    pass.prepare();
    TileSize size = size(pass, region);
    int[] cuts = Partition.cuts(ys, pass.stepY, pass.period, size.rows());
    int across = cuts.length - 1;
    // By place in the image, so that a thread's stretch is one piece of it at any rate.
    int[] order =
        IntStream.range(0, across)
            .boxed()
            .sorted(Comparator.comparingInt(i -> ys[cuts[i]]))
            .mapToInt(i -> i)
            .toArray();
    int groups = Sequence.ceilDiv(zs.length, size.planes());
    int tiles = Math.multiplyExact(across, groups);
    int team = Math.min(threads, tiles);
    int together = together(pass, size, region, groups);
    int block = across * together;
    Shares shares = new Shares(groups / together, block, team);
    AtomicInteger member = new AtomicInteger();
    AtomicInteger finished = new AtomicInteger();
    AtomicBoolean stop = new AtomicBoolean();
    Runnable poll =
        () -> {
          if (stop.get() || progress.monitor.cancelled()) {
            stop.set(true);
            throw new Stopped();
          }
        };
    Runnable work =
        () -> {
          Workspace workspace = null;
          try {
            workspace = Workspace.enter();
            Tile tile = new Tile(pass, size.chunk(), workspace, poll);
            int self = member.getAndIncrement();
            boolean last = Accelerator.isActive() && team > 1 && self == team - 1;
            while (!stop.get()) {
              while (last && ChangeOver.isPractising() && finished.get() < tiles) {
                poll.run();
                LockSupport.parkNanos(PRACTICE_NANOS);
              }
              int i = shares.next(self);
              if (i < 0) {
                break;
              }
              int t = order[i % block / together];
              int group = i / block * together + i % together;
              tile.compute(
                  part(zs, group, size.planes()),
                  Arrays.copyOfRange(ys, cuts[t], cuts[t + 1]),
                  sink);
              progress.report((double) finished.incrementAndGet() / tiles);
            }
          } catch (Stopped e) {
            return; // told to the caller below
          } catch (RuntimeException | Error e) {
            // The other threads stop too: nobody will use their rows.
            stop.set(true);
            if (e instanceof Error) {
              workspace = null; // its state is not known
            }
            throw e;
          } finally {
            if (workspace != null) {
              workspace.leave();
            }
          }
        };
    Workers.run(team, work, () -> stop.set(true));
    if (finished.get() < tiles) {
      throw new CancellationException("stopped after " + finished + " of " + tiles + " tiles");
    }
  }

  /** Planes whose tiles at the same rows a thread takes one after the other. */
  private static int together(Pass pass, TileSize size, Region region, int groups) {
    int n = pass.sources[0].planesInOne();
    boolean apart = size.planes() == 1 && pass.stepZ == 1;
    return apart && region.z0() % n == 0 && groups % n == 0 ? n : 1;
  }

  /** Leaves a tile that is no longer wanted. */
  private static final class Stopped extends CancellationException {
    private static final long serialVersionUID = 1L;
  }

  private static int[] part(int[] all, int index, int size) {
    int from = index * size;
    return Arrays.copyOfRange(all, from, Math.min(all.length, from + size));
  }

  /** The share of one pass in the progress of the run. */
  private static final class Progress {
    final Monitor monitor;
    private final int before;
    private final int of;
    private double most;

    Progress(Monitor monitor, int before, int of) {
      this.monitor = monitor;
      this.before = before;
      this.of = of;
    }

    synchronized void report(double part) {
      double now = (before + part) / of;
      if (now > most) {
        most = now;
        monitor.progress(now);
      }
    }
  }
}
