package io.github.atrousj.param;

import io.github.atrousj.param.Options.Option;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The one declaration of a command's parameters. The dialog and its check, the reading of macro
 * options, the recorded text, the inputs of a SciJava command, the README's table and the Help all
 * come from it. Immutable.
 *
 * <p>{@code stack} and ImageJ's {@code slice} are read for every command, whether declared or not.
 */
public final class ParamSpec {
  static final String STACK = "stack";
  static final String SLICE = "slice";
  private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_.]{0,99}");

  private final List<Param<?>> params;
  private final List<Function<Values, String>> checks;
  private final List<Preset> presets;
  private final Map<String, Param<?>> byKey = new HashMap<>();

  private ParamSpec(
      List<Param<?>> params, List<Function<Values, String>> checks, List<Preset> presets) {
    this.params = List.copyOf(params);
    this.checks = List.copyOf(checks);
    this.presets = List.copyOf(presets);
    for (Param<?> p : params) {
      p.checkDeclaration();
      register(p.key(), p);
      p.aliases().forEach(a -> register(a, p));
    }
    for (String everywhere : List.of(STACK, SLICE)) {
      byKey.computeIfAbsent(everywhere, Params::flag);
    }
  }

  private void register(String key, Param<?> p) {
    if (byKey.put(key, p) != null) {
      throw new IllegalStateException("two parameters are called " + key);
    }
  }

  /** A declaration; the order is that of the dialog and of the recorded text. */
  public static ParamSpec of(Param<?>... params) {
    return new ParamSpec(Arrays.asList(params), List.of(), List.of());
  }

  /**
   * This declaration with a further rule on values together.
   *
   * @param problem gives a line that names key, value and what is allowed, or null
   */
  public ParamSpec check(Function<Values, String> problem) {
    List<Function<Values, String>> all = new ArrayList<>(checks);
    all.add(problem);
    return new ParamSpec(params, all, presets);
  }

  /**
   * This declaration with a preset for its dialog.
   *
   * @throws IllegalArgumentException when the preset's options are not allowed
   */
  public ParamSpec preset(String name, String options, String help) {
    parse(options);
    List<Preset> all = new ArrayList<>(presets);
    all.add(new Preset(name, options, help));
    return new ParamSpec(params, checks, all);
  }

  /** The presets in the order shown. */
  public List<Preset> presets() {
    return presets;
  }

  /** The declared parameters in order. */
  public List<Param<?>> params() {
    return params;
  }

  /** The parameter of a key or alias, or null. */
  public Param<?> param(String key) {
    return byKey.get(key);
  }

  /**
   * Reads macro options.
   *
   * @param options such as {@code kernel=[1 -2 1] rate=8 stack}
   * @param variables of the running macro
   * @throws IllegalArgumentException with one line that names key, value and what is allowed
   */
  public Values parse(String options, Variables variables) {
    Map<String, Object> given = new HashMap<>();
    Map<String, Option> seen = new HashMap<>();
    Option last = null;
    for (Option o : Options.split(options)) {
      Param<?> p = byKey.get(o.key());
      if (p == null) {
        throw unknown(o, last);
      }
      Option earlier = seen.putIfAbsent(p.key(), o);
      if (earlier != null) {
        throw new IllegalArgumentException(
            o.shown() + ": given twice, " + earlier.shown() + " stands before it; give it once");
      }
      given.put(p.key(), read(p, o, variables));
      last = o;
    }
    return complete(given);
  }

  /** Reads options where there is no macro. */
  public Values parse(String options) {
    return parse(options, Variables.NONE);
  }

  /** Values from objects of the declared classes; what is not given has its default. */
  public Values of(Map<String, ?> given) {
    Map<String, Object> checked = new HashMap<>();
    for (Map.Entry<String, ?> e : given.entrySet()) {
      Param<?> p = byKey.get(e.getKey());
      if (p == null) {
        throw unknown(new Option(e.getKey(), null, false), null);
      }
      checked.put(p.key(), p.checked(e.getValue()));
    }
    return complete(checked);
  }

  /**
   * Reads the texts of a dialog's fields. A field that has no effect with the others as they are is
   * not read: its parameter has its default.
   *
   * @throws IllegalArgumentException with the line that a macro would give
   */
  public Values ofFields(Map<String, String> texts) {
    Map<String, Object> given = new HashMap<>();
    Map<String, IllegalArgumentException> refused = new HashMap<>();
    for (Param<?> p : params) {
      try {
        String text = texts.get(p.key());
        if (text != null) {
          given.put(p.key(), p.parse(text));
        }
      } catch (IllegalArgumentException e) {
        refused.put(p.key(), e);
      }
    }
    Values tentative = filled(given);
    for (Param<?> p : params) {
      if (!p.isActive(tentative)) {
        given.remove(p.key());
      } else if (refused.containsKey(p.key())) {
        throw refused.get(p.key());
      }
    }
    return complete(given);
  }

  /** The text of one value, as {@link #ofFields} reads it. */
  public String text(Values values, String key) {
    return text(byKey.get(key), values);
  }

  private static <T> String text(Param<T> p, Values values) {
    return p.format(value(p, values));
  }

  @SuppressWarnings("unchecked") // Values holds what p has parsed
  private static <T> T value(Param<T> p, Values values) {
    return (T) values.raw(p.key());
  }

  /** Whether each parameter has an effect with the texts as they are; bad texts count as absent. */
  public Map<String, Boolean> active(Map<String, String> texts) {
    Map<String, Object> given = new HashMap<>();
    for (Param<?> p : params) {
      try {
        given.put(p.key(), p.parse(texts.getOrDefault(p.key(), "")));
      } catch (IllegalArgumentException e) {
        continue; // the default stands in
      }
    }
    Values tentative = filled(given);
    Map<String, Boolean> active = new HashMap<>();
    for (Param<?> p : params) {
      active.put(p.key(), p.isActive(tentative));
    }
    return active;
  }

  /** {@code values} with one of them replaced. */
  public Values with(Values values, String key, Object value) {
    Map<String, Object> given = new HashMap<>();
    byKey.values().forEach(p -> given.put(p.key(), values.raw(p.key())));
    given.put(key, value);
    return of(given);
  }

  /**
   * The defaults.
   *
   * @throws IllegalArgumentException when a parameter is required
   */
  public Values defaults() {
    return complete(Map.of());
  }

  private Values complete(Map<String, Object> given) {
    Values values = filled(given);
    for (Param<?> p : params) {
      Object v = values.raw(p.key());
      if (p.isRequired() && (v == null || v.equals(""))) {
        throw p.missing();
      }
    }
    if (values.stack() && values.sliceOnly()) {
      throw new IllegalArgumentException("slice: cannot be given together with stack");
    }
    for (Function<Values, String> check : checks) {
      String problem = check.apply(values);
      if (problem != null) {
        throw new IllegalArgumentException(problem);
      }
    }
    return values;
  }

  private Values filled(Map<String, Object> given) {
    Map<String, Object> all = new LinkedHashMap<>();
    for (Param<?> p : params) {
      all.put(p.key(), given.containsKey(p.key()) ? given.get(p.key()) : p.def());
    }
    for (String everywhere : List.of(STACK, SLICE)) {
      all.putIfAbsent(everywhere, given.getOrDefault(everywhere, false));
    }
    return new Values(all);
  }

  private static Object read(Param<?> p, Option o, Variables variables) {
    if (o.bare()) {
      if (p.isFlag()) {
        return true;
      }
      throw new IllegalArgumentException(
          o.key() + ": needs a value, " + o.key() + "=" + p.allowed());
    }
    if (!o.literal() && o.value().startsWith("&")) {
      String name = o.value().substring(1);
      String value = variables.value(name);
      if (value == null) {
        throw new IllegalArgumentException(
            o.shown() + ": the macro has no variable \"" + Wording.shortened(name) + "\"");
      }
      return p.parse(value);
    }
    try {
      return p.parse(o.value());
    } catch (IllegalArgumentException e) {
      boolean name = !o.literal() && VARIABLE.matcher(o.value()).matches();
      String value = name ? variables.value(o.value()) : null;
      if (value == null) {
        throw e;
      }
      return p.parse(value);
    }
  }

  private IllegalArgumentException unknown(Option o, Option last) {
    List<String> keys = new ArrayList<>();
    params.forEach(p -> keys.add(p.key()));
    if (!keys.contains(STACK)) {
      keys.add(STACK);
    }
    if (o.bare() && o.key().equals("preview")) {
      return new IllegalArgumentException(
          "preview: is a box of the dialog and no key; leave it out");
    }
    String near = Wording.nearest(o.key(), keys);
    String named = "unknown key \"" + Wording.shortened(o.key()) + "\": ";
    if (near != null) {
      return new IllegalArgumentException(named + "did you mean " + near + "?");
    }
    if (o.bare() && last != null && !last.bare() && !last.literal()) {
      String brackets = "a value with blanks must stand in brackets, " + last.key() + "=[...]";
      // A word after a whole number is more likely a key than the rest of the value.
      boolean key = Numbers.isDecimal(last.value()) && VARIABLE.matcher(o.key()).matches();
      if (!key) {
        return new IllegalArgumentException(
            last.shown() + " " + Wording.shortened(o.key()) + ": " + brackets);
      }
      return new IllegalArgumentException(
          named + "the keys are " + String.join(", ", keys) + "; " + brackets);
    }
    return new IllegalArgumentException(named + "the keys are " + String.join(", ", keys));
  }

  /**
   * What macro options must say to get these values: every required key and each one whose value is
   * not the default, in the order declared. Where that is none, the first key all the same: a line
   * without options would open the dialog when it is replayed.
   *
   * @throws IllegalArgumentException when a value cannot be written in macro options
   */
  public String record(Values values) {
    StringBuilder text = new StringBuilder();
    for (Param<?> p : params) {
      append(text, p, values);
    }
    for (String everywhere : List.of(STACK, SLICE)) {
      if (!params.contains(byKey.get(everywhere))) {
        append(text, byKey.get(everywhere), values);
      }
    }
    if (text.length() == 0 && !params.isEmpty()) {
      write(text, params.get(0), values);
    }
    String recorded = text.toString();
    if (!parse(recorded).equals(values)) {
      throw new IllegalArgumentException(
          Wording.shortened(recorded) + ": these values cannot be written in macro options");
    }
    return recorded;
  }

  /** The table of keys for a README, in Markdown. */
  public String markdown() {
    return ParamHelp.markdown(params, presets);
  }

  /**
   * The text of a Help button, in the HTML that ImageJ's dialogs show.
   *
   * @param title name of the command
   * @param about what the command does, in HTML
   */
  public String html(String title, String about) {
    return ParamHelp.html(params, presets, title, about);
  }

  private static <T> void append(StringBuilder text, Param<T> p, Values values) {
    T value = value(p, values);
    boolean usual = value == null ? p.def() == null : value.equals(p.def());
    if (!usual || p.isRequired()) {
      write(text, p, values);
    }
  }

  private static <T> void write(StringBuilder text, Param<T> p, Values values) {
    T value = value(p, values);
    text.append(text.length() == 0 ? "" : " ");
    if (Boolean.TRUE.equals(value)) {
      text.append(p.key());
    } else {
      String written = p.format(value);
      text.append(Options.write(p.key(), written, written.startsWith("&")));
    }
  }
}
