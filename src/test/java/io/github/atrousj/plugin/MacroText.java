package io.github.atrousj.plugin;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.ToIntFunction;

/** The command and the options that do what an operation of the engine does. */
record MacroText(String command, String options) {
  /** Null when a macro has no words for it, such as for a negative padding. */
  static MacroText of(Object operation, Shape in, boolean threeD) {
    if (operation instanceof Convolution c) {
      return of(c, in, threeD);
    }
    if (operation instanceof TransposedConvolution t) {
      return of(t, threeD);
    }
    return of((Pooling) operation, in, threeD);
  }

  private static MacroText of(Convolution c, Shape in, boolean threeD) {
    if (!Float.isFinite(c.value())) {
      return null;
    }
    String pads = pads(new AxisRule[] {c.x(), c.y(), c.z()}, in, threeD);
    return pads == null
        ? null
        : new MacroText(
            "Dilated Convolution...",
            "kernel=["
                + text(c.kernel())
                + "]"
                + forward(c.x(), c.y(), c.z(), threeD)
                + pads
                + border(c.border(), c.value())
                + " bias="
                + c.biasOf(0)
                + dimensions(threeD));
  }

  private static MacroText of(TransposedConvolution t, boolean threeD) {
    TransposedAxis[] axes = {t.x(), t.y(), t.z()};
    StringJoiner pads = new StringJoiner(",");
    for (int i = 0; i < (threeD ? 3 : 2); i++) {
      if (axes[i].extra() >= Math.max(axes[i].rate(), axes[i].stride())) {
        return null;
      }
      pads.add(axes[i].padBefore() + "," + axes[i].padAfter());
    }
    return new MacroText(
        "Transposed Convolution...",
        "kernel=["
            + text(t.kernel())
            + "]"
            + " rate="
            + numbers(axes, TransposedAxis::rate, threeD)
            + " stride="
            + numbers(axes, TransposedAxis::stride, threeD)
            + " extra="
            + numbers(axes, TransposedAxis::extra, threeD)
            + " padding="
            + pads
            + " bias="
            + t.bias()
            + dimensions(threeD));
  }

  private static MacroText of(Pooling p, Shape in, boolean threeD) {
    AxisRule[] rules = {p.x(), p.y(), p.z()};
    String pads = pads(rules, in, threeD);
    return pads == null || !Float.isFinite(p.value())
        ? null
        : new MacroText(
            "Dilated Pooling...",
            "type="
                + p.type().name().toLowerCase(Locale.ROOT)
                + " window="
                + numbers(rules, AxisRule::taps, threeD)
                + forward(p.x(), p.y(), p.z(), threeD)
                + pads
                + (p.border() == null ? " border=ignore" : border(p.border(), p.value()))
                + dimensions(threeD));
  }

  private static String forward(AxisRule x, AxisRule y, AxisRule z, boolean threeD) {
    AxisRule[] rules = {x, y, z};
    return " rate="
        + numbers(rules, AxisRule::rate, threeD)
        + " stride="
        + numbers(rules, AxisRule::stride, threeD);
  }

  private static <A> String numbers(A[] axes, ToIntFunction<A> of, boolean threeD) {
    StringJoiner numbers = new StringJoiner(",");
    for (int i = 0; i < (threeD ? 3 : 2); i++) {
      numbers.add(String.valueOf(of.applyAsInt(axes[i])));
    }
    return numbers.toString();
  }

  /** As numbers, unless every axis has the same rule; null where a side is cropped. */
  private static String pads(AxisRule[] rules, Shape in, boolean threeD) {
    int[] sizes = {in.width(), in.height(), in.depth()};
    StringJoiner numbers = new StringJoiner(",");
    boolean same = true;
    for (int i = 0; i < (threeD ? 3 : 2); i++) {
      Axis a = rules[i].resolve(sizes[i]);
      if (a.padBefore() < 0 || a.padAfter() < 0) {
        return null;
      }
      same &= rules[i].padding().isSame();
      numbers.add(a.padBefore() + "," + a.padAfter());
    }
    return " padding=" + (same ? "same" : numbers);
  }

  private static String border(Border border, float value) {
    return " border="
        + border.name().toLowerCase(Locale.ROOT)
        + (border == Border.CONSTANT ? " value=" + value : "");
  }

  private static String dimensions(boolean threeD) {
    return threeD ? " dimensions=3D" : " dimensions=2D stack";
  }

  private static String text(Kernel k) {
    StringJoiner planes = new StringJoiner(" / ");
    for (int z = 0; z < k.depth(); z++) {
      StringJoiner rows = new StringJoiner("; ");
      for (int y = 0; y < k.height(); y++) {
        StringJoiner row = new StringJoiner(" ");
        for (int x = 0; x < k.width(); x++) {
          row.add(Float.toString(k.weight(x, y, z)));
        }
        rows.add(row.toString());
      }
      planes.add(rows.toString());
    }
    return planes.toString();
  }
}
