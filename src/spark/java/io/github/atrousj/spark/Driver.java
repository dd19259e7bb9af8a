package io.github.atrousj.spark;

import io.github.atrousj.plugin.VolumeProcess;
import io.github.atrousj.plugin.VolumeProcess.Settings;
import io.github.atrousj.volume.Block;
import io.github.atrousj.volume.BlockJob;
import io.github.atrousj.volume.Found;
import java.util.ArrayList;
import java.util.List;
import org.apache.spark.SparkConf;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/** The course of a run: what is left to do, the passes over the whole, the blocks. */
final class Driver {
  private final JavaSparkContext context;
  private final VolumeProcess process;
  private final Work work;

  /**
   * Makes or reopens the output.
   *
   * @throws IllegalArgumentException when it cannot be done, with one line; nothing is written then
   */
  Driver(JavaSparkContext context, Work given) {
    this.context = context;
    Settings s = given.settings();
    long bytes = s.bytes() > 0 ? s.bytes() : bytesOfATask(context);
    this.process = given.with(s.withBytes(bytes)).begin();
    // Blocks are the same everywhere, whatever memory an executor has.
    this.work = given.with(process.settings());
  }

  /**
   * Runs it.
   *
   * @return a line that says what was done
   * @throws io.github.atrousj.volume.VolumeException with a line that says which block failed
   */
  String run() {
    try {
      List<Block> todo = todo();
      int computed = 0;
      if (!todo.isEmpty()) {
        Broadcast<Found> found = context.broadcast(measure());
        Work w = work;
        for (boolean one : each("computing", todo, b -> Executor.run(w, b, found.value()))) {
          computed += one ? 1 : 0;
        }
        found.destroy();
      }
      return process.output().root() + ": " + computed + " of " + process.describe();
    } finally {
      Executor.clear();
    }
  }

  private List<Block> todo() {
    List<Block> all = process.job().blocks();
    if (!work.settings().resume()) {
      return all;
    }
    // A store of a million chunks is asked by all machines, not by one.
    Work w = work;
    List<Boolean> done = each("looking for complete blocks", all, b -> Executor.isDone(w, b));
    List<Block> todo = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      if (!done.get(i)) {
        todo.add(all.get(i));
      }
    }
    return todo;
  }

  /**
   * The passes over the whole: parts are measured and joined in any order; sums are exact, so they
   * have the same bits on any number of machines.
   */
  private Found measure() {
    BlockJob job = process.job();
    Found found = job.nothing();
    for (int pass = 0; pass < job.passes(); pass++) {
      List<Block> parts = job.parts(pass);
      Broadcast<Found> before = context.broadcast(found);
      Work w = work;
      int n = pass;
      String what = "pass " + (pass + 1) + " of " + job.passes();
      List<double[]> measured = each(what, parts, b -> Executor.measure(w, n, b, before.value()));
      found = job.combine(pass, parts, measured, found);
      before.destroy();
    }
    return found;
  }

  /** One task for each block; results in the order of the blocks. */
  private <T> List<T> each(String what, List<Block> blocks, Function<Block, T> task) {
    context.setJobGroup("AtrousJ", what);
    try {
      return context.parallelize(blocks, blocks.size()).map(task).collect();
    } catch (Exception e) { // Spark's own is a checked one that its methods do not declare
      throw Failure.of(e, blocks);
    }
  }

  /** A third of the heap of an executor, shared by the tasks that run in it at a time. */
  private static long bytesOfATask(JavaSparkContext context) {
    SparkConf conf = context.getConf();
    long heap = Runtime.getRuntime().maxMemory();
    int cores = context.defaultParallelism();
    if (!context.isLocal()) {
      long[] there = context.parallelize(List.of(0), 1).map(i -> machine()).first();
      heap = there[0];
      cores = conf.getInt("spark.executor.cores", (int) there[1]);
    }
    return heap / 3 / Math.max(1, cores / conf.getInt("spark.task.cpus", 1));
  }

  private static long[] machine() {
    Runtime r = Runtime.getRuntime();
    return new long[] {r.maxMemory(), r.availableProcessors()};
  }
}
