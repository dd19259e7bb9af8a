package io.github.atrousj.bench;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import ij.process.ColorProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import ij.process.ShortProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.DilatedConvolution;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * What it costs to go through the plugin: {@code Dilated Convolution...} on an ImageJ image against
 * the engine alone on the same pixels, which are floats already. Both make a new result every time.
 * They are timed in turns; the score of JMH itself is the time of all three together.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 1200, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 2,
    jvmArgsAppend = {"-Xmx3g", "-Djava.awt.headless=true"})
@State(Scope.Benchmark)
public class PluginBenchmark {
  /** Smooths, so that nothing is clipped however often it is applied in place. */
  private static final float[] WEIGHTS = {
    0.0625f, 0.125f, 0.0625f, 0.125f, 0.25f, 0.125f, 0.0625f, 0.125f, 0.0625f
  };

  private static final String KEYS = "kernel=[1/16 1/8 1/16; 1/8 1/4 1/8; 1/16 1/8 1/16] rate=4";

  @Param({"2048", "4096"})
  int side;

  @Param({"8-bit", "16-bit", "32-bit", "RGB"})
  String type;

  private final DilatedConvolution plugin = new DilatedConvolution();
  private final Graph graph = Graph.of(Convolution.of(Kernel.of(3, 3, WEIGHTS)).rate(4));
  private final Runner runner = new Runner();
  private ImagePlus image;
  private ImagePlus own;
  private Volume floats;
  private Values values;
  private Values inPlace;

  /** Makes the image and its floats and checks that both ways give the same pixels. */
  @Setup(Level.Trial)
  public void prepare() {
    image = new ImagePlus("bench", pixels());
    own = new ImagePlus("own", pixels());
    floats = floats(image.getProcessor());
    values = plugin.spec().parse(KEYS);
    inPlace = plugin.spec().parse(KEYS + " output=same");
    Settled.run(this::command);
    Settled.run(() -> plugin.process(own, inPlace, Monitor.NONE));
    Volume expected = engine();
    ImageStack result = command().getStack();
    for (int c = 0; c < expected.shape().channels(); c++) {
      float[] is = (float[]) result.getPixels(c + 1);
      float[] be = expected.plane(c, 0);
      for (int i = 0; i < be.length; i++) {
        if (is[i] != be[i]) {
          throw new IllegalStateException("pixel " + i + " is " + is[i] + ", not " + be[i]);
        }
      }
    }
  }

  private ImageProcessor pixels() {
    byte[] bytes = Data.bytes(1, side * side);
    switch (type) {
      case "8-bit":
        return new ByteProcessor(side, side, bytes);
      case "16-bit":
        ShortProcessor wide = new ShortProcessor(side, side);
        for (int i = 0; i < bytes.length; i++) {
          wide.set(i, (bytes[i] & 0xff) * 257);
        }
        return wide;
      case "32-bit":
        return new FloatProcessor(side, side, Data.uniform(1, side * side));
      default:
        int[] words = new int[side * side];
        for (int i = 0; i < words.length; i++) {
          words[i] = (bytes[i] & 0xff) * 0x010203;
        }
        return new ColorProcessor(side, side, words);
    }
  }

  private static Volume floats(ImageProcessor ip) {
    int channels = ip.getNChannels();
    Volume v = new Volume(new Shape(channels, 1, ip.getHeight(), ip.getWidth()));
    for (int c = 0; c < channels; c++) {
      float[] plane = (float[]) ip.toFloat(c, null).getPixels();
      System.arraycopy(plane, 0, v.plane(c, 0), 0, plane.length);
    }
    return v;
  }

  /**
   * The engine, the command and the command with {@code output=same} one after the other, so that
   * whatever else the machine does meets all three. The last has an image of its own, whose pixels
   * change from run to run; the work does not.
   */
  @Benchmark
  public void turns(Least least, Blackhole taken) {
    long start = System.nanoTime();
    taken.consume(engine());
    long second = System.nanoTime();
    taken.consume(command());
    long third = System.nanoTime();
    taken.consume(plugin.process(own, inPlace, Monitor.NONE));
    least.take(second - start, third - second, System.nanoTime() - third);
  }

  private Volume engine() {
    Volume out = new Volume(floats.shape());
    runner.run(graph, floats, out, Monitor.NONE);
    return out;
  }

  private ImagePlus command() {
    return plugin.process(image, values, Monitor.NONE);
  }

  /**
   * The least time of each in an iteration, in ms. JMH prints their sums over all iterations;
   * {@link Curves} takes the least.
   */
  @AuxCounters(AuxCounters.Type.EVENTS)
  @State(Scope.Thread)
  public static class Least {
    public double engine;
    public double command;
    public double inPlace;

    void take(long engineNanos, long commandNanos, long inPlaceNanos) {
      engine = least(engine, engineNanos);
      command = least(command, commandNanos);
      inPlace = least(inPlace, inPlaceNanos);
    }

    private static double least(double before, long nanos) {
      double ms = nanos * 1e-6;
      return before == 0 ? ms : Math.min(before, ms); // JMH begins an iteration with 0
    }
  }
}
