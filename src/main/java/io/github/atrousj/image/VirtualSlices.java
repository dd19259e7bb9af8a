package io.github.atrousj.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ImageProcessor;
import java.util.ArrayDeque;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * The planes of a virtual stack, read one at a time and a few of them kept. Planes that were asked
 * for since the last look are spared when one must go (the clock algorithm); a plane that is there
 * is found without a lock. The stack itself is never written to.
 */
final class VirtualSlices implements Slices {
  private final ImagePlus image;
  private final ImageStack stack;
  private final PixelType type;
  private final int capacity;
  private final AtomicReferenceArray<Object> held;
  private final boolean[] used;
  private final ArrayDeque<Integer> order = new ArrayDeque<>();

  /**
   * @param image an image with a virtual stack
   * @param capacity how many planes to hold at most, at least 1
   */
  VirtualSlices(ImagePlus image, int capacity) {
    this.image = image;
    this.stack = image.getStack();
    this.type = PixelType.of(image);
    this.capacity = Math.max(1, capacity);
    this.held = new AtomicReferenceArray<>(stack.size());
    this.used = new boolean[stack.size()];
  }

  @Override
  public Object pixels(int index) {
    Object pixels = held.get(index);
    if (pixels == null) {
      pixels = load(index);
    }
    // A lost update only makes the choice of the plane to go a little worse.
    used[index] = true;
    return pixels;
  }

  /** Virtual stacks need not allow concurrent reads, so there is one at a time. */
  private synchronized Object load(int index) {
    Object pixels = held.get(index);
    if (pixels != null) {
      return pixels;
    }
    makeRoom();
    pixels = read(index);
    order.addLast(index);
    held.set(index, pixels);
    return pixels;
  }

  private void makeRoom() {
    while (order.size() >= capacity) {
      int oldest = order.removeFirst();
      if (used[oldest]) {
        used[oldest] = false;
        order.addLast(oldest);
      } else {
        held.set(oldest, null);
      }
    }
  }

  private Object read(int index) {
    // ImageJ reads the next slice under the image's lock, and some stacks move in one open file.
    synchronized (image) {
      return pixelsOf(index);
    }
  }

  private Object pixelsOf(int index) {
    ImageProcessor plane =
        stack instanceof VolumeImage.Planes volume
            ? volume.read(index + 1) // not the blank plane that a person would be shown
            : stack.getProcessor(index + 1);
    Object pixels = plane == null ? null : plane.getPixels();
    if (pixels == null || !type.fits(pixels, stack.getWidth() * stack.getHeight())) {
      throw new IllegalArgumentException(
          "slice "
              + (index + 1)
              + " of the virtual stack could not be read as "
              + stack.getWidth()
              + " x "
              + stack.getHeight()
              + " pixels of "
              + type.bits()
              + " bits");
    }
    // A copy, since some stacks hand out the same array for every slice.
    return plane.getPixelsCopy();
  }
}
