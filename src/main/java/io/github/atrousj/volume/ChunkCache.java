package io.github.atrousj.volume;

import io.github.atrousj.graph.Waiting;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.FutureTask;

/**
 * Reads rows of a chunked volume and keeps the chunks that were asked for last, up to a bound. Safe
 * to use from several threads; a chunk that several ask for at once is read once.
 */
public final class ChunkCache {
  private final ChunkedVolume volume;
  private final int most;
  private final Map<Long, FutureTask<float[]>> held = new LinkedHashMap<>(64, 0.75f, true);
  private final int[] counts;

  /**
   * @param bytes bound on what is kept; one chunk more for every thread may be in use
   */
  public ChunkCache(ChunkedVolume volume, long bytes) {
    this.volume = volume;
    long chunk = (long) volume.array().spec().chunkValues() * Float.BYTES;
    this.most = (int) Math.max(1, Math.min(1 << 20, bytes / chunk));
    ArraySpec spec = volume.array().spec();
    this.counts = new int[spec.rank()];
    for (int i = 0; i < counts.length; i++) {
      counts[i] = spec.chunks(i);
    }
  }

  public ChunkedVolume volume() {
    return volume;
  }

  /**
   * Copies a whole row.
   *
   * @throws VolumeException when one of its chunks cannot be read
   */
  public void row(int t, int c, int z, int y, float[] into, int offset) {
    rows(t, c, z, y, 1, into, offset);
  }

  /**
   * Copies whole rows, one after the other, that lie in the same chunks: each of these is asked for
   * once, so it is read once whatever the bound on what is kept.
   *
   * @param y the first
   * @throws VolumeException when one of the chunks cannot be read
   */
  public void rows(int t, int c, int z, int y, int count, float[] into, int offset) {
    ArraySpec spec = volume.array().spec();
    int[] chunk = spec.chunk();
    int[] at = volume.index(t, c, z, y, 0);
    int last = at.length - 1;
    int within = 0;
    for (int i = 0; i < last; i++) {
      within = within * chunk[i] + at[i] % chunk[i];
      at[i] /= chunk[i];
    }
    int width = spec.shape()[last];
    int across = chunk[last];
    for (int x = 0; x < width; x += across) {
      at[last] = x / across;
      float[] values = chunk(at);
      int length = Math.min(across, width - x);
      for (int i = 0; i < count; i++) {
        System.arraycopy(values, (within + i) * across, into, offset + i * width + x, length);
      }
    }
  }

  private float[] chunk(int[] index) {
    long key = 0;
    for (int i = 0; i < index.length; i++) {
      key = key * counts[i] + index[i];
    }
    int[] copy = index.clone();
    FutureTask<float[]> task;
    boolean mine = false;
    synchronized (held) {
      task = held.get(key);
      if (task == null) {
        makeRoom();
        task = new FutureTask<>(() -> volume.array().readChunk(copy));
        held.put(key, task);
        mine = true;
      }
    }
    if (mine) {
      task.run();
    }
    return valueOf(task, key);
  }

  private void makeRoom() {
    Iterator<Long> oldest = held.keySet().iterator();
    while (held.size() >= most && oldest.hasNext()) {
      oldest.next();
      oldest.remove();
    }
  }

  private float[] valueOf(FutureTask<float[]> task, long key) {
    try {
      // The monitor sees an interruption; a row is not left half read.
      return Waiting.result(task);
    } catch (RuntimeException | Error e) {
      synchronized (held) {
        held.remove(key, task); // the next attempt may find the chunk whole
      }
      throw e;
    }
  }
}
