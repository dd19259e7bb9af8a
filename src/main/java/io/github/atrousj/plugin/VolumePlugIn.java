package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;

/** A command on volumes in stores: a dialog asks for what a macro gives. */
abstract class VolumePlugIn extends ToolPlugIn {
  /** A line for the dialog that says what the values amount to. */
  String describe(Values values) {
    return "";
  }

  /**
   * Does the work.
   *
   * @return an image to be shown, or null
   */
  abstract ImagePlus make(Values values, Monitor monitor);

  @Override
  final void execute(Values values, ImagePlus image, Monitor monitor) {
    ImagePlus made = make(values, monitor);
    if (made != null) {
      made.show();
    }
  }

  @Override
  final void open() {
    // The dialog is made for commands on images; nothing is asked of this one.
    ImagePlus none = new ImagePlus("", new ByteProcessor(1, 1));
    Values values = new SpecDialog(new Asking(), none, false).ask();
    if (values == null) {
      return;
    }
    ImagePlus made;
    try (ImageJMonitor monitor = ImageJMonitor.of(title().replace("...", ""))) {
      made = make(values, monitor);
    }
    // Before the window, which ImageJ would record first, as an image that is there already.
    RecorderLine.append(title(), spec(), values);
    if (made != null) {
      made.show();
    }
  }

  /** This command as the dialog knows commands. */
  private final class Asking implements ImageCommand {
    @Override
    public String title() {
      return VolumePlugIn.this.title();
    }

    @Override
    public String about() {
      return VolumePlugIn.this.about();
    }

    @Override
    public ParamSpec spec() {
      return VolumePlugIn.this.spec();
    }

    @Override
    public String describe(ImagePlus image, Values values) {
      return VolumePlugIn.this.describe(values);
    }

    @Override
    public ImagePlus process(ImagePlus image, Values values, Monitor monitor) {
      throw new UnsupportedOperationException();
    }
  }
}
