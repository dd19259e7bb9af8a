package io.github.atrousj.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The moment from which loops on the Vector API are used instead of plain ones, which give the same
 * bits. Until HotSpot's last compiler has compiled vector loops every vector is an object, and they
 * are up to a thousand times slower than afterwards. So the first runs take the plain loops, while
 * a thread of its own practises both; as soon as the vector loops win, they take over. Where they
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
   * Values of a row that is practised on. With so many the calls and the passes through their loops
   * that make Java compile a method (600 and 15 000) come about together; the last are no whole
   * vector.
   */
  public static final int LENGTH = 405;

  /** The first run, which everybody waits for, has the compiler to itself for so long. */
  private static final long BEFORE_MILLIS = 200;

  /**
   * Values of a row while Java interprets the loops: it compiles them after 200 calls, at first.
   */
  private static final int SHORT = 69;

  private static final int SHORT_ROUNDS = 220;

  /**
   * Rounds after which the compiler has been asked for its best and needs time, not more rounds.
   */
  private static final int ENOUGH = 4000;

  private static final long PAUSE_MILLIS = 2;

  /** After so long the plain loops stay: practice takes under a second where it leads on. */
  private static final long MOST_NANOS = 20_000_000_000L;

  /** Rounds in a row that are no chance. */
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

  private static volatile boolean practising;

  final Supplier<IntConsumer> plain;
  final Supplier<IntConsumer> vector;
  private final long mostNanos;
  private final AtomicBoolean begun = new AtomicBoolean();
  private final CompletableFuture<Boolean> end = new CompletableFuture<>();
  private volatile boolean done;

  /**
   * @param plain makes rounds of the plain loops: they take so many values, at most {@link
   *     #LENGTH}, of a few rows that stay in cache
   * @param vector makes the same of those on the Vector API
   */
  public ChangeOver(Supplier<IntConsumer> plain, Supplier<IntConsumer> vector) {
    this(plain, vector, AT_ONCE, MOST_NANOS);
  }

  ChangeOver(
      Supplier<IntConsumer> plain, Supplier<IntConsumer> vector, boolean atOnce, long mostNanos) {
    this.plain = plain;
    this.vector = vector;
    this.mostNanos = mostNanos;
    if (atOnce || HOPELESS) {
      begun.set(true);
      end(atOnce);
    }
  }

  private static Thread daemon(Runnable work) {
    Thread t = new Thread(work, "AtrousJ practice");
    t.setDaemon(true);
    return t;
  }

  /** Whether the vector loops have taken over. The first call begins the practice. */
  public boolean isDone() {
    if (!done && begun.compareAndSet(false, true)) {
      try {
        THREAD.execute(this::practise);
      } catch (OutOfMemoryError noThread) {
        end(false); // whoever needs rows gets them from the plain loops
      }
    }
    return done;
  }

  /** Waits until the practice, which it may begin, has ended; whether vector loops take over. */
  boolean await() {
    return isDone() || end.join();
  }

  /**
   * How many of so many threads a run should use: one fewer while loops are practised, of two or
   * more. With all of them at work beside it the practice would take several times as long.
   */
  public static int threadsLeft(int threads) {
    return Math.max(1, practising ? threads - 1 : threads);
  }

  /** Waits until nothing is practised: for measurements. */
  public static void settle() throws InterruptedException {
    while (THREAD.getActiveCount() > 0 || !THREAD.getQueue().isEmpty()) {
      Thread.sleep(PAUSE_MILLIS);
    }
  }

  private void practise() {
    boolean takesOver = false;
    try {
      Thread.sleep(BEFORE_MILLIS);
      practising = true;
      takesOver = race(plain.get(), vector.get());
    } catch (InterruptedException | RuntimeException | Error failed) {
      // Short of memory, or an API that is not as it was: nobody waits for the vector loops.
    }
    practising = !THREAD.getQueue().isEmpty();
    end(takesOver);
  }

  /** Whether the vector loops come to keep up with the plain ones. */
  private boolean race(IntConsumer p, IntConsumer v) throws InterruptedException {
    long begin = System.nanoTime();
    int kept = 0;
    for (int round = 0; kept < IN_A_ROW && System.nanoTime() - begin < mostNanos; round++) {
      boolean compiled = round >= SHORT_ROUNDS;
      int n = compiled ? LENGTH : SHORT;
      boolean keepsUp = nanos(v, n) < NEARLY * nanos(p, n);
      kept = compiled && keepsUp ? kept + 1 : 0;
      if (round > ENOUGH && !keepsUp) {
        Thread.sleep(PAUSE_MILLIS);
      }
    }
    return kept == IN_A_ROW;
  }

  private void end(boolean takesOver) {
    done = takesOver;
    end.complete(takesOver);
  }

  private static long nanos(IntConsumer round, int n) {
    long start = System.nanoTime();
    round.accept(n);
    return System.nanoTime() - start;
  }
}
