package io.github.atrousj.image;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import ij.measure.Calibration;
import ij.process.ImageProcessor;
import ij.process.LUT;
import io.github.atrousj.geometry.AxisScale;
import java.awt.Color;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Makes an image of a finished stack and gives it what belongs to the source: calibration, labels,
 * colours, display mode, properties and the position shown. Overlay and selection stay behind.
 */
final class ResultImage {
  private static final Color[] RGB_COLOURS = {Color.red, Color.green, Color.blue};
  private static final String[] RGB_NAMES = {"Red", "Green", "Blue"};

  private final ImagePlus source;
  private final Plan plan;
  private final Layout layout;
  private final Target target;
  private final OutputKind kind;
  private final List<String> outputLabels;
  private final Map<String, String> ownProperties;

  /** The source may be scrolled while the result is computed: found once. */
  private final Layout.Place shown;

  private String[] labels;
  private LUT[] luts;
  private Calibration calibration;
  private String[] properties;

  ResultImage(
      ImagePlus source,
      Plan plan,
      OutputKind kind,
      List<String> outputLabels,
      Map<String, String> ownProperties) {
    this.source = source;
    this.plan = plan;
    this.layout = plan.layout();
    this.target = plan.target();
    this.kind = kind;
    this.outputLabels = outputLabels;
    this.ownProperties = ownProperties;
    this.shown = shown();
  }

  /**
   * The source's name without its file extension, the suffix added; unique among open images.
   * ImageJ takes up to two characters after a last hyphen for its own count of equal titles and
   * replaces them, so a suffix must not end in a hyphen and a number.
   */
  static String title(ImagePlus source, String suffix) {
    return WindowManager.makeUniqueName(Titles.stem(source) + "-" + suffix);
  }

  /** Learns, while the result is computed, what {@link #build} has to know of its values. */
  PlaneRanges rangesToFind() {
    return new PlaneRanges(target, shown.slice(), shown.frame());
  }

  /** Finds what the image gets of its source, so that {@link #build} need not. */
  void look() {
    labels = sliceLabels();
    luts = target.type() == PixelType.RGB ? null : luts();
    calibration = calibration();
    properties = properties();
  }

  /**
   * The image of a stack whose planes are complete.
   *
   * <p>ImageJ would look for the least and largest value of a plane whose display range it is asked
   * for before one is set, and would draw what it may never show. So the tables and ranges are the
   * first things that the image gets, and nothing is drawn here.
   */
  ImagePlus build(String title, ImageStack stack, PlaneRanges ranges) {
    if (labels == null) {
      look();
    }
    for (int i = 0; i < labels.length; i++) {
      stack.setSliceLabel(labels[i], i + 1);
    }
    ImagePlus image = new ImagePlus(title, stack);
    image.setDimensions(target.channels(), target.slices(), target.frames());
    fitRanges(ranges);
    image = coloured(image, luts);
    image.setCalibration(calibration);
    copyProperties(image);
    if (image.getNDimensions() > 3 || source.getOpenAsHyperStack()) {
      image.setOpenAsHyperStack(true);
    }
    image.setPositionWithoutUpdate(shown.channel() + 1, shown.slice() + 1, shown.frame() + 1);
    if (luts != null) {
      showRange(image, luts);
    }
    return image;
  }

  /** The labels of all planes in stack order; null where a plane has none. */
  String[] sliceLabels() {
    String[] labels = new String[target.planes()];
    ImageStack sourceStack = source.getStack();
    for (int group = 0; group < layout.groups(); group++) {
      for (int d = 0; d < plan.output().depth(); d++) {
        Layout.Place to = layout.place(group, d);
        Layout.Place from = layout.place(group, plan.nearestInput(d));
        String own = ownLabel(sourceStack, layout.stackIndex(from) + 1);
        for (int output = 0; output < target.outputs(); output++) {
          labels[target.stackIndex(layout, to, output)] = label(to, output, own);
        }
      }
    }
    return labels;
  }

  /** The label of a source plane; of several that were merged, what all are called. */
  private String ownLabel(ImageStack stack, int index) {
    String own = stack.getSliceLabel(index);
    for (int i = 1; i < layout.mergedPlanes(); i++) {
      if (!Objects.equals(own, stack.getSliceLabel(index + i))) {
        return null;
      }
    }
    return own;
  }

  /**
   * The head of a TIFF stack on disk that opens to the same image.
   *
   * @param labels of every plane
   * @param ranges display range of every channel, least and largest; null while they are unknown
   */
  byte[] header(String[] labels, double[] ranges) {
    boolean composite = composite();
    double[] shown = ranges == null ? new double[2 * target.channels()] : ranges;
    byte[][] tables = new byte[target.channels()][];
    if (composite) {
      LUT[] luts = luts();
      for (int i = 0; i < tables.length; i++) {
        tables[i] = luts[i].getBytes();
      }
    }
    Calibration cal = calibration();
    String[] modes = {"composite", "color", "gray"};
    String mode = composite ? modes[mode() - IJ.COMPOSITE] : null;
    return new TiffHeader(
            target,
            StackDescription.of(target, cal, mode),
            new double[] {cal.pixelWidth, cal.pixelHeight},
            labels,
            properties(),
            composite ? shown : null,
            composite ? tables : null)
        .bytes();
  }

  private String label(Layout.Place place, int output, String own) {
    List<String> parts = new ArrayList<>();
    if (layout.components() > 1 && target.type() != PixelType.RGB) {
      parts.add(RGB_NAMES[place.component()]);
    }
    if (output < outputLabels.size()) {
      parts.add(outputLabels.get(output));
    }
    if (own != null && !own.isEmpty()) {
      parts.add(own);
    }
    return parts.isEmpty() ? null : String.join(" - ", parts);
  }

  /**
   * Pixel size times the jump; the origin moved so that the first output's centre keeps its place.
   * A 32-bit image and labels hold raw values, so a density calibration is dropped there.
   */
  Calibration calibration() {
    Calibration cal = source.getCalibration().copy();
    AxisScale x = plan.scaleX();
    AxisScale y = plan.scaleY();
    cal.xOrigin = (cal.xOrigin - x.start()) / x.jump();
    cal.yOrigin = (cal.yOrigin - y.start()) / y.jump();
    cal.pixelWidth *= x.jump();
    cal.pixelHeight *= y.jump();
    AxisScale z = plan.scaleZ();
    if (layout.dimensions() == Dimensions.T) {
      cal.frameInterval *= z.jump();
    } else if (!layout.dimensions().planewise()) {
      cal.zOrigin = (cal.zOrigin - z.start()) / z.jump();
      cal.pixelDepth *= z.jump();
    }
    if (kind != OutputKind.SAME) {
      cal.setFunction(Calibration.NONE, null, Calibration.DEFAULT_VALUE_UNIT);
    }
    return cal;
  }

  private ImagePlus coloured(ImagePlus image, LUT[] luts) {
    if (luts == null) {
      return image;
    }
    if (!composite()) {
      image.getProcessor().setLut(luts[0]);
      image.getStack().setColorModel(luts[0]);
      return image;
    }
    if (target.type() != PixelType.BYTE) { // whose table it would change
      image.getProcessor().setMinAndMax(luts[0].min, luts[0].max);
    }
    CompositeImage result = new CompositeImage(image, mode());
    result.setLuts(luts);
    return result;
  }

  private boolean composite() {
    return target.type() != PixelType.RGB
        && target.channels() > 1
        && (source.isComposite() || source.isRGB() || target.outputs() > 1);
  }

  private int mode() {
    if (target.outputs() > 1 || kind == OutputKind.LABELS) {
      return IJ.COLOR;
    }
    return source.isComposite() ? ((CompositeImage) source).getMode() : IJ.COMPOSITE;
  }

  /** The table of every channel of the result, with the source's display range. */
  private LUT[] luts() {
    LUT[] luts = new LUT[target.channels()];
    for (int channel = 0; channel < layout.channels(); channel++) {
      for (int component = 0; component < layout.components(); component++) {
        Layout.Place place = new Layout.Place(component, channel, 0, 0);
        for (int output = 0; output < target.outputs(); output++) {
          luts[target.channel(layout, place, output)] = lut(place);
        }
      }
    }
    return luts;
  }

  private LUT lut(Layout.Place place) {
    if (kind == OutputKind.LABELS) {
      LUT labels = LabelTable.lut();
      labels.min = 0;
      labels.max = 255;
      return labels;
    }
    if (layout.inputs() > 1) {
      // Channels made of all of the source's have none of their colours.
      return LUT.createLutFromColor(Color.white);
    }
    if (source.isRGB()) {
      LUT pure = LUT.createLutFromColor(RGB_COLOURS[place.component()]);
      pure.min = 0;
      pure.max = 255;
      return pure;
    }
    if (source instanceof CompositeImage composite) {
      int channel = layout.first().channel() + place.channel() + 1;
      return (LUT) composite.getChannelLut(channel).clone();
    }
    ImageProcessor shown = source.getProcessor();
    LUT own = (LUT) shown.getLut().clone();
    own.min = shown.getMin();
    own.max = shown.getMax();
    return own;
  }

  private void copyProperties(ImagePlus image) {
    if (source.getProperty("Info") != null) {
      image.setProperty("Info", source.getProperty("Info"));
    }
    if (properties.length > 0) {
      image.setProperties(properties);
    }
  }

  /** The source's image properties and the result's own: key, value, key, value … */
  private String[] properties() {
    Map<String, String> all = new TreeMap<>();
    String[] inherited = source.getPropertiesAsArray();
    for (int i = 0; inherited != null && i < inherited.length; i += 2) {
      all.put(inherited[i], inherited[i + 1]);
    }
    // These two are about the source's own slice and title.
    all.remove("Slice_Label");
    all.remove("UniqueName");
    if (target.outputs() > 1) {
      // What was remembered of the source's channels, such as a transform, is not true of these.
      all.keySet().removeIf(key -> key.startsWith("AtrousJ_"));
    }
    if (kind == OutputKind.LABELS) {
      // The legend of a source that is a label image itself says nothing of these labels.
      all.keySet().removeIf(key -> key.matches("Label_\\d+"));
    }
    all.putAll(ownProperties);
    return all.entrySet().stream()
        .flatMap(e -> Stream.of(e.getKey(), e.getValue()))
        .toArray(String[]::new);
  }

  /** The plane that shows what the source shows, by its 0-based position in the result. */
  private Layout.Place shown() {
    int[] here = source.convertIndexToPosition(source.getCurrentSlice());
    int slice = here[1] - 1 - layout.first().slice();
    int frame = here[2] - 1 - layout.first().frame();
    if (layout.dimensions() == Dimensions.T) {
      frame = plan.nearestOutput(frame);
    } else if (!layout.dimensions().planewise()) {
      slice = plan.nearestOutput(slice);
    }
    int channel = layout.inputs() > 1 ? 0 : here[0] - 1 - layout.first().channel();
    Layout.Place place = new Layout.Place(0, channel, 0, 0);
    return new Layout.Place(
        0,
        within(target.channel(layout, place, 0), target.channels()),
        within(slice, target.slices()),
        within(frame, target.frames()));
  }

  /** It may have been scrolled since the planes were laid out. */
  private static int within(int index, int count) {
    return Math.max(0, Math.min(index, count - 1));
  }

  /** Channels of 32 bits show the values of the plane in view. */
  private void fitRanges(PlaneRanges ranges) {
    if (target.type() == PixelType.FLOAT) {
      for (int channel = 0; channel < layout.channels(); channel++) {
        for (int output = 0; output < target.outputs(); output++) {
          fitRange(ranges, channel, output);
        }
      }
    }
  }

  /** The components of an RGB image have one range, or their colours would shift. */
  private void fitRange(PlaneRanges ranges, int channel, int output) {
    double[] all = {Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY};
    int[] members = new int[layout.components()];
    for (int component = 0; component < members.length; component++) {
      members[component] =
          target.channel(layout, new Layout.Place(component, channel, 0, 0), output);
      int plane = target.stackIndex(members[component], shown.slice(), shown.frame());
      double[] range = ranges.range(plane);
      all[0] = Math.min(all[0], range[0]);
      all[1] = Math.max(all[1], range[1]);
    }
    for (int member : members) {
      double[] shownRange = shownRange(luts[member].min, luts[member].max, all);
      luts[member].min = shownRange[0];
      luts[member].max = shownRange[1];
    }
  }

  /** Lets the channel in view have its range and, where only that one is seen, its colours. */
  private static void showRange(ImagePlus image, LUT[] luts) {
    LUT lut = luts[image.getC() - 1];
    if (image instanceof CompositeImage composite && composite.getMode() == IJ.COLOR) {
      image.getProcessor().setLut(lut);
    }
    image.getProcessor().setMinAndMax(lut.min, lut.max);
  }

  /**
   * What to show of new 32-bit values. A smoothed image is best seen as the source was; signed or
   * much smaller values would be lost in that range and are shown from the least to the largest.
   *
   * @param min the source's display range
   * @param max the source's display range
   * @param values least and largest new value
   */
  static double[] shownRange(double min, double max, double[] values) {
    boolean within = values[0] >= min && values[1] <= max;
    boolean wide = values[1] - values[0] >= (max - min) / 4;
    return within && wide ? new double[] {min, max} : values;
  }

  /** Least and largest finite value of a 32-bit plane; 0 and 0 when there is none. */
  static double[] range(ImageProcessor plane) {
    Extent extent = new Extent();
    extent.add((float[]) plane.getPixels(), 0, plane.getPixelCount());
    return extent.range();
  }
}
