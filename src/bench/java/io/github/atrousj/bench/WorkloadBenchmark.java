package io.github.atrousj.bench;

import io.github.atrousj.graph.Runner;
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

/**
 * One benchmark for each piece of work. The result is held to the reference before it is timed.
 * Which loops run is chosen by the JVM's arguments: {@code --add-modules jdk.incubator.vector}, and
 * {@code -Datrousj.accelerator=off} to leave the accelerator out all the same.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 3, jvmArgsAppend = "-Xmx3g")
public class WorkloadBenchmark {
  /** A piece of work, checked, and the runner for it. */
  @State(Scope.Benchmark)
  public abstract static class Prepared {
    @Param({"1", "2"})
    int threads;

    private final String name;
    private Workload workload;
    private Runner runner;

    Prepared(String name) {
      this.name = name;
    }

    /** Makes the data and checks the result. */
    @Setup
    public void prepare() {
      workload = Workloads.of(name);
      runner = new Runner(threads);
      System.out.println("largest difference from the reference: " + workload.verify(runner));
    }

    void run() {
      workload.run(runner);
    }
  }

  /** 3×3, rate 4, 2048². */
  @State(Scope.Benchmark)
  public static class W1 extends Prepared {
    public W1() {
      super("W1");
    }
  }

  /** 5×5, rate 8, 4096². */
  @State(Scope.Benchmark)
  public static class W2 extends Prepared {
    public W2() {
      super("W2");
    }
  }

  /** ASPP of one channel. */
  @State(Scope.Benchmark)
  public static class W3 extends Prepared {
    public W3() {
      super("W3");
    }
  }

  /** Starlet, 5 scales. */
  @State(Scope.Benchmark)
  public static class W4 extends Prepared {
    public W4() {
      super("W4");
    }
  }

  /** 3×3×3, rate 2. */
  @State(Scope.Benchmark)
  public static class W5 extends Prepared {
    public W5() {
      super("W5");
    }
  }

  /** Context module, 16 channels. */
  @State(Scope.Benchmark)
  public static class W6 extends Prepared {
    public W6() {
      super("W6");
    }
  }

  /** ASPP head, 64 channels. */
  @State(Scope.Benchmark)
  public static class W7 extends Prepared {
    public W7() {
      super("W7");
    }
  }

  /** 8-bit Laplacian, rate 4. */
  @State(Scope.Benchmark)
  public static class W8 extends Prepared {
    public W8() {
      super("W8");
    }
  }

  @Benchmark
  public void w1(W1 state) {
    state.run();
  }

  @Benchmark
  public void w2(W2 state) {
    state.run();
  }

  @Benchmark
  public void w3(W3 state) {
    state.run();
  }

  @Benchmark
  public void w4(W4 state) {
    state.run();
  }

  @Benchmark
  public void w5(W5 state) {
    state.run();
  }

  @Benchmark
  public void w6(W6 state) {
    state.run();
  }

  @Benchmark
  public void w7(W7 state) {
    state.run();
  }

  @Benchmark
  public void w8(W8 state) {
    state.run();
  }
}
