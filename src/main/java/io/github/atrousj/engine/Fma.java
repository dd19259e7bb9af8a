package io.github.atrousj.engine;

/**
 * Whether this machine multiplies and adds in one instruction. Without it {@link Math#fma} is
 * emulated in software, hundreds of times slower, and the plain loops multiply and add instead; the
 * last bit of a result may then differ from other machines'.
 */
public final class Fma {
  /** Fixed at start-up, so that the compiler drops the other branch of every loop. */
  public static final boolean FAST = measure();

  private Fma() {}

  private static boolean measure() {
    // Emulation goes through BigDecimal: over a microsecond each. In hardware even interpreted code
    // takes tens of nanoseconds. The limit lies far from both, so a busy machine decides alike.
    float sink = 0;
    long best = Long.MAX_VALUE;
    for (int round = 0; round < 20; round++) {
      long start = System.nanoTime();
      for (int i = 0; i < 200; i++) {
        sink = Math.fma(0.999f, sink, 1.1f + i);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return sink != 0 && best < 200 * 500;
  }

  static float fma(float a, float b, float c) {
    return FAST ? Math.fma(a, b, c) : a * b + c;
  }
}
