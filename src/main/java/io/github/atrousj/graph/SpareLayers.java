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
  private static final AtomicReference<SoftReference<List<float[][]>>> LAST =
      new AtomicReference<>();

  private final List<float[][]> free = new ArrayList<>();

  /** Leaves them to the next run that keeps layers, once no thread writes any more. */
  void leave() {
    long floats = free.stream().mapToLong(rows -> (long) rows.length * rows[0].length).sum();
    if (!free.isEmpty() && floats * Float.BYTES <= Runner.LAYER_BUDGET) {
      LAST.set(new SoftReference<>(List.copyOf(free)));
    }
  }

  /**
   * A layer with any content; the caller overwrites all of it.
   *
   * @param length floats of a row of the layers to come, so that the longest fits the same memory
   */
  KeptLayer take(View form, int length) {
    SoftReference<List<float[][]>> last = LAST.getAndSet(null);
    List<float[][]> left = last == null ? null : last.get();
    if (left != null) {
      free.addAll(left);
    }
    for (int i = 0; i < free.size(); i++) {
      if (KeptLayer.fits(form, length, free.get(i))) {
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
