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

  @Override
  final void open() {
    // The dialog is made for commands on images; nothing is asked of this one.
    ImagePlus none = new ImagePlus("", new ByteProcessor(1, 1));
    Values values = new SpecDialog(new Asking(), none, false).ask();
    if (values == null) {
      return;
    }
    try (ImageJMonitor monitor = ImageJMonitor.of(title().replace("...", ""))) {
      execute(values, null, monitor);
    }
    RecorderLine.append(title(), spec(), values);
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
