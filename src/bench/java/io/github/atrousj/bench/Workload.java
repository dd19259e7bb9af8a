package io.github.atrousj.bench;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Runner;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * A piece of work to be timed: its input, where its result goes and what the result must be.
 *
 * @param name such as W1
 * @param input the image as floats
 * @param work computes the whole result
 * @param output the last result as floats
 * @param check what the result must be
 * @param weights the kernels by name, for other programs that do the same work
 */
record Workload(
    String name,
    Volume input,
    Consumer<Runner> work,
    Supplier<Volume> output,
    Check check,
    Map<String, float[]> weights) {

  /**
   * The plain definition to hold results to.
   *
   * @param halo columns and rows around a pixel that it depends on
   * @param haloZ planes before and after it that it depends on
   * @param tolerance the largest difference allowed
   * @param reference computes the result of a piece of the input that is cut out with its halo
   */
  record Check(int halo, int haloZ, float tolerance, UnaryOperator<Volume> reference) {}

  /** A graph from one volume to another. */
  static Workload of(
      String name, Graph graph, Volume in, Check check, Map<String, float[]> weights) {
    Shape shape = graph.outputShape(in.shape());
    Volume out = new Volume(shape);
    return new Workload(
        name,
        in,
        runner -> runner.run(graph, in, out, Monitor.NONE),
        () -> out,
        check,
        new LinkedHashMap<>(weights));
  }

  void run(Runner runner) {
    work.accept(runner);
  }

  /**
   * Runs until the loops that are to be timed are in use and compares corners and the middle with
   * the reference.
   *
   * @return the largest difference
   * @throws IllegalStateException when it is larger than allowed: there is nothing to time then
   */
  double verify(Runner runner) {
    Settled.run(() -> run(runner));
    double difference = Patches.difference(input, output.get(), check);
    if (!(difference <= check.tolerance())) {
      throw new IllegalStateException(
          name
              + " differs from the reference by "
              + difference
              + ", more than "
              + check.tolerance());
    }
    return difference;
  }
}
