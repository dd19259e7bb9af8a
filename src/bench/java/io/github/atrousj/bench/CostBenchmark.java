package io.github.atrousj.bench;

import io.github.atrousj.graph.Runner;
import io.github.atrousj.kernel.Kernel;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** What the cost of a convolution depends on: one quantity is varied, everything else is fixed. */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 4, time = 400, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx4g")
public class CostBenchmark {
  private static final int SIDE = 2048;
  private static final int RATE = 4;

  /** A checked piece of work on all processors unless said. */
  public abstract static class Prepared {
    private Workload workload;
    private Runner runner;

    abstract Workload workload();

    Runner runner() {
      return new Runner();
    }

    /** Makes the data and checks the result. */
    @Setup
    public void prepare() {
      workload = workload();
      runner = runner();
      workload.verify(runner);
    }

    void run() {
      workload.run(runner);
    }
  }

  private static Kernel noise(int size) {
    return Kernel.of(size, size, Data.normal(1, size * size, 1.0 / size));
  }

  /** 3×3 on 2048². */
  @State(Scope.Benchmark)
  public static class Rate extends Prepared {
    @Param({"1", "2", "4", "8", "16", "32", "64", "128", "256"})
    int rate;

    @Override
    Workload workload() {
      return Workloads.convolution("rate " + rate, noise(3), rate, SIDE);
    }
  }

  /** Rate 4 on 2048². */
  @State(Scope.Benchmark)
  public static class KernelSize extends Prepared {
    @Param({"3", "5", "7", "9", "11", "15", "21", "31"})
    int size;

    @Param({"true", "false"})
    boolean separable;

    @Override
    Workload workload() {
      Kernel kernel = separable ? product(size) : noise(size);
      return Workloads.convolution("size " + size, kernel, RATE, SIDE);
    }

    private static Kernel product(int size) {
      float[] w = new float[size * size];
      for (int i = 0; i < w.length; i++) {
        double dx = (i % size - size / 2) / (size / 4.0);
        double dy = (i / size - size / 2) / (size / 4.0);
        w[i] = (float) Math.exp(-(dx * dx + dy * dy) / 2);
      }
      return Kernel.of(size, size, w).normalized();
    }
  }

  /** 3×3 at rate 4. */
  @State(Scope.Benchmark)
  public static class ImageSize extends Prepared {
    @Param({"512", "1024", "2048", "4096", "8192", "16384"})
    int side;

    @Override
    Workload workload() {
      return Workloads.convolution("side " + side, noise(3), RATE, side);
    }
  }

  /** 5×5 at rate 8 on 4096². */
  @State(Scope.Benchmark)
  public static class Threads extends Prepared {
    @Param({"1", "2", "3", "4"})
    int threads;

    @Override
    Workload workload() {
      return Workloads.of("W2");
    }

    @Override
    Runner runner() {
      return new Runner(threads);
    }
  }

  /** An ASPP of 3×3 kernels at rates 6, 12, 18 … beside the image and its mean; 2048². */
  @State(Scope.Benchmark)
  public static class Branches extends Prepared {
    @Param({"1", "2", "3", "4", "6", "8"})
    int branches;

    @Override
    Workload workload() {
      int[] rates = new int[branches];
      for (int i = 0; i < branches; i++) {
        rates[i] = 6 * (i + 1);
      }
      return Workloads.aspp(branches + " branches", rates);
    }
  }

  @Benchmark
  public void rate(Rate state) {
    state.run();
  }

  @Benchmark
  public void kernel(KernelSize state) {
    state.run();
  }

  @Benchmark
  public void image(ImageSize state) {
    state.run();
  }

  @Benchmark
  public void threads(Threads state) {
    state.run();
  }

  @Benchmark
  public void branches(Branches state) {
    state.run();
  }
}
