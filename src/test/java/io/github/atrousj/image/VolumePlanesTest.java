package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import ij.process.ImageProcessor;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedArray;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class VolumePlanesTest {
  private static final int ROWS = 4;
  private static final int COLUMNS = 3;

  /** Chunks of 4 × 3; a value says where it is; what is read is noted. */
  private static final class Noting implements ChunkedArray {
    private final List<List<Integer>> read = new ArrayList<>();

    @Override
    public ArraySpec spec() {
      return new ArraySpec(new int[] {10, 11}, new int[] {ROWS, COLUMNS}, DataType.UINT16, 0);
    }

    @Override
    public float[] readChunk(int... index) {
      read.add(List.of(index[0], index[1]));
      float[] values = new float[ROWS * COLUMNS];
      for (int i = 0; i < values.length; i++) {
        values[i] = 100 * (index[0] * ROWS + i / COLUMNS) + index[1] * COLUMNS + i % COLUMNS;
      }
      return values;
    }

    @Override
    public boolean hasChunk(int... index) {
      return true;
    }

    @Override
    public void writeChunk(float[] values, int... index) {
      throw new UnsupportedOperationException();
    }
  }

  @Test
  void aPlaneReadsEachOfItsChunksOnceWhenOnlyOneIsKept() {
    Noting array = new Noting();
    VolumeAxes axes = new VolumeAxes("yx", new double[] {1, 1}, new double[2], List.of("", ""));
    ImageProcessor plane = VolumeImage.of(new ChunkedVolume(array, axes), "a", 1).getProcessor();
    assertEquals(12, array.read.size());
    assertEquals(12, Set.copyOf(array.read).size());
    for (int y = 0; y < 10; y++) {
      for (int x = 0; x < 11; x++) {
        assertEquals(100 * y + x, plane.getf(x, y));
      }
    }
  }
}
