package io.github.atrousj.image;

import ij.ImagePlus;
import ij.ImageStack;

/** The pixel arrays of a stack, by 0-based index; safe to ask from several threads. */
interface Slices {
  /** The live or cached pixels of a plane: not to be written to. */
  Object pixels(int index);

  /** A plane that is in memory for as long as its image is, or null: it must be asked for anew. */
  default Object resident(int index) {
    return null;
  }

  /** The planes of a stack that is in memory, without copying any. */
  static InMemory inMemory(ImagePlus image) {
    ImageStack stack = image.getStack();
    Object[] planes = new Object[stack.size()];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = stack.getPixels(i + 1);
    }
    return new InMemory(planes);
  }

  /**
   * The planes of an image, read as they are needed when the stack is virtual.
   *
   * @param capacity how many planes of a virtual stack may be held at once
   */
  static Slices of(ImagePlus image, int capacity) {
    return image.getStack().isVirtual() ? new VirtualSlices(image, capacity) : inMemory(image);
  }

  /** All planes, live. */
  record InMemory(Object[] planes) implements Slices {
    /** The same with another array for one plane. */
    InMemory with(int index, Object pixels) {
      Object[] others = planes.clone();
      others[index] = pixels;
      return new InMemory(others);
    }

    @Override
    public Object pixels(int index) {
      return planes[index];
    }

    @Override
    public Object resident(int index) {
      return planes[index];
    }
  }
}
