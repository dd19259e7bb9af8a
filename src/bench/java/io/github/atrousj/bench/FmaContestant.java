package io.github.atrousj.bench;

import io.github.atrousj.engine.Volume;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/** What arithmetic allows: the work's multiply-adds in registers, with no memory at all. */
final class FmaContestant extends Contestant {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** As many chains as hide the latency of the instruction without spilling registers. */
  private static final int CHAINS = 10;

  /** Steps of one call: few enough that the compiler takes over soon. */
  private static final int CALL = 20_000;

  private final long steps;
  private volatile float sink;

  FmaContestant(String name) {
    steps = Limits.multiplyAdds(Workloads.of(name)) / SPECIES.length() / CHAINS;
  }

  @Override
  String title() {
    return "multiply-add";
  }

  @Override
  void run(int threads) throws InterruptedException {
    Parallel.run(
        threads,
        (index, of) -> {
          float sum = 0;
          for (long left = steps / of; left > 0; left -= CALL) {
            sum += chains((int) Math.min(CALL, left));
          }
          sink = sum;
        });
  }

  private static float chains(int n) {
    FloatVector m = FloatVector.broadcast(SPECIES, 0.999f);
    FloatVector c = FloatVector.broadcast(SPECIES, 0.001f);
    FloatVector a0 = c;
    FloatVector a1 = c.mul(2);
    FloatVector a2 = c.mul(3);
    FloatVector a3 = c.mul(4);
    FloatVector a4 = c.mul(5);
    FloatVector a5 = c.mul(6);
    FloatVector a6 = c.mul(7);
    FloatVector a7 = c.mul(8);
    FloatVector a8 = c.mul(9);
    FloatVector a9 = c.mul(10);
    for (int i = 0; i < n; i++) {
      a0 = a0.fma(m, c);
      a1 = a1.fma(m, c);
      a2 = a2.fma(m, c);
      a3 = a3.fma(m, c);
      a4 = a4.fma(m, c);
      a5 = a5.fma(m, c);
      a6 = a6.fma(m, c);
      a7 = a7.fma(m, c);
      a8 = a8.fma(m, c);
      a9 = a9.fma(m, c);
    }
    FloatVector sum = a0.add(a1).add(a2).add(a3).add(a4).add(a5).add(a6).add(a7).add(a8).add(a9);
    return sum.lane(0);
  }

  @Override
  Volume result() {
    return null;
  }
}
