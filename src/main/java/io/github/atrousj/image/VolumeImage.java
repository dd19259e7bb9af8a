package io.github.atrousj.image;

import ij.IJ;
import ij.ImagePlus;
import ij.VirtualStack;
import ij.measure.Calibration;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkCache;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.VolumeException;
import java.util.Arrays;
import java.util.Map;

/**
 * A chunked volume as an image whose planes are read when they are looked at. Unsigned integers of
 * 8 and 16 bits are shown as they are, everything else as 32-bit.
 */
public final class VolumeImage {
  /** Units as OME-NGFF spells them and as ImageJ does. */
  private static final Map<String, String> UNITS =
      Map.of(
          "micrometer", "micron",
          "nanometer", "nm",
          "millimeter", "mm",
          "centimeter", "cm",
          "meter", "m",
          "second", "sec",
          "millisecond", "ms");

  private VolumeImage() {}

  /**
   * Makes the image; it is not shown.
   *
   * @param cacheBytes bound on the chunks that are kept
   * @throws VolumeException when ImageJ could not hold its planes or the heap has no room for one
   */
  public static ImagePlus of(ChunkedVolume volume, String title, long cacheBytes) {
    return of(volume, title, cacheBytes, HeapBudget.ofThisProcess());
  }

  static ImagePlus of(ChunkedVolume volume, String title, long cacheBytes, HeapBudget budget) {
    int channels = volume.size('c');
    int slices = volume.size('z');
    int frames = volume.size('t');
    long pixels = (long) volume.size('x') * volume.size('y');
    if (pixels > Integer.MAX_VALUE - 8 || (long) channels * slices * frames > 1 << 26) {
      throw new VolumeException(
          "a volume of "
              + volume.size('x')
              + " x "
              + volume.size('y')
              + " pixels in "
              + (long) channels * slices * frames
              + " planes is more than ImageJ can hold (2^31 pixels a plane, 2^26 planes)");
    }
    requireHeap(volume, pixels, budget);
    ImagePlus image = new ImagePlus(title, new Planes(volume, cacheBytes));
    image.setDimensions(channels, slices, frames);
    image.setOpenAsHyperStack(image.getNDimensions() > 3);
    image.setCalibration(calibration(volume.axes()));
    return image;
  }

  /** Held against the heap before anything is shown, since ImageJ reads a plane at once. */
  private static void requireHeap(ChunkedVolume volume, long pixels, HeapBudget budget) {
    ArraySpec spec = volume.array().spec();
    long plane = HeapBudget.arrayBytes(pixels * (Planes.bits(spec.type()) / Byte.SIZE));
    // A plane is put together from one chunk after another, by the rows of a chunk.
    long chunk = HeapBudget.arrayBytes((long) spec.chunkValues() * Float.BYTES);
    long rows = Math.min(volume.chunk('y'), volume.size('y'));
    long band = HeapBudget.arrayBytes(rows * volume.size('x') * Float.BYTES);
    long need = plane + chunk + band;
    if (!budget.fits(need)) {
      String advice =
          "give ImageJ more memory (Edit > Options > Memory & Threads) or take a coarser level";
      throw new VolumeException(
          "a plane of "
              + volume.size('x')
              + " x "
              + volume.size('y')
              + " pixels: "
              + budget.refusal(need, advice).getMessage());
    }
  }

  private static Calibration calibration(VolumeAxes axes) {
    Calibration cal = new Calibration();
    cal.pixelWidth = axes.scale('x');
    cal.pixelHeight = axes.scale('y');
    cal.pixelDepth = axes.scale('z');
    cal.frameInterval = axes.position('t') < 0 ? 0 : axes.scale('t');
    cal.xOrigin = -axes.origin('x') / cal.pixelWidth;
    cal.yOrigin = -axes.origin('y') / cal.pixelHeight;
    cal.zOrigin = -axes.origin('z') / cal.pixelDepth;
    cal.setXUnit(unit(axes, 'x'));
    cal.setYUnit(unit(axes, 'y'));
    cal.setZUnit(axes.position('z') < 0 ? unit(axes, 'x') : unit(axes, 'z'));
    if (!axes.unit('t').isEmpty()) {
      cal.setTimeUnit(unit(axes, 't'));
    }
    return cal;
  }

  private static String unit(VolumeAxes axes, char axis) {
    String unit = axes.unit(axis);
    return unit.isEmpty() ? "pixel" : UNITS.getOrDefault(unit, unit);
  }

  /** The planes; one that cannot be read is blank when it is looked at, with a line in the log. */
  static final class Planes extends VirtualStack {
    private final ChunkedVolume volume;
    private final ChunkCache cache;
    private final DataType type;
    private String said = "";

    Planes(ChunkedVolume volume, long cacheBytes) {
      super(volume.size('x'), volume.size('y'), null, null);
      this.volume = volume;
      this.cache = new ChunkCache(volume, cacheBytes);
      this.type = volume.array().spec().type();
      setBitDepth(bits(type));
    }

    private static int bits(DataType type) {
      return type == DataType.UINT8 ? 8 : type == DataType.UINT16 ? 16 : 32;
    }

    @Override
    public ImageProcessor getProcessor(int n) {
      try {
        return read(n);
      } catch (VolumeException e) {
        // Thrown at ImageJ it would be a stack trace for every move of the slider.
        if (!e.getMessage().equals(said)) {
          said = e.getMessage();
          IJ.log("Plane " + n + " is shown blank: " + said);
        }
        return blank();
      }
    }

    private ImageProcessor blank() {
      Object pixels = pixels();
      if (pixels instanceof float[] floats) {
        Arrays.fill(floats, Float.NaN);
      }
      return processor(pixels);
    }

    private Object pixels() {
      int n = getWidth() * getHeight();
      return type == DataType.UINT8
          ? new byte[n]
          : type == DataType.UINT16 ? new short[n] : new float[n];
    }

    private ImageProcessor processor(Object pixels) {
      int width = getWidth();
      int height = getHeight();
      if (pixels instanceof byte[] bytes) {
        return new ByteProcessor(width, height, bytes, null);
      }
      return pixels instanceof short[] shorts
          ? new ShortProcessor(width, height, shorts, null)
          : new FloatProcessor(width, height, (float[]) pixels);
    }

    /**
     * A plane.
     *
     * @throws VolumeException when one of its chunks cannot be read
     */
    ImageProcessor read(int n) {
      int width = getWidth();
      int height = getHeight();
      int channels = volume.size('c');
      int slices = volume.size('z');
      int plane = n - 1;
      int t = plane / channels / slices;
      int z = plane / channels % slices;
      Object pixels = pixels();
      int band = Math.min(height, volume.chunk('y'));
      float[] rows = new float[band * width];
      // Row by row, a cache of fewer chunks than lie across would read each of them for every row.
      for (int y = 0; y < height; y += band) {
        int count = Math.min(band, height - y);
        cache.rows(t, plane % channels, z, y, count, rows, 0);
        PixelRows.write(rows, 0, pixels, 0, y * width, count * width);
      }
      return processor(pixels);
    }

    @Override
    public int size() {
      return volume.size('c') * volume.size('z') * volume.size('t');
    }

    @Override
    public int getSize() {
      return size();
    }

    @Override
    public String getSliceLabel(int n) {
      return null;
    }
  }
}
