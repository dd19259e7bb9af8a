package io.github.atrousj.plugin;

import ij.macro.Interpreter;
import io.github.atrousj.param.Variables;

/** The variables of the ImageJ macro that is running, innermost scope first. */
final class MacroVariables implements Variables {
  @Override
  public String value(String name) {
    Interpreter macro = Interpreter.getInstance();
    if (macro == null || !contains(macro.getVariableNames(), name)) {
      return null;
    }
    String text = macro.getStringVariable(name);
    if (text != null) {
      return text;
    }
    double number = macro.getVariable2(name);
    if (number == 0 && isArray(macro, name)) {
      return "(an array)";
    }
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? Long.toString((long) number)
        : Double.toString(number);
  }

  private static boolean contains(String[] names, String name) {
    for (String n : names) {
      if (name.equals(n)) {
        return true;
      }
    }
    return false;
  }

  /** The interpreter reads an array as 0; only its list for the debugger tells them apart. */
  private static boolean isArray(Interpreter macro, String name) {
    boolean array = false;
    for (String line : macro.getVariables()) {
      if (line.startsWith(name + "\t") || line.startsWith(name + " (g)\t")) {
        array = line.substring(line.indexOf('\t') + 1).startsWith("array[");
      }
    }
    return array;
  }
}
