package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.integer;

import ij.ImagePlus;
import ij.Prefs;
import ij.io.FileInfo;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.starlet.Starlet;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The parameters that the starlet commands share, and how an image remembers its transform. */
final class StarletKeys {
  /** Image property of a transform's result; saved and opened with TIFF files. */
  private static final String PROPERTY = "AtrousJ_Starlet";

  // Required keys are written even where they have their usual value: never an empty text.
  private static final ParamSpec MEMORY =
      ParamSpec.of(
          integer("scales").range(1, Starlet.MOST_SCALES).required().help("Detail planes."),
          generation(),
          dimensions(),
          integer("zstart").range(0, 30).def(0).help("Scale at which z joins in."),
          border());

  private StarletKeys() {}

  static Param<Integer> scales() {
    return integer("scales")
        .range(1, Starlet.MOST_SCALES)
        .def(4)
        .help("Number of detail planes; plane j holds structures about 2^j pixels across.");
  }

  static Param<String> generation() {
    return choice("generation", "1", "2")
        .def("1")
        .help(
            "1: a plane is what one smoothing takes away, planes sum to the image; 2: what smoothing"
                + " twice takes away, fewer artefacts after changes.");
  }

  static Param<Dimensions> dimensions() {
    return CommonParams.dimensions(Dimensions.D2, Dimensions.D3)
        .help("2D goes plane by plane, 3D takes the slices of the whole stack as a volume.");
  }

  static Param<Border> border() {
    return choice(
            CommonParams.BORDER,
            Border.class,
            b -> b.name().toLowerCase(Locale.ROOT),
            List.of(
                Border.ZERO, Border.REPLICATE, Border.REFLECT, Border.SYMMETRIC, Border.CIRCULAR))
        .def(Border.REFLECT)
        .help("What stands for the pixels outside the image.");
  }

  static boolean isThreeD(Values values) {
    return values.choice(CommonParams.DIMENSIONS, Dimensions.class) == Dimensions.D3;
  }

  /** A runner on as many threads as ImageJ's own filters use. */
  static Runner runner() {
    return new Runner(Prefs.getThreads());
  }

  /** What a transform's image shall remember. */
  static Map<String, String> memory(Starlet s) {
    Map<String, Object> given =
        Map.of(
            "scales",
            s.scales(),
            "generation",
            String.valueOf(s.generation()),
            CommonParams.DIMENSIONS,
            s.threeD() ? Dimensions.D3 : Dimensions.D2,
            "zstart",
            s.zStart(),
            CommonParams.BORDER,
            s.border());
    return Map.of(PROPERTY, MEMORY.record(MEMORY.of(given)));
  }

  /**
   * The starlet whose planes are an image's channels.
   *
   * @throws IllegalArgumentException when they are none
   */
  static Starlet remembered(ImagePlus image) {
    String text = property(image);
    Starlet starlet = text == null ? null : read(text);
    if (starlet == null || image.getNChannels() % (starlet.scales() + 1) != 0) {
      throw new IllegalArgumentException(
          "\""
              + image.getTitle()
              + "\" is not a starlet transform: run Starlet Transform... first,"
              + " then this on its result with all its channels");
    }
    return starlet;
  }

  /** A stack opened as virtual has the properties of its file only there. */
  private static String property(ImagePlus image) {
    String own = image.getProp(PROPERTY);
    FileInfo file = own == null ? image.getOriginalFileInfo() : null;
    String[] saved = file == null ? null : file.properties;
    for (int i = 0; saved != null && i + 1 < saved.length; i += 2) {
      if (saved[i].equals(PROPERTY)) {
        return saved[i + 1];
      }
    }
    return own;
  }

  private static Starlet read(String text) {
    try {
      Values v = MEMORY.parse(text);
      return new Starlet(
          v.integer("scales"),
          Integer.parseInt(v.text("generation")),
          isThreeD(v),
          v.integer("zstart"),
          v.choice(CommonParams.BORDER, Border.class));
    } catch (IllegalArgumentException e) {
      return null; // not written by this version of the plugin
    }
  }

  /** Makes an image forget that it is a transform. */
  static void forget(ImagePlus image) {
    image.setProp(PROPERTY, null);
  }
}
