package io.github.atrousj.graph;

import java.lang.ref.SoftReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;

/**
 * Kept layers that nobody reads any more. A network takes two in turn instead of a fresh one for
 * each layer, which would be cleared first and come from memory that no cache holds. The next run,
 * of the next slice or of the next setting of a preview, takes up those of the last one, unless the
 * heap has needed their memory in between.
 */
final class SpareLayers {
  /** What a run without a budget of its own may keep. */
  private static final long MOST_FLOATS = (64L << 20) / Float.BYTES;

  private static final AtomicReference<SoftReference<SpareLayers>> LAST = new AtomicReference<>();

  private final List<float[][]> free = new ArrayList<>();

  /** Those that the last run left, or none; nobody else gets them. */
  static SpareLayers ofLastRun() {
    SoftReference<SpareLayers> last = LAST.getAndSet(null);
    SpareLayers spare = last == null ? null : last.get();
    return spare == null ? new SpareLayers() : spare;
  }

  /** Leaves them to the next run, once no thread writes any more. */
  void leave() {
    long floats = free.stream().mapToLong(rows -> (long) rows.length * rows[0].length).sum();
    if (!free.isEmpty() && floats <= MOST_FLOATS) {
      LAST.set(new SoftReference<>(this));
    }
  }

  /**
   * A layer with any content; the caller overwrites all of it.
   *
   * @param length floats of a row of the layers to come, so that the longest fits the same memory
   */
  KeptLayer take(View form, int length) {
    for (int i = 0; i < free.size(); i++) {
      if (KeptLayer.fits(form, free.get(i))) {
        return new KeptLayer(form, free.remove(i));
      }
    }
    free.clear(); // of another size; they would only hold memory
    return new KeptLayer(form, length);
  }

  void give(KeptLayer layer) {
    free.add(layer.memory());
  }
}
