package io.github.atrousj.engine;

/**
 * Chooses the loops: those on the Vector API when the JVM was started with {@code --add-modules
 * jdk.incubator.vector} on a machine with fast fused multiply-add, the plain ones otherwise. Each
 * kind of vector loops takes over from the plain ones once it keeps up ({@link ChangeOver}). {@code
 * -Datrousj.accelerator=off} forces plain.
 */
public final class Accelerator {
  private static final Loops VECTOR = find();
  private static final Loops FIRST = VECTOR == null ? new PlainLoops() : VECTOR;

  private static final long MOST_MILLIS = 30_000;

  private Accelerator() {}

  private static Loops find() {
    // The vector loops always fuse; without fast hardware the plain ones do not, and the bits would
    // differ.
    if (!Fma.FAST
        || "off".equals(System.getProperty("atrousj.accelerator"))
        || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return null;
    }
    try {
      // By name, so that nothing here needs the incubating module to be loaded or compiled against.
      return Class.forName("io.github.atrousj.engine.VectorLoops")
          .asSubclass(Loops.class)
          .getDeclaredConstructor()
          .newInstance();
    } catch (ReflectiveOperationException | LinkageError incompatible) {
      // The incubating API may differ in a later Java; the plain loops give the same bits.
      return null;
    }
  }

  /** Whether the Vector API is there to be used. */
  public static boolean isActive() {
    return VECTOR != null;
  }

  /** What has become of the Vector API. */
  public enum State {
    /** Java was started without it, or it was switched off. */
    OFF,
    /** It is there, but its loops do not keep up with the plain ones here, which stay in use. */
    SLOWER,
    /** It is in use. */
    ON
  }

  /**
   * Which loops 3×3 kernels take; waits until it is known and nothing else is practised either
   * ({@link ChangeOver}): a second or two, half a minute at the most.
   */
  public static State await() {
    if (VECTOR == null) {
      return State.OFF;
    }
    VECTOR.takesVectors(); // begins the practice
    try {
      ChangeOver.settle(MOST_MILLIS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return VECTOR.takesVectors() ? State.ON : State.SLOWER;
  }

  static Loops create() {
    return FIRST.another();
  }
}
