package io.github.atrousj.graph;

import java.lang.ref.SoftReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Large arrays that finished runs leave to the next one, of the next slice or of the next setting
 * of a preview, unless the heap has needed them in between. A fresh array would be cleared first,
 * in memory that no cache holds and that the operating system may yet have to find.
 */
public final class SpareMemory {
  /** What is left takes no more: the rest of the heap is for images. */
  private static final long MOST_BYTES = Runner.LAYER_BUDGET;

  /** The ones left last come first. */
  private static final Deque<SoftReference<float[][]>> LEFT = new ArrayDeque<>();

  private SpareMemory() {}

  /** Arrays with any content. */
  public static float[][] take(int count, int length) {
    synchronized (LEFT) {
      for (Iterator<SoftReference<float[][]>> i = LEFT.iterator(); i.hasNext(); ) {
        float[][] rows = i.next().get();
        if (rows == null) {
          i.remove();
        } else if (rows.length == count && rows[0].length == length) {
          i.remove();
          return rows;
        }
      }
    }
    return new float[count][length];
  }

  /** Leaves arrays of one length that nobody uses any more. */
  public static void leave(float[][] rows) {
    if ((long) rows.length * rows[0].length * Float.BYTES > MOST_BYTES) {
      return;
    }
    synchronized (LEFT) {
      LEFT.addFirst(new SoftReference<>(rows));
      long bytes = 0;
      for (Iterator<SoftReference<float[][]>> i = LEFT.iterator(); i.hasNext(); ) {
        float[][] left = i.next().get();
        if (left != null) {
          bytes += (long) left.length * left[0].length * Float.BYTES;
        }
        if (left == null || bytes > MOST_BYTES) {
          i.remove();
        }
      }
    }
  }

  /** Gives back all that runs have left; for whoever counts what is free. */
  public static void forget() {
    synchronized (LEFT) {
      LEFT.clear();
    }
    Workspace.forget();
  }
}
