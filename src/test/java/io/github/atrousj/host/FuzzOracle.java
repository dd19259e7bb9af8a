package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.image.Scope;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;

/**
 * What a filter's result must be, pixel by pixel, by the plain reference: which planes are taken,
 * what stands where, what a selection leaves alone and how values are rounded are worked out here a
 * second time.
 */
final class FuzzOracle {
  /** Planes of the source that make a volume: their component, channel, slices and frames. */
  private record Group(int component, int channel, int slice, int frame) {}

  private final ImagePlus before;
  private final Values values;
  private final Dimensions dimensions;
  private final Scope scope;
  private final boolean sameType;
  private final FuzzReference reference;

  private FuzzOracle(ImagePlus before, ParamSpec spec, Values values, FuzzReference reference) {
    this.before = before;
    this.values = values;
    this.reference = reference;
    dimensions = values.choice("dimensions", Dimensions.class);
    scope = Scope.of(before, values.stack(), values.sliceOnly());
    sameType =
        spec.param("output") != null
            && values.choice("output", OutputKind.class) == OutputKind.SAME;
  }

  /**
   * Compares; false when this kind of filter or these values are beyond the reference.
   *
   * @param before the image as it was, with position, mode and selection
   * @param result the new image, or the image itself when the result is in place
   */
  static boolean check(
      String label,
      ParamSpec spec,
      ImagePlus before,
      Values values,
      ImagePlus result,
      boolean own) {
    FuzzReference reference = FuzzReference.of(label, values);
    if (reference == null) {
      return false;
    }
    return new FuzzOracle(before, spec, values, reference).compare(result, own);
  }

  private boolean compare(ImagePlus result, boolean inPlace) {
    int compared = 0;
    boolean onVolumes = !dimensions.planewise();
    List<Integer> channels =
        range(onVolumes || scope != Scope.SLICE, before.getNChannels(), before.getC());
    List<Integer> slices =
        range(onVolumes || scope == Scope.STACK, before.getNSlices(), before.getZ());
    List<Integer> frames =
        range(onVolumes || scope == Scope.STACK, before.getNFrames(), before.getT());
    int components = before.isRGB() ? 3 : 1;
    for (int component = 0; component < components; component++) {
      for (int c = 0; c < channels.size(); c++) {
        for (int z = 0;
            z < (dimensions == Dimensions.D3 || dimensions == Dimensions.Z ? 1 : slices.size());
            z++) {
          for (int t = 0; t < (dimensions == Dimensions.T ? 1 : frames.size()); t++) {
            Group g = new Group(component, channels.get(c), slices.get(z), frames.get(t));
            Volume in = volume(g);
            Volume expected = reference.apply(in);
            double tolerance = expected == null ? -1 : reference.tolerance(in, expected);
            if (!(tolerance >= 0) || sameType && expected.shape().channels() > 1) {
              continue;
            }
            compare(
                in,
                expected,
                g,
                tolerance,
                result,
                inPlace,
                new int[] {component * channels.size() + c, z, t});
            compared++;
          }
        }
      }
    }
    return compared > 0;
  }

  private static List<Integer> range(boolean all, int n, int current) {
    List<Integer> range = new ArrayList<>();
    for (int i = 1; i <= n; i++) {
      if (all || i == current) {
        range.add(i);
      }
    }
    return range;
  }

  /** The source's planes of a group, raw. */
  private Volume volume(Group g) {
    int depth =
        dimensions.planewise()
            ? 1
            : dimensions == Dimensions.T ? before.getNFrames() : before.getNSlices();
    Volume v = new Volume(new Shape(1, depth, before.getHeight(), before.getWidth()));
    for (int d = 0; d < depth; d++) {
      ImageProcessor ip =
          before.getStack().getProcessor(before.getStackIndex(g.channel, slice(g, d), frame(g, d)));
      for (int i = 0; i < ip.getPixelCount(); i++) {
        v.plane(0, d)[i] = value(ip, i, g.component);
      }
    }
    return v;
  }

  private int slice(Group g, int d) {
    return dimensions == Dimensions.D3 || dimensions == Dimensions.Z ? d + 1 : g.slice;
  }

  private int frame(Group g, int d) {
    return dimensions == Dimensions.T ? d + 1 : g.frame;
  }

  private static float value(ImageProcessor ip, int i, int component) {
    return ip.getBitDepth() == 24 ? ip.get(i) >> 16 - 8 * component & 255 : ip.getf(i);
  }

  private void compare(
      Volume in,
      Volume expected,
      Group g,
      double tolerance,
      ImagePlus result,
      boolean inPlace,
      int[] at) {
    Shape s = expected.shape();
    boolean sized = s.equals(in.shape().withChannels(s.channels()));
    for (int o = 0; o < s.channels(); o++) {
      for (int d = 0; d < s.depth(); d++) {
        int channel = before.isRGB() && sameType ? 1 : at[0] * s.channels() + o + 1;
        int z = dimensions == Dimensions.D3 || dimensions == Dimensions.Z ? d + 1 : at[1] + 1;
        int t = dimensions == Dimensions.T ? d + 1 : at[2] + 1;
        int index =
            inPlace
                ? result.getStackIndex(g.channel, slice(g, d), frame(g, d))
                : result.getStackIndex(channel, z, t);
        ImageProcessor got = result.getStack().getProcessor(index);
        assertEquals(s.width(), got.getWidth());
        assertEquals(s.height(), got.getHeight());
        for (int i = 0; i < got.getPixelCount(); i++) {
          boolean outside = sized && !selected(i % s.width(), i / s.width());
          float want = outside ? in.plane(0, d)[i] : expected.plane(o, d)[i];
          float have = value(got, i, g.component);
          String where = "plane " + index + " pixel " + i + ": " + have + ", not " + want;
          assertTrue(agree(want, have, outside ? 0 : tolerance), where);
        }
      }
    }
  }

  private boolean selected(int x, int y) {
    Roi roi = before.getRoi();
    if (roi == null || !roi.isArea()) {
      return true;
    }
    int rx = x - roi.getBounds().x;
    int ry = y - roi.getBounds().y;
    ImageProcessor mask = roi.getMask();
    boolean within =
        rx >= 0 && ry >= 0 && rx < roi.getBounds().width && ry < roi.getBounds().height;
    return within && (mask == null || mask.get(rx, ry) != 0);
  }

  private boolean agree(float want, float have, double tolerance) {
    int bits = before.getBitDepth();
    if (!sameType || bits == 32) {
      return Float.isFinite(want) ? Math.abs(have - want) <= tolerance : !Float.isFinite(have);
    }
    double most = bits == 16 ? 65535 : 255;
    double least = Float.isNaN(want) ? 0 : Math.floor(clamped(want - tolerance, most) + 0.5);
    double largest = Float.isNaN(want) ? 0 : Math.floor(clamped(want + tolerance, most) + 0.5);
    boolean inexact = Float.isInfinite(want);
    return have >= least && have <= largest || inexact && (have == 0 || have == most);
  }

  private static double clamped(double v, double most) {
    return Math.max(0, Math.min(most, v));
  }
}
