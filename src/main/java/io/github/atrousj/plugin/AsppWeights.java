package io.github.atrousj.plugin;

import io.github.atrousj.graph.Aspp;
import io.github.atrousj.param.Values;
import io.github.atrousj.param.WeightRows;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The key {@code weights} of an ASPP fusion.
 *
 * @param rows one row per output channel, one column per branch
 * @param bias one per output channel
 */
record AsppWeights(float[][] rows, float[] bias) {
  private static final int MOST_LABELS = 256;

  /** Whether a fusion has weights. */
  static boolean takes(String fuse) {
    return fuse.equals("sum") || fuse.equals("mean") || fuse.equals(AsppFusion.PROJECT);
  }

  /** The line that refuses weights and labels that do not go with the rest, or null. */
  static String problem(Values v) {
    String fuse = v.text("fuse");
    if (v.flag(AsppFusion.LABELS) && !fuse.equals(AsppFusion.PROJECT)) {
      return "labels: needs fuse=project, not fuse=" + fuse;
    }
    if (v.flag(AsppFusion.LABELS) && CommonParams.keepsType(v)) {
      return "output=same: cannot be given together with labels, which gives an 8-bit label image";
    }
    if (!v.has("weights")) {
      return fuse.equals(AsppFusion.PROJECT)
          ? "weights is missing: fuse=project needs " + projectRows(branches(v))
          : null;
    }
    if (!takes(fuse)) {
      return "weights="
          + ManyRates.name(v.text("weights"))
          + ": goes with fuse=sum, mean or"
          + " project, not fuse="
          + fuse;
    }
    try {
      of(v, branches(v));
      return null;
    } catch (IllegalArgumentException e) {
      return "weights=" + ManyRates.name(v.text("weights")) + ": " + e.getMessage();
    }
  }

  private static int branches(Values v) {
    return (v.flag("pointwise") ? 1 : 0)
        + v.integers(ManyRates.RATES).size()
        + (v.flag("pooling") ? 1 : 0)
        + (v.has("pyramid") ? v.integers("pyramid").size() : 0);
  }

  private static String projectRows(int branches) {
    return "rows split by ;, each of "
        + branches
        + (branches == 1 ? " number" : " numbers")
        + ", one per branch, or of "
        + (branches + 1)
        + ", the last being the bias";
  }

  /**
   * The weights of the values, those of a mean divided by their sum.
   *
   * @param branches how many there are
   * @throws IllegalArgumentException when their number is wrong or cannot make a mean
   */
  static AsppWeights of(Values v, int branches) {
    List<float[]> given = WeightRows.parse(v.text("weights"));
    if (v.text("fuse").equals(AsppFusion.PROJECT)) {
      return project(given, branches, v.flag(AsppFusion.LABELS));
    }
    if (given.size() != 1 || given.get(0).length != branches) {
      throw new IllegalArgumentException(
          "must be one row of "
              + branches
              + (branches == 1 ? " number" : " numbers")
              + ", one per branch");
    }
    float[] row = given.get(0);
    return new AsppWeights(
        new float[][] {v.text("fuse").equals("mean") ? normalised(row) : row}, new float[1]);
  }

  private static float[] normalised(float[] weights) {
    double sum = 0;
    double size = 0;
    for (float w : weights) {
      sum += w;
      size += Math.abs(w);
    }
    // What is left of a sum of 0 after rounding is no sum to divide by.
    if (Math.abs(sum) <= 1e-6 * size) {
      throw new IllegalArgumentException(
          "their sum is 0, and fuse=mean divides by it; use fuse=sum");
    }
    float[] shares = new float[weights.length];
    for (int i = 0; i < shares.length; i++) {
      shares[i] = (float) (weights[i] / sum);
    }
    return shares;
  }

  private static AsppWeights project(List<float[]> given, int branches, boolean labels) {
    if (labels && given.size() > MOST_LABELS) {
      throw new IllegalArgumentException(
          given.size() + " rows; at most " + MOST_LABELS + " with labels");
    }
    float[][] rows = new float[given.size()][branches];
    float[] bias = new float[given.size()];
    for (int o = 0; o < rows.length; o++) {
      float[] row = given.get(o);
      if (row.length != branches && row.length != branches + 1) {
        throw new IllegalArgumentException(
            "row " + (o + 1) + " has " + row.length + "; must be " + projectRows(branches));
      }
      System.arraycopy(row, 0, rows[o], 0, branches);
      bias[o] = row.length > branches ? row[branches] : 0;
    }
    return new AsppWeights(rows, bias);
  }

  List<String> channelNames() {
    List<String> names = new ArrayList<>();
    for (int o = 0; o < rows.length; o++) {
      names.add("output " + o);
    }
    return names;
  }

  /**
   * What each label stands for, such as {@code Label_1}: {@code 0.5*image - 2*rate 6 + 1}.
   *
   * @param branches as {@link Aspp#branchNames} gives them
   */
  Map<String, String> legend(List<String> branches) {
    Map<String, String> legend = new LinkedHashMap<>();
    for (int o = 0; o < rows.length; o++) {
      StringBuilder sum = new StringBuilder();
      for (int b = 0; b < branches.size(); b++) {
        append(sum, rows[o][b], "*" + branches.get(b));
      }
      append(sum, bias[o], "");
      legend.put("Label_" + o, sum.length() == 0 ? "0" : sum.toString());
    }
    return legend;
  }

  private static void append(StringBuilder sum, float factor, String of) {
    if (factor == 0) {
      return;
    }
    String sign = factor < 0 ? "-" : sum.length() == 0 ? "" : "+";
    String size = String.valueOf(Math.abs(factor)).replaceFirst("\\.0$", "");
    sum.append(sum.length() == 0 ? sign : " " + sign + " ").append(size).append(of);
  }
}
