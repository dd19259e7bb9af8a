package io.github.atrousj.command;

import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.plugin.ProcessVolume;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link ProcessVolume} for SciJava; shows nothing, whatever {@code open} says. */
@Plugin(type = Command.class, label = "Process Zarr Volume")
public final class ProcessVolumeCommand extends SciJavaCommand {
  @Parameter(persist = false)
  private String path;

  @Parameter(persist = false)
  private String to;

  @Parameter(persist = false)
  private String command;

  @Parameter(persist = false, min = "0", max = "31")
  private int level = 0;

  @Parameter(persist = false)
  private String block = "auto";

  @Parameter(persist = false)
  private String memory = "auto";

  @Parameter(
      persist = false,
      choices = {"v2", "v3"})
  private String format = "v2";

  @Parameter(
      persist = false,
      choices = {"none", "gzip", "zlib"})
  private String compression = "none";

  @Parameter(persist = false)
  private boolean resume = false;

  @Parameter(persist = false)
  private boolean open = false;

  /** What was done, in a line. */
  @Parameter(type = ItemIO.OUTPUT)
  private String report;

  @Override
  ProcessVolume operation() {
    return new ProcessVolume();
  }

  @Override
  void compute() {
    try (ImageJMonitor monitor = ImageJMonitor.of("Process Zarr Volume")) {
      report = ProcessVolume.process(values(), monitor);
    }
  }
}
