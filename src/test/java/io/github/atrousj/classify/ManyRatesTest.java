package io.github.atrousj.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Features at many rates against those at one, on an ensemble of scenes: trained on squares of one
 * drawing, judged on every pixel of another. {@code -Datrousj.update=true} writes the guide's
 * table, from five seeds instead of two.
 */
class ManyRatesTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "classifier.md");
  private static final boolean UPDATE = Boolean.getBoolean("atrousj.update");
  private static final int SEEDS = UPDATE ? 5 : 2;
  private static final List<Integer> RATES = FeatureSet.DEFAULT_RATES;

  private static final List<TextureScene> SCENES =
      List.of(
          new TextureScene("0, 1, 2", new double[] {0, 1, 2}, 0),
          new TextureScene("0, 1, 2, drift", new double[] {0, 1, 2}, 30),
          new TextureScene("1, 2, 4", new double[] {1, 2, 4}, 0),
          new TextureScene("2, 4, 8", new double[] {2, 4, 8}, 0),
          new TextureScene("0.5, 2, 8", new double[] {0.5, 2, 8}, 0),
          new TextureScene("0.5, 2, 8, drift", new double[] {0.5, 2, 8}, 30));

  private static float[][] features(Volume image) {
    FeatureSet set = new FeatureSet(RATES, FeatureSet.DEFAULT_FEATURES, false);
    Volume out = new Volume(set.graph().outputShape(image.shape()));
    new Runner(2).run(set.graph(), image, out, Monitor.NONE);
    float[][] rows = new float[TextureScene.SIDE * TextureScene.SIDE][set.size(1)];
    for (int k = 0; k < set.size(1); k++) {
      float[] plane = out.plane(k, 0);
      for (int i = 0; i < rows.length; i++) {
        rows[i][k] = plane[i];
      }
    }
    return rows;
  }

  /** Accuracy by rate, and that of all rates last. */
  private static double[] accuracies(TextureScene scene, long seed) {
    TextureScene.Drawn seen = scene.draw(2 * seed);
    TextureScene.Drawn other = scene.draw(2 * seed + 1);
    Samples all = scene.labelled(seen, features(seen.image()));
    float[][] unseen = features(other.image());
    int[] every = IntStream.range(0, unseen.length).toArray();
    Samples judged = new Samples(all.classes(), unseen, other.truth(), every);
    int[] rateOf = new FeatureSet(RATES, FeatureSet.DEFAULT_FEATURES, false).rateOfChannels(1);
    double[] of = new double[RATES.size() + 1];
    for (int k = 0; k < of.length; k++) {
      int rate = k < RATES.size() ? RATES.get(k) : 0;
      int[] columns =
          IntStream.range(0, rateOf.length).filter(c -> rate == 0 || rateOf[c] == rate).toArray();
      of[k] = accuracy(all.columns(columns), judged.columns(columns));
    }
    return of;
  }

  /** The penalty is chosen as the command does it; the classes count the same. */
  private static double accuracy(Samples training, Samples judged) {
    int[] oneRate = new int[training.width()];
    Head head = new Training(null, 5, true, 1).run(training, oneRate, () -> false).head();
    Confusion c = new Confusion(training.classes().size());
    for (int i = 0; i < judged.size(); i++) {
      c.add(judged.classOf()[i], head.classOf(judged.features()[i]));
    }
    return c.accuracy();
  }

  @Test
  void allRatesAreNearTheBestOnEveryScene() throws IOException {
    StringBuilder table = new StringBuilder();
    double[] mean = new double[RATES.size() + 1];
    double cost = 0;
    for (TextureScene scene : SCENES) {
      double[] ofScene = new double[mean.length];
      for (int seed = 1; seed <= SEEDS; seed++) {
        double[] of = accuracies(scene, seed);
        for (int k = 0; k < of.length; k++) {
          ofScene[k] += of[k] / SEEDS;
        }
        table.append(row(scene.name() + " | " + seed, of));
      }
      for (int k = 0; k < mean.length; k++) {
        mean[k] += ofScene[k] / SCENES.size();
      }
      double best = IntStream.range(0, RATES.size()).mapToDouble(k -> ofScene[k]).max().orElse(0);
      cost = Math.max(cost, best - ofScene[RATES.size()]);
    }
    table.append(row("**mean** | ", mean));
    if (UPDATE) {
      write(table.toString());
    }
    assertTrue(cost < 0.06, "all rates cost " + cost + " where one is enough\n" + table);
    assertTrue(mean[RATES.size()] > 0.88, table.toString());
  }

  private static String row(String name, double[] values) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (double v : values) {
      row.append(String.format(Locale.ROOT, " %.3f |", v));
    }
    return row.append('\n').toString();
  }

  private static void write(String rows) throws IOException {
    String page = Files.readString(PAGE);
    String ruler = "|---|---|---|---|---|---|---|---|\n";
    int from = page.indexOf(ruler) + ruler.length();
    int to = page.indexOf("\n\n", from) + 1;
    Files.writeString(PAGE, page.substring(0, from) + rows + page.substring(to));
  }
}
