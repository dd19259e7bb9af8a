package io.github.atrousj.volume;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * What the axes of an array are.
 *
 * @param names one letter each of {@code t c z y x}, slowest first; ends in {@code yx}
 * @param scale distance of neighbours along each axis in its unit
 * @param origin position of the first along each axis in its unit
 * @param units such as {@code micrometer}, empty for none
 */
public record VolumeAxes(String names, double[] scale, double[] origin, List<String> units) {
  private static final String ALL = "tczyx";

  public VolumeAxes {
    int n = names.length();
    if (!names.endsWith("yx") || scale.length != n || origin.length != n || units.size() != n) {
      throw new VolumeException("axes " + names + ": the last two must be y and x");
    }
    for (int i = 0; i < n; i++) {
      if (ALL.indexOf(names.charAt(i)) < 0 || names.indexOf(names.charAt(i)) != i) {
        throw new VolumeException("axes " + names + ": each must be one of t, c, z, y, x, once");
      }
      if (!(scale[i] > 0) || Double.isInfinite(scale[i]) || !Double.isFinite(origin[i])) {
        throw new VolumeException(
            "axis " + names.charAt(i) + " has scale " + scale[i] + " and origin " + origin[i]);
      }
    }
    scale = scale.clone();
    origin = origin.clone();
    units = List.copyOf(units);
  }

  /** Axes of an array of which nothing is known: the last of t, c, z, y, x; 1 apart, from 0. */
  public static VolumeAxes plain(int rank) {
    if (rank < 2 || rank > 5) {
      throw new VolumeException("an array of " + rank + " axes is no volume: 2 to 5 are");
    }
    double[] ones = new double[rank];
    Arrays.fill(ones, 1);
    List<String> units = new ArrayList<>();
    for (int i = 0; i < rank; i++) {
      units.add("");
    }
    // Of four axes the slowest is c: a plain array of channels is likelier than one of frames.
    return new VolumeAxes(ALL.substring(5 - rank), ones, new double[rank], units);
  }

  /** Where an axis stands, −1 when there is none. */
  public int position(char axis) {
    return names.indexOf(axis);
  }

  /** Distance of neighbours, 1 along an axis that is not there. */
  public double scale(char axis) {
    return position(axis) < 0 ? 1 : scale[position(axis)];
  }

  /** Position of the first, 0 along an axis that is not there. */
  public double origin(char axis) {
    return position(axis) < 0 ? 0 : origin[position(axis)];
  }

  /** Empty for none. */
  public String unit(char axis) {
    return position(axis) < 0 ? "" : units.get(position(axis));
  }
}
