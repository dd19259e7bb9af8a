package io.github.atrousj.param;

import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import io.github.atrousj.kernel.KernelText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/** Begins the declaration of a parameter, by the type of its value; meant for static import. */
public final class Params {
  private static final String KERNEL =
      "a library name, image:TITLE or image:#ID of an open image, or numbers, rows split by ;"
          + " and planes of a 3-D kernel by / between blanks";

  /** Which images are open is asked when the command runs. */
  private static final KernelText.Images ANY_IMAGE = title -> Kernel.row(1);

  private Params() {}

  /** True or false, false unless given. */
  public static Param<Boolean> flag(String key) {
    return new Param<>(key, new ScalarTypes.Flag()).def(false);
  }

  /** A whole number. */
  public static Param<Integer> integer(String key) {
    return new Param<>(key, new ScalarTypes.Whole(Range.INTEGERS));
  }

  /** A finite number within the range of float. */
  public static Param<Double> number(String key) {
    return new Param<>(key, new ScalarTypes.Real(Range.FLOATS));
  }

  /** One of the words given. */
  public static Param<String> choice(String key, String... words) {
    Map<String, String> spelled = new LinkedHashMap<>();
    for (String w : words) {
      spelled.put(w, w);
    }
    return new Param<>(key, new ScalarTypes.Choice<>(String.class, spelled));
  }

  /** One of an enum's constants, spelled in lower case with hyphens. */
  public static <E extends Enum<E>> Param<E> choice(String key, Class<E> type) {
    return choice(key, type, e -> e.name().toLowerCase(Locale.ROOT).replace('_', '-'));
  }

  /** One of an enum's constants, spelled as the function says. */
  public static <E extends Enum<E>> Param<E> choice(
      String key, Class<E> type, Function<E, String> spelling) {
    return choice(key, type, spelling, List.of(type.getEnumConstants()));
  }

  /** One of the given constants of an enum, spelled as the function says. */
  public static <E extends Enum<E>> Param<E> choice(
      String key, Class<E> type, Function<E, String> spelling, List<E> offered) {
    Map<String, E> spelled = new LinkedHashMap<>();
    for (E e : offered) {
      spelled.put(spelling.apply(e), e);
    }
    return new Param<>(key, new ScalarTypes.Choice<>(type, spelled));
  }

  /** Any text. */
  public static Param<String> text(String key) {
    return text(key, "any text", t -> null);
  }

  /**
   * A text that obeys a rule.
   *
   * @param allowed in words what may be given
   * @param problem gives what is wrong with a text ("must be ..."), or null
   */
  public static Param<String> text(String key, String allowed, UnaryOperator<String> problem) {
    return new Param<>(key, new ScalarTypes.Text(allowed, problem));
  }

  /**
   * A kernel by name, as an open image or in numbers; its text is the value, since only ImageJ
   * knows the open images.
   */
  public static Param<String> kernel(String key) {
    return named(text(key, KERNEL, t -> problem(() -> KernelText.parse(t, ANY_IMAGE))));
  }

  /** One kernel or several, split by {@code |}; the text is the value. */
  public static Param<String> kernels(String key) {
    return named(
        text(
            key,
            KERNEL + "; several are split by |",
            t -> problem(() -> KernelText.parseAll(t, ANY_IMAGE))));
  }

  private static String problem(Runnable reading) {
    try {
      reading.run();
      return null;
    } catch (IllegalArgumentException e) {
      return e.getMessage();
    }
  }

  private static Param<String> named(Param<String> kernel) {
    Map<String, String> glossary = new LinkedHashMap<>();
    KernelLibrary.entries().forEach(e -> glossary.put(e.pattern(), e.help()));
    return kernel.presets(KernelLibrary.names()).glossary(glossary);
  }

  /** One whole number for all axes, or x,y or x,y,z. */
  public static Param<PerAxis> perAxis(String key) {
    return new Param<>(key, new ListTypes.Axes(Range.INTEGERS));
  }

  /** Rates, 1 … 65535 px: one for all axes, or x,y or x,y,z. */
  public static Param<PerAxis> rates(String key) {
    return perAxis(key).unit("px").range(1, 65535);
  }

  /** Several whole numbers, separated by commas. */
  public static Param<List<Integer>> integers(String key) {
    return new Param<>(key, new ListTypes.Wholes(Range.INTEGERS));
  }

  /** Several finite numbers, separated by commas. */
  public static Param<List<Double>> numbers(String key) {
    return new Param<>(key, new ListTypes.Reals(Range.FLOATS, 65536));
  }

  /** Rows of numbers; the text is the value, which {@link WeightRows#parse} reads. */
  public static Param<String> weightRows(String key) {
    return text(key, WeightRows.ALLOWED, WeightRows::problem);
  }

  /** {@code same}, {@code valid}, one number for every side, or before,after pairs per axis. */
  public static Param<Pads> padding(String key) {
    return new Param<>(key, new ListTypes.Padded()).unit("px");
  }
}
