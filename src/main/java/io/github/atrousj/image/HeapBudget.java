package io.github.atrousj.image;

import com.sun.management.HotSpotDiagnosticMXBean;
import io.github.atrousj.graph.SpareMemory;
import java.lang.management.ManagementFactory;
import java.util.Locale;
import java.util.function.LongSupplier;

/** What a job needs of the heap, held against what is left of it before anything is allocated. */
final class HeapBudget {
  private static final long MEGABYTE = 1 << 20;

  /** What the Java side of a run takes whatever its size: threads, classes, small objects. */
  private static final long BASE = 4 * MEGABYTE;

  private final LongSupplier available;

  HeapBudget(LongSupplier available) {
    this.available = available;
  }

  /** The heap of this Java process. */
  static HeapBudget ofThisProcess() {
    return new HeapBudget(HeapBudget::unused);
  }

  private static long unused() {
    Runtime runtime = Runtime.getRuntime();
    return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
  }

  /**
   * Bytes left; a tight heap is collected first, so that neither dead images count nor what runs
   * have left to the next.
   */
  long available(long need) {
    long free = available.getAsLong();
    if (free < need + BASE) {
      SpareMemory.forget();
      System.gc();
      free = available.getAsLong();
    }
    return Math.max(0, free - BASE);
  }

  boolean fits(long need) {
    return need <= available(need);
  }

  /**
   * The refusal.
   *
   * @param need bytes
   * @param advice what to do, a clause
   */
  IllegalArgumentException refusal(long need, String advice) {
    return new IllegalArgumentException(
        "not enough memory: this needs "
            + text(need)
            + ", "
            + roundedDown(available(need))
            + " is available; "
            + advice);
  }

  /** Bytes that an array of the given payload takes. */
  static long arrayBytes(long payload) {
    return roundedToRegions(payload + 16, Region.SIZE);
  }

  /**
   * The G1 collector gives an array of half a region or more whole regions of its own, so planes of
   * a power of two take up to twice their size.
   */
  static long roundedToRegions(long bytes, long region) {
    if (region <= 0 || bytes < region / 2) {
      return bytes;
    }
    return (bytes + region - 1) / region * region;
  }

  private static final class Region {
    static final long SIZE = find();

    /** 0 when another collector is at work or the Java machine does not tell. */
    private static long find() {
      try {
        HotSpotDiagnosticMXBean vm =
            ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
        return Boolean.parseBoolean(vm.getVMOption("UseG1GC").getValue())
            ? Long.parseLong(vm.getVMOption("G1HeapRegionSize").getValue())
            : 0;
      } catch (RuntimeException | LinkageError e) {
        return 0;
      }
    }
  }

  /** A size for people, rounded up: {@code 812 MB}, {@code 3.4 GB}. */
  static String text(long bytes) {
    return inMegabytes(-Math.floorDiv(-bytes, MEGABYTE));
  }

  /** The same rounded down, for what is there rather than wanted. */
  static String roundedDown(long bytes) {
    return inMegabytes(bytes / MEGABYTE);
  }

  private static String inMegabytes(long n) {
    return n < 1000 ? n + " MB" : String.format(Locale.ROOT, "%.1f GB", n / 1024.0);
  }
}
