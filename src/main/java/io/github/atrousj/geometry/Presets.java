package io.github.atrousj.geometry;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Published lists of rates, by the name under which a user finds them. */
public enum Presets {
  FIGURE_1("Figure 1", List.of(3), List.of(1, 2, 4), "Yu & Koltun 2016, figure 1: fields 3, 7, 15"),
  CONTEXT_MODULE(
      "Context module",
      List.of(3, 3, 3, 3, 3, 3, 3, 1),
      List.of(1, 1, 2, 4, 8, 16, 1, 1),
      "Yu & Koltun 2016, table 1: field 67"),
  VGG(
      "VGG stack",
      List.of(3),
      List.of(1, 1, 1),
      "Simonyan & Zisserman 2015, section 2.3: three 3×3 reach as far as one 7×7"),
  VGG_16(
      "VGG-16",
      List.of(3, 3, 2, 3, 3, 2, 3, 3, 3, 2, 3, 3, 3, 2, 3, 3, 3, 2),
      Collections.nCopies(18, 1),
      List.of(1, 1, 2, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1, 2),
      false,
      "Simonyan & Zisserman 2015, configuration D to the last pooling: field 212, stride 32"),
  HDC("HDC 1,2,5", List.of(3), List.of(1, 2, 5), "Wang et al. 2018, section 3.2: M_2 = 2"),
  HDC_RES4B(
      "HDC res4b 1,2,5,9", List.of(3), List.of(1, 2, 5, 9), "Wang et al. 2018, one group of res4b"),
  HDC_RES5B(
      "HDC res5b 5,9,17",
      List.of(3),
      List.of(5, 9, 17),
      "Wang et al. 2018, res5b; it follows layers with smaller rates"),
  MULTI_GRID(
      "Multi-Grid 1,2,4",
      List.of(3),
      List.of(1, 2, 4),
      "Chen et al. 2017 (DeepLab v3), section 3.2: unit rates of one block"),
  DEEPLAB_V2(
      "DeepLab v2 ASPP",
      List.of(3),
      List.of(6, 12, 18, 24),
      List.of(1),
      true,
      "Chen et al. 2018, ASPP-L: four parallel branches, summed"),
  DEEPLAB_V3(
      "DeepLab v3 ASPP",
      List.of(1, 3, 3, 3),
      List.of(1, 6, 12, 18),
      List.of(1),
      true,
      "Chen et al. 2017 at output stride 16: 1×1 and three 3×3 in parallel (image pooling apart)"),
  WAVENET(
      "WaveNet block",
      List.of(2),
      powers(1),
      "van den Oord et al. 2016: rates 1 … 512, field 1024"),
  WAVENET_3(
      "WaveNet three blocks",
      List.of(2),
      powers(3),
      "van den Oord et al. 2016: three blocks of rates 1 … 512, field 3070");

  private final String title;
  private final List<Integer> taps;
  private final List<Integer> rates;
  private final List<Integer> strides;
  private final boolean parallel;
  private final String source;

  Presets(String title, List<Integer> taps, List<Integer> rates, String source) {
    this(title, taps, rates, List.of(1), false, source);
  }

  Presets(
      String title,
      List<Integer> taps,
      List<Integer> rates,
      List<Integer> strides,
      boolean parallel,
      String source) {
    this.title = title;
    this.taps = taps;
    this.rates = rates;
    this.strides = strides;
    this.parallel = parallel;
    this.source = source;
  }

  private static List<Integer> powers(int blocks) {
    List<Integer> rates = new ArrayList<>();
    for (int i = 0; i < 10 * blocks; i++) {
      rates.add(1 << i % 10);
    }
    return rates;
  }

  /** Name for people. */
  public String title() {
    return title;
  }

  /** Kernel size: one number, or one per layer. */
  public List<Integer> taps() {
    return taps;
  }

  /** One rate per layer or branch. */
  public List<Integer> rates() {
    return rates;
  }

  /** Stride: one number, or one per layer. */
  public List<Integer> strides() {
    return strides;
  }

  /** Whether the rates are those of parallel branches of one input, not of layers in a row. */
  public boolean parallel() {
    return parallel;
  }

  /** Where the numbers were published, and what they say. */
  public String source() {
    return source;
  }

  /** The layers, or the branches when {@link #parallel()}. */
  public List<Layer> layers() {
    return Layer.stack(taps, rates, strides);
  }
}
