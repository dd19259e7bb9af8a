package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.number;

import ij.ImagePlus;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.image.Scope;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.Params;
import io.github.atrousj.param.Values;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters that many commands share, and what they mean for a job. */
final class CommonParams {
  static final String BORDER = "border";
  static final String VALUE = "value";
  static final String DIMENSIONS = "dimensions";
  static final String OUTPUT = "output";

  static final Map<String, String> BORDERS = borders();

  private CommonParams() {}

  static Param<Border> border() {
    return choice(BORDER, Border.class)
        .def(Border.REPLICATE)
        .help("What stands for the pixels outside the image.")
        .glossary(BORDERS);
  }

  /** What each border puts beside the pixels {@code a b c d}. */
  private static Map<String, String> borders() {
    Map<String, String> borders = new LinkedHashMap<>();
    borders.put("zero", "0 0 | a b c d | 0 0");
    borders.put("constant", "v v | a b c d | v v, where v is value");
    borders.put("replicate", "a a | a b c d | d d");
    borders.put("reflect", "c b | a b c d | c b");
    borders.put("symmetric", "b a | a b c d | d c");
    borders.put("circular", "c d | a b c d | a b");
    return borders;
  }

  static Param<Double> value() {
    return number(VALUE)
        .def(0.0)
        .activeWhen(v -> v.choice(BORDER, Border.class) == Border.CONSTANT)
        .help("Value of the pixels outside the image where border is constant.");
  }

  static Param<Dimensions> dimensions(Dimensions... offered) {
    return choice(DIMENSIONS, Dimensions.class, Dimensions::key, List.of(offered))
        .def(Dimensions.D2)
        .help(
            "Axes that the kernel lies along; 3D, Z and T use the whole stack, the others go plane"
                + " by plane.");
  }

  static Param<OutputKind> output() {
    return choice(
            OUTPUT, OutputKind.class, OutputKind::key, List.of(OutputKind.FLOAT, OutputKind.SAME))
        .def(OutputKind.FLOAT)
        .help(
            "32-bit: a new image, nothing rounded; same: in place in the image's own type, rounded"
                + " and clamped.");
  }

  /** Whether the result is to be of the image's own type. */
  static boolean keepsType(Values values) {
    return values.choice(OUTPUT, OutputKind.class) == OutputKind.SAME;
  }

  static Param<Boolean> stack() {
    return flag("stack").help("Every plane of the stack, not just the one shown.");
  }

  static Param<String> folder() {
    return Params.text("folder")
        .def("")
        .help(
            "Folder for a result that does not fit in memory, which is a new image even with"
                + " output=same; empty for none.");
  }

  /** The job that these parameters describe. */
  static ImageJob job(ImagePlus image, Values values, Dimensions dimensions, String suffix) {
    return ImageJob.of(image)
        .withDimensions(dimensions)
        .withScope(Scope.of(image, values.stack(), values.sliceOnly()))
        .withOutput(values.choice(OUTPUT, OutputKind.class))
        .withFolder(values.text("folder"))
        .withSuffix(suffix);
  }
}
