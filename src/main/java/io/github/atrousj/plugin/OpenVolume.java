package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.text;

import ij.ImagePlus;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.VolumeImage;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;

/** Opens a Zarr volume as a virtual stack, whose planes are read when they are looked at. */
public final class OpenVolume extends VolumePlugIn {
  private static final ParamSpec SPEC =
      ParamSpec.of(
          text("path", "the path of a folder", t -> null)
              .required()
              .help("Folder of an OME-NGFF image or of a Zarr array."),
          integer("level")
              .range(0, 31)
              .def(0)
              .help("Level of resolution; 0 is the finest, each next one usually half as fine."));

  /** Of the heap, for the chunks that are kept. */
  private static final int CACHE_SHARE = 8;

  @Override
  public String title() {
    return "Open Zarr Volume...";
  }

  @Override
  public String about() {
    return "Opens an OME-NGFF image (0.4, 0.5) or a Zarr array (v2, v3) as a virtual stack with its"
        + " pixel sizes. Planes are read when they are looked at; nothing is ever written to it."
        + " Integers that are neither 8 nor 16 bits unsigned are shown as 32-bit.";
  }

  @Override
  public ParamSpec spec() {
    return SPEC;
  }

  /**
   * Opens.
   *
   * @return the image, not shown
   * @throws IllegalArgumentException when there is no volume that can be read, with one line
   */
  public static ImagePlus open(Values values) {
    FolderStore store = new FolderStore(values.text("path"));
    ChunkedVolume volume = ZarrVolumes.open(store, values.integer("level"));
    String title = String.valueOf(store.root().getFileName());
    return VolumeImage.of(volume, title, Runtime.getRuntime().maxMemory() / CACHE_SHARE);
  }

  @Override
  ImagePlus make(Values values, Monitor monitor) {
    return open(values);
  }
}
