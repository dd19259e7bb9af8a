package io.github.atrousj.host;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelText;
import io.github.atrousj.param.Pads;
import io.github.atrousj.param.PerAxis;
import io.github.atrousj.param.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** A filter's values turned into runs of the plain reference, one volume at a time. */
final class FuzzReference {
  /** What the reference may take for one volume. */
  private static final double MOST_STEPS = 2e7;

  private final Function<Volume, Volume> run;
  private final double steps;
  private final double gain;
  private final boolean exact;

  private FuzzReference(Function<Volume, Volume> run, double steps, double gain, boolean exact) {
    this.run = run;
    this.steps = steps;
    this.gain = gain;
    this.exact = exact;
  }

  /** Null where the values are beyond the plain reference. */
  static FuzzReference of(String label, Values v) {
    return switch (label) {
      case "Dilated Convolution..." -> convolution(v);
      case "Transposed Convolution..." -> transposed(v);
      case "Dilated Pooling..." -> pooling(v);
      case "Dilated Filter Bank..." -> bank(v);
      case "Dilated Cascade..." -> cascade(v);
      case "ASPP Fusion..." -> aspp(v);
      default -> null;
    };
  }

  /** Null when it would take too long. */
  Volume apply(Volume in) {
    return steps * in.shape().size() > MOST_STEPS ? null : run.apply(in);
  }

  /** How far off another order of summing may be; NaN when that is no use. */
  double tolerance(Volume in, Volume expected) {
    double largest = Math.max(largest(in), 1) * gain;
    return exact ? 0 : largest > 1e34 ? Double.NaN : 2e-5 * Math.max(largest, largest(expected));
  }

  private static double largest(Volume v) {
    double largest = 0;
    for (int c = 0; c < v.shape().channels(); c++) {
      for (int z = 0; z < v.shape().depth(); z++) {
        for (float f : v.plane(c, z)) {
          largest = Float.isFinite(f) ? Math.max(largest, Math.abs(f)) : largest;
        }
      }
    }
    return largest;
  }

  private static int[] axes(Values v) {
    return switch (v.choice("dimensions", Dimensions.class)) {
      case D2 -> new int[] {0, 1};
      case D3 -> new int[] {0, 1, 2};
      case X -> new int[] {0};
      case Y -> new int[] {1};
      default -> new int[] {2};
    };
  }

  private static int[] spread(Values v, PerAxis numbers) {
    int[] xyz = {1, 1, 1};
    int[] axes = axes(v);
    for (int i = 0; i < axes.length; i++) {
      xyz[axes[i]] = numbers.get(i);
    }
    return xyz;
  }

  private static Padding[] padding(Values v) {
    Padding[] xyz = {Padding.VALID, Padding.VALID, Padding.VALID};
    int[] axes = axes(v);
    for (int i = 0; i < axes.length; i++) {
      xyz[axes[i]] = v.pads("padding").padding(i);
    }
    return xyz;
  }

  private static Kernel kernel(String text, Values v) {
    Kernel k = KernelText.parse(text.trim(), KernelText.Images.NONE);
    int[] axes = axes(v);
    if (axes.length > 1 || axes[0] == 0) {
      return k;
    }
    return axes[0] == 1
        ? Kernel.volume(1, k.width(), 1, k.weights())
        : Kernel.volume(1, 1, k.width(), k.weights());
  }

  private static List<Kernel> kernels(Values v, String standard) {
    List<Kernel> kernels = new ArrayList<>();
    for (String text : v.text("kernel").split("\\|", -1)) {
      boolean usual = text.trim().equalsIgnoreCase(standard) && !v.text("kernel").contains("|");
      String ending = axes(v).length == 3 ? "-3d" : axes(v).length == 1 ? "-row" : "";
      kernels.add(kernel(usual ? text.trim() + ending : text, v));
    }
    return kernels;
  }

  private static double sum(Kernel k) {
    double sum = 0;
    for (float w : k.weights()) {
      sum += Math.abs(w);
    }
    return sum;
  }

  private static Convolution bordered(Convolution c, Values v) {
    Border border = v.choice("border", Border.class);
    return border == Border.CONSTANT
        ? c.constantBorder((float) v.number("value"))
        : c.border(border);
  }

  private static double gain(Values v, Kernel k) {
    boolean constant = v.choice("border", Border.class) == Border.CONSTANT;
    return sum(k) * (constant ? Math.max(1, Math.abs(v.number("value"))) : 1);
  }

  private static FuzzReference convolution(Values v) {
    Kernel given = kernel(v.text("kernel"), v);
    Kernel k = v.flag("normalize") ? given.normalized() : given;
    int[] rate = spread(v, v.perAxis("rate"));
    int[] stride = spread(v, v.perAxis("stride"));
    Padding[] pad = padding(v);
    if (v.flag("causal")) {
      boolean valid = v.pads("padding").equals(Pads.VALID);
      pad[axes(v)[0]] = valid ? Padding.VALID : Padding.CAUSAL;
    }
    Convolution c =
        bordered(
            Convolution.of(k)
                .rate(rate[0], rate[1], rate[2])
                .stride(stride[0], stride[1], stride[2])
                .padding(pad[0], pad[1], pad[2])
                .bias((float) v.number("bias")),
            v);
    double gain = gain(v, k) + Math.abs(v.number("bias"));
    return new FuzzReference(in -> Reference.convolve(in, c), k.size(), gain, false);
  }

  private static FuzzReference transposed(Values v) {
    Kernel k = kernel(v.text("kernel"), v);
    int[] rate = spread(v, v.perAxis("rate"));
    int[] stride = spread(v, v.perAxis("stride"));
    Padding[] pad = padding(v);
    int[] taps = {k.width(), k.height(), k.depth()};
    TransposedAxis[] axes = {TransposedAxis.UNIT, TransposedAxis.UNIT, TransposedAxis.UNIT};
    int[] along = axes(v);
    for (int i = 0; i < along.length; i++) {
      int a = along[i];
      int extra = v.perAxis("extra").get(i);
      axes[a] = TransposedAxis.resolve(taps[a], rate[a], stride[a], pad[a], extra);
    }
    TransposedConvolution t =
        new TransposedConvolution(k, axes[0], axes[1], axes[2], (float) v.number("bias"));
    double steps = k.size();
    for (int a : along) {
      steps *= stride[a] + (double) taps[a] * rate[a] + v.perAxis("extra").get(0);
    }
    return new FuzzReference(in -> Reference.transposed(in, t), steps, 1, true);
  }

  private static FuzzReference pooling(Values v) {
    Pooling.Type type = v.choice("type", Pooling.Type.class);
    int[] window = spread(v, v.perAxis("window"));
    int[] rate = spread(v, v.perAxis("rate"));
    int[] stride = spread(v, v.perAxis("stride"));
    Padding[] pad = padding(v);
    AxisRule[] r = new AxisRule[3];
    double taps = 1;
    for (int a = 0; a < 3; a++) {
      r[a] = new AxisRule(window[a], rate[a], stride[a], pad[a]);
      taps *= window[a];
    }
    if (taps > 1e5) {
      return null;
    }
    String word = v.text("border");
    Border border =
        word.equals("ignore") ? null : Border.valueOf(word.toUpperCase(java.util.Locale.ROOT));
    float value = border == Border.CONSTANT ? (float) v.number("value") : 0;
    Pooling p = new Pooling(type, r[0], r[1], r[2], border, value);
    boolean mean = type == Pooling.Type.MEAN;
    double gain = taps * Math.max(1, Math.abs(value));
    return new FuzzReference(in -> Reference.pool(in, p), taps, gain, !mean);
  }

  private static Convolution layer(Kernel k, int rate, Values v) {
    return bordered(Convolution.of(k).rate(rate).padding(Padding.SAME), v);
  }

  private static Volume activated(Volume x, Activation a) {
    Shape s = x.shape();
    for (int z = 0; z < s.depth(); z++) {
      float[] p = x.plane(0, z);
      for (int i = 0; i < p.length; i++) {
        p[i] =
            switch (a) {
              case NONE -> p[i];
              case RELU -> Math.max(0, p[i]);
              case ABS -> Math.abs(p[i]);
              case SQUARE -> p[i] * p[i];
            };
      }
    }
    return x;
  }

  private static Activation activation(Values v) {
    return v.choice("activation", Activation.class);
  }

  private static Volume channels(List<Volume> all) {
    Shape s = all.get(0).shape();
    float[][] planes = new float[all.size() * s.depth()][];
    for (int c = 0; c < all.size(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        planes[c * s.depth() + z] = all.get(c).plane(0, z);
      }
    }
    return new Volume(s.withChannels(all.size()), planes);
  }

  private static FuzzReference bank(Values v) {
    List<Kernel> kernels = kernels(v, "");
    List<Integer> rates = v.integers("rates");
    double steps = 0;
    double gain = 0;
    for (Kernel k : kernels) {
      steps += (double) k.size() * rates.size();
      gain = Math.max(gain, gain(v, k));
    }
    Function<Volume, Volume> run =
        in -> {
          List<Volume> all = new ArrayList<>();
          for (Kernel k : kernels) {
            for (int rate : rates) {
              all.add(activated(Reference.convolve(in, layer(k, rate, v)), activation(v)));
            }
          }
          return channels(all);
        };
    return activation(v) == Activation.SQUARE ? null : new FuzzReference(run, steps, gain, false);
  }

  private static FuzzReference cascade(Values v) {
    List<Kernel> kernels = kernels(v, "");
    List<Integer> rates = v.integers("rates");
    if (activation(v) == Activation.SQUARE) {
      return null;
    }
    double steps = 0;
    double gain = 1;
    for (int i = 0; i < rates.size(); i++) {
      Kernel k = kernels.get(kernels.size() == 1 ? 0 : i);
      steps += k.size();
      gain *= Math.max(1, gain(v, k)) + (v.flag("residual") ? 1 : 0);
    }
    Function<Volume, Volume> run =
        in -> {
          List<Volume> all = new ArrayList<>();
          Volume x = in;
          for (int i = 0; i < rates.size(); i++) {
            Kernel k = kernels.get(kernels.size() == 1 ? 0 : i);
            Volume y = Reference.convolve(x, layer(k, rates.get(i), v));
            activated(y, i < rates.size() - 1 ? activation(v) : Activation.NONE);
            x = v.flag("residual") ? sum(List.of(x, y)) : y;
            all.add(x);
          }
          return v.flag("layers") ? channels(all) : x;
        };
    return new FuzzReference(run, steps, gain, false);
  }

  private static Volume sum(List<Volume> all) {
    return joined(all, (a, b) -> a + b);
  }

  private interface Join {
    float of(float a, float b);
  }

  private static Volume joined(List<Volume> all, Join join) {
    Shape s = all.get(0).shape();
    Volume out = new Volume(s);
    for (int z = 0; z < s.depth(); z++) {
      for (int i = 0; i < out.plane(0, z).length; i++) {
        float x = all.get(0).plane(0, z)[i];
        for (Volume other : all.subList(1, all.size())) {
          x = join.of(x, other.plane(0, z)[i]);
        }
        out.plane(0, z)[i] = x;
      }
    }
    return out;
  }

  private static FuzzReference aspp(Values v) {
    String fuse = v.text("fuse");
    boolean plain = List.of("concat", "sum", "mean", "max", "min").contains(fuse);
    boolean others = v.flag("pooling") || v.has("pyramid") || v.has("weights");
    if (!plain || others || activation(v) == Activation.SQUARE) {
      return null;
    }
    List<Kernel> kernels = kernels(v, "centre-surround");
    List<Integer> rates = v.integers("rates");
    double steps = 1;
    double gain = 1;
    for (int i = 0; i < rates.size(); i++) {
      Kernel k = kernels.get(kernels.size() == 1 ? 0 : i);
      steps += k.size();
      gain += gain(v, k);
    }
    Function<Volume, Volume> run =
        in -> {
          List<Volume> all = new ArrayList<>();
          if (v.flag("pointwise")) {
            all.add(
                activated(Reference.convolve(in, Convolution.of(Kernel.row(1))), activation(v)));
          }
          for (int i = 0; i < rates.size(); i++) {
            Kernel k = kernels.get(kernels.size() == 1 ? 0 : i);
            all.add(activated(Reference.convolve(in, layer(k, rates.get(i), v)), activation(v)));
          }
          return switch (fuse) {
            case "concat" -> channels(all);
            case "max" -> joined(all, Math::max);
            case "min" -> joined(all, Math::min);
            case "sum" -> sum(all);
            default -> divided(sum(all), all.size());
          };
        };
    return new FuzzReference(run, steps, gain, false);
  }

  private static Volume divided(Volume x, int n) {
    for (int z = 0; z < x.shape().depth(); z++) {
      for (int i = 0; i < x.plane(0, z).length; i++) {
        x.plane(0, z)[i] /= n;
      }
    }
    return x;
  }
}
