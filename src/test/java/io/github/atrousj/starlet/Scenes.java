package io.github.atrousj.starlet;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Seeded images of spots whose places are known, and how well a search finds them. */
final class Scenes {
  static final int SIDE = 512;
  static final double NOISE = 10;

  /** A place in a plane, in pixels. */
  record Place(double x, double y) {
    double distance(double ox, double oy) {
      return Math.hypot(x - ox, y - oy);
    }
  }

  /** An image and what is in it. */
  record Scene(Volume image, List<Place> truth) {}

  /** Counts of a search against the truth. */
  record Score(int right, int wrong, int missed, double error) {
    Score plus(Score s) {
      int sum = right + s.right;
      double e = sum == 0 ? 0 : (error * right + s.error * s.right) / sum;
      return new Score(sum, wrong + s.wrong, missed + s.missed, e);
    }

    double f1() {
      return 2.0 * right / Math.max(1, 2 * right + wrong + missed);
    }

    double precision() {
      return (double) right / Math.max(1, right + wrong);
    }

    double recall() {
      return (double) right / Math.max(1, right + missed);
    }
  }

  private Scenes() {}

  /**
   * 100 Gaussian blobs of σ 1.2 to 2 pixels, at least 14 pixels apart, on a slope and a wide hump,
   * under normal noise of σ 10.
   *
   * @param snr height of every blob divided by σ of the noise
   */
  static Scene spots(long seed, double snr) {
    return scene(seed, snr * NOISE, NOISE);
  }

  /** The same image without noise, the blobs as high as the height given. */
  static Volume clean(long seed, double height) {
    return scene(seed, height, 0).image();
  }

  private static Scene scene(long seed, double height, double noise) {
    Random random = new Random(seed);
    List<Place> truth = new ArrayList<>();
    Volume image = new Volume(new Shape(1, 1, SIDE, SIDE));
    float[] p = image.plane(0, 0);
    for (int i = 0; i < p.length; i++) {
      double x = (double) (i % SIDE) / SIDE;
      double y = (double) (i / SIDE) / SIDE;
      double hump = 80 * Math.exp(-8 * ((x - 0.6) * (x - 0.6) + (y - 0.4) * (y - 0.4)));
      p[i] = (float) (100 + 60 * x + hump + noise * random.nextGaussian());
    }
    while (truth.size() < 100) {
      Place place =
          new Place(8 + random.nextDouble() * (SIDE - 16), 8 + random.nextDouble() * (SIDE - 16));
      double sigma = 1.2 + 0.8 * random.nextDouble();
      if (truth.stream().allMatch(t -> t.distance(place.x(), place.y()) > 14)) {
        truth.add(place);
        add(p, place, sigma, height);
      }
    }
    return new Scene(image, truth);
  }

  private static void add(float[] p, Place place, double sigma, double height) {
    for (int y = (int) place.y() - 8; y <= place.y() + 8; y++) {
      for (int x = (int) place.x() - 8; x <= place.x() + 8; x++) {
        if (x >= 0 && x < SIDE && y >= 0 && y < SIDE) {
          double d = place.distance(x, y) / sigma;
          p[y * SIDE + x] += (float) (height * Math.exp(-d * d / 2));
        }
      }
    }
  }

  /** A spot is right when it is the nearest to a true place and within 3 pixels; one to one. */
  static Score score(List<Place> truth, List<Place> found) {
    List<Place> left = new ArrayList<>(found);
    int right = 0;
    double error = 0;
    for (Place t : truth) {
      Place best = null;
      for (Place f : left) {
        double d = f.distance(t.x(), t.y());
        if (d <= 3 && (best == null || d < best.distance(t.x(), t.y()))) {
          best = f;
        }
      }
      if (best != null) {
        right++;
        error += best.distance(t.x(), t.y());
        left.remove(best);
      }
    }
    return new Score(
        right, found.size() - right, truth.size() - right, right == 0 ? 0 : error / right);
  }
}
