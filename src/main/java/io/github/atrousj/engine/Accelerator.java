package io.github.atrousj.engine;

import java.lang.reflect.Constructor;

/**
 * Chooses the loops: those on the Vector API when the JVM was started with {@code --add-modules
 * jdk.incubator.vector} on a machine with fast fused multiply-add, the plain ones otherwise. {@code
 * -Datrousj.accelerator=off} forces plain.
 */
public final class Accelerator {
  private static final Constructor<? extends Loops> VECTOR = find();

  private Accelerator() {}

  private static Constructor<? extends Loops> find() {
    // The vector loops always fuse; without fast hardware the plain ones do not, and the bits would
    // differ.
    if (!Fma.FAST
        || "off".equals(System.getProperty("atrousj.accelerator"))
        || ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
      return null;
    }
    try {
      // By name, so that nothing here needs the incubating module to be loaded or compiled against.
      Constructor<? extends Loops> constructor =
          Class.forName("io.github.atrousj.engine.VectorLoops")
              .asSubclass(Loops.class)
              .getDeclaredConstructor();
      constructor.newInstance();
      return constructor;
    } catch (ReflectiveOperationException | LinkageError incompatible) {
      // The incubating API may differ in a later Java; the plain loops give the same bits.
      return null;
    }
  }

  /** Whether the Vector API is in use. */
  public static boolean isActive() {
    return VECTOR != null;
  }

  static Loops create() {
    if (VECTOR == null) {
      return new PlainLoops();
    }
    try {
      return VECTOR.newInstance();
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(e);
    }
  }
}
