package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.text;

import ij.IJ;
import ij.ImagePlus;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.Wording;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.util.List;
import java.util.Map;

/** Runs a command from a Zarr volume to another, block by block; see {@link VolumeProcess}. */
public final class ProcessVolume extends VolumePlugIn {
  private static final ParamSpec SPEC =
      ParamSpec.of(
              text("path", "the path of a folder", t -> null)
                  .required()
                  .help("Folder of an OME-NGFF image or of a Zarr array."),
              text("to", "the path of a folder", t -> null)
                  .label("To folder")
                  .required()
                  .help("Folder for the result, an OME-NGFF image."),
              text("command", "the name and options of a command", t -> null)
                  .required()
                  .suggest("Dilated Convolution... kernel=gaussian-3 rate=4")
                  .help(
                      "Name and options of a command, as the recorder writes them; always for the"
                          + " whole volume."),
              integer("level").range(0, 31).def(0).help("Level of resolution that is read."),
              integers("block")
                  .unit("px")
                  .range(1, 65535)
                  .optional("auto")
                  .help(
                      "Rows and planes of a block, made whole chunks; auto is so much that the halo is"
                          + " a small part, as far as memory allows. The values do not depend on it."),
              integer("memory")
                  .unit("MB")
                  .range(1, 1 << 20)
                  .optional("auto")
                  .help("For the work and what is kept of the input; auto is a third of the heap."),
              choice("format", ZarrWriter.Format.class)
                  .def(ZarrWriter.Format.V2)
                  .help("v2: OME-NGFF 0.4, which most programs read; v3: OME-NGFF 0.5."),
              choice("compression", ZarrWriter.Compression.class)
                  .def(ZarrWriter.Compression.NONE)
                  .help("Of the result; zlib in v2 only."),
              flag("resume")
                  .help(
                      "Go on with a result that was broken off: blocks that are complete are"
                          + " skipped."),
              flag("open").label("Open the result").help("As a virtual stack."))
          .check(ProcessVolume::problem);

  private static String problem(Values v) {
    if (v.has("block") && v.integers("block").size() > 2) {
      return Wording.pair("block", SPEC.text(v, "block")) + ": must be rows, or rows,planes";
    }
    boolean zlib =
        v.choice("compression", ZarrWriter.Compression.class) == ZarrWriter.Compression.ZLIB;
    return zlib && v.choice("format", ZarrWriter.Format.class) == ZarrWriter.Format.V3
        ? "compression=zlib: Zarr v3 has none; take gzip or format=v2"
        : null;
  }

  @Override
  public String title() {
    return "Process Zarr Volume...";
  }

  @Override
  public String about() {
    return "Runs most filters of this menu from one Zarr volume to another, block by block, in memory"
        + " that does not depend on the volume's depth and height. The values are those that the"
        + " filter gives on the whole image. What is known of the image as a whole, such as its"
        + " noise, is measured in passes of their own before. A run that was broken off goes on"
        + " with <i>resume</i>.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  private static VolumeProcess.Settings settings(Values v) {
    List<Integer> block = v.has("block") ? v.integers("block") : List.of();
    return new VolumeProcess.Settings(
        block.isEmpty() ? 0 : block.get(0),
        block.size() < 2 ? 0 : block.get(1),
        v.has("memory") ? (long) v.integer("memory") << 20 : 0,
        v.flag("resume"),
        v.choice("format", ZarrWriter.Format.class),
        v.choice("compression", ZarrWriter.Compression.class));
  }

  /**
   * Does the work.
   *
   * @return a line that says what was done
   * @throws IllegalArgumentException with one line that says what is wrong or which block failed
   * @throws java.util.concurrent.CancellationException when the monitor stopped it; a further run
   *     can go on
   */
  public static String process(Values v, Monitor monitor) {
    VolumeProcess p =
        VolumeProcess.begin(
            v.text("path"), v.integer("level"), v.text("to"), v.text("command"), settings(v));
    int done = p.run(monitor);
    return p.output().root() + ": " + done + " of " + p.describe();
  }

  @Override
  ImagePlus make(Values values, Monitor monitor) {
    IJ.log(process(values, monitor));
    return values.flag("open")
        ? OpenVolume.open(new OpenVolume().spec().of(Map.of("path", values.text("to"))))
        : null;
  }
}
