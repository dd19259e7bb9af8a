package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.MedianRows;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.WinogradRows;
import io.github.atrousj.geometry.Axis;
import java.util.List;

/** What the nodes of a planned {@link Pass} take: multiply-adds, and floats besides their rows. */
final class PassCosts {
  private final Pass pass;

  /** Found once: branches that part and meet again and again would be walked without end. */
  private final double[] found;

  PassCosts(Pass pass) {
    this.pass = pass;
    found = new double[pass.shapes.length];
  }

  /** About how many multiply-adds a value of the node's row takes, its streamed inputs included. */
  double of(Node n) {
    if (pass.sources[n.id] != null) {
      return 0;
    }
    if (found[n.id] == 0) {
      found[n.id] = find(n);
    }
    return found[n.id];
  }

  private double find(Node n) {
    double own = pass.shapes[n.id].channels();
    if (n.op instanceof Op.Convolve c) {
      int ins = c.spec().isPerChannel() ? 1 : c.spec().inChannels() / c.spec().groups();
      own *= (double) ins * c.spec().taps();
    } else if (n.op instanceof Op.Transpose t) {
      TransposedConvolution spec = t.spec();
      double phases = (double) spec.x().stride() * spec.y().stride() * spec.z().stride();
      own *= Math.max(1, spec.kernel().size() / phases);
    } else if (n.op instanceof Op.Median m) {
      own *= MedianRows.cost(m.spec());
    }
    for (Node in : pass.rowByRow(n)) {
      if (pass.stored[in.id] == null) {
        own += of(in);
      }
    }
    return own;
  }

  /** Floats that one thread takes besides the rows that it holds and makes, for some nodes. */
  long scratch(List<Node> nodes) {
    long longest = 0;
    long strided = 0;
    for (View v : pass.views) {
      // A row of the border's value, and for each view one that is on its way into its phases.
      longest = Math.max(longest, v.layout().length());
      if (!v.isContiguous()) {
        strided += (long) v.layout().scratchLength() + v.shape().width();
      }
    }
    return longest + strided + nodes.stream().mapToLong(this::scratch).sum();
  }

  /** Floats that a node's own work takes: the blocks of a pooling, the window of a median. */
  private long scratch(Node n) {
    if (pass.maps[n.id] == null) {
      return 0;
    }
    if (pass.maps[n.id][1].isInBlocks()) {
      Convolution c = ((Op.Convolve) n.op).spec();
      int width = pass.shapes[n.id].width();
      long row = Math.max(width + 12L, pass.reads[n.id].layout().length());
      return WinogradRows.scratchLength(c, width, row);
    }
    if (n.op instanceof Op.Median m) {
      return MedianRows.scratchLength(m.spec(), rowsRead(n), pass.reads[n.id].layout().length());
    }
    if (n.op instanceof Op.PoolAxis p) {
      int width = pass.shapes[n.id].width();
      Axis a = pass.maps[n.id][p.axis()].axis();
      return p.axis() == 0
          ? 2 * ((width - 1L) * a.stride() + a.effective())
          : (a.taps() + 2L) * width;
    }
    return 0;
  }

  /** Different rows that a chunk of a node's outputs reads, at most. */
  private long rowsRead(Node n) {
    Axis y = pass.maps[n.id][1].axis();
    Shape in = pass.reads[n.id].shape();
    int outputs = Math.max(TileSize.MOST_CHUNK, pass.period);
    long step = (long) pass.stepY * y.stride();
    long reach = (outputs - 1) * step + (y.taps() - 1L) * y.rate() + 1;
    long apart = Pass.gcd(y.rate(), (int) (step % y.rate()));
    long rows = Math.min((long) outputs * y.taps(), reach / apart + 1);
    long planes = Math.min(pass.maps[n.id][2].taps(), in.depth());
    return planes * Math.min(rows, in.height()) + 1; // and the border's
  }
}
