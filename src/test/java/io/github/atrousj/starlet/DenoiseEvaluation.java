package io.github.atrousj.starlet;

import ij.IJ;
import ij.process.FloatProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.starlet.Denoise.Rule;
import io.github.atrousj.starlet.Denoise.Settings;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import java.util.function.UnaryOperator;

/**
 * How near to the truth denoising comes (PSNR, peak = the truth's largest value), against ImageJ's
 * Gaussian Blur with the σ that is best for the truth. Prints the tables of the user guide.
 */
final class DenoiseEvaluation {
  private static final Runner RUNNER = new Runner(2);

  private DenoiseEvaluation() {}

  public static void main(String[] args) {
    System.out.println(table());
  }

  static String table() {
    StringBuilder text =
        new StringBuilder("| image | noise | noisy | Gaussian Blur | threshold=3 | threshold=4")
            .append(" | rule=soft threshold=1.5 | threshold=4 poisson |\n")
            .append("|---|---|---|---|---|---|---|---|\n");
    for (String name : new String[] {"cell.tif", "hubble_deep_field.png", "spots"}) {
      Volume truth = truth(name);
      for (double sigma : new double[] {10, 25}) {
        Volume noisy = gaussian(truth, sigma);
        row(text, name, "normal, σ " + (int) sigma, truth, noisy, null);
      }
      for (double peak : new double[] {100, 20, 5}) {
        Volume photons = scaled(truth, peak / max(truth));
        Volume noisy = poisson(photons);
        row(text, name, "Poisson, peak " + (int) peak, photons, noisy, new Anscombe(1, 0, 0));
      }
    }
    return text.toString();
  }

  private static void row(
      StringBuilder text, String name, String noise, Volume truth, Volume noisy, Anscombe a) {
    text.append("| ").append(name.replaceAll("\\..*", "")).append(" | ").append(noise);
    add(text, psnr(truth, noisy));
    add(text, bestBlur(truth, noisy));
    add(text, psnr(truth, denoise(noisy, settings(3, Rule.HARD, null))));
    add(text, psnr(truth, denoise(noisy, settings(4, Rule.HARD, null))));
    add(text, psnr(truth, denoise(noisy, settings(1.5, Rule.SOFT, null))));
    if (a == null) {
      text.append(" | ");
    } else {
      add(text, psnr(truth, denoise(noisy, settings(4, Rule.HARD, a))));
    }
    text.append(" |\n");
  }

  private static void add(StringBuilder text, double decibel) {
    text.append(String.format(Locale.ROOT, " | %.1f", decibel));
  }

  static Settings settings(double k, Rule rule, Anscombe a) {
    return new Settings(k, rule, Double.NaN, new double[0], a, false);
  }

  static Volume denoise(Volume noisy, Settings settings) {
    Volume out = new Volume(noisy.shape());
    new Denoise(Starlet.planes(4), settings, RUNNER)
        .run(noisy, out, new Region(0, 1, 0, noisy.shape().height()), Monitor.NONE);
    return out;
  }

  static double bestBlur(Volume truth, Volume noisy) {
    double best = 0;
    for (double sigma = 0.4; sigma <= 4; sigma += 0.2) {
      FloatProcessor ip =
          new FloatProcessor(
              noisy.shape().width(), noisy.shape().height(), noisy.plane(0, 0).clone());
      ip.blurGaussian(sigma);
      float[] p = (float[]) ip.getPixels();
      best = Math.max(best, psnr(truth, Volume.plane(p, ip.getWidth(), ip.getHeight())));
    }
    return best;
  }

  static double psnr(Volume truth, Volume v) {
    double squares = 0;
    float[] t = truth.plane(0, 0);
    float[] p = v.plane(0, 0);
    for (int i = 0; i < t.length; i++) {
      squares += (t[i] - p[i]) * (double) (t[i] - p[i]);
    }
    return 10 * Math.log10(max(truth) * max(truth) / (squares / t.length));
  }

  static Volume truth(String name) {
    if (name.equals("spots")) {
      return Scenes.clean(1, 100);
    }
    FloatProcessor ip =
        IJ.openImage(Path.of("sample-images", name).toString())
            .getProcessor()
            .convertToByteProcessor(false)
            .convertToFloatProcessor();
    return Volume.plane((float[]) ip.getPixels(), ip.getWidth(), ip.getHeight());
  }

  static double max(Volume v) {
    double max = 0;
    for (float f : v.plane(0, 0)) {
      max = Math.max(max, f);
    }
    return max;
  }

  static Volume scaled(Volume v, double factor) {
    return map(v, f -> (float) (f * factor));
  }

  static Volume gaussian(Volume v, double sigma) {
    Random random = new Random(11);
    return map(v, f -> (float) (f + sigma * random.nextGaussian()));
  }

  static Volume poisson(Volume v) {
    Random random = new Random(12);
    return map(v, f -> (float) Photons.draw(random, f));
  }

  private static Volume map(Volume v, UnaryOperator<Float> f) {
    Shape s = v.shape();
    float[] from = v.plane(0, 0);
    float[] to = new float[from.length];
    for (int i = 0; i < to.length; i++) {
      to[i] = f.apply(from[i]);
    }
    return Volume.plane(to, s.width(), s.height());
  }
}
