package io.github.atrousj.starlet;

/**
 * The generalised Anscombe transform, which gives pixels z = gain · p + n, with p a Poisson number
 * of photons and n normal of mean offset and deviation readNoise, a noise of deviation 1 whatever
 * the brightness (Murtagh, Starck and Bijaoui 1995, Astron. Astrophys. Suppl. Ser. 112, 179).
 *
 * <p>Its inverse is the exact unbiased one in closed form, which takes the transform of a mean, not
 * of a pixel, back to the mean (Mäkitalo and Foi 2013, doi:10.1109/TIP.2012.2202675; for pure
 * Poisson 2011, doi:10.1109/TIP.2011.2121085). The plain algebraic inverse would be too dark.
 *
 * @param gain grey levels per photon, above 0
 * @param offset grey level of no light
 * @param readNoise standard deviation in grey levels, 0 or more
 */
public record Anscombe(double gain, double offset, double readNoise) {
  /** The transform of mean 0 without read noise, 2·√(3/8): below it no mean is possible. */
  private static final double LEAST = 2 * Math.sqrt(0.375);

  public Anscombe {
    if (!(gain > 0) || Double.isInfinite(gain)) {
      throw new IllegalArgumentException("gain=" + gain + ": allowed are numbers above 0");
    }
    if (!Double.isFinite(offset)) {
      throw new IllegalArgumentException("offset=" + offset + ": allowed are finite numbers");
    }
    if (!(readNoise >= 0) || Double.isInfinite(readNoise)) {
      throw new IllegalArgumentException("readnoise=" + readNoise + ": allowed are numbers from 0");
    }
  }

  /** Values too far below the offset to be explained give 0. */
  public double forward(double pixel) {
    double photons = (pixel - offset) / gain;
    double noise = readNoise / gain;
    double under = photons + 0.375 + noise * noise;
    return under < 0 ? 0 : 2 * Math.sqrt(under);
  }

  /** The mean grey level, never below the offset, that belongs to a mean of transformed pixels. */
  public double inverse(double mean) {
    double d = mean < LEAST ? LEAST : mean;
    double r = 1 / d;
    double noise = readNoise / gain;
    double root = Math.sqrt(1.5);
    double photons =
        d * d / 4 + r * (root / 4 + r * (-11 / 8.0 + r * root * 5 / 8)) - 0.125 - noise * noise;
    return offset + gain * (photons < 0 ? 0 : photons);
  }
}
