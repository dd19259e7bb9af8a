package io.github.atrousj.classify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.classify.TextureScene.Labelling;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * Features at many rates against those at one, on an ensemble of scenes: trained on regions of one
 * drawing, judged on every pixel of another; with and without the noise of a camera, and with
 * labels in the middles of regions only or up to their borders. {@code -Datrousj.update=true}
 * writes the guide's tables, from five seeds instead of two.
 */
class ManyRatesTest {
  private static final Path PAGE = Path.of("src", "site", "markdown", "classifier.md");
  private static final boolean UPDATE = Boolean.getBoolean("atrousj.update");
  private static final int SEEDS = UPDATE ? 5 : 2;
  private static final List<Integer> RATES = FeatureSet.DEFAULT_RATES;
  private static final int ALL = RATES.size();
  private static final int SCENES = 6;

  /** From here on a pixel counts as far from a border. */
  private static final int FAR = 10;

  /** A way of taking the images and of labelling them. */
  private record Setting(double noise, Labelling how) {
    String words() {
      return (noise == 0 ? "none" : String.format(Locale.ROOT, "%.0f", noise))
          + (how == Labelling.SQUARES ? " | squares | " : " | outlines | ");
    }
  }

  private static List<TextureScene> scenes(double noise) {
    return List.of(
        new TextureScene("0, 1, 2", new double[] {0, 1, 2}, 0, noise),
        new TextureScene("0, 1, 2, drift", new double[] {0, 1, 2}, 30, noise),
        new TextureScene("1, 2, 4", new double[] {1, 2, 4}, 0, noise),
        new TextureScene("2, 4, 8", new double[] {2, 4, 8}, 0, noise),
        new TextureScene("0.5, 2, 8", new double[] {0.5, 2, 8}, 0, noise),
        new TextureScene("0.5, 2, 8, drift", new double[] {0.5, 2, 8}, 30, noise));
  }

  /**
   * Share of pixels right by rate, that of all rates last: of all, and of those far from borders.
   */
  private record Shares(double[] all, double[] far) {
    static Shares none() {
      return new Shares(new double[ALL + 1], new double[ALL + 1]);
    }

    void add(Shares other, double weight) {
      for (int k = 0; k <= ALL; k++) {
        all[k] += weight * other.all[k];
        far[k] += weight * other.far[k];
      }
    }

    /** By how much all rates beat the best one; below 0 when they lose. */
    double gain() {
      return all[ALL] - best();
    }

    double best() {
      return Arrays.stream(all, 0, ALL).max().orElse(0);
    }
  }

  /** What came of a setting: means over seeds by scene, and over scenes by seed. */
  private record Result(Setting setting, List<Shares> byScene, List<Shares> bySeed) {
    Shares mean() {
      Shares mean = Shares.none();
      byScene.forEach(s -> mean.add(s, 1.0 / SCENES));
      return mean;
    }

    double leastGain() {
      return bySeed.stream().mapToDouble(Shares::gain).min().orElse(0);
    }
  }

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

  /** A scene seen once for training and once for judging, with the features of both. */
  private record Seen(TextureScene.Drawn drawn, float[][] features, Samples judged, boolean[] far) {
    static Seen of(TextureScene scene, long seed) {
      TextureScene.Drawn drawn = scene.draw(2 * seed);
      TextureScene.Drawn other = scene.draw(2 * seed + 1);
      float[][] unseen = ManyRatesTest.features(other.image());
      List<String> names = Arrays.stream(scene.sigmas()).mapToObj(String::valueOf).toList();
      boolean[] far = new boolean[unseen.length];
      for (int i = 0; i < far.length; i++) {
        far[i] = other.isInside(i, FAR - 1);
      }
      Samples judged = new Samples(names, unseen, other.truth(), new int[unseen.length]);
      return new Seen(drawn, ManyRatesTest.features(drawn.image()), judged, far);
    }

    Shares shares(TextureScene scene, Labelling how) {
      Samples labelled = scene.labelled(drawn, features, how).thinned(15_000);
      int[] rateOf = new FeatureSet(RATES, FeatureSet.DEFAULT_FEATURES, false).rateOfChannels(1);
      Shares shares = Shares.none();
      for (int k = 0; k <= ALL; k++) {
        int rate = k < ALL ? RATES.get(k) : 0;
        int[] columns =
            IntStream.range(0, rateOf.length).filter(c -> rate == 0 || rateOf[c] == rate).toArray();
        judge(labelled.columns(columns), judged.columns(columns), shares, k);
      }
      return shares;
    }

    /** The penalty is chosen as the command does it; the classes count the same. */
    private void judge(Samples training, Samples pixels, Shares shares, int k) {
      int[] oneRate = new int[training.width()];
      Head head = new Training(null, 5, true, 1).run(training, oneRate, () -> false).head();
      Confusion all = new Confusion(training.classes().size());
      Confusion distant = new Confusion(training.classes().size());
      for (int i = 0; i < pixels.size(); i++) {
        int answer = head.classOf(pixels.features()[i]);
        all.add(pixels.classOf()[i], answer);
        if (far[i]) {
          distant.add(pixels.classOf()[i], answer);
        }
      }
      shares.all[k] = all.accuracy();
      shares.far[k] = distant.accuracy();
    }
  }

  private static List<Result> results() {
    List<Result> results = new ArrayList<>();
    for (double noise : new double[] {0, 12}) {
      List<Result> ofNoise = new ArrayList<>();
      for (Labelling how : Labelling.values()) {
        ofNoise.add(new Result(new Setting(noise, how), zeros(SCENES), zeros(SEEDS)));
      }
      List<TextureScene> scenes = scenes(noise);
      for (int s = 0; s < SCENES; s++) {
        for (int seed = 1; seed <= SEEDS; seed++) {
          Seen seen = Seen.of(scenes.get(s), seed);
          for (Result r : ofNoise) {
            Shares shares = seen.shares(scenes.get(s), r.setting().how());
            r.byScene().get(s).add(shares, 1.0 / SEEDS);
            r.bySeed().get(seed - 1).add(shares, 1.0 / SCENES);
          }
        }
      }
      results.addAll(ofNoise);
    }
    return results;
  }

  private static List<Shares> zeros(int n) {
    return IntStream.range(0, n).mapToObj(i -> Shares.none()).toList();
  }

  @Test
  void allRatesBeatTheBestOneWhereLabelsReachTheBordersAndAreNearItElsewhere() throws IOException {
    List<Result> results = results();
    StringBuilder scenes = new StringBuilder();
    StringBuilder far = new StringBuilder();
    for (Result r : results) {
      String words = r.setting().words();
      for (int s = 0; s < SCENES; s++) {
        scenes.append(row(words + scenes(0).get(s).name(), r.byScene().get(s).all(), Double.NaN));
      }
      scenes.append(row(words + "**mean**", r.mean().all(), r.leastGain()));
      far.append(row(words.substring(0, words.length() - 3), r.mean().far(), Double.NaN));
    }
    if (UPDATE) {
      write("noise | labelled | σ", scenes.toString());
      write("noise | labelled", far.toString());
    }
    for (Result r : results) {
      String words = r.setting().words() + "\n" + scenes + far;
      if (r.setting().how() == Labelling.OUTLINES) {
        assertTrue(r.mean().gain() > 0.03, words);
        assertTrue(r.leastGain() > 0.01, words);
      } else {
        assertTrue(r.mean().all()[ALL] > 0.88, words);
        r.byScene().forEach(s -> assertTrue(s.gain() > -0.06, words));
      }
    }
  }

  private static String row(String name, double[] values, double last) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (double v : values) {
      row.append(String.format(Locale.ROOT, " %.3f |", v));
    }
    double best = Arrays.stream(values, 0, ALL).max().orElse(0);
    row.append(String.format(Locale.ROOT, " %+.3f |", values[ALL] - best));
    row.append(Double.isNaN(last) ? " |" : String.format(Locale.ROOT, " %+.3f |", last));
    return row.append('\n').toString();
  }

  /** Replaces the rows of the table whose heading begins so. */
  private static void write(String heading, String rows) throws IOException {
    String page = Files.readString(PAGE);
    int table = page.indexOf("\n| " + heading + " | 1 |");
    int from = page.indexOf("\n", page.indexOf("\n|---", table) + 1) + 1;
    int to = page.indexOf("\n\n", from) + 1;
    Files.writeString(PAGE, page.substring(0, from) + rows + page.substring(to));
  }
}
