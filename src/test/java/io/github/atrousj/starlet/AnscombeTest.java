package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnscombeTest {
  /** Mean and variance of the transform of Poisson(mean) + N(0, σ²), by summing both out. */
  private static double[] moments(Anscombe a, double photons) {
    double noise = a.readNoise() / a.gain();
    double sum = 0;
    double squares = 0;
    double p = Math.exp(-photons);
    int most = (int) (photons + 12 * Math.sqrt(photons) + 20);
    for (int k = 0; k <= most; k++) {
      if (noise == 0) {
        double d = a.forward(a.offset() + a.gain() * k);
        sum += p * d;
        squares += p * d * d;
      } else {
        int steps = 400;
        for (int i = -steps; i <= steps; i++) {
          double u = 6.0 * i / steps;
          double q = p * Math.exp(-u * u / 2) / Math.sqrt(2 * Math.PI) * 6.0 / steps;
          double d = a.forward(a.offset() + a.gain() * (k + noise * u));
          sum += q * d;
          squares += q * d * d;
        }
      }
      p *= photons / (k + 1);
    }
    return new double[] {sum, squares - sum * sum};
  }

  @ParameterizedTest
  @CsvSource({"1,0,0", "16,100,12", "2.5,-10,5", "1,0,3"})
  void inverseIsUnbiasedAndNoiseIsOne(double gain, double offset, double readNoise) {
    Anscombe a = new Anscombe(gain, offset, readNoise);
    for (double photons : new double[] {0, 0.2, 0.5, 1, 2, 4, 8, 20, 60, 150}) {
      double[] m = moments(a, photons);
      double back = (a.inverse(m[0]) - offset) / gain;
      // The closed form's own error (2011, figure 2): below 0.03 photons; σ's part adds a little.
      assertEquals(photons, back, 0.06, photons + " photons");
      if (photons >= 4) {
        assertEquals(1, m[1], 0.07, photons + " photons");
      }
    }
  }

  @Test
  void theAlgebraicInverseWouldBeTooDark() {
    Anscombe a = new Anscombe(1, 0, 0);
    double mean = moments(a, 1)[0];
    assertTrue(mean * mean / 4 - 0.375 < 0.85);
    assertEquals(1, a.inverse(mean), 0.03);
  }

  @Test
  void farBelowTheOffsetIsTheOffset() {
    Anscombe a = new Anscombe(16, 100, 0);
    assertEquals(0, a.forward(0));
    assertEquals(100, a.inverse(0), 1e-9);
    assertEquals(100, a.inverse(-5), 1e-9);
    assertTrue(Double.isNaN(a.inverse(Double.NaN)));
    assertTrue(Double.isNaN(a.forward(Double.NaN)));
  }

  @Test
  void badNumbersAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new Anscombe(0, 0, 0));
    assertThrows(IllegalArgumentException.class, () -> new Anscombe(1, Double.NaN, 0));
    assertThrows(IllegalArgumentException.class, () -> new Anscombe(1, 0, -1));
  }
}
