package io.github.atrousj.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.GraphBlocks;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.KernelLibrary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a job says of its cost before it runs, and stores that it refuses. */
class BlockJobPlanTest {
  private static final int[] SHAPE = {1, 1, 8, 32, 16};
  private static final int[] CHUNK = {1, 1, 4, 8, 16};
  private static final Runner RUNNER = new Runner(1);

  @TempDir Path folder;

  private static Graph mean() {
    return Graph.of(Convolution.of(KernelLibrary.find("mean-3")));
  }

  private BlockJob job(Graph graph, ChunkedVolume out) {
    ChunkedVolume in = Stores.noise(folder.resolve("in"), SHAPE, CHUNK, 1);
    return new BlockJob(
        new GraphBlocks(graph, RUNNER), new ChunkCache(in, 1 << 20), out, 'z', 1, 4, 8);
  }

  @Test
  void costs() {
    BlockJob job = job(mean(), Stores.empty(folder.resolve("out"), SHAPE, CHUNK));
    assertEquals(8, job.blocks().size());
    // The middle block begins at row 0 and reads a row more: two chunks of 4 × 8 × 16 floats.
    assertEquals(2 * 4 * 8 * 16 * 4, job.inputBytes());
    // Blocks of 8 rows read 9 at the edges and 10 inside.
    assertEquals(38 / 32.0, job.haloOverhead(), 1e-12);
    long work =
        new GraphBlocks(mean(), RUNNER)
            .memoryNeeded(new Shape(1, 8, 32, 16), new Region(0, 4, 0, 8));
    assertEquals(4 * 8 * 16 * 4 + work, job.memoryNeeded());
  }

  @ParameterizedTest
  @CsvSource({
    "1, 1, 8, 33, 16, 1, 1", "1, 1, 8, 32, 15, 1, 1", "1, 1, 9, 32, 16, 1, 1",
    "2, 1, 8, 32, 16, 1, 1", "1, 2, 8, 32, 16, 1, 1", "1, 1, 8, 32, 16, 2, 1",
    "1, 1, 8, 32, 16, 1, 2",
  })
  void outputsThatDoNotFit(int t, int c, int z, int y, int x, int chunkT, int chunkC) {
    int[] chunk = {chunkT, chunkC, 4, 8, 16};
    ChunkedVolume out = Stores.empty(folder.resolve("out"), new int[] {t, c, z, y, x}, chunk);
    String line = assertThrows(VolumeException.class, () -> job(mean(), out)).getMessage();
    assertEquals("the output store does not fit what the command makes", line);
  }

  @Test
  void aDamagedChunkIsNamedWhileMeasuring() throws IOException {
    Graph.Builder g = Graph.builder();
    Graph graph = g.build(g.subtract(g.input(), g.globalMean(g.input(), true)));
    BlockJob job = job(graph, Stores.empty(folder.resolve("out"), SHAPE, CHUNK));
    Path chunk = folder.resolve("in/0/0/0/1/2/0");
    assertTrue(Files.exists(chunk));
    Files.write(chunk, new byte[3]);
    String line = assertThrows(VolumeException.class, () -> job.measure(Monitor.NONE)).getMessage();
    assertTrue(line.startsWith("measuring ") && line.contains("chunk 0/0/0/1/2/0 "), line);
  }

  /** Counts the rows that blocks read, each once in a block. */
  private static final class Counting implements Blockwise {
    private final Blockwise operation;
    private long rows;

    Counting(Blockwise operation) {
      this.operation = operation;
    }

    @Override
    public Shape outputShape(Shape input) {
      return operation.outputShape(input);
    }

    @Override
    public Region needed(Shape input, Region region) {
      return operation.needed(input, region);
    }

    @Override
    public long memoryNeeded(Shape input, Region region) {
      return operation.memoryNeeded(input, region);
    }

    @Override
    public void run(
        RowSource image, List<double[]> found, RowSink sink, Region region, Monitor monitor) {
      Set<List<Integer>> read = new HashSet<>();
      RowSource counted =
          new RowSource() {
            @Override
            public Shape shape() {
              return image.shape();
            }

            @Override
            public void read(int channel, int z, int y, float[] into, int offset) {
              read.add(List.of(z, y));
              image.read(channel, z, y, into, offset);
            }
          };
      operation.run(counted, found, sink, region, monitor);
      rows += read.size();
    }
  }

  /** The halo is what the kernel's size and rate say, in the plan and in what is read. */
  @ParameterizedTest
  @CsvSource({"1, 8, 16", "3, 8, 16", "4, 16, 16", "2, 16, 48"})
  void readsTheHaloOfTheReceptiveField(int rate, int planes, int rows) {
    int depth = 48;
    int height = 96;
    int[] shape = {1, 1, depth, height, 16};
    int[] chunk = {1, 1, 8, 16, 16};
    ChunkedVolume in = Stores.noise(folder.resolve("in"), shape, chunk, 1);
    ChunkedVolume out = Stores.empty(folder.resolve("out"), shape, chunk);
    Graph graph = Graph.of(Convolution.of(KernelLibrary.find("sobel-x-3d")).rate(rate, rate, rate));
    Counting counting = new Counting(new GraphBlocks(graph, RUNNER));
    BlockJob job = new BlockJob(counting, new ChunkCache(in, 1 << 20), out, 'z', 1, planes, rows);
    Found none = job.measure(Monitor.NONE);
    job.blocks().forEach(b -> job.run(b, none, Monitor.NONE));
    // Three taps have a field of 1 + 2 · rate; the first and the last block lack half of the halo.
    double field = 1 + 2.0 * rate;
    double alongZ = 1 + (field - 1) * (depth / planes - 1) / depth;
    double alongY = 1 + (field - 1) * (height / rows - 1) / height;
    assertEquals(alongZ * alongY, job.haloOverhead(), 1e-12);
    assertEquals(alongZ * alongY, (double) counting.rows / (depth * height), 1e-12);
  }
}
