package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.text;

import ij.ImagePlus;
import ij.Menus;
import ij.process.ImageProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import java.lang.reflect.InvocationTargetException;
import java.util.concurrent.CancellationException;

/** A small command for testing what all commands have in common: level minus pixel. */
public final class TestInvert extends CommandPlugIn {
  static final String TITLE = "Test Invert...";

  private static final ParamSpec SPEC =
      ParamSpec.of(
              number("level").range(0, 1000).def(255.0).help("From which pixels are subtracted."),
              choice("output", "32-bit", "same").def("32-bit").help("Type of the result."),
              text("note").def("").help("Becomes the title."),
              integer("fail").range(0, 9).def(0).help("Which failure to act."),
              flag("stack").help("All slices."))
          .check(v -> v.integer("fail") == 9 ? "fail=9: not with anything" : null);

  /** Makes the command known to ImageJ. */
  @SuppressWarnings("unchecked") // the table of ImageJ is untyped
  static void install() {
    if (Menus.getCommands() == null) {
      ij.IJ.runMacro(""); // reads the menus
    }
    Menus.getCommands().put(TITLE, TestInvert.class.getName());
  }

  @Override
  public String title() {
    return TITLE;
  }

  @Override
  public String about() {
    return "Subtracts every pixel from <i>level</i>.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  @Override
  public String describe(ImagePlus image, Values values) {
    return "Level " + values.number("level") + " for " + image.getTitle();
  }

  @Override
  public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
    switch (values.integer("fail")) {
      case 1:
        throw new IllegalArgumentException("fail=1: must not be 1");
      case 2:
        throw new OutOfMemoryError("test");
      case 3:
        throw new CancellationException();
      case 4:
        throw new NullPointerException("a slip");
      case 5:
        throw new StackOverflowError();
      case 6:
        throw new IllegalStateException(new InvocationTargetException(new OutOfMemoryError("six")));
      case 7:
        throw new ExceptionInInitializerError(new OutOfMemoryError("seven"));
      default:
        break;
    }
    ImagePlus result = image;
    if (values.text("output").equals("32-bit")) {
      result = new ImagePlus(image.getTitle(), image.getProcessor().convertToFloat());
    }
    if (!values.text("note").isEmpty()) {
      result.setTitle(values.text("note"));
    }
    ImageProcessor ip = result.getProcessor();
    for (int i = 0; i < ip.getPixelCount(); i++) {
      ip.setf(i, (float) values.number("level") - ip.getf(i));
    }
    return result;
  }
}
