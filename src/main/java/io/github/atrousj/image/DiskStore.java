package io.github.atrousj.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.io.FileInfo;
import ij.plugin.FileInfoVirtualStack;
import ij.process.LUT;
import io.github.atrousj.param.Wording;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.LongAdder;

/**
 * A result on disk: one TIFF stack, every row written to its place as it comes, so that no plane is
 * ever held. RGB is stored plane by plane (planar configuration).
 */
final class DiskStore implements PlaneStore {
  private final Target target;
  private final Path file;
  private final FileChannel channel;
  private final long start;
  private final LongAdder clipped = new LongAdder();
  private final ThreadLocal<RowBytes> scratch;
  private final String[] labels;

  private DiskStore(Target target, Path file, byte[] header, String[] labels) throws IOException {
    this.target = target;
    this.file = file;
    this.labels = labels;
    this.start = header.length;
    this.scratch = ThreadLocal.withInitial(() -> new RowBytes(target));
    this.channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    writeAt(ByteBuffer.wrap(header), 0);
  }

  /**
   * Starts a file {@code TITLE.tif} (or {@code TITLE-1.tif} … when that exists).
   *
   * @param folder made when it is missing
   * @throws IllegalArgumentException when the folder cannot be used or the disk is too full
   */
  static DiskStore create(String folder, String title, Target target, ResultImage result) {
    try {
      Path home = Files.createDirectories(Path.of(folder));
      long need = bytes(target);
      FileStore disk = Files.getFileStore(home);
      if (disk.getUsableSpace() < need) {
        throw new IllegalArgumentException(
            Wording.path("folder", folder)
                + ": the result needs "
                + HeapBudget.text(need)
                + ", "
                + HeapBudget.roundedDown(disk.getUsableSpace())
                + " is free on that disk");
      }
      String[] labels = result.sliceLabels();
      return new DiskStore(target, free(home, title), result.header(labels, null), labels);
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(
          Wording.path("folder", folder) + ": cannot be written to, " + Wording.reason(e), e);
    }
  }

  private static Path free(Path home, String title) {
    String name = title.replaceAll("[\\\\/:*?\"<>|\\p{Cntrl}]", "_");
    Path file = home.resolve(name + ".tif");
    for (int i = 1; Files.exists(file); i++) {
      file = home.resolve(name + "-" + i + ".tif");
    }
    return file;
  }

  private static int pixelBytes(Target target) {
    return target.type() == PixelType.RGB ? 3 : target.type().bytes();
  }

  private static long bytes(Target target) {
    return (long) target.planes() * target.planePixels() * pixelBytes(target);
  }

  @Override
  public void write(int plane, int component, int y, float[] row, int offset) {
    RowBytes bytes = scratch.get();
    int misfits = bytes.fill(row, offset);
    if (misfits > 0) {
      clipped.add(misfits);
    }
    long pixel = (long) plane * target.planePixels() * pixelBytes(target);
    long inPlane =
        target.type() == PixelType.RGB
            ? (long) component * target.planePixels() + (long) y * target.width()
            : (long) y * target.width() * pixelBytes(target);
    try {
      writeAt(bytes.buffer(), start + pixel + inPlane);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
  }

  private void writeAt(ByteBuffer bytes, long position) throws IOException {
    long at = position;
    while (bytes.hasRemaining()) {
      at += channel.write(bytes, at);
    }
  }

  @Override
  public long clipped() {
    return clipped.sum();
  }

  /** Opens the planes as a virtual stack; the file stays where it is. */
  @Override
  public ImageStack finish() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
    FileInfo[] planes = new FileInfo[target.planes()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = fileInfo(start + (long) i * target.planePixels() * pixelBytes(target));
    }
    planes[0].sliceLabels = labels;
    VirtualStack stack = new FileInfoVirtualStack(planes);
    stack.setBitDepth(target.type().bits());
    return stack;
  }

  private FileInfo fileInfo(long offset) {
    FileInfo info = new FileInfo();
    info.fileFormat = FileInfo.TIFF;
    info.fileType = fileType();
    info.directory = file.toFile().getAbsoluteFile().getParent() + "/";
    info.fileName = file.toFile().getName();
    info.width = target.width();
    info.height = target.height();
    info.longOffset = offset;
    info.samplesPerPixel = target.type() == PixelType.RGB ? 3 : 1;
    return info;
  }

  private int fileType() {
    switch (target.type()) {
      case BYTE:
        return FileInfo.GRAY8;
      case SHORT:
        return FileInfo.GRAY16_UNSIGNED;
      case RGB:
        return FileInfo.RGB_PLANAR;
      default:
        return FileInfo.GRAY32_FLOAT;
    }
  }

  /** Writes the header again, the display ranges being known, and tells the image its file. */
  void describe(ImagePlus made, ResultImage result) {
    byte[] header = result.header(labels, displayRanges(made));
    try (FileChannel again = FileChannel.open(file, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = ByteBuffer.wrap(header);
      while (bytes.hasRemaining()) {
        again.write(bytes, bytes.position());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be written", e);
    }
    FileInfo info = fileInfo(start);
    info.nImages = target.planes();
    made.setFileInfo(info);
  }

  private double[] displayRanges(ImagePlus made) {
    double[] ranges = new double[2 * target.channels()];
    LUT[] luts = made.getLuts();
    for (int i = 0; i < luts.length; i++) {
      ranges[2 * i] = luts[i].min;
      ranges[2 * i + 1] = luts[i].max;
    }
    return ranges;
  }

  @Override
  public void discard() {
    try {
      channel.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(file + " could not be deleted", e);
    }
  }

  /** One thread's row in the file's bytes. */
  private static final class RowBytes {
    private final Target target;
    private final Object pixels;
    private final ByteBuffer bytes;

    RowBytes(Target target) {
      this.target = target;
      // A component of RGB is a row of bytes.
      PixelType stored = target.type() == PixelType.RGB ? PixelType.BYTE : target.type();
      this.pixels = stored.newPlane(target.width());
      this.bytes = ByteBuffer.allocateDirect(target.width() * stored.bytes());
    }

    int fill(float[] row, int offset) {
      int misfits = PixelRows.write(row, offset, pixels, 0, 0, target.width());
      bytes.clear();
      if (pixels instanceof float[] floats) {
        bytes.asFloatBuffer().put(floats);
      } else if (pixels instanceof short[] shorts) {
        bytes.asShortBuffer().put(shorts);
      } else {
        bytes.duplicate().put((byte[]) pixels);
      }
      return misfits;
    }

    ByteBuffer buffer() {
      return bytes;
    }
  }
}
