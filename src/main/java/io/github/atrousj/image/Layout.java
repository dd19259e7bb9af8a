package io.github.atrousj.image;

import ij.ImagePlus;

/**
 * The bookkeeping between ImageJ's stack order (channel fastest, then slice, then frame) and the
 * volumes that the engine sees.
 *
 * <p>Planes that are treated one by one form one volume, a batch whose depth is their number. For
 * 3D and Z there is a volume, called a group, for every channel and frame; for T one for every
 * channel and slice. A component of an RGB image counts as a channel of its own.
 */
final class Layout {
  /** A plane by its component and 0-based position, counted from the first selected one. */
  record Place(int component, int channel, int slice, int frame) {}

  private final Dimensions dimensions;
  private final int components;
  private final int imageChannels;
  private final int imageSlices;
  private final Place first;
  private final int channels;
  private final int slices;
  private final int frames;
  private final boolean wholeStack;
  private final int merged;
  private final int mergedPlanes;
  private final boolean alone;

  private Layout(Dimensions dimensions, int components, int[] size, Place first, int[] selected) {
    this(dimensions, components, size, first, selected, 1, 1, false);
  }

  private Layout(
      Dimensions dimensions,
      int components,
      int[] size,
      Place first,
      int[] selected,
      int merged,
      int mergedPlanes,
      boolean alone) {
    this.merged = merged;
    this.mergedPlanes = mergedPlanes;
    this.alone = alone;
    this.dimensions = dimensions;
    this.components = components;
    this.imageChannels = size[0];
    this.imageSlices = size[1];
    this.first = first;
    this.channels = selected[0];
    this.slices = selected[1];
    this.frames = selected[2];
    this.wholeStack = channels == size[0] && slices == size[1] && frames == size[2];
  }

  /**
   * Finds the planes of a job.
   *
   * @throws IllegalArgumentException when the image has no extent along the wanted axis
   */
  static Layout of(ImagePlus image, Dimensions dimensions, Scope scope) {
    int[] d = image.getDimensions();
    int[] size = {d[2], d[3], d[4]};
    int components = PixelType.of(image).components();
    if (!dimensions.planewise()) {
      requireExtent(dimensions, size);
    }
    Scope used = dimensions.planewise() ? scope : Scope.STACK;
    if (used == Scope.STACK) {
      return new Layout(dimensions, components, size, new Place(0, 0, 0, 0), size);
    }
    int[] here = image.convertIndexToPosition(image.getCurrentSlice());
    if (used == Scope.CHANNELS) {
      Place first = new Place(0, 0, here[1] - 1, here[2] - 1);
      return new Layout(dimensions, components, size, first, new int[] {size[0], 1, 1});
    }
    return ofPlane(dimensions, components, size, here);
  }

  /**
   * Finds the planes of a job on one plane: that plane, or the whole stack where the job works
   * along an axis of it.
   *
   * @param position of the plane, {channel, slice, frame}, each from 1
   * @throws IllegalArgumentException when the image has no extent along the wanted axis
   */
  static Layout ofPlane(ImagePlus image, Dimensions dimensions, int[] position) {
    if (!dimensions.planewise()) {
      return of(image, dimensions, Scope.STACK);
    }
    int[] d = image.getDimensions();
    int components = PixelType.of(image).components();
    return ofPlane(dimensions, components, new int[] {d[2], d[3], d[4]}, position);
  }

  private static Layout ofPlane(Dimensions dimensions, int components, int[] size, int[] position) {
    Place first = new Place(0, position[0] - 1, position[1] - 1, position[2] - 1);
    return new Layout(dimensions, components, size, first, new int[] {1, 1, 1});
  }

  /**
   * The images of a network, each a volume of its own: planes, or with {@code threeD} the slices of
   * a frame.
   *
   * @param merged whether all channels and components of a place are one volume's channels; else
   *     each is a volume of one channel
   * @param stack every slice and frame, not just those shown; volumes are always all
   */
  static Layout ofNetwork(ImagePlus image, boolean threeD, boolean merged, boolean stack) {
    int[] d = image.getDimensions();
    int[] size = {d[2], d[3], d[4]};
    int components = PixelType.of(image).components();
    int[] here = image.convertIndexToPosition(image.getCurrentSlice());
    boolean all = stack || threeD;
    Place first = all ? new Place(0, 0, 0, 0) : new Place(0, 0, here[1] - 1, here[2] - 1);
    int[] selected = {merged ? 1 : size[0], all ? size[1] : 1, all ? size[2] : 1};
    int together = merged ? components * size[0] : 1;
    return new Layout(
        threeD ? Dimensions.D3 : Dimensions.D2,
        merged ? 1 : components,
        size,
        first,
        selected,
        together,
        merged ? size[0] : 1,
        true);
  }

  /**
   * Planes one by one as {@link Dimensions#D2}, the components of RGB as channels of one volume.
   */
  static Layout ofColours(ImagePlus image, Scope scope) {
    Layout each = of(image, Dimensions.D2, scope);
    int[] d = image.getDimensions();
    int[] size = {d[2], d[3], d[4]};
    int[] selected = {each.channels, each.slices, each.frames};
    return new Layout(Dimensions.D2, 1, size, each.first, selected, each.components, 1, false);
  }

  private static void requireExtent(Dimensions dimensions, int[] size) {
    if (dimensions == Dimensions.T && size[2] < 2) {
      throw new IllegalArgumentException(
          "dimensions=T: needs at least 2 frames, this image has 1 frame"
              + (size[1] > 1 ? " (and " + size[1] + " slices: Z, or see Image > Properties)" : ""));
    }
    if (dimensions != Dimensions.T && size[1] < 2) {
      throw new IllegalArgumentException(
          "dimensions="
              + dimensions
              + ": needs at least 2 slices, this image has 1 slice"
              + (size[2] > 1 ? " (and " + size[2] + " frames: T, or see Image > Properties)" : ""));
    }
  }

  Dimensions dimensions() {
    return dimensions;
  }

  /** Number of volumes, computed one after another. */
  int groups() {
    if (dimensions.planewise()) {
      return alone ? components * channels * slices * frames : 1;
    }
    return components * channels * (dimensions == Dimensions.T ? slices : frames);
  }

  /** Depth of every volume. */
  int depth() {
    if (dimensions.planewise()) {
      return alone ? 1 : components * channels * slices * frames;
    }
    return dimensions == Dimensions.T ? frames : slices;
  }

  /** The plane at depth {@code d} of a group; a {@code d} beyond the depth counts on. */
  Place place(int group, int d) {
    int index = dimensions.planewise() && !alone ? d : group;
    int component = index % components;
    int channel = index / components % channels;
    int rest = index / components / channels;
    switch (dimensions) {
      case D3:
      case Z:
        return new Place(component, channel, d, rest);
      case T:
        return new Place(component, channel, rest, d);
      default:
        return new Place(component, channel, rest % slices, rest / slices);
    }
  }

  /** The 0-based index of a place in the source's stack. */
  int stackIndex(Place p) {
    int slice = first.slice() + p.slice();
    int frame = first.frame() + p.frame();
    return first.channel() + p.channel() + imageChannels * (slice + imageSlices * frame);
  }

  /** The group that holds a plane and the plane's depth in it, {group, d}. */
  int[] find(Place p) {
    int channel = p.component() + components * p.channel();
    int all = components * channels;
    switch (dimensions) {
      case D3:
      case Z:
        return new int[] {channel + all * p.frame(), p.slice()};
      case T:
        return new int[] {channel + all * p.slice(), p.frame()};
      default:
        int plane = channel + all * (p.slice() + slices * p.frame());
        return alone ? new int[] {plane, 0} : new int[] {0, plane};
    }
  }

  /** Channels of every volume. */
  int inputs() {
    return merged;
  }

  /** Planes of the source that a place of a volume is made of. */
  int mergedPlanes() {
    return mergedPlanes;
  }

  /** The first selected plane, by its 0-based position in the image. */
  Place first() {
    return first;
  }

  int components() {
    return components;
  }

  int channels() {
    return channels;
  }

  int slices() {
    return slices;
  }

  int frames() {
    return frames;
  }

  /** Whether every plane of the image is selected. */
  boolean wholeStack() {
    return wholeStack;
  }
}
