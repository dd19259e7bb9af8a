package io.github.atrousj.image;

import ij.ImageStack;
import io.github.atrousj.graph.Workers;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/** A result in memory: pixel arrays that are there before the first row. */
final class MemoryStore implements PlaneStore {
  /** Bytes that take longer to clear than a thread to wake. */
  private static final long WORTH_HELP = 1 << 22;

  private final Target target;
  private final Object[] planes;
  private final LongAdder clipped = new LongAdder();
  private final Object[] locks = new Object[64];
  private final AtomicInteger toMake;
  private Runnable helper = () -> {};

  /**
   * Fresh arrays, which are there once it is {@link #ready}: Java clears them first, and the caller
   * may do something else meanwhile.
   *
   * @param threads how many may clear them
   */
  MemoryStore(Target target, int threads) {
    this(target, new Object[target.planes()], 0);
    if (threads > 1 && target.bytes() >= WORTH_HELP) {
      helper = Workers.start(this::make);
    }
  }

  private void make() {
    int i;
    while ((i = toMake.getAndIncrement()) < planes.length) {
      planes[i] = target.type().newPlane(target.planePixels());
    }
  }

  /** Waits for all planes; before any row comes. */
  void ready() {
    make();
    helper.run();
  }

  /**
   * @param planes arrays that become the result; of RGB the fourth byte of every pixel stays
   */
  MemoryStore(Target target, Object[] planes) {
    this(target, planes, planes.length);
  }

  private MemoryStore(Target target, Object[] planes, int made) {
    this.target = target;
    this.planes = planes;
    this.toMake = new AtomicInteger(made);
    for (int i = 0; i < locks.length; i++) {
      locks[i] = new Object();
    }
  }

  @Override
  public void write(int plane, int component, int y, float[] row, int offset) {
    if (target.type() == PixelType.RGB) {
      // The three components of a pixel share one word.
      synchronized (locks[(plane + y) & (locks.length - 1)]) {
        put(plane, component, y, row, offset);
      }
    } else {
      put(plane, component, y, row, offset);
    }
  }

  @Override
  public float[] floats(int plane) {
    return planes[plane] instanceof float[] pixels ? pixels : null;
  }

  @Override
  public byte[] bytes(int plane) {
    return planes[plane] instanceof byte[] pixels ? pixels : null;
  }

  @Override
  public void clipped(int misfits) {
    if (misfits > 0) {
      clipped.add(misfits);
    }
  }

  private void put(int plane, int component, int y, float[] row, int offset) {
    int width = target.width();
    clipped(PixelRows.write(row, offset, planes[plane], component, y * width, width));
  }

  @Override
  public long clipped() {
    return clipped.sum();
  }

  /** The pixels of a plane. */
  Object plane(int index) {
    return planes[index];
  }

  @Override
  public ImageStack finish() {
    ImageStack stack = new ImageStack(target.width(), target.height());
    for (Object plane : planes) {
      stack.addSlice(null, plane);
    }
    return stack;
  }

  @Override
  public void discard() {
    // Nothing outlives this object.
  }
}
