package io.github.atrousj.command;

import ij.ImagePlus;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import io.github.atrousj.plugin.DeclaredCommand;
import java.lang.reflect.Field;
import java.util.LinkedHashMap;
import java.util.Map;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;

/**
 * A declared command for SciJava. A subclass has one input field for each parameter of the
 * declaration, named as its key, with {@code persist = false}: SciJava would otherwise take what
 * was given last for the next run's default. It has no menu path, since the menus are ImageJ's.
 *
 * <p>Flags are boolean fields, whole numbers int, numbers double, and everything else is text as in
 * a macro. SciJava checks neither ranges nor choices outside its dialog, so values are read by the
 * declaration when the command runs: a bad one gets the line that a macro would get, as an
 * IllegalArgumentException.
 */
abstract class SciJavaCommand implements Command {
  /** Runs; one line says why it cannot be done, as a macro would get it. */
  @Override
  public final void run() {
    try {
      compute();
    } catch (IllegalArgumentException e) {
      String line = Wording.line(String.valueOf(e.getMessage()));
      throw line.equals(e.getMessage()) ? e : new IllegalArgumentException(line, e);
    }
  }

  /** Reads the inputs, runs and sets the outputs. */
  abstract void compute();

  /** What is run. */
  abstract DeclaredCommand operation();

  /** Whether a field stands for a parameter of the declaration. */
  static boolean isKey(Field field) {
    Parameter parameter = field.getAnnotation(Parameter.class);
    return parameter != null
        && parameter.type() == ItemIO.INPUT
        && field.getType() != ImagePlus.class;
  }

  /** The values of this command's own fields. */
  final Values values() {
    Map<String, Object> inputs = new LinkedHashMap<>();
    for (Field field : getClass().getDeclaredFields()) {
      if (isKey(field)) {
        inputs.put(field.getName(), valueOf(field));
      }
    }
    return operation().spec().of(inputs);
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
