package io.github.atrousj.graph;

import java.util.Arrays;

/**
 * How one axis is resized: the rules of ONNX's operator Resize (version 19).
 *
 * @param scale outputs per input, as used to find positions
 * @param size outputs
 * @param roiStart part of the axis that is shown, 0 to 1, for {@link Coordinates#TF_CROP}
 * @param antialias whether a smaller result averages over what each output covers
 * @param outside value where a crop reaches outside
 */
public record Resampling(
    Mode mode,
    Coordinates coordinates,
    Nearest nearest,
    double scale,
    int size,
    double roiStart,
    double roiEnd,
    double cubic,
    boolean excludeOutside,
    boolean antialias,
    float outside)
    implements AxisSampler {

  /** How values between pixels are made. */
  public enum Mode {
    NEAREST,
    LINEAR,
    CUBIC
  }

  /** Where output i lies on the input's axis. */
  public enum Coordinates {
    HALF_PIXEL,
    HALF_PIXEL_SYMMETRIC,
    PYTORCH_HALF_PIXEL,
    ALIGN_CORNERS,
    ASYMMETRIC,
    TF_HALF_PIXEL_FOR_NN,
    TF_CROP
  }

  /** Which pixel is nearest. */
  public enum Nearest {
    ROUND_PREFER_FLOOR,
    ROUND_PREFER_CEIL,
    FLOOR,
    CEIL
  }

  /** A plain one: no crop, no antialiasing. */
  public static Resampling of(
      Mode mode, Coordinates coordinates, Nearest nearest, double scale, int size) {
    return new Resampling(mode, coordinates, nearest, scale, size, 0, 1, -0.75, false, false, 0);
  }

  /** Position of output i on an axis of n pixels. */
  double position(int i, int n) {
    double length = scale * n;
    switch (coordinates) {
      case HALF_PIXEL:
        return (i + 0.5) / scale - 0.5;
      case HALF_PIXEL_SYMMETRIC:
        double centre = n / 2.0;
        return centre * (1 - size / length) + (i + 0.5) / scale - 0.5;
      case PYTORCH_HALF_PIXEL:
        return size > 1 ? (i + 0.5) / scale - 0.5 : 0;
      case ALIGN_CORNERS:
        return length == 1 ? 0 : i * (n - 1) / (length - 1);
      case ASYMMETRIC:
        return i / scale;
      case TF_HALF_PIXEL_FOR_NN:
        return (i + 0.5) / scale;
      default:
        double start = roiStart * (n - 1);
        return size > 1
            ? start + i * (roiEnd - roiStart) * (n - 1) / (length - 1)
            : (roiStart + roiEnd) * (n - 1) / 2;
    }
  }

  @Override
  public AxisTable resolve(int n) {
    int[][] sources = new int[size][];
    float[][] weights = new float[size][];
    for (int i = 0; i < size; i++) {
      double p = position(i, n);
      if (coordinates == Coordinates.TF_CROP && (p < 0 || p > n - 1)) {
        sources[i] = new int[] {AxisMap.OUTSIDE};
        weights[i] = new float[] {1};
      } else if (mode == Mode.NEAREST) {
        sources[i] = new int[] {clamp(nearest(p), n)};
        weights[i] = new float[] {1};
      } else {
        weigh(p, n, i, sources, weights);
      }
    }
    return new AxisTable(n, sources, weights, size / (double) n);
  }

  private double nearest(double p) {
    double whole = Math.floor(p);
    boolean half = p - whole == 0.5;
    return switch (nearest) {
      case FLOOR -> whole;
      case CEIL -> Math.ceil(p);
      case ROUND_PREFER_CEIL -> Math.floor(p + 0.5);
      default -> half ? whole : Math.floor(p + 0.5);
    };
  }

  private static int clamp(double i, int n) {
    return (int) Math.max(0, Math.min(n - 1.0, i));
  }

  private void weigh(double p, int n, int i, int[][] sources, float[][] weights) {
    double stretch = antialias && scale < 1 ? 1 / scale : 1;
    double reach = (mode == Mode.LINEAR ? 1 : 2) * stretch;
    int from = (int) Math.floor(p - reach) + 1;
    int to = (int) Math.ceil(p + reach) - 1;
    from = Math.min(from, (int) Math.floor(p));
    double[] of = new double[Math.max(to, from) - from + 1];
    double sum = 0;
    for (int k = 0; k < of.length; k++) {
      boolean inside = from + k >= 0 && from + k < n;
      of[k] = inside || !excludesOutside() ? weight((from + k - p) / stretch) : 0;
      sum += of[k];
    }
    // Pixels beyond the edge are the edge's own: their weights are added to it.
    int first = clamp(from, n);
    int last = clamp(from + of.length - 1.0, n);
    double[] folded = new double[last - first + 1];
    for (int k = 0; k < of.length; k++) {
      folded[clamp((double) from + k, n) - first] += of[k] / sum;
    }
    sources[i] = new int[folded.length];
    weights[i] = new float[folded.length];
    Arrays.setAll(sources[i], k -> first + k);
    for (int k = 0; k < folded.length; k++) {
      weights[i][k] = (float) folded[k];
    }
  }

  private boolean excludesOutside() {
    return excludeOutside;
  }

  private double weight(double d) {
    double x = Math.abs(d);
    if (mode == Mode.LINEAR) {
      return Math.max(0, 1 - x);
    }
    // Keys 1981, doi:10.1109/TASSP.1981.1163711.
    if (x < 1) {
      return ((cubic + 2) * x - (cubic + 3)) * x * x + 1;
    }
    return x < 2 ? ((x - 5) * x + 8) * x * cubic - 4 * cubic : 0;
  }
}
