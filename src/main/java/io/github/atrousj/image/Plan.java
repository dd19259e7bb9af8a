package io.github.atrousj.image;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Region;

/**
 * What a job will do, settled before anything is allocated: the size of the result, whether it goes
 * in place, into memory or onto disk, and how much of a virtual stack may be held.
 *
 * @param layout the planes
 * @param input the operation's input extent
 * @param output the operation's output extent
 * @param scaleX where output columns lie on the input's
 * @param scaleY where output rows lie on the input's
 * @param scaleZ where output planes lie on the input's
 * @param mask the selection to keep within, or null
 * @param inPlace whether the source's own pixels are replaced
 * @param direct whether they are replaced row by row, as an {@link OwnPlane}
 * @param toDisk whether the result is a virtual stack on disk
 * @param target the result's stack
 * @param heldSlices how many planes of a virtual source may be in memory at once
 */
record Plan(
    Layout layout,
    Shape input,
    Shape output,
    AxisScale scaleX,
    AxisScale scaleY,
    AxisScale scaleZ,
    RoiMask mask,
    boolean inPlace,
    boolean direct,
    boolean toDisk,
    Target target,
    int heldSlices) {
  private static final String MORE_MEMORY =
      "close images or give ImageJ more memory (Edit > Options > Memory & Threads)";

  /**
   * Settles everything.
   *
   * @throws IllegalArgumentException when nothing would be left of the image, or when the result
   *     fits neither in memory nor on disk
   */
  static Plan of(
      ImagePlus image,
      Layout layout,
      Operation operation,
      OutputKind kind,
      HeapBudget budget,
      boolean hasFolder) {
    Shape input = new Shape(layout.inputs(), layout.depth(), image.getHeight(), image.getWidth());
    Shape output = operation.outputShape(input);
    if (output.isEmpty()) {
      throw new IllegalArgumentException(
          "nothing is left of an image of "
              + extent(layout, input)
              + ": the kernel at this rate is larger than the image and its padding");
    }
    boolean keepsSize = output.equals(input.withChannels(output.channels()));
    boolean virtual = image.getStack().isVirtual();
    boolean inPlace = kind == OutputKind.SAME && keepsSize && output.channels() == 1 && !virtual;
    Target target = Target.of(layout, type(image, kind), output);
    // The source's grey levels outside a selection would be no labels.
    boolean heeds = keepsSize && operation.heedsSelection() && kind != OutputKind.LABELS;
    RoiMask mask = heeds ? RoiMask.of(image) : null;

    long slice = sliceBytes(image);
    int least = virtual ? leastHeld(image, layout.mergedPlanes()) : 0;
    // Two more than are held: the one being read and its copy.
    long working = operation.memoryNeeded(input) + (virtual ? (least + 2) * slice : 0);
    boolean single = inPlace && target.planes() == 1;
    boolean direct = single && OwnPlane.serves(image, layout.stackIndex(layout.place(0, 0)));
    long result = (direct ? 0 : heapBytes(target)) + (single ? slice : 0);
    if (!budget.fits(working)) {
      throw budget.refusal(
          working, "the work alone does not fit, so a folder would not help; " + MORE_MEMORY);
    }
    boolean toDisk = !budget.fits(working + result);
    if (toDisk && !hasFolder) {
      throw budget.refusal(
          working + result, "name a folder for the result (key folder), " + MORE_MEMORY);
    }
    long need = toDisk ? working : working + result;
    int held = virtual ? held(image, layout.mergedPlanes(), budget, need) : 0;
    AxisScale same = keepsSize ? AxisScale.IDENTITY : null;
    return new Plan(
        layout,
        input,
        output,
        same != null ? same : operation.scaleX(input),
        same != null ? same : operation.scaleY(input),
        same != null ? same : operation.scaleZ(input),
        mask,
        inPlace && !toDisk,
        direct && !toDisk,
        toDisk,
        target,
        held);
  }

  /** Every thread's planes, of which it reads {@code each} side by side, and the next ones. */
  private static int leastHeld(ImagePlus image, int each) {
    long threads = (long) Prefs.getThreads() * each;
    return (int) Math.min(image.getStackSize(), threads + 2);
  }

  /**
   * How many planes of a virtual stack to hold: at least those that the threads are at, and more,
   * up to half of the memory that is left, since a kernel along z comes back to them.
   *
   * @param need bytes that are spoken for
   */
  static int held(ImagePlus image, HeapBudget budget, long need) {
    return held(image, 1, budget, need);
  }

  private static int held(ImagePlus image, int each, HeapBudget budget, long need) {
    long spare = Math.max(0, budget.available(need) - need) / 2 / sliceBytes(image);
    return (int) Math.min(image.getStackSize(), leastHeld(image, each) + spare);
  }

  private static long sliceBytes(ImagePlus image) {
    long pixels = (long) image.getWidth() * image.getHeight();
    return HeapBudget.arrayBytes(pixels * PixelType.of(image).bytes());
  }

  private static PixelType type(ImagePlus image, OutputKind kind) {
    switch (kind) {
      case SAME:
        return PixelType.of(image);
      case LABELS:
        return PixelType.BYTE;
      default:
        return PixelType.FLOAT;
    }
  }

  private static long heapBytes(Target target) {
    return target.planes()
        * HeapBudget.arrayBytes((long) target.planePixels() * target.type().bytes());
  }

  private static String extent(Layout layout, Shape in) {
    String plane = in.width() + " x " + in.height();
    return layout.dimensions().planewise() ? plane : plane + " x " + in.depth();
  }

  /** The input plane that an output plane belongs to. */
  int nearestInput(int d) {
    return layout.dimensions().planewise()
        ? d
        : nearest(scaleZ.start() + scaleZ.jump() * d, input.depth());
  }

  /** The output plane that shows what is at an input plane. */
  int nearestOutput(int d) {
    return layout.dimensions().planewise() ? d : nearestOutput(scaleZ, d, output.depth());
  }

  /** The output position over an input position, kept within the output. */
  static int nearestOutput(AxisScale scale, int input, int outputs) {
    return nearest((input - scale.start()) / scale.jump(), outputs);
  }

  private static int nearest(double position, int n) {
    return (int) Math.max(0, Math.min(n - 1, Math.round(position)));
  }

  /** The rows that must be computed. */
  Region region() {
    return mask == null
        ? new Region(0, output.depth(), 0, output.height())
        : new Region(0, output.depth(), mask.top(), mask.bottom());
  }
}
