package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What can be said about a stack or a fan in plain sentences. Only the exact test decides. */
public final class Verdicts {
  private Verdicts() {}

  /** The sentences about a stack of layers, the most important first. */
  public static List<String> stack(List<Layer> layers) {
    Coverage c = Coverage.of(layers);
    List<String> out = new ArrayList<>();
    out.add(gaps(c));
    out.add(GapTest.of(layers).why());
    repair(layers).map(Verdicts::repairWords).ifPresent(out::add);
    hdc(layers).ifPresent(h -> out.addAll(hdcWords(h, c.gapFree())));
    out.add(evenness(c));
    if (c.neverRead() > 0) {
      out.add(
          "Strides: "
              + percent(Math.pow(1 - c.neverRead(), 2))
              + " of an image's pixels are read by some output, the rest by none.");
    }
    out.add(
        String.format(
            Locale.ROOT,
            "Effective field: standard deviation %.2f px in a field of %d px.",
            c.standardDeviation(),
            c.field()));
    out.addAll(plain(layers));
    return out;
  }

  /** The sentences about parallel branches. */
  public static List<String> fan(List<Layer> branches) {
    FanCoverage fan = FanCoverage.ofBranches(branches);
    List<String> out = new ArrayList<>();
    out.add(
        "Parallel branches: together they read "
            + (long) fan.reachedCount(2)
            + " of "
            + square(fan.field())
            + " pixels ("
            + percent(fan.reachedShare(2))
            + ") of a field of "
            + fan.field()
            + " × "
            + fan.field()
            + ".");
    out.add(
        "Branches of one layer sample the input; the layers before them must fill the pixels in"
            + " between (the finest of their features should span the rate).");
    return out;
  }

  /**
   * The layers that are a 1×1 on an image with zero padding, one sentence each.
   *
   * @param parallel whether they are branches
   * @param width image width in pixels
   * @param height image height in pixels
   */
  public static List<String> onImage(List<Layer> layers, boolean parallel, int width, int height) {
    List<String> out = new ArrayList<>();
    for (Layer layer : layers) {
      boolean x = layer.isPointwiseOn(width);
      boolean y = layer.isPointwiseOn(height);
      if (x || y) {
        String size = layer.taps() + "×" + layer.taps() + " at rate " + layer.rate();
        out.add(
            x && y
                ? size
                    + ": this "
                    + (parallel ? "branch" : "layer")
                    + " is a 1×1 on this image ("
                    + width
                    + " × "
                    + height
                    + " px): with zero padding only its centre weight meets a pixel."
                : size
                    + ": on this image ("
                    + width
                    + " × "
                    + height
                    + " px) only its centre "
                    + (x ? "column" : "row")
                    + " meets pixels.");
      }
    }
    return out;
  }

  /** The exact verdict on gaps in one sentence. */
  public static String gaps(Coverage c) {
    if (c.gapFree()) {
      return "No gaps: every pixel of the " + c.field() + " × " + c.field() + " field is used.";
    }
    return "Gridding: "
        + c.gaps()
        + " of "
        + c.field()
        + " offsets per axis are never reached; "
        + square(c.reachedCount())
        + " of "
        + square(c.field())
        + " pixels ("
        + percent(c.reachedShare(2))
        + ") of the field are used.";
  }

  /**
   * The HDC rule for a stack, when it can be asked: stride 1, and one kernel size for all layers
   * that are larger than 1.
   */
  public static Optional<Hdc> hdc(List<Layer> layers) {
    List<Integer> rates = new ArrayList<>();
    int taps = 0;
    for (Layer layer : layers) {
      if (layer.stride() != 1 || taps > 0 && layer.taps() > 1 && layer.taps() != taps) {
        return Optional.empty();
      }
      if (layer.taps() > 1) {
        taps = layer.taps();
        rates.add(layer.rate());
      }
    }
    return rates.isEmpty() ? Optional.empty() : Optional.of(Hdc.of(taps, rates));
  }

  /**
   * The smallest change that closes the gaps, when there are some and the layers are of one size
   * and stride 1 and no more than {@link RateRepair#MAX_LAYERS}.
   */
  public static Optional<RateRepair.Repair> repair(List<Layer> layers) {
    int taps = layers.get(0).taps();
    boolean alike = layers.stream().allMatch(l -> l.taps() == taps && l.stride() == 1);
    if (!alike
        || taps == 1
        || layers.size() > RateRepair.MAX_LAYERS
        || GapTest.of(layers).gapFree()) {
      return Optional.empty();
    }
    return Optional.of(RateRepair.repair(taps, layers.stream().map(Layer::rate).toList()));
  }

  private static String repairWords(RateRepair.Repair repair) {
    Schedule after = repair.after();
    return "Repair: rates "
        + after.text()
        + " leave no gaps ("
        + (repair.changed() == 1 ? "1 rate" : repair.changed() + " rates")
        + " changed; field "
        + after.field()
        + " px instead of "
        + repair.before().field()
        + (repair.fieldKept()
            ? ")."
            : ", for which "
                + RateDesigner.fewestLayers(repair.before().field(), after.taps())
                + " layers are needed).");
  }

  private static List<String> hdcWords(Hdc hdc, boolean gapFree) {
    List<String> out = new ArrayList<>();
    out.add(hdc.words());
    if (hdc.passes() != gapFree) {
      out.add(
          hdc.passes()
              ? "The rule lets these rates pass although they leave holes; the exact test decides."
              : "The rule rejects these rates although they leave no holes; the exact test"
                  + " decides.");
    }
    return out;
  }

  private static String evenness(Coverage c) {
    return String.format(
        Locale.ROOT,
        "Evenness %.2f (1 = the path counts climb to one summit and fall again), flatness %.2f.",
        c.evenness(),
        c.flatness());
  }

  private static List<String> plain(List<Layer> layers) {
    int taps = layers.stream().mapToInt(Layer::taps).max().orElse(1);
    long wide = layers.stream().filter(l -> l.taps() > 1).count();
    if (taps == 1) {
      return List.of();
    }
    long field = ReceptiveField.of(layers).field();
    return List.of(
        "Undilated, "
            + layersOf(wide, taps)
            + " reach "
            + ReceptiveField.plain(taps, (int) wide)
            + " px; this field would take "
            + layersOf(ReceptiveField.plainLayersFor(taps, field), taps)
            + ".");
  }

  private static String layersOf(long n, int taps) {
    return n + (n == 1 ? " layer of " : " layers of ") + taps + "×" + taps;
  }

  private static long square(long n) {
    return n * n;
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.1f %%", 100 * share);
  }
}
