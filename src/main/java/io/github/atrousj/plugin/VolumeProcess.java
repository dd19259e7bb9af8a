package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.VolumeImage;
import io.github.atrousj.param.Wording;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.Block;
import io.github.atrousj.volume.BlockJob;
import io.github.atrousj.volume.ChunkCache;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.Found;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.VolumeException;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.JobRecord;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CancellationException;

/**
 * A command run from store to store: the command's text and the stores become a {@link BlockJob}.
 *
 * <p>One process makes or reopens the output by {@link #begin}; others that help it use {@link
 * #join}. Threads of a block are ImageJ's ({@code Prefs.setThreads}).
 */
public final class VolumeProcess {
  /** Larger chunks of the input are not taken over for the output. */
  private static final int MOST_PLANES = 64;

  private static final int MOST_ROWS = 256;
  private static final int MOST_COLUMNS = 1024;

  /** Blocks grow while the halo makes the job read more than this, as long as memory allows. */
  private static final double GOOD_OVERHEAD = 1.25;

  /**
   * How it is done; nothing of it changes the values.
   *
   * @param rows of a block, 0 to choose
   * @param planes of a block, 0 to choose
   * @param bytes for the work and the cache of the input, 0 for a third of the heap
   * @param resume whether to go on with a store that holds part of the result
   * @param format of a new output
   * @param compression of a new output
   */
  public record Settings(
      int rows,
      int planes,
      long bytes,
      boolean resume,
      ZarrWriter.Format format,
      ZarrWriter.Compression compression)
      implements Serializable {
    /** All chosen, a new output in OME-NGFF 0.4 without compression. */
    public static Settings usual() {
      return new Settings(0, 0, 0, false, ZarrWriter.Format.V2, ZarrWriter.Compression.NONE);
    }

    /** The same with another bound on memory. */
    public Settings withBytes(long most) {
      return new Settings(rows, planes, most, resume, format, compression);
    }

    private long budget() {
      return bytes > 0 ? bytes : Runtime.getRuntime().maxMemory() / 3;
    }
  }

  private final CommandText command;
  private final ChunkedVolume input;
  private final FolderStore to;
  private final VolumeCommand.Work made;
  private final Blockwise blocks;
  private final char depthAxis;
  private final Shape shape;
  private final Shape outShape;
  private BlockJob work;
  private Settings settings;

  private VolumeProcess(String from, int level, String to, String text) {
    this.command = CommandText.parse(text);
    this.to = new FolderStore(to);
    FolderStore source = new FolderStore(from);
    if (this.to.root().equals(source.root())) {
      throw new IllegalArgumentException(Wording.path("to", to) + ": is the input itself");
    }
    if (this.to.overlaps(source)) {
      throw new IllegalArgumentException(
          Wording.path("to", to)
              + ": lies in the input's folder or holds it; name a folder beside it");
    }
    this.input = ZarrVolumes.open(source, level);
    ImagePlus image = VolumeImage.of(input, source.root().getFileName() + "", 1L << 20);
    try {
      made = command.command().onVolume(image, command.values());
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "command=" + command.command().title() + ": " + e.getMessage(), e);
    }
    this.blocks = made.blocks();
    if (blocks == null) {
      throw new IllegalArgumentException(
          "command="
              + command.command().title()
              + ": must have the whole image at once and works on open images only");
    }
    this.depthAxis = made.depthAxis();
    this.shape = BlockJob.shapeOf(input, depthAxis).withChannels(made.channels());
    this.outShape = blocks.outputShape(shape);
  }

  /**
   * Makes the output, or opens it to go on.
   *
   * @param level of resolution of the input
   * @throws IllegalArgumentException when it cannot be done, with one line that says why; nothing
   *     is written then
   */
  public static VolumeProcess begin(
      String from, int level, String to, String command, Settings settings) {
    VolumeProcess p = new VolumeProcess(from, level, to, command);
    JobRecord record = JobRecord.read(p.to);
    String input = new FolderStore(from).root() + " level " + level;
    if (record == null) {
      if (p.to.isOccupied()) {
        throw new IllegalArgumentException(
            Wording.path("to", to)
                + ": the folder is not empty and holds no result of this command;"
                + " name a new one");
      }
      ArraySpec spec = p.outputSpec();
      p.fit(settings, ChunkSizes.of(spec, p.depthAxis));
      new JobRecord(p.command.text(), input, p.made.files()).write(p.to);
      p.create(spec, settings);
    } else {
      p.check(record, input, to, settings);
      if (!ZarrWriter.exists(p.to)) {
        p.create(p.outputSpec(), settings);
      }
    }
    p.open(settings);
    return p;
  }

  /**
   * Opens an output that another process has made by {@link #begin} with the same arguments.
   *
   * @throws IllegalArgumentException when it cannot be done, with one line that says why
   */
  public static VolumeProcess join(
      String from, int level, String to, String command, Settings settings) {
    VolumeProcess p = new VolumeProcess(from, level, to, command);
    JobRecord record = JobRecord.read(p.to);
    if (record == null || !record.files().equals(p.made.files())) {
      throw new IllegalArgumentException(
          Wording.path("to", to)
              + ": was not made by this command with the model file that is there now");
    }
    p.open(settings);
    return p;
  }

  private void check(JobRecord record, String input, String path, Settings settings) {
    String what = null;
    if (!record.command().equals(command.text())) {
      what = "the result of another command, \"" + record.command() + "\"";
    } else if (!record.input().equals(input)) {
      what = "the result of another input, " + record.input();
    }
    if (what == null && !record.files().equals(made.files())) {
      what = "the result of this command with another model file than is there now";
    }
    if (what != null) {
      throw new IllegalArgumentException(
          Wording.path("to", path) + ": holds " + what + "; name a new folder");
    }
    if (!settings.resume()) {
      throw new IllegalArgumentException(
          Wording.path("to", path)
              + ": holds a result of this command, whole or in part; give resume to go on"
              + " with it, or name a new folder");
    }
  }

  private void create(ArraySpec spec, Settings settings) {
    ZarrWriter.create(
        to,
        command.command().title().replace("...", ""),
        spec,
        axes(),
        labels(),
        settings.format(),
        settings.compression());
  }

  /** How many volumes a frame has. */
  private int sets() {
    return input.size('c') / made.channels();
  }

  private ArraySpec outputSpec() {
    boolean frames = depthAxis == 't';
    int[] extent = {
      frames ? outShape.depth() : input.size('t'),
      Math.multiplyExact(sets(), outShape.channels()),
      frames ? input.size('z') : outShape.depth(),
      outShape.height(),
      outShape.width()
    };
    int depth = Math.min(MOST_PLANES, Math.min(input.chunk(depthAxis), outShape.depth()));
    int[] chunk = {
      frames ? depth : 1,
      1,
      frames ? 1 : depth,
      Math.min(MOST_ROWS, Math.min(input.chunk('y'), outShape.height())),
      Math.min(MOST_COLUMNS, Math.min(input.chunk('x'), outShape.width()))
    };
    return new ArraySpec(extent, chunk, type(), 0);
  }

  private DataType type() {
    switch (made.kind()) {
      case SAME:
        return input.array().spec().type();
      case LABELS:
        return DataType.UINT8;
      default:
        return DataType.FLOAT32;
    }
  }

  /** Pixel sizes times the jump; the origin moved so that the first output keeps its place. */
  private VolumeAxes axes() {
    double[] scale = new double[5];
    double[] origin = new double[5];
    List<String> units = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      char axis = "tczyx".charAt(i);
      AxisScale s = scaleOf(axis);
      scale[i] = input.axes().scale(axis) * s.jump();
      origin[i] = input.axes().origin(axis) + input.axes().scale(axis) * s.start();
      units.add(input.axes().unit(axis));
    }
    return new VolumeAxes("tczyx", scale, origin, units);
  }

  private AxisScale scaleOf(char axis) {
    boolean kept = outShape.equals(shape.withChannels(outShape.channels()));
    if (kept) {
      return AxisScale.IDENTITY;
    }
    if (axis == 'x' || axis == 'y') {
      return made.scales().of(axis, shape);
    }
    return axis == depthAxis ? made.scales().of('z', shape) : AxisScale.IDENTITY;
  }

  private List<String> labels() {
    List<String> labels = new ArrayList<>();
    if (made.labels().size() == outShape.channels()) {
      for (int c = 0; c < sets(); c++) {
        for (String label : made.labels()) {
          labels.add(sets() > 1 ? "channel " + (c + 1) + " - " + label : label);
        }
      }
    }
    return labels;
  }

  private void open(Settings settings) {
    ChunkedVolume output = ZarrVolumes.open(to, 0);
    ChunkSizes chunks = ChunkSizes.of(output.array().spec(), depthAxis);
    int[] size = fit(settings, chunks);
    this.settings =
        new Settings(
            size[1],
            size[0],
            settings.budget(),
            settings.resume(),
            settings.format(),
            settings.compression());
    work =
        new BlockJob(
            blocks,
            new ChunkCache(input, settings.budget() / 2),
            output,
            depthAxis,
            made.channels(),
            size[0],
            size[1]);
  }

  /** Planes and rows of a block that fits the memory. */
  private int[] fit(Settings settings, ChunkSizes chunks) {
    BlockFit fit = new BlockFit(blocks, input, shape, depthAxis, chunks, settings.budget());
    return fit.choose(settings.planes(), settings.rows(), GOOD_OVERHEAD);
  }

  /** The blocks, their passes and how to run them. */
  public BlockJob job() {
    return work;
  }

  /** With the size of blocks and the memory that were chosen; for {@link #join}. */
  public Settings settings() {
    return settings;
  }

  /** Where the output is. */
  public FolderStore output() {
    return to;
  }

  /**
   * Does everything here, one block after the other; blocks that are complete are skipped.
   *
   * @return how many blocks were computed
   * @throws CancellationException when the monitor stopped it; what is complete stays
   * @throws VolumeException with a line that names the block that failed and says why
   */
  public int run(Monitor monitor) {
    List<Block> todo = new ArrayList<>(work.blocks());
    int all = todo.size();
    todo.removeIf(work::isDone);
    Found found = work.nothing();
    int passes = todo.isEmpty() ? 0 : work.passes();
    if (passes > 0) {
      found = work.measure(share(monitor, 0, 0.5));
    }
    double from = passes > 0 ? 0.5 : 0;
    for (int i = 0; i < todo.size(); i++) {
      if (monitor.cancelled()) {
        throw new CancellationException();
      }
      double step = (1 - from) / todo.size();
      work.run(todo.get(i), found, share(monitor, from + i * step, step));
    }
    return Math.min(all, todo.size());
  }

  private static Monitor share(Monitor whole, double from, double part) {
    return new Monitor() {
      @Override
      public void progress(double done) {
        whole.progress(from + part * done);
      }

      @Override
      public boolean cancelled() {
        return whole.cancelled();
      }
    };
  }

  /** What is done, in a line. */
  public String describe() {
    return String.format(
        java.util.Locale.ROOT,
        "%d blocks; the halo makes each voxel be read %.2f times",
        work.blocks().size(),
        work.haloOverhead());
  }

  /** Extents of the output's chunks along the depth, rows and columns. */
  record ChunkSizes(int planes, int rows, int columns) {
    static ChunkSizes of(ArraySpec spec, char depthAxis) {
      int[] c = spec.chunk();
      return new ChunkSizes(c["tczyx".indexOf(depthAxis)], c[3], c[4]);
    }
  }

  @Override
  public String toString() {
    return command.text() + " of " + Arrays.toString(input.array().spec().shape());
  }
}
