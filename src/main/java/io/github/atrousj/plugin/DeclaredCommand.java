package io.github.atrousj.plugin;

import io.github.atrousj.param.ParamSpec;

/** What every command tells of itself, with or without an image. */
public interface DeclaredCommand {
  /** The label in the menu, which is also the name that macros use. */
  String title();

  /** What the command does, in a sentence or two of HTML for its Help. */
  String about();

  /** The declaration of its parameters. */
  ParamSpec spec();
}
