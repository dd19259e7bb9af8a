package io.github.atrousj.engine;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The moment from which loops on the Vector API are used instead of plain ones, which give the same
 * bits. Until HotSpot's last compiler has compiled vector loops every vector is an object, and they
 * are up to a thousand times slower than afterwards. So the first runs take the plain loops, while
 * a thread of its own practises both; once the vector loops keep up, they take over. Where they
 * never do, as in a JVM without that compiler or on a processor that its vectors do not suit, the
 * plain loops stay.
 *
 * <p>{@code -Datrousj.accelerator=at-once} leaves the practice out: for tests.
 */
public final class ChangeOver {
  private static final boolean AT_ONCE =
      "at-once".equals(System.getProperty("atrousj.accelerator"));

  /** Whether this JVM never compiles vectors: it only interprets, or its last compiler is off. */
  private static final boolean HOPELESS =
      System.getProperty("java.vm.info", "").matches(".*(interpreted mode|emulated-client).*");

  /**
   * Values of a row that is practised on. At this length a method reaches HotSpot's 600 calls and
   * its 15 000 calls and passes through loops at about the same time; no multiple of a vector.
   */
  public static final int LENGTH = 405;

  /**
   * Values of a row while Java interprets the loops, which takes longest: it compiles them, without
   * its last compiler, after 200 calls of any length.
   */
  private static final int SHORT = 69;

  private static final int SHORT_ROUNDS = 220;

  /**
   * Rounds after which the compiler has been asked for its best and needs time, not more rounds.
   */
  private static final int ENOUGH = 4000;

  /** From then on so many rounds are timed together, for clocks of coarse steps. */
  private static final int TOGETHER = 8;

  private static final long PAUSE_MILLIS = 2;

  /** The first run, which everybody waits for, has the compiler to itself for so long. */
  private static final long BEFORE_NANOS = 200_000_000;

  /** After so long the plain loops stay; beside other work practice takes a second or two. */
  private static final long MOST_NANOS = 20_000_000_000L;

  /** So many rounds in a row are no coincidence. */
  private static final int IN_A_ROW = 20;

  /**
   * How much longer vector loops may take: they gain on longer rows what they lose here, and what
   * is not compiled takes twenty times as long and more.
   */
  private static final double NEARLY = 1.5;

  /** One practice after the other, on a thread that ends when there is none. */
  private static final ThreadPoolExecutor THREAD =
      new ThreadPoolExecutor(
          0, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), ChangeOver::daemon);

  /** Practices that have been asked for and have not ended. */
  private static final AtomicInteger WAITED_FOR = new AtomicInteger();

  private static volatile boolean practising;

  final Supplier<IntConsumer> plain;
  final Supplier<IntConsumer> vector;
  private final long mostNanos;
  private final AtomicBoolean begun = new AtomicBoolean();
  private volatile boolean done;

  /**
   * @param plain makes rounds of the plain loops: they take so many values, at most {@link
   *     #LENGTH}, of a few rows that stay in cache
   * @param vector makes the same of those on the Vector API
   */
  public ChangeOver(Supplier<IntConsumer> plain, Supplier<IntConsumer> vector) {
    this(plain, vector, AT_ONCE || HOPELESS, AT_ONCE, MOST_NANOS);
  }

  /**
   * @param decided whether there is no practice
   * @param done whether the vector loops are in use from the first on
   */
  ChangeOver(
      Supplier<IntConsumer> plain,
      Supplier<IntConsumer> vector,
      boolean decided,
      boolean done,
      long mostNanos) {
    this.plain = plain;
    this.vector = vector;
    this.mostNanos = mostNanos;
    this.done = done;
    begun.set(decided);
  }

  private static Thread daemon(Runnable work) {
    Thread t = new Thread(work, "AtrousJ practice");
    t.setDaemon(true);
    return t;
  }

  /** Whether the vector loops have taken over. The first call begins the practice. */
  public boolean isDone() {
    if (!done && begun.compareAndSet(false, true)) {
      long now = System.nanoTime();
      Runnable practice = () -> practise(now);
      WAITED_FOR.incrementAndGet();
      try {
        THREAD.execute(practice);
      } catch (OutOfMemoryError noThread) {
        // Whoever needs rows gets them from the plain loops; the next run may have more luck.
        if (THREAD.remove(practice)) {
          WAITED_FOR.decrementAndGet();
          begun.set(false);
        }
      }
    }
    return done;
  }

  /**
   * Whether loops are practised right now. With all threads of a run at work beside it the practice
   * would take several times as long.
   */
  public static boolean isPractising() {
    return practising;
  }

  /**
   * Waits until nothing is practised: for measurements.
   *
   * @param mostMillis the longest wait
   * @throws InterruptedException when the thread is interrupted
   */
  public static void settle(long mostMillis) throws InterruptedException {
    for (long ms = 0; ms < mostMillis && WAITED_FOR.get() > 0; ms += PAUSE_MILLIS) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  /**
   * @param asked when the first run asked for it
   */
  private void practise(long asked) {
    try {
      TimeUnit.NANOSECONDS.sleep(asked + BEFORE_NANOS - System.nanoTime());
      practising = true;
      done = race(plain.get(), vector.get());
    } catch (OutOfMemoryError scarce) {
      begun.set(false); // the next run asks again
    } catch (RuntimeException | LinkageError incompatible) {
      // The incubating API may differ in a later Java: the plain loops, which are in use, stay.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does; the practice is over
    } finally {
      practising = false;
      WAITED_FOR.decrementAndGet();
    }
  }

  /** Whether the vector loops come to keep up with the plain ones. */
  private boolean race(IntConsumer p, IntConsumer v) throws InterruptedException {
    long begin = System.nanoTime();
    int kept = 0;
    for (int round = 0; kept < IN_A_ROW && System.nanoTime() - begin < mostNanos; round++) {
      boolean compiled = round >= SHORT_ROUNDS;
      int n = compiled ? LENGTH : SHORT;
      int together = round < ENOUGH ? 1 : TOGETHER;
      boolean keepsUp = nanos(v, n, together) < NEARLY * nanos(p, n, together);
      kept = compiled && keepsUp ? kept + 1 : 0;
      if (round >= ENOUGH && !keepsUp) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return kept == IN_A_ROW;
  }

  private static long nanos(IntConsumer round, int n, int times) {
    long start = System.nanoTime();
    for (int i = 0; i < times; i++) {
      round.accept(n);
    }
    return System.nanoTime() - start;
  }
}
