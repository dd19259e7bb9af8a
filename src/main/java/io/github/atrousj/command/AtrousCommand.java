package io.github.atrousj.command;

import ij.ImagePlus;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.ImageCommand;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/**
 * An {@link ImageCommand} as a SciJava command. A subclass has one input field for each parameter of
 * the declaration, named as its key, with {@code persist = false}: SciJava would otherwise take what
 * was given last for the next run's default. It has no menu path, since the menus are ImageJ's.
 *
 * <p>Flags are boolean fields, whole numbers int, numbers double, and everything else is text as in
 * a macro. SciJava checks neither ranges nor choices outside its dialog, so values are read by the
 * declaration when the command runs: a bad one gets the line that a macro would get, as an
 * IllegalArgumentException.
 */
abstract class AtrousCommand implements Command {
  @Parameter private ImagePlus image;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus result;

  /** What is run. */
  abstract ImageCommand operation();

  @Override
  public final void run() {
    ImageCommand operation = operation();
    String name = operation.title().replace("...", "");
    // An image that is missing comes as an empty one.
    if (image == null || image.getProcessor() == null) {
      throw new IllegalArgumentException(
          "No image is open. Open an image, then run \"" + operation.title() + "\".");
    }
    Values values = operation.spec().of(inputs());
    try (ImageJMonitor monitor = ImageJMonitor.of(name)) {
      result = operation.process(image, values, monitor);
    }
  }

  /** The values of this command's own fields by their names. */
  private Map<String, Object> inputs() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (Field field : getClass().getDeclaredFields()) {
      if (field.isAnnotationPresent(Parameter.class)) {
        inputs.put(field.getName(), valueOf(field));
      }
    }
    return inputs;
  }

  private Object valueOf(Field field) {
    try {
      field.setAccessible(true);
      Object value = field.get(this);
      return value == null ? "" : value;
    } catch (IllegalAccessException e) {
      throw new IllegalStateException(e);
    }
  }
}
