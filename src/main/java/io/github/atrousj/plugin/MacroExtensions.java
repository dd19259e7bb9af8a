package io.github.atrousj.plugin;

import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.padding;

import ij.IJ;
import ij.macro.ExtensionDescriptor;
import ij.macro.Functions;
import ij.macro.Interpreter;
import ij.macro.MacroExtension;
import ij.plugin.PlugIn;
import io.github.atrousj.geometry.Axis;
import io.github.atrousj.geometry.Coverage;
import io.github.atrousj.geometry.Hdc;
import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.RateDesigner;
import io.github.atrousj.geometry.RateRepair;
import io.github.atrousj.geometry.ReceptiveField;
import io.github.atrousj.geometry.Verdicts;
import io.github.atrousj.param.Pads;
import io.github.atrousj.param.Param;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The arithmetic of dilated kernels for macros: {@code run("AtrousJ Macro Extensions"); f =
 * Ext.receptiveField(3, "1,2,4");}. ImageJ hands every value over as text; whole numbers come
 * without a decimal point. A bad argument gives one line and stops the macro.
 */
public final class MacroExtensions implements PlugIn, MacroExtension {
  private static final int N = ARG_NUMBER;
  private static final int S = ARG_STRING;
  private static final int OPTIONAL = ARG_OPTIONAL;
  private static final int NAMES_PER_LINE = 3;

  private static final Param<Integer> INPUT = whole("input", 1, Integer.MAX_VALUE);
  private static final Param<Integer> SIZE = whole("size", 1, 255);
  private static final Param<Integer> RATE = whole("rate", 1, RateDesigner.MAX_RATE);
  private static final Param<Integer> STRIDE = whole("stride", 1, 1024);
  private static final Param<Integer> FIELD = whole("field", 2, RateDesigner.MAX_FIELD);
  private static final Param<Integer> LAYERS = whole("layers", 1, RateDesigner.MAX_LAYERS);
  private static final Param<List<Integer>> RATES =
      integers("rates").range(1, RateDesigner.MAX_RATE);
  private static final Param<List<Integer>> STRIDES = integers("strides").range(1, 1024);
  private static final Param<Pads> PADDING = padding("padding");

  /** Works out a value from the arguments, which have the types declared. */
  private interface Body {
    String value(Object[] arguments);
  }

  private record Function(int[] types, Body body) {}

  private final Map<String, Function> functions = new LinkedHashMap<>();

  /** Makes the table of functions. */
  public MacroExtensions() {
    define("effectiveKernel", a -> whole(Axis.effective(size(a[0]), read(RATE, a[1]))), N, N);
    define("outputSize", MacroExtensions::outputSize, N, N, N, N, S);
    define("receptiveField", a -> whole(field(a).field()), N, S, S + OPTIONAL);
    define("jump", a -> whole(field(a).jump()), N, S, S + OPTIONAL);
    define("gaps", a -> whole(coverage(a).gaps()), N, S, S + OPTIONAL);
    define("reached", a -> decimal(100 * coverage(a).reachedShare(2)), N, S, S + OPTIONAL);
    define("evenness", a -> decimal(coverage(a).evenness()), N, S, S + OPTIONAL);
    define("flatness", a -> decimal(coverage(a).flatness()), N, S, S + OPTIONAL);
    define("sigma", a -> decimal(coverage(a).standardDeviation()), N, S, S + OPTIONAL);
    define("pathCounts", a -> counts(coverage(a)), N, S, S + OPTIONAL);
    define("hdc", a -> whole(Hdc.of(size(a[0]), read(RATES, a[1])).secondDistance()), N, S);
    define("verdict", a -> String.join("\n", Verdicts.stack(layers(a))), N, S, S + OPTIONAL);
    define("suggestRates", MacroExtensions::suggestRates, N, N, N + OPTIONAL);
    define("repairRates", a -> repair(a).after().text(), N, S);
  }

  private void define(String name, Body body, int... types) {
    functions.put(name, new Function(types, body));
  }

  @Override
  public void run(String arg) {
    if (IJ.macroRunning()) {
      Functions.registerExtensions(this);
    } else {
      IJ.error("AtrousJ Macro Extensions", notice());
    }
  }

  /** What the menu entry says; ImageJ's message window does not break lines itself. */
  String notice() {
    List<String> names = functions.keySet().stream().map(f -> "Ext." + f).toList();
    StringBuilder text =
        new StringBuilder("AtrousJ Macro Extensions gives functions to macros: put");
    text.append("\n    run(\"AtrousJ Macro Extensions\");\nin one, then call");
    for (int i = 0; i < names.size(); i++) {
      text.append(i % NAMES_PER_LINE == 0 ? "\n    " : " ");
      text.append(names.get(i)).append(i + 1 < names.size() ? "," : ".");
    }
    return text.toString();
  }

  @Override
  public ExtensionDescriptor[] getExtensionFunctions() {
    return functions.entrySet().stream()
        .map(f -> ExtensionDescriptor.newDescriptor(f.getKey(), this, f.getValue().types()))
        .toArray(ExtensionDescriptor[]::new);
  }

  @Override
  public String handleExtension(String name, Object[] arguments) {
    try {
      return functions.get(name).body().value(arguments);
    } catch (IllegalArgumentException e) {
      stop("Ext." + name + ": " + e.getMessage());
    } catch (ArithmeticException e) {
      stop("Ext." + name + ": these values lead to lengths beyond the range of integers");
    }
    return null;
  }

  /** Ends the macro with a line; the interpreter itself adds the macro's line number. */
  private static void stop(String line) {
    Interpreter macro = Interpreter.getInstance();
    if (macro == null) {
      IJ.error("AtrousJ Macro Extensions", line);
    } else {
      macro.abort(line);
    }
  }

  private static String outputSize(Object[] a) {
    int input = read(INPUT, a[0]);
    int size = size(a[1]);
    int rate = read(RATE, a[2]);
    int stride = read(STRIDE, a[3]);
    Pads pads = PADDING.parse((String) a[4]);
    if (!pads.fits(1)) {
      throw new IllegalArgumentException(
          "padding=" + pads + ": must be same, valid, one number or a before,after pair");
    }
    Axis axis = Axis.resolve(size, rate, stride, pads.padding(0), input);
    int output = axis.outputSize(input);
    if (output < 1) {
      throw new IllegalArgumentException(
          "rate="
              + rate
              + ": the kernel is "
              + axis.effective()
              + " px at this rate, more than the input's "
              + input
              + " px with padding="
              + pads
              + "; take a smaller rate or padding=same");
    }
    return whole(output);
  }

  private static String suggestRates(Object[] a) {
    int field = read(FIELD, a[0]);
    int size = size(a[1]);
    if (a[2] == null) {
      return RateDesigner.suggest(field, size).text();
    }
    return RateDesigner.design(field, size, read(LAYERS, a[2]), 1).best().text();
  }

  private static RateRepair.Repair repair(Object[] a) {
    return RateRepair.repair(size(a[0]), read(RATES, a[1]));
  }

  private static String counts(Coverage c) {
    return IntStream.range(0, c.field())
        .mapToObj(i -> decimal(c.count(i)))
        .collect(Collectors.joining(","));
  }

  private static Coverage coverage(Object[] a) {
    return Coverage.of(layers(a));
  }

  private static ReceptiveField field(Object[] a) {
    return ReceptiveField.of(layers(a));
  }

  private static List<Layer> layers(Object[] a) {
    List<Integer> strides = a[2] == null ? List.of(1) : STRIDES.parse((String) a[2]);
    return Layer.stack(List.of(size(a[0])), RATES.parse((String) a[1]), strides);
  }

  private static int size(Object argument) {
    return read(SIZE, argument);
  }

  private static Param<Integer> whole(String key, int least, int most) {
    return integer(key).range(least, most);
  }

  private static <T> T read(Param<T> param, Object argument) {
    return param.parse(argument instanceof Double d ? decimal(d) : (String) argument);
  }

  private static String whole(long value) {
    return Long.toString(value);
  }

  /** Seven digits at most, without an exponent or trailing zeros where the number allows it. */
  private static String decimal(double value) {
    if (value == Math.rint(value) && Math.abs(value) < 1e15) {
      return Long.toString((long) value);
    }
    if (Double.isNaN(value) || Double.isInfinite(value)) {
      return Double.toString(value);
    }
    BigDecimal rounded = new BigDecimal(value).round(new MathContext(7)).stripTrailingZeros();
    return Math.abs(value) < 1e15 ? rounded.toPlainString() : rounded.toString();
  }
}
