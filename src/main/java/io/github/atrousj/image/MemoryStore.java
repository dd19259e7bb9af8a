package io.github.atrousj.image;

import ij.ImageStack;
import java.util.concurrent.atomic.LongAdder;

/** A result in memory: pixel arrays that are there from the start. */
final class MemoryStore implements PlaneStore {
  private final Target target;
  private final Object[] planes;
  private final LongAdder clipped = new LongAdder();
  private final Object[] locks = new Object[64];

  /** Fresh arrays. */
  MemoryStore(Target target) {
    this(target, new Object[target.planes()]);
    for (int i = 0; i < planes.length; i++) {
      planes[i] = target.type().newPlane(target.planePixels());
    }
  }

  /**
   * @param planes arrays that become the result; of RGB the fourth byte of every pixel stays
   */
  MemoryStore(Target target, Object[] planes) {
    this.target = target;
    this.planes = planes;
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
