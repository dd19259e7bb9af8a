package io.github.atrousj.graph;

import io.github.atrousj.engine.ByteKernel;
import io.github.atrousj.engine.ByteLoops;
import io.github.atrousj.engine.RowLayout;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import java.util.Arrays;

/**
 * One thread's work on a pass that is a single {@link ByteKernel} from 8-bit pixels to 8-bit
 * pixels: no row becomes floats. Its memory is used again from tile to tile.
 */
final class ByteTile {
  private final Pass pass;
  private final ByteKernel kernel;
  private final int[] offsets;
  private final RowSource source;
  private final Halo halo;
  private final Runnable poll;
  private final ByteLoops loops = ByteLoops.create();
  private byte[][] rows = new byte[0][];
  private byte[] outside;

  private ByteTile(Pass pass, ByteKernel kernel, Halo halo, Runnable poll) {
    Node n = pass.output;
    this.pass = pass;
    this.kernel = kernel;
    this.source = pass.sources[n.input().id];
    this.halo = halo;
    this.poll = poll;
    RowLayout layout = pass.reads[n.id].layout();
    offsets = kernel.offsets(pass.maps[n.id][0].axis(), layout, pass.shapes[n.id].width());
  }

  /** Null for a pass that is anything else, whatever its pixels. */
  static ByteTile of(Pass pass, Halo halo, Runnable poll) {
    Node n = pass.output;
    if (pass.reads[n.id] == null
        || !pass.reads[n.id].isContiguous()
        || n.inputs.size() > 1
        || !(n.op instanceof Op.Convolve c)) {
      return null;
    }
    if (pass.sources[n.input().id] == null) {
      return null;
    }
    return ByteKernel.of(c.spec()).map(k -> new ByteTile(pass, k, halo, poll)).orElse(null);
  }

  /** Whether the pixels are bytes on both sides; reads no plane but one that is needed. */
  boolean serves(int outZ, RowSink sink) {
    RowSet zs = halo.planes(pass.reads[pass.output.id]);
    return sink.byteArray(0, outZ) != null
        && (zs.size() == 0 || source.bytes(0, zs.get(0)) != null);
  }

  /**
   * Computes rows of the output, what they need having been found.
   *
   * @param sink {@link #serves}
   */
  void compute(RowSet outZ, RowSet outY, RowSink sink) {
    Node n = pass.output;
    View view = pass.reads[n.id];
    RowSet zs = halo.planes(view);
    RowSet ys = halo.rows(view);
    int[] zPlaces = TapRows.places(pass.maps[n.id][2], zs, outZ.toArray(), 0, outZ.size());
    int[] yPlaces = TapRows.places(pass.maps[n.id][1], ys, outY.toArray(), 0, outY.size());
    Shape s = pass.shapes[n.id];
    byte[][] src = new byte[kernel.taps()][];
    for (int c = 0; c < s.channels(); c++) {
      store(view, c, zs, ys);
      for (int z = 0; z < outZ.size(); z++) {
        byte[] plane = sink.byteArray(c, outZ.get(z));
        for (int y = 0; y < outY.size(); y++) {
          poll.run();
          for (int t = 0; t < src.length; t++) {
            int zPlace = zPlaces[z * kernel.depth() + kernel.planeOf(t)];
            int yPlace = yPlaces[y * kernel.height() + kernel.lineOf(t)];
            src[t] = zPlace < 0 || yPlace < 0 ? outside : rows[zPlace * ys.size() + yPlace];
          }
          int row = outY.get(y);
          int misfits = loops.row(kernel, src, offsets, plane, sink.start(row), s.width());
          sink.done(c, outZ.get(z), row, misfits);
        }
      }
    }
  }

  private void store(View view, int channel, RowSet zs, RowSet ys) {
    RowLayout layout = view.layout();
    int count = zs.size() * ys.size();
    if (outside == null) {
      outside = new byte[layout.length()];
      Arrays.fill(outside, kernel.outside());
    }
    if (rows.length < count) {
      rows = Arrays.copyOf(rows, count);
    }
    int width = view.shape().width();
    for (int z = 0; z < zs.size(); z++) {
      byte[] plane = source.bytes(channel, zs.get(z));
      for (int y = 0; y < ys.size(); y++) {
        int at = z * ys.size() + y;
        if (rows[at] == null) {
          rows[at] = new byte[layout.length()];
        }
        layout.store(plane, ys.get(y) * width, rows[at]);
      }
    }
  }
}
