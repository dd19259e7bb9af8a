package io.github.atrousj.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Kept layers of a run that nobody reads any more. A network takes two in turn instead of a fresh
 * one for each layer.
 */
final class SpareLayers {
  private final List<float[][]> free = new ArrayList<>();

  /** Leaves them to the next run that keeps layers, once no thread writes any more. */
  void leave() {
    free.forEach(SpareMemory::leave);
  }

  /**
   * A layer with any content; the caller overwrites all of it.
   *
   * @param length floats of a row of the layers to come, so that the longest fits the same memory
   */
  KeptLayer take(View form, int length) {
    for (int i = 0; i < free.size(); i++) {
      if (KeptLayer.fits(form, length, free.get(i))) {
        return new KeptLayer(form, free.remove(i));
      }
    }
    free.clear(); // of another size; they would only hold memory
    return new KeptLayer(form, SpareMemory.take(KeptLayer.count(form.shape()), length));
  }

  void give(KeptLayer layer) {
    free.add(layer.memory());
  }
}
