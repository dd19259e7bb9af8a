package io.github.atrousj.volume;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Fuse;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.GraphBlocks;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.starlet.Anscombe;
import io.github.atrousj.starlet.Denoise;
import io.github.atrousj.starlet.Starlet;
import io.github.atrousj.starlet.StarletTransform;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.KeyStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BlockJobTest {
  private static final int[] SHAPE = {2, 2, 13, 37, 41};
  private static final int[] CHUNK = {1, 1, 4, 8, 16};
  private static final Runner RUNNER = new Runner(2);

  @TempDir Path folder;

  private interface Whole {
    void run(Volume in, RowSink out);
  }

  /** Computes by blocks in random order and compares with the whole, for each channel and frame. */
  private void assertSameBits(Blockwise operation, Whole whole) {
    ChunkedVolume in = Stores.noise(folder.resolve("in"), SHAPE, CHUNK, 1);
    Shape s = BlockJob.shapeOf(in, 'z');
    Shape o = operation.outputShape(s);
    int[] shape = {2, 2 * o.channels(), o.depth(), o.height(), o.width()};
    ChunkedVolume out = Stores.empty(folder.resolve("out"), shape, new int[] {1, 1, 5, 7, 16});
    BlockJob job = new BlockJob(operation, new ChunkCache(in, 1 << 16), out, 'z', 1, 3, 9);
    Found found = job.measure(Monitor.NONE);
    List<Block> blocks = job.blocks();
    Collections.shuffle(blocks, new Random(3));
    blocks.forEach(b -> assertFalse(job.isDone(b)));
    blocks.forEach(b -> job.run(b, found, Monitor.NONE));
    blocks.forEach(b -> assertTrue(job.isDone(b)));
    for (int t = 0; t < 2; t++) {
      for (int c = 0; c < 2; c++) {
        compare(in, out, t, c, o, whole);
      }
    }
  }

  private void compare(ChunkedVolume in, ChunkedVolume out, int t, int c, Shape o, Whole whole) {
    Shape s = BlockJob.shapeOf(in, 'z');
    float[][] planes = new float[s.depth()][];
    for (int z = 0; z < planes.length; z++) {
      planes[z] = Stores.plane(in, t, c, z);
    }
    Volume expected = new Volume(o);
    whole.run(new Volume(s, planes), expected);
    for (int k = 0; k < o.channels(); k++) {
      for (int z = 0; z < o.depth(); z++) {
        float[] made = Stores.plane(out, t, c * o.channels() + k, z);
        assertArrayEquals(expected.plane(k, z), made, "t " + t + " c " + c + " k " + k + " z " + z);
      }
    }
  }

  private void assertSameBits(Graph graph) {
    assertSameBits(
        new GraphBlocks(graph, RUNNER),
        (in, out) -> new Runner(1).run(graph, in, out, Monitor.NONE));
  }

  @Test
  void convolutionOfPlanesWithStride() {
    assertSameBits(
        Graph.of(Convolution.of(KernelLibrary.find("laplacian-8")).rate(3, 3, 1).stride(2, 2, 1)));
  }

  @Test
  void convolutionOfVolumesThatFoldsBackAtTheBorder() {
    float[] w = new float[27];
    for (int i = 0; i < w.length; i++) {
      w[i] = (i % 5 - 2) / 7f;
    }
    assertSameBits(
        Graph.of(Convolution.of(Kernel.volume(3, 3, 3, w)).rate(2, 5, 3).border(Border.CIRCULAR)));
  }

  @Test
  void asppWithImageLevelBranches() {
    for (boolean threeD : new boolean[] {false, true}) {
      Graph.Builder g = Graph.builder();
      Node far =
          g.convolve(g.input(), Convolution.of(KernelLibrary.find("gaussian-5")).rate(4, 4, 1));
      Node mean = g.globalMean(far, threeD);
      Node bins = g.pyramid(g.input(), 3, threeD);
      assertSameBits(g.build(g.fuse(Fuse.MEAN, far, mean, bins)));
      delete();
    }
  }

  private void delete() {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path p : all.sorted(Collections.reverseOrder()).toList()) {
        if (!p.equals(folder)) {
          Files.delete(p);
        }
      }
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void denoisingWithNoiseFoundInPlanesAndInVolumes() {
    for (Starlet starlet : List.of(Starlet.planes(3), Starlet.volumes(3))) {
      Denoise.Settings settings =
          new Denoise.Settings(
              3,
              Denoise.Rule.SOFT,
              Double.NaN,
              new double[] {1, 0.5, 1, 0.9},
              new Anscombe(1, 0, 2),
              true);
      Denoise denoise = new Denoise(starlet, settings, RUNNER);
      assertSameBits(
          denoise.blocks(),
          (in, out) ->
              denoise.run(
                  in,
                  out,
                  new Region(0, in.shape().depth(), 0, in.shape().height()),
                  Monitor.NONE));
      delete();
    }
  }

  @Test
  void starletTransform() {
    for (Starlet starlet :
        List.of(Starlet.planes(3), new Starlet(3, 2, true, 1, Border.SYMMETRIC))) {
      StarletTransform transform = new StarletTransform(starlet, RUNNER);
      assertSameBits(
          transform.blocks(),
          (in, out) ->
              transform.forward(
                  in,
                  out,
                  new Region(0, in.shape().depth(), 0, in.shape().height()),
                  Monitor.NONE));
      delete();
    }
  }

  @Test
  void alongFrames() {
    ChunkedVolume in = Stores.noise(folder.resolve("in"), new int[] {9, 2, 3, 8, 8}, CHUNK, 1);
    Graph graph = Graph.of(Convolution.of(Kernel.volume(1, 1, 3, new float[] {1, 2, 4})));
    ChunkedVolume out =
        Stores.empty(folder.resolve("out"), new int[] {9, 2, 3, 8, 8}, new int[] {4, 1, 1, 8, 8});
    BlockJob job =
        new BlockJob(
            new GraphBlocks(graph, RUNNER), new ChunkCache(in, 1 << 20), out, 't', 1, 4, 8);
    job.blocks().forEach(b -> job.run(b, job.nothing(), Monitor.NONE));
    float made = Stores.plane(out, 5, 1, 2)[9];
    float expected =
        Stores.plane(in, 4, 1, 2)[9]
            + 2 * Stores.plane(in, 5, 1, 2)[9]
            + 4 * Stores.plane(in, 6, 1, 2)[9];
    assertEquals(expected, made, 1e-3);
  }

  @Test
  void theHaloIsThatOfTheGeometry() {
    Graph graph = Graph.of(Convolution.of(Kernel.volume(3, 3, 3, new float[27])).rate(1, 2, 3));
    Region needed =
        new GraphBlocks(graph, RUNNER)
            .needed(new Shape(1, 100, 100, 10), new Region(20, 30, 40, 44));
    // A kernel of nothing but zeros would read nothing; its taps count all the same.
    assertEquals(new Region(17, 33, 38, 46), needed);
  }

  /** Counts what is read of a volume whose chunks are single rows. */
  private record Counted(ChunkedArray array, AtomicInteger reads) implements ChunkedArray {
    @Override
    public ArraySpec spec() {
      return array.spec();
    }

    @Override
    public float[] readChunk(int... index) {
      reads.incrementAndGet();
      return array.readChunk(index);
    }

    @Override
    public boolean hasChunk(int... index) {
      return array.hasChunk(index);
    }

    @Override
    public void writeChunk(float[] values, int... index) {
      array.writeChunk(values, index);
    }
  }

  /** Kernel 5 at rate 2 has a field of 9: inside, blocks of B read (B + 8) rows and planes. */
  @Test
  void whatIsReadIsWhatTheGeometrySays() {
    int[] shape = {1, 1, 24, 48, 8};
    ChunkedVolume rows = Stores.noise(folder.resolve("in"), shape, new int[] {1, 1, 1, 1, 8}, 2);
    AtomicInteger reads = new AtomicInteger();
    ChunkedVolume in = new ChunkedVolume(new Counted(rows.array(), reads), rows.axes());
    ChunkedVolume out = Stores.empty(folder.resolve("out"), shape, new int[] {1, 1, 8, 16, 8});
    float[] w = new float[125];
    Arrays.fill(w, 0.1f);
    w[7] = 2;
    Graph graph = Graph.of(Convolution.of(Kernel.volume(5, 5, 5, w)).rate(2, 2, 2));
    double predicted = 0;
    for (Block b :
        new BlockJob(
                new GraphBlocks(graph, RUNNER), new ChunkCache(in, 1 << 24), out, 'z', 1, 8, 16)
            .blocks()) {
      // A cache of its own for each block, so that nothing is shared with the one before.
      BlockJob job =
          new BlockJob(
              new GraphBlocks(graph, RUNNER), new ChunkCache(in, 1 << 24), out, 'z', 1, 8, 16);
      int before = reads.get();
      job.run(b, job.nothing(), Monitor.NONE);
      if (b.z0() == 8 && b.y0() == 16) {
        assertEquals((8 + 8) * (16 + 8), reads.get() - before);
      }
      predicted = job.haloOverhead();
    }
    assertEquals(predicted, reads.get() / (24.0 * 48), 1e-12);
  }

  /** A disk that is full after so many values. */
  private record Full(FolderStore store, int[] left) implements KeyStore {
    @Override
    public String name() {
      return store.name();
    }

    @Override
    public long size(String key) throws IOException {
      return store.size(key);
    }

    @Override
    public byte[] read(String key, long offset, int length) throws IOException {
      return store.read(key, offset, length);
    }

    @Override
    public void write(String key, byte[] value) throws IOException {
      if (left[0]-- <= 0) {
        throw new IOException("No space left on device");
      }
      store.write(key, value);
    }
  }

  @Test
  void aFullDiskNamesTheBlockAndLeavesWholeChunks() {
    ChunkedVolume in = Stores.noise(folder.resolve("in"), SHAPE, CHUNK, 1);
    int[] left = {100};
    Full full = new Full(new FolderStore(folder.resolve("out").toString()), left);
    ChunkedVolume out = Stores.empty(full, SHAPE, CHUNK);
    Graph graph = Graph.of(Convolution.of(KernelLibrary.find("mean-3")));
    BlockJob job =
        new BlockJob(
            new GraphBlocks(graph, RUNNER), new ChunkCache(in, 1 << 20), out, 'z', 1, 4, 8);
    left[0] = 4;
    Found none = job.nothing();
    job.run(job.blocks().get(0), none, Monitor.NONE);
    VolumeException e =
        assertThrows(VolumeException.class, () -> job.run(job.blocks().get(1), none, Monitor.NONE));
    assertTrue(
        e.getMessage().contains("rows 8 to 15")
            && e.getMessage().contains("chunk 0/0/0/0/1/1 ")
            && e.getMessage().endsWith("cannot be written: No space left on device"),
        e.getMessage());
    Stores.forEachChunk(
        out,
        index -> {
          if (out.array().hasChunk(index)) {
            out.array().readChunk(index);
          }
        });
  }

  /** An interrupted thread cannot read files; that is no fault of the chunk. */
  @Test
  void anInterruptedRunIsStoppedAndNotFailed() {
    ChunkedVolume in = Stores.noise(folder.resolve("in"), SHAPE, CHUNK, 1);
    ChunkedVolume out = Stores.empty(folder.resolve("out"), SHAPE, CHUNK);
    Graph graph = Graph.of(Convolution.of(KernelLibrary.find("mean-3")));
    BlockJob job =
        new BlockJob(
            new GraphBlocks(graph, new Runner(1)), new ChunkCache(in, 1 << 20), out, 'z', 1, 4, 8);
    Monitor byInterruption =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return Thread.currentThread().isInterrupted();
          }
        };
    Thread.currentThread().interrupt();
    try {
      assertThrows(
          java.util.concurrent.CancellationException.class,
          () -> job.run(job.blocks().get(0), job.nothing(), byInterruption));
    } finally {
      assertTrue(Thread.interrupted());
    }
  }
}
