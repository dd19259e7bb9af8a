package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Volume;
import io.github.atrousj.starlet.Denoise.Rule;
import io.github.atrousj.starlet.Scenes.Score;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Against the truth: no worse than the tables of the user guide, by a small margin. */
class EvaluationTest {
  @ParameterizedTest
  @CsvSource({"4,0.94", "3,0.94", "2,0.85"})
  void defaultsFindMoreSpotsThanANaiveThreshold(double snr, double least) {
    Score starlet = SpotEvaluation.score(snr, 2, SpotEvaluation.starlet(3, 0));
    Score naive = SpotEvaluation.score(snr, 2, image -> SpotEvaluation.log(image, 3, 1));
    assertTrue(starlet.f1() > least, starlet + ", F1 " + starlet.f1());
    assertTrue(starlet.f1() > naive.f1() + 0.2, "naive F1 " + naive.f1());
  }

  @Test
  void centresAreRightToAPartOfAPixel() {
    assertTrue(SpotEvaluation.score(4, 2, SpotEvaluation.starlet(3, 4)).error() < 0.35);
  }

  @Test
  void findsTheBlobsOfTheSampleStack() throws IOException {
    StackEvaluation.Outcome o = StackEvaluation.search(List.of(2, 3), 3, 8);
    assertTrue(o.found()[0] >= 28 && o.found()[1] == 14 && o.found()[2] == 6, o.toString());
    assertTrue(o.wrong() <= 2, o.toString());
  }

  @Test
  void takesNormalNoiseAway() {
    Volume truth = Scenes.clean(1, 100);
    Volume noisy = DenoiseEvaluation.gaussian(truth, 10);
    double before = DenoiseEvaluation.psnr(truth, noisy);
    Volume clean = DenoiseEvaluation.denoise(noisy, DenoiseEvaluation.settings(4, Rule.HARD, null));
    double after = DenoiseEvaluation.psnr(truth, clean);
    assertTrue(after > before + 14, before + " to " + after);
    assertTrue(after > DenoiseEvaluation.bestBlur(truth, noisy) + 3, "no better than blurring");
  }

  @ParameterizedTest
  @CsvSource({"100,17", "20,17", "5,20"})
  void takesPhotonNoiseAway(double peak, double gain) {
    Volume clean = Scenes.clean(1, 100);
    Volume truth = DenoiseEvaluation.scaled(clean, peak / DenoiseEvaluation.max(clean));
    Volume noisy = DenoiseEvaluation.poisson(truth);
    Anscombe anscombe = new Anscombe(1, 0, 0);
    double before = DenoiseEvaluation.psnr(truth, noisy);
    double plain =
        DenoiseEvaluation.psnr(
            truth,
            DenoiseEvaluation.denoise(noisy, DenoiseEvaluation.settings(4, Rule.HARD, null)));
    double after =
        DenoiseEvaluation.psnr(
            truth,
            DenoiseEvaluation.denoise(noisy, DenoiseEvaluation.settings(4, Rule.HARD, anscombe)));
    assertTrue(after > before + gain, before + " to " + after);
    assertTrue(after > plain, "no better than without the transform: " + plain);
  }
}
