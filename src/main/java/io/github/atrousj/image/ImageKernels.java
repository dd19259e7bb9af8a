package io.github.atrousj.image;

import ij.ImagePlus;
import ij.ImageStack;
import ij.WindowManager;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelText;

/**
 * Open images as kernels: raw pixel values of any type but RGB, the slices of a stack as the planes
 * of a 3-D kernel.
 */
public final class ImageKernels implements KernelText.Images {
  private static final int MOST_WEIGHTS = 1 << 24;

  /**
   * An open image by its title (upper and lower case differ; the first of several of one title) or
   * by {@code #} and its ID.
   *
   * @return null when no such image is open
   * @throws IllegalArgumentException when the image cannot be a kernel
   */
  @Override
  public Kernel find(String titleOrHashId) {
    ImagePlus image = byTitle(titleOrHashId);
    if (image == null && titleOrHashId.startsWith("#")) {
      image = byId(titleOrHashId.substring(1).trim());
    }
    return image == null ? null : kernel(image);
  }

  private static ImagePlus byTitle(String title) {
    int[] ids = WindowManager.getIDList();
    if (ids != null) {
      for (int id : ids) {
        ImagePlus image = WindowManager.getImage(id);
        if (image != null && title.equals(image.getTitle())) {
          return image;
        }
      }
    }
    ImagePlus current = WindowManager.getCurrentImage();
    return current != null && title.equals(current.getTitle()) ? current : null;
  }

  private static ImagePlus byId(String digits) {
    int id;
    try {
      id = Integer.parseInt(digits);
    } catch (NumberFormatException e) {
      return null;
    }
    ImagePlus current = WindowManager.getCurrentImage();
    if (current != null && current.getID() == id) {
      return current;
    }
    // ImageJ would take a positive number as a place in its window list; IDs are negative.
    return id < 0 ? WindowManager.getImage(id) : null;
  }

  /** The values of an image, x fastest, then y, then the slice. */
  static Kernel kernel(ImagePlus image) {
    if (image.getBitDepth() == 24) {
      throw new IllegalArgumentException(
          "kernel=[image:" + image.getTitle() + "]: is an RGB image; 8, 16 or 32 bits are allowed");
    }
    ImageStack stack = image.getStack();
    int plane = stack.getWidth() * stack.getHeight();
    if ((long) plane * stack.size() > MOST_WEIGHTS) {
      throw new IllegalArgumentException(
          "kernel=[image:"
              + image.getTitle()
              + "]: has "
              + (long) plane * stack.size()
              + " pixels; at most "
              + MOST_WEIGHTS
              + " are allowed");
    }
    float[] weights = new float[plane * stack.size()];
    for (int z = 0; z < stack.size(); z++) {
      PixelRows.read(stack.getPixels(z + 1), 0, 0, weights, z * plane, plane);
    }
    return Kernel.volume(stack.getWidth(), stack.getHeight(), stack.size(), weights);
  }
}
