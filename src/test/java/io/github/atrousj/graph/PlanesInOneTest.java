package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.kernel.Kernel;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Planes that are parts of the same memory, such as the components of RGB. */
class PlanesInOneTest {
  /** A volume of which so many planes belong together; remembers the order of planes read. */
  private static final class Together implements RowSource {
    final Set<List<Integer>> tilesRead = Collections.synchronizedSet(new LinkedHashSet<>());
    private final Volume volume;
    private final int planes;
    private final int tileRows;

    Together(Volume volume, int planes, int tileRows) {
      this.volume = volume;
      this.planes = planes;
      this.tileRows = tileRows;
    }

    @Override
    public Shape shape() {
      return volume.shape();
    }

    @Override
    public void read(int channel, int z, int y, float[] into, int offset) {
      tilesRead.add(List.of(y / tileRows, z));
      volume.read(channel, z, y, into, offset);
    }

    @Override
    public int planesInOne() {
      return planes;
    }
  }

  private static Volume noise(int depth, int height, int width) {
    Volume v = new Volume(new Shape(1, depth, height, width));
    Random random = new Random(depth * 31 + height);
    for (int z = 0; z < depth; z++) {
      for (int i = 0; i < v.plane(0, z).length; i++) {
        v.plane(0, z)[i] = random.nextFloat();
      }
    }
    return v;
  }

  private static Graph kernel(int depth, int height) {
    float[] weights = new float[depth * height * 3];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = i - 3.5f;
    }
    return Graph.of(
        Convolution.of(Kernel.volume(3, height, depth, weights)).rate(1, 2, depth == 1 ? 1 : 2));
  }

  @ParameterizedTest
  @CsvSource({
    "1, 3, 6, 3, 0, 6", "1, 3, 6, 3, 1, 6", "1, 3, 6, 3, 3, 6", "1, 3, 6, 3, 0, 5",
    "3, 3, 6, 3, 0, 6", "1, 3, 6, 2, 2, 6", "1, 1, 9, 3, 0, 9", "1, 3, 5, 5, 0, 5"
  })
  void haveTheValuesOfOthers(int kz, int ky, int depth, int planes, int from, int to) {
    Volume in = noise(depth, 70, 41);
    Graph graph = kernel(kz, ky);
    for (int threads = 1; threads <= 3; threads++) {
      for (int rows : new int[] {5, 16, 70}) {
        Runner runner = new Runner(threads).tiles(1, rows);
        Region region = new Region(from, to, 3, 64);
        Volume expected = new Volume(in.shape());
        runner.run(graph, in, expected, region, Monitor.NONE);
        Volume out = new Volume(in.shape());
        runner.run(graph, new Together(in, planes, rows), out, region, Monitor.NONE);
        for (int z = 0; z < depth; z++) {
          assertArrayEquals(expected.plane(0, z), out.plane(0, z));
        }
      }
    }
  }

  @Test
  void areReadOneRightAfterTheOther() {
    Together source = new Together(noise(6, 40, 9), 3, 10);
    Volume out = new Volume(source.shape());
    new Runner(1).tiles(1, 10).run(kernel(1, 1), source, out, Monitor.NONE);
    int at = 0;
    for (List<Integer> tile : source.tilesRead) {
      assertEquals(List.of(at / 3 % 4, at / 12 * 3 + at % 3), tile);
      at++;
    }
    assertEquals(24, at);
  }
}
