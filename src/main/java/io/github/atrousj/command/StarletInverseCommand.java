package io.github.atrousj.command;

import io.github.atrousj.plugin.ImageCommand;
import io.github.atrousj.plugin.StarletInverse;
import org.scijava.command.Command;
import org.scijava.plugin.Plugin;

/** {@link StarletInverse} for SciJava. */
@Plugin(type = Command.class, label = "Starlet Inverse")
public final class StarletInverseCommand extends AtrousCommand {
  @Override
  ImageCommand operation() {
    return new StarletInverse();
  }
}
