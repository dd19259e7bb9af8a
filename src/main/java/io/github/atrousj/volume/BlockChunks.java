package io.github.atrousj.volume;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import java.util.LinkedHashMap;
import java.util.Map;

/** The output chunks of a block, filled row by row and written when they are complete. */
final class BlockChunks implements RowSink {
  private final ChunkedVolume output;
  private final Block block;
  private final Shape out;
  private final char depthAxis;
  private final int[] chunk;

  /** Values by the position of the chunk; made when the first row comes. */
  private final Map<Long, float[]> values = new LinkedHashMap<>();

  BlockChunks(ChunkedVolume output, Block block, Shape out, char depthAxis) {
    this.output = output;
    this.block = block;
    this.out = out;
    this.depthAxis = depthAxis;
    this.chunk = output.array().spec().chunk();
  }

  /** Position of a value in the output, in its own axes. */
  private int[] position(int channel, int z, int y, int x) {
    int c = block.channel() * out.channels() + channel;
    return depthAxis == 't'
        ? output.index(z, c, block.other(), y, x)
        : output.index(block.other(), c, z, y, x);
  }

  @Override
  public void write(int channel, int z, int y, float[] row, int offset) {
    int[] at = position(channel, z, y, 0);
    int last = at.length - 1;
    int within = 0;
    for (int i = 0; i < last; i++) {
      within = within * chunk[i] + at[i] % chunk[i];
      at[i] /= chunk[i];
    }
    int across = chunk[last];
    for (int x = 0; x < out.width(); x += across) {
      at[last] = x / across;
      System.arraycopy(row, offset + x, of(at), within * across, Math.min(across, out.width() - x));
    }
  }

  private synchronized float[] of(int[] index) {
    ArraySpec spec = output.array().spec();
    long key = 0;
    for (int i = 0; i < index.length; i++) {
      key = key * spec.chunks(i) + index[i];
    }
    return values.computeIfAbsent(key, k -> new float[spec.chunkValues()]);
  }

  private interface Visitor {
    boolean visit(int[] index);
  }

  /** Visits the positions of all chunks until one says no; whether none did. */
  private boolean all(Visitor visitor) {
    int depth = output.chunk(depthAxis);
    for (int channel = 0; channel < out.channels(); channel++) {
      for (int z = block.z0(); z < block.z1(); z += depth) {
        for (int y = block.y0(); y < block.y1(); y += output.chunk('y')) {
          for (int x = 0; x < out.width(); x += output.chunk('x')) {
            int[] at = position(channel, z, y, x);
            for (int i = 0; i < at.length; i++) {
              at[i] /= chunk[i];
            }
            if (!visitor.visit(at)) {
              return false;
            }
          }
        }
      }
    }
    return true;
  }

  boolean isComplete() {
    return all(at -> output.array().hasChunk(at));
  }

  void write() {
    all(
        at -> {
          output.array().writeChunk(of(at), at);
          return true;
        });
  }
}
