package io.github.atrousj.classify;

import java.util.List;
import java.util.Locale;

/**
 * What a pixel is told by at one rate r. Every feature is of 3×3 or 5×5 kernels whose taps stand r
 * pixels apart, on an image that is smooth enough for that ({@link FeatureSet}). Differences are
 * taken over r pixels and not divided by r, so they are scale-normalised derivatives (Lindeberg
 * 1998, doi:10.1023/A:1008045108935, with t = r²): rates compare.
 */
public enum Feature {
  /** B3-spline mean: the grey level. */
  SMOOTH("smooth"),
  /** √(gx² + gy²), Sobel's kernels over 8: edges of any direction. */
  GRADIENT("gradient"),
  /** hxx + hyy: bright (negative) and dark (positive) blobs and lines. */
  LAPLACIAN("laplacian"),
  /** Larger and smaller eigenvalue of the Hessian: lines apart from blobs. */
  EIGENVALUES("larger eigenvalue", "smaller eigenvalue"),
  /** Standard deviation of the image about its local mean: texture of this coarseness or finer. */
  CONTRAST("contrast"),
  /**
   * Root of the local mean, over twice the rate, of the squared difference of the image at this
   * scale and the next: texture of this coarseness, and no other.
   */
  ENERGY("energy");

  private final List<String> channels;

  Feature(String... channels) {
    this.channels = List.of(channels);
  }

  /** The names of its channels. */
  public List<String> channels() {
    return channels;
  }

  /** The spelling that macros use. */
  public String key() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The feature of a spelling.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static Feature of(String key) {
    for (Feature f : values()) {
      if (f.key().equalsIgnoreCase(key)) {
        return f;
      }
    }
    throw new IllegalArgumentException("no feature is called " + key);
  }
}
