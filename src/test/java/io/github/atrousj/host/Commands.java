package io.github.atrousj.host;

import ij.ImagePlus;
import io.github.atrousj.host.PluginsConfig.Entry;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.plugin.DeclaredCommand;
import io.github.atrousj.plugin.ImageCommand;
import java.util.ArrayList;
import java.util.List;
import java.util.StringJoiner;

/** The image commands of plugins.config, and options for them derived from their declarations. */
final class Commands {
  /** Values to try for a parameter; each type finds some that it takes and some that it refuses. */
  private static final List<String> VALUES =
      List.of("laplacian-4", "2", "1,2", "0.5", "valid", "true", "smooth,contrast", "100");

  private static final List<String> NONSENSE =
      List.of("bogus", "-99999999", "1e99", "3.5.1", "0,", "=");

  private Commands() {}

  /** A menu entry and the command behind it. */
  record Subject(Entry entry, ImageCommand command) {
    String label() {
      return entry.label();
    }

    ParamSpec spec() {
      return command.spec();
    }

    /** The least that must be given. */
    String minimal() {
      StringJoiner options = new StringJoiner(" ");
      for (Param<?> p : spec().params()) {
        if (p.isRequired()) {
          options.add(p.key() + "=" + accepted(p).get(0));
        }
      }
      return options.toString();
    }

    /** The least options and some more, as macro text. */
    String with(String more) {
      return (minimal() + " " + more).trim();
    }

    /** Whether a choice of this command has a spelling, such as {@code output} has {@code same}. */
    boolean offers(String key, String spelling) {
      Param<?> p = spec().param(key);
      return p != null && p.spellings().contains(spelling);
    }

    /** A fresh command run by the Java interface, on values read from options. */
    ImagePlus process(ImagePlus image, String options) {
      return Commands.create(entry)
          .process(image, spec().parse(options), io.github.atrousj.graph.Monitor.NONE);
    }

    @Override
    public String toString() {
      return label();
    }
  }

  /** Every command that works on the open image. */
  static List<Subject> all() {
    List<Subject> subjects = new ArrayList<>();
    for (Entry entry : PluginsConfig.entries()) {
      if (ImageCommand.class.isAssignableFrom(type(entry))) {
        subjects.add(new Subject(entry, create(entry)));
      }
    }
    return subjects;
  }

  /** A menu entry whose parameters are declared, and the command behind it. */
  record Declared(Entry entry, DeclaredCommand command) {
    String label() {
      return entry.label();
    }

    ParamSpec spec() {
      return command.spec();
    }

    @Override
    public String toString() {
      return label();
    }
  }

  /** Every command that has parameters or could have, with or without an image. */
  static List<Declared> declared() {
    List<Declared> all = new ArrayList<>();
    for (Entry entry : PluginsConfig.entries()) {
      if (DeclaredCommand.class.isAssignableFrom(type(entry))) {
        all.add(new Declared(entry, (DeclaredCommand) make(entry)));
      }
    }
    return all;
  }

  /** Those that make a 32-bit image of any image. */
  static List<Subject> filters() {
    List<String> others =
        List.of(
            "Starlet Inverse",
            "Starlet Spots...",
            "Run ONNX Network...",
            "Apply ASPP Classifier...");
    return all().stream().filter(s -> !others.contains(s.label())).toList();
  }

  static Class<?> type(Entry entry) {
    try {
      return Class.forName(entry.className());
    } catch (ClassNotFoundException e) {
      throw new AssertionError("plugins.config names a class that is not there: " + entry, e);
    }
  }

  private static ImageCommand create(Entry entry) {
    return (ImageCommand) make(entry);
  }

  private static Object make(Entry entry) {
    try {
      return type(entry).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(entry + " cannot be made", e);
    }
  }

  /** Texts that a parameter takes; at least one. */
  static List<String> accepted(Param<?> p) {
    List<String> candidates = new ArrayList<>(p.spellings());
    candidates.addAll(VALUES);
    List<String> accepted = candidates.stream().filter(text -> takes(p, text)).toList();
    if (accepted.isEmpty()) {
      throw new AssertionError("add a value that " + p.key() + " takes: " + p.allowed());
    }
    return accepted;
  }

  /** Texts that a parameter refuses; none for a parameter that takes any text. */
  static List<String> refused(Param<?> p) {
    return NONSENSE.stream().filter(text -> !takes(p, text)).toList();
  }

  static boolean takes(Param<?> p, String text) {
    try {
      p.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
