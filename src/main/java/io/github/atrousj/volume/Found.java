package io.github.atrousj.volume;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** What the passes over the whole have found so far, for each volume of a job. */
public final class Found implements Serializable {
  private static final long serialVersionUID = 1L;

  private final ArrayList<ArrayList<double[]>> byVolume = new ArrayList<>();

  private Found() {}

  static Found nothing(int volumes) {
    Found f = new Found();
    for (int i = 0; i < volumes; i++) {
      f.byVolume.add(new ArrayList<>());
    }
    return f;
  }

  Found copy() {
    Found f = new Found();
    byVolume.forEach(list -> f.byVolume.add(new ArrayList<>(list)));
    return f;
  }

  void add(int volume, double[] numbers) {
    byVolume.get(volume).add(numbers);
  }

  List<double[]> of(int volume) {
    return byVolume.get(volume);
  }
}
