package io.github.atrousj.host;

import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;

/** Stacks on which something happens in the middle of a run: when planes are read the n-th time. */
final class ReadTrigger {
  /** By which an image remembers that it is a starlet transform. */
  private static final String TRANSFORM = "AtrousJ_Starlet";

  private static final String READERS = "io.github.atrousj.image.";

  private final int at;
  private final Runnable event;
  private int reads;

  /**
   * @param at the number of the read, from 1; 0 for none
   */
  ReadTrigger(int at, Runnable event) {
    this.at = at;
    this.event = event;
  }

  /** Reads by ImageJ itself, such as for a window, do not count. */
  private synchronized void read() {
    boolean ours =
        StackWalker.getInstance()
            .walk(all -> all.anyMatch(f -> f.getClassName().startsWith(READERS)));
    if (ours && ++reads == at) {
      event.run();
    }
  }

  /** How many planes were read so far. */
  synchronized int reads() {
    return reads;
  }

  /** An image of the planes, type and properties of another. */
  ImagePlus image(ImagePlus source, boolean virtual) {
    ImagePlus image =
        new ImagePlus(source.getTitle(), virtual ? virtual(source) : inMemory(source));
    image.setDimensions(source.getNChannels(), source.getNSlices(), source.getNFrames());
    image.setProp(TRANSFORM, source.getProp(TRANSFORM));
    return image;
  }

  /** A stack on disk, as it were, with the planes of another. */
  private ImageStack virtual(ImagePlus source) {
    ImageStack planes = source.getStack();
    VirtualStack stack =
        new VirtualStack(source.getWidth(), source.getHeight(), null, null) {
          @Override
          public ImageProcessor getProcessor(int n) {
            read();
            return planes.getProcessor(n).duplicate();
          }

          @Override
          public int getSize() {
            return planes.size();
          }

          @Override
          public String getSliceLabel(int n) {
            return null;
          }
        };
    stack.setBitDepth(source.getBitDepth());
    return stack;
  }

  /** A stack in memory that shares the pixels of another. */
  private ImageStack inMemory(ImagePlus source) {
    ImageStack stack =
        new ImageStack(source.getWidth(), source.getHeight()) {
          @Override
          public Object getPixels(int n) {
            read();
            return super.getPixels(n);
          }
        };
    for (int i = 1; i <= source.getStackSize(); i++) {
      stack.addSlice(null, source.getStack().getPixels(i));
    }
    return stack;
  }
}
