package io.github.atrousj.host;

import io.github.atrousj.param.Param;
import io.github.atrousj.param.ParamSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/** Random macro options for any declaration: most of what they say is allowed, some is not. */
final class FuzzValues {
  /** Where commands find a file that is none of theirs, and may write. */
  static final String FOLDER = "target/fuzz";

  private static final List<String> WRONG =
      List.of(
          "",
          "bogus",
          "-1",
          "0",
          "1e40",
          "2147483648",
          "4294967297",
          "1e999",
          "NaN",
          "1,,2",
          "1;2|3",
          "[",
          "a b",
          "image:none",
          "&v",
          "\u2212" + "3",
          "99999999999999999999");
  private static final List<String> KERNELS =
      List.of(
          "1",
          "laplacian-4",
          "gaussian-5",
          "mean-3",
          "sobel-x",
          "0",
          "1 2",
          "-1 0 1",
          "1;2;1",
          "1 2 3 4;5 6 7 8",
          "1/3 1/3 1/3",
          "1 2;3 4 / 5 6;7 8",
          "mean-15",
          "1e30 -1e30 1",
          "dog-1",
          "centre-surround",
          "mean-3|laplacian-8",
          "1e-40 2");
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "3", "4", "7", "0.5", "1.5", "-2", "12", "64", "1e6", "65535");
  private static final List<String> SEVERAL =
      List.of("1", "1,2", "2,1", "1,2,4", "2,2,2", "3,1,2", "1,2,3,4", "6,12,18", "valid", "same");

  private FuzzValues() {}

  /** Options that name every required key, some others and, now and then, what is not allowed. */
  static String options(ParamSpec spec, Random random) {
    boolean sane = random.nextInt(4) != 0;
    List<String> options = new ArrayList<>();
    double chance = random.nextDouble() * 0.7;
    for (Param<?> p : spec.params()) {
      if (p.isRequired() ? random.nextInt(20) != 0 : random.nextDouble() < chance) {
        options.add(option(p, sane || random.nextInt(3) != 0, random));
      }
    }
    if (!sane && random.nextInt(3) == 0) {
      options.add(
          List.of("nokey", "nokey=1", "=", "preview", "stack stack").get(random.nextInt(5)));
    }
    if (spec.params().stream().noneMatch(p -> p.key().equals("stack")) && random.nextInt(4) == 0) {
      options.add(random.nextBoolean() ? "stack" : "slice");
    }
    return String.join(" ", options);
  }

  private static String option(Param<?> p, boolean allowed, Random random) {
    if (p.isFlag() && allowed) {
      return p.key();
    }
    String value = allowed ? allowed(p, random) : pick(WRONG, random);
    return p.key() + "=[" + value + "]";
  }

  /** A text that the parameter takes; limits as often as what lies between them. */
  private static String allowed(Param<?> p, Random random) {
    if (isPath(p)) {
      return pick(List.of("", FOLDER + "/missing", FOLDER + "/file.txt"), random);
    }
    if (!p.spellings().isEmpty()) {
      String spelling = pick(p.spellings(), random);
      return random.nextInt(8) == 0 ? spelling.toUpperCase(Locale.ROOT) : spelling;
    }
    List<String> candidates = new ArrayList<>(SEVERAL);
    candidates.addAll(NUMBERS);
    candidates.addAll(KERNELS);
    candidates.add(weights(random));
    if (p.least() != null && random.nextInt(5) == 0) {
      candidates.clear();
      candidates.add(plain(p.least()));
      candidates.add(plain(p.most()));
    }
    List<String> taken = candidates.stream().filter(text -> takes(p, text)).toList();
    return taken.isEmpty() ? "" : pick(taken, random);
  }

  /** Any text will do, so it may name a file: only such as a run may write to. */
  private static boolean isPath(Param<?> p) {
    return p.valueClass() == String.class
        && p.spellings().isEmpty()
        && takes(p, FOLDER + "/missing");
  }

  private static String weights(Random random) {
    StringJoiner row = new StringJoiner(" ");
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      row.add(pick(List.of("1", "0", "-1", "0.5"), random));
    }
    return row.toString();
  }

  private static String plain(double v) {
    return v == Math.rint(v) && Math.abs(v) < 1e15 ? Long.toString((long) v) : Double.toString(v);
  }

  private static boolean takes(Param<?> p, String text) {
    try {
      p.parse(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String pick(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
