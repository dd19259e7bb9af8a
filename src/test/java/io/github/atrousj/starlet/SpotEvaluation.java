package io.github.atrousj.starlet;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.starlet.Scenes.Place;
import io.github.atrousj.starlet.Scenes.Scene;
import io.github.atrousj.starlet.Scenes.Score;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * How well spots of known places are found, against a threshold on a Laplacian of Gaussian that is
 * matched to their size. Prints the table of the user guide.
 */
final class SpotEvaluation {
  private static final int SCENES = 10;
  private static final Runner RUNNER = new Runner(2);

  /** A way to find spots. */
  interface Finder {
    List<Place> find(Volume image);
  }

  private SpotEvaluation() {}

  public static void main(String[] args) {
    System.out.println(table());
  }

  static String table() {
    StringBuilder text =
        new StringBuilder("| SNR | method | precision | recall | F1 | mean error (px) |\n")
            .append("|---|---|---|---|---|---|\n");
    for (double snr : new double[] {4, 3, 2}) {
      row(text, snr, "Starlet Spots, defaults", score(snr, starlet(3, 0)));
      row(text, snr, "Starlet Spots, minimum=4", score(snr, starlet(3, 4)));
      row(text, snr, "Starlet Spots, threshold=4", score(snr, starlet(4, 0)));
      row(text, snr, "LoG above mean + 3 SD", score(snr, image -> log(image, 3, 1)));
      row(text, snr, "LoG above mean + 3 SD, minimum=4", score(snr, image -> log(image, 3, 4)));
      double best = 0;
      Score bestScore = null;
      for (double k = 2; k <= 8; k += 0.25) {
        double used = k;
        Score s = score(snr, image -> log(image, used, 1));
        if (bestScore == null || s.f1() > bestScore.f1()) {
          best = k;
          bestScore = s;
        }
      }
      row(
          text,
          snr,
          String.format(Locale.ROOT, "LoG above mean + %.2f SD (best for the truth)", best),
          bestScore);
    }
    return text.toString();
  }

  private static void row(StringBuilder text, double snr, String name, Score s) {
    text.append(
        String.format(
            Locale.ROOT,
            "| %.0f | %s | %.3f | %.3f | %.3f | %.2f |\n",
            snr,
            name,
            s.precision(),
            s.recall(),
            s.f1(),
            s.error()));
  }

  static Score score(double snr, Finder finder) {
    return score(snr, SCENES, finder);
  }

  static Score score(double snr, int scenes, Finder finder) {
    Score sum = new Score(0, 0, 0, 0);
    for (int seed = 1; seed <= scenes; seed++) {
      Scene scene = Scenes.spots(seed, snr);
      sum = sum.plus(Scenes.score(scene.truth(), finder.find(scene.image())));
    }
    return sum;
  }

  static Finder starlet(double k, int least) {
    Spots spots =
        new Spots(new Spots.Settings(List.of(2, 3), k, 1, least, Long.MAX_VALUE, false), RUNNER);
    return image -> {
      Region all = new Region(0, 1, 0, image.shape().height());
      return spots.find(image, (c, z, y, r, o) -> {}, all, 1, s -> true, Monitor.NONE).stream()
          .map(s -> new Place(s.x(), s.y()))
          .toList();
    };
  }

  /** Connected sets of pixels where −LoG exceeds its mean by k standard deviations. */
  static List<Place> log(Volume image, double k, int least) {
    Kernel log = KernelLibrary.find("log-1.5");
    Kernel bright = log.weight(log.width() / 2, log.height() / 2, 0) > 0 ? log : log.scaled(-1);
    Volume response = new Volume(image.shape());
    RUNNER.run(
        Graph.of(Convolution.of(bright).border(Border.REFLECT)), image, response, Monitor.NONE);
    double mean = 0;
    for (float v : response.plane(0, 0)) {
      mean += v / (double) response.plane(0, 0).length;
    }
    double level = mean + k * Samples.deviation(response.plane(0, 0));
    Volume marks = new Volume(image.shape());
    long[] sizes = Components.label(response, Math.max(level, 0), marks, false);
    SpotMeasures measures = new SpotMeasures(sizes);
    measures.add(image, marks, response);
    List<Place> places = new ArrayList<>();
    for (int i = 1; i < sizes.length; i++) {
      if (sizes[i] >= least) {
        Spot s = measures.spot(i, i, 0);
        places.add(new Place(s.x(), s.y()));
      }
    }
    return places;
  }
}
