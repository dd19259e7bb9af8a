package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.Preview;
import io.github.atrousj.param.Values;

/**
 * What a command is, apart from who runs it: menu, macro, SciJava and Java callers all come here
 * and so get the same pixels and the same messages.
 */
public interface ImageCommand extends DeclaredCommand {
  /**
   * Computes. Called with any image that has pixels.
   *
   * @param image not null; unchanged unless the values ask for a result in place
   * @param values of {@link #spec()}
   * @param monitor learns of progress and may stop the run
   * @return the result, not shown; {@code image} itself when that was changed in place
   * @throws IllegalArgumentException when the values do not suit the image, with one line that
   *     names key, value and what is allowed; the image is unchanged
   * @throws java.util.concurrent.CancellationException when the monitor stopped the run; the image
   *     is unchanged
   */
  ImagePlus process(ImagePlus image, Values values, Monitor monitor);

  /**
   * A line for the dialog that says what the values amount to, such as the effective kernel.
   *
   * @throws IllegalArgumentException with the line that {@link #process} would give
   */
  default String describe(ImagePlus image, Values values) {
    return "";
  }

  /** Whether there is a preview for these values. */
  default boolean previews(Values values) {
    return false;
  }

  /**
   * Shows in the image's window what {@link #process} would make of the plane in view. Called only
   * where {@link #previews} says so.
   *
   * @throws IllegalArgumentException as {@link #process}
   * @throws java.util.concurrent.CancellationException when the monitor stopped it
   */
  default void preview(Preview preview, ImagePlus image, Values values, Monitor monitor) {
    throw new UnsupportedOperationException();
  }
}
