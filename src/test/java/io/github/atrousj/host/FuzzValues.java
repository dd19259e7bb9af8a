package io.github.atrousj.host;

import io.github.atrousj.host.CommandFiles.Kind;
import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.param.Pads;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.ParamSpec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.StringJoiner;

/**
 * Random macro options for any declaration. Sane ones hold what each parameter takes by itself; the
 * others now and then what it does not. Files that they name are sound, or damaged in the others.
 */
final class FuzzValues {

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
          "laplacian-4",
          "gaussian-5",
          "mean-3",
          "sobel-x",
          "centre-surround",
          "1 2",
          "-1 0 1",
          "1;2;1",
          "1/3 1/3 1/3",
          "1 2 3 4;5 6 7 8",
          "mean-15",
          "dog-1",
          "0",
          "1",
          "1e30 -1e30 1",
          "1e-40 2",
          "gaussian-3-row",
          "central-diff-row",
          "1 2;3 4 / 5 6;7 8",
          "gaussian-3-3d",
          "laplacian-6-3d",
          "mean-3|laplacian-8",
          "sobel-x|sobel-y|1 -2 1");
  private static final List<String> NUMBERS =
      List.of("0", "1", "2", "3", "4", "7", "0.5", "1.5", "-2", "12", "64", "1e6", "65535");
  private static final List<String> SEVERAL =
      List.of("1", "2", "1,2", "2,1", "1,2,4", "2,2,2", "3,1,2", "1,2,3,4", "6,12,18");
  private static final List<String> PADDINGS =
      List.of("same", "same", "valid", "0", "1", "3", "1,2", "1,0,2,1", "1,1,1,1,0,2");
  private static final List<String> COMMANDS =
      List.of(
          "Dilated Pooling... window=3 rate=2",
          "Dilated Pooling... type=median",
          "Dilated Convolution... kernel=[1 2 1] rate=2",
          "Dilated Filter Bank... kernel=laplacian-4 rates=1,3",
          "Dilated Cascade... kernel=gaussian-3 rates=1,2 layers",
          "ASPP Fusion... rates=1,2 pooling",
          "Starlet Denoise... scales=2",
          "Starlet Transform... scales=2");

  private FuzzValues() {}

  /** Options that name every required key and some others. */
  static String options(Declared command, boolean sane, CommandFiles files, Random random)
      throws IOException {
    List<String> options = new ArrayList<>();
    double chance = random.nextDouble() * 0.8;
    ParamSpec spec = command.spec();
    for (Param<?> p : spec.params()) {
      boolean asked = p.isRequired() || p.key().equals("rois") || p.key().equals("field");
      if (asked ? sane || random.nextInt(20) != 0 : random.nextDouble() < chance) {
        options.add(option(command.label(), p, sane || random.nextInt(3) != 0, files, random));
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

  private static String option(
      String label, Param<?> p, boolean allowed, CommandFiles files, Random random)
      throws IOException {
    String file = file(label, p, allowed, files, random);
    if (file != null) {
      return p.key() + "=[" + file + "]";
    }
    if (p.isFlag() && allowed) {
      return p.key();
    }
    String value = allowed ? allowed(p, random) : pick(WRONG, random);
    return p.key() + "=[" + value + "]";
  }

  /** What names a file or a command; null for other parameters. */
  private static String file(
      String label, Param<?> p, boolean sound, CommandFiles files, Random random)
      throws IOException {
    boolean training = label.startsWith("Train");
    Kind kind =
        switch (p.key()) {
          case "model" ->
              training ? null : label.startsWith("Run") ? Kind.NETWORK : Kind.CLASSIFIER;
          case "rois" -> Kind.SELECTIONS;
          case "path" -> Kind.VOLUME;
          default -> null;
        };
    if (kind != null) {
      return sound ? files.sound(kind, random) : files.damaged(kind, random);
    }
    return switch (p.key()) {
      case "model" -> sound ? files.fresh("fuzz.onnx") : files.path("one.onnx/below");
      case "to" -> sound ? files.fresh("fuzz.zarr") : files.sound(Kind.VOLUME, random);
      case "folder" -> sound ? files.path("written") : files.path("one.onnx");
      case "command" -> sound ? pick(COMMANDS, random) : pick(WRONG, random);
      case "input" -> pick(List.of("", "image"), random);
      case "tensor" -> pick(List.of("", "result"), random);
      case "images" -> pick(List.of("current", "all"), random);
      case "features" -> pick(List.of("smooth", "smooth,contrast", "laplacian,gradient"), random);
      default -> null;
    };
  }

  /** A text that the parameter takes; limits now and then. */
  private static String allowed(Param<?> p, Random random) {
    if (!p.spellings().isEmpty()) {
      String spelling = pick(p.spellings(), random);
      return random.nextInt(8) == 0 ? spelling.toUpperCase(Locale.ROOT) : spelling;
    }
    if (p.valueClass() == Pads.class) {
      return pick(PADDINGS, random);
    }
    List<String> candidates = new ArrayList<>(SEVERAL);
    candidates.addAll(NUMBERS);
    candidates.add(weights(random));
    if (p.key().equals("kernel")) {
      candidates = new ArrayList<>(KERNELS);
    } else if (p.least() != null && random.nextInt(12) == 0) {
      candidates = List.of(plain(p.least()), plain(p.most()));
    }
    List<String> taken = candidates.stream().filter(text -> Commands.takes(p, text)).toList();
    return taken.isEmpty() ? "" : pick(taken, random);
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

  private static String pick(List<String> all, Random random) {
    return all.get(random.nextInt(all.size()));
  }
}
