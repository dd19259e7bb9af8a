package io.github.atrousj.bench;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.Fma;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Runner;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/** AtrousJ; checked against its reference before anything is timed. */
final class AtrousContestant extends Contestant {
  private final Workload work;
  private final double difference;

  AtrousContestant(String name) {
    work = Workloads.of(name);
    difference = work.verify(new Runner());
  }

  @Override
  String title() {
    String loops =
        Accelerator.await() == Accelerator.State.ON
            ? "Vector API"
            : Fma.FAST ? "plain" : "plain, no FMA";
    return String.format(
        Locale.ROOT,
        "AtrousJ, %s%s, Java %d\tagainst reference: %.2g",
        loops,
        asked("-XX:+UseTransparentHugePages") ? ", large pages" : "",
        Runtime.version().feature(),
        difference);
  }

  private static boolean asked(String argument) {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().contains(argument);
  }

  @Override
  void run(int threads) {
    work.run(new Runner(threads));
  }

  @Override
  Volume result() {
    return work.output().get();
  }
}
