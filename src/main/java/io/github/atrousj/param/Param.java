package io.github.atrousj.param;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;

/**
 * One parameter of a command: its key, its type, and what people need to know of it. Immutable;
 * made by {@link Params}. A parameter is required, or has a default, or is optional (its value may
 * be absent, which a word such as {@code none} stands for).
 *
 * @param <T> class of the value
 */
public final class Param<T> {
  private final ParamType<T> type;
  private final String key;
  private String label = "";
  private String unit = "";
  private String help = "";
  private T def;
  private String absent;
  private boolean required;
  private boolean file;
  private List<String> aliases = List.of();
  private List<String> presets = List.of();
  private Map<String, String> glossary = Map.of();
  private String suggestion = "";
  private Predicate<Values> active = v -> true;

  Param(String key, ParamType<T> type) {
    if (!key.matches("[a-z][a-z0-9]*")) {
      throw new IllegalStateException("a key is one lower-case word, not \"" + key + "\"");
    }
    this.key = key;
    this.type = type;
    this.label = key.substring(0, 1).toUpperCase(Locale.ROOT) + key.substring(1);
  }

  private Param(Param<T> from, ParamType<T> type) {
    this.type = type;
    this.key = from.key;
    this.label = from.label;
    this.unit = from.unit;
    this.help = from.help;
    this.def = from.def;
    this.absent = from.absent;
    this.required = from.required;
    this.file = from.file;
    this.aliases = from.aliases;
    this.presets = from.presets;
    this.glossary = from.glossary;
    this.suggestion = from.suggestion;
    this.active = from.active;
  }

  private Param<T> copy() {
    return new Param<>(this, type);
  }

  /** What the dialog shows. Its first word in lower case is the key, as ImageJ's recorder wants. */
  public Param<T> label(String label) {
    if (!label.split(" ")[0].toLowerCase(Locale.ROOT).equals(key)) {
      throw new IllegalStateException("label \"" + label + "\" must begin with " + key);
    }
    Param<T> p = copy();
    p.label = label;
    return p;
  }

  /** Unit of the numbers, such as {@code px}. */
  public Param<T> unit(String unit) {
    Param<T> p = copy();
    p.unit = unit;
    return p;
  }

  /** Least and most allowed number, both included. */
  public Param<T> range(double least, double most) {
    return new Param<>(this, type.range(least, most));
  }

  /** One line that says what the parameter does. */
  public Param<T> help(String help) {
    Param<T> p = copy();
    p.help = help;
    return p;
  }

  /** The value where none is given. */
  public Param<T> def(T def) {
    Param<T> p = copy();
    p.def = def;
    return p;
  }

  /** A value must be given. */
  public Param<T> required() {
    Param<T> p = copy();
    p.required = true;
    return p;
  }

  /** The text names a file, for which a dialog can offer to look. */
  public Param<T> file() {
    Param<T> p = copy();
    p.file = true;
    return p;
  }

  public boolean isFile() {
    return file;
  }

  /** There need not be a value; {@code word} says that there is none. */
  public Param<T> optional(String word) {
    Param<T> p = copy();
    p.absent = word;
    return p;
  }

  /** Former keys, valid for ever. */
  public Param<T> aliases(String... aliases) {
    Param<T> p = copy();
    p.aliases = List.of(aliases);
    return p;
  }

  /** Texts that a dialog offers for choosing, in the order shown. */
  public Param<T> presets(List<String> presets) {
    Param<T> p = copy();
    p.presets = List.copyOf(presets);
    return p;
  }

  /** Words that may be used in the text, and what they mean, for the Help. */
  public Param<T> glossary(Map<String, String> glossary) {
    Param<T> p = copy();
    p.glossary = Collections.unmodifiableMap(new LinkedHashMap<>(glossary));
    return p;
  }

  /** What a dialog begins with where the parameter is required. */
  public Param<T> suggest(String suggestion) {
    Param<T> p = copy();
    p.suggestion = suggestion;
    return p;
  }

  /** When the parameter has an effect; a dialog greys it otherwise. */
  public Param<T> activeWhen(Predicate<Values> active) {
    Param<T> p = copy();
    p.active = active;
    return p;
  }

  public String key() {
    return key;
  }

  public String label() {
    return label;
  }

  public String unit() {
    return unit;
  }

  public String help() {
    return help;
  }

  /** The value where none is given; null when the parameter is required or optional. */
  public T def() {
    return def;
  }

  public boolean isRequired() {
    return required;
  }

  public List<String> aliases() {
    return aliases;
  }

  public List<String> presets() {
    return presets;
  }

  Map<String, String> glossary() {
    return glossary;
  }

  public boolean isActive(Values values) {
    return active.test(values);
  }

  public boolean isFlag() {
    return type instanceof ScalarTypes.Flag;
  }

  /** The spellings a user chooses from; empty unless this is a choice. */
  public List<String> spellings() {
    return type.spellings();
  }

  /** The least number allowed, or null where numbers have no limits of their own. */
  public Double least() {
    return type.limits() == null ? null : type.limits().least();
  }

  /** The most number allowed, or null where numbers have no limits of their own. */
  public Double most() {
    return type.limits() == null ? null : type.limits().most();
  }

  /** Class of the value. */
  public Class<?> valueClass() {
    return type.valueClass();
  }

  /** What may be given, in words: "a whole number from 1 to 65535 px". */
  public String allowed() {
    String words = type.allowed(unit);
    return absent == null ? words : absent + " or " + words;
  }

  /**
   * Reads a value.
   *
   * @return the value, null when the text is the word for none
   * @throws IllegalArgumentException with one line that names key, text and what is allowed
   */
  public T parse(String text) {
    String trimmed = Options.trimmed(text);
    if (absent != null && absent.equalsIgnoreCase(trimmed)) {
      return null;
    }
    try {
      return type.parse(trimmed, unit);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(line(trimmed, e.getMessage()), e);
    }
  }

  private String line(String text, String problem) {
    if (problem.startsWith(key + "=")) {
      return problem; // says it all already
    }
    String must = "must be ";
    boolean also = absent != null && problem.startsWith(must);
    return Wording.pair(key, text)
        + ": "
        + (also ? must + absent + " or " + problem.substring(must.length()) : problem);
  }

  /** Writes a value so that {@link #parse} gives it back. */
  public String format(T value) {
    return value == null ? absentWord() : type.format(value);
  }

  /** What a dialog begins with: the default or, where one is required, the suggestion. */
  public String initialText() {
    return required ? suggestion : format(def);
  }

  private String absentWord() {
    return absent == null ? "" : absent;
  }

  /** Takes an object of the declared class, or one whose text reads as such; refuses all others. */
  @SuppressWarnings("unchecked") // the class is tested first
  T checked(Object value) {
    if (value == null) {
      if (absent == null) {
        throw missing();
      }
      return null;
    }
    boolean own = type.valueClass().isInstance(value);
    return parse(own ? format((T) value) : value.toString());
  }

  IllegalArgumentException missing() {
    return new IllegalArgumentException(key + " is missing: give " + key + "=" + allowed());
  }

  void checkDeclaration() {
    int ways = (required ? 1 : 0) + (def != null ? 1 : 0) + (absent != null ? 1 : 0);
    if (ways != 1) {
      throw new IllegalStateException(
          key + " must be just one of: required, with a default, optional");
    }
    if (help.isEmpty()) {
      throw new IllegalStateException(key + " has no help");
    }
    if (def != null && !parse(format(def)).equals(def)) {
      throw new IllegalStateException(key + "'s default does not read back");
    }
    if (!suggestion.isEmpty()) {
      parse(suggestion);
    }
  }
}
