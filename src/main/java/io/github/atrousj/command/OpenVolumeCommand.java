package io.github.atrousj.command;

import ij.ImagePlus;
import io.github.atrousj.plugin.OpenVolume;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link OpenVolume} for SciJava. */
@Plugin(type = Command.class, label = "Open Zarr Volume")
public final class OpenVolumeCommand extends SciJavaCommand {
  @Parameter(persist = false)
  private String path;

  @Parameter(persist = false, min = "0", max = "31")
  private int level = 0;

  @Parameter(type = ItemIO.OUTPUT)
  private ImagePlus result;

  @Override
  OpenVolume operation() {
    return new OpenVolume();
  }

  @Override
  void compute() {
    result = OpenVolume.open(values());
  }
}
