package io.github.atrousj.param;

/** Looks up the variables of the macro that gave the options. */
@FunctionalInterface
public interface Variables {
  /** No variable has a value. */
  Variables NONE = name -> null;

  /** The text of the variable's value, or null when there is no such variable. */
  String value(String name);
}
