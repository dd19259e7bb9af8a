package io.github.atrousj.graph;

import java.util.ArrayList;
import java.util.List;

/**
 * Kept layers that nobody reads any more. A network takes two in turn instead of a fresh one for
 * each layer, which would be cleared first and come from memory that no cache holds.
 */
final class SpareLayers {
  private final List<KeptLayer> free = new ArrayList<>();

  /** A layer with any content; the caller overwrites all of it. */
  KeptLayer take(View form) {
    for (KeptLayer old : free) {
      KeptLayer again = old.reuse(form);
      if (again != null) {
        free.remove(old);
        return again;
      }
    }
    free.clear(); // of another size; they would only hold memory
    return new KeptLayer(form);
  }

  void give(KeptLayer layer) {
    free.add(layer);
  }
}
