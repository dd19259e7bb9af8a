package io.github.atrousj.command;

import ij.ImagePlus;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.ImageCommand;
import org.scijava.ItemIO;
import org.scijava.plugin.Parameter;

/** An {@link ImageCommand} as a SciJava command. */
abstract class AtrousCommand extends SciJavaCommand {
  @Parameter private ImagePlus image;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus result;

  @Override
  abstract ImageCommand operation();

  @Override
  final void compute() {
    ImageCommand operation = operation();
    String name = operation.title().replace("...", "");
    // An image that is missing comes as an empty one.
    if (image == null || image.getProcessor() == null) {
      throw new IllegalArgumentException(
          "No image is open. Open an image, then run \"" + operation.title() + "\".");
    }
    Values values = values();
    try (ImageJMonitor monitor = ImageJMonitor.of(name)) {
      result = operation.process(image, values, monitor);
    }
  }
}
