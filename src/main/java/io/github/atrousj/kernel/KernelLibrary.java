package io.github.atrousj.kernel;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleFunction;

/**
 * The kernels that have a name. A name keeps its numbers for ever.
 *
 * <p>A name is fixed, such as {@code sobel-x}, or holds a number, such as {@code mean-5} or {@code
 * log-1.5}. Upper and lower case are the same. Names that end in {@code -row} are one row, for work
 * along one axis; those that end in {@code -3d} are for work in three dimensions.
 *
 * <p><b>Why {@link #MULTI_SCALE_DEFAULT} is centre-surround.</b> An untrained fusion of several
 * rates says something about an image only when its branches can be compared. The centre minus the
 * mean of its eight neighbours, at rate r,
 *
 * <ul>
 *   <li>gives 0 on an even background whatever its level, and on a linear slope;
 *   <li>gives a bright structure's own contrast A at its middle when the structure fits inside the
 *       ring (radius below r, nothing else on the ring), for every r: a finite difference at
 *       distance r is r² times a Laplacian, which is just the factor that makes Laplacians of
 *       different scales comparable (Lindeberg 1998, doi:10.1023/A:1008045108935, section 4). So no
 *       factor per rate is needed, and one threshold serves all branches;
 *   <li>lets white noise through with gain √(1 + 1/8) = 1.06 at every rate;
 *   <li>on photographs, whose power falls as 1/f² (Field 1987, doi:10.1364/JOSAA.4.002379), has a
 *       variance that grows only with the logarithm of r, where that of a Laplacian scaled down by
 *       r² would fall as its fourth power (the sample images: from rate 6 to 18 the standard
 *       deviation grows 1.3 times on hubble_deep_field, 1.5 on retina, 2.6 on the smooth cell);
 *   <li>is exact: its weights are powers of two and sum to 0, so an even area of an 8- or 16-bit
 *       image gives exactly 0.
 * </ul>
 *
 * <p>It tells what stands out from its surround up to a size, not which size: a small structure
 * answers at every larger rate too. {@code blob} is for that. Its 3×3 smoothed centre gives a disc
 * of radius √2·r to 2·r all of its contrast, one of radius below r a quarter, one above 2.8·r
 * nothing, so the rate that answers most tells the size; noise gain 0.45; 25 taps for 9.
 */
public final class KernelLibrary {
  /** The kernel for a fusion of several rates when none is asked for. */
  public static final String MULTI_SCALE_DEFAULT = "centre-surround";

  /** Why that one: a paragraph for the Help. */
  public static final String MULTI_SCALE_REASON =
      "Without training, branches of several rates are worth comparing only when the same thing"
          + " gives the same number in each. centre-surround, the centre minus the mean of its"
          + " eight neighbours, does that at every rate without a factor: 0 on an even background"
          + " or slope, a bright structure's own contrast when it fits inside the ring, white"
          + " noise times 1.06. It shows what stands out up to a size. To tell the size itself"
          + " (argmax over rates) use blob, which answers most at the rate that fits: radius 1.4"
          + " to 2 times the rate.";

  /**
   * One name, or a family of names with a number in them.
   *
   * @param pattern the name, with N, S or A where a number stands
   * @param dimensions 1 for one row, 2 or 3
   * @param choices names to offer in a list, at least one; a family takes more
   * @param help one line: the numbers, then what they answer to
   */
  public record Entry(String pattern, int dimensions, List<String> choices, String help) {}

  /** An entry and how it is made; argument is null for a fixed name, whose maker ignores it. */
  private record Rule(Entry entry, Argument argument, DoubleFunction<Kernel> maker) {
    String prefix() {
      return entry.pattern().substring(0, entry.pattern().indexOf(argument.letter()));
    }

    String suffix() {
      return entry.pattern().substring(entry.pattern().indexOf(argument.letter()) + 1);
    }
  }

  /** What the number in a name may be. */
  private record Argument(char letter, String allowed, double least, double most) {
    static Argument oddSize(int least, int most) {
      return new Argument('N', "an odd whole number from " + least + " to " + most, least, most);
    }

    boolean accepts(double n) {
      return n >= least && n <= most && (letter != 'N' || n % 2 == 1);
    }
  }

  private static final Argument SCALE = new Argument('S', "a scale from 0.5 to 16 pixels", 0.5, 16);
  private static final Argument ANGLE = new Argument('A', "an angle from 0 to 180 degrees", 0, 180);

  private static final List<Rule> RULES = rules();

  private KernelLibrary() {}

  /** Every name and family, in the order of the Help. */
  public static List<Entry> entries() {
    List<Entry> entries = new ArrayList<>();
    for (Rule rule : RULES) {
      entries.add(rule.entry());
    }
    return List.copyOf(entries);
  }

  /** The names to offer in a list: two-dimensional ones first, then rows, then 3-D ones. */
  public static List<String> names() {
    List<String> names = new ArrayList<>();
    for (Rule rule : RULES) {
      names.addAll(rule.entry().choices());
    }
    return List.copyOf(names);
  }

  /** The names to offer for work in 1, 2 or 3 dimensions. */
  public static List<String> names(int dimensions) {
    return RULES.stream()
        .filter(rule -> rule.entry().dimensions() == dimensions)
        .flatMap(rule -> rule.entry().choices().stream())
        .toList();
  }

  /**
   * The kernel of that name.
   *
   * @return null when there is no such name
   * @throws IllegalArgumentException with one line when the name is right but its number is not
   */
  public static Kernel find(String name) {
    String wanted = name.toLowerCase(Locale.ROOT).replace("center", "centre");
    for (Rule rule : RULES) {
      if (rule.argument() == null) {
        if (wanted.equals(rule.entry().pattern())) {
          return rule.maker().apply(Double.NaN);
        }
        continue;
      }
      String number = between(wanted, rule.prefix(), rule.suffix());
      if (number != null) {
        double n = Double.parseDouble(number);
        if (!rule.argument().accepts(n)) {
          throw KernelText.refused(
              name,
              "needs "
                  + rule.argument().allowed()
                  + " as its number, as in "
                  + rule.entry().choices().get(0));
        }
        return rule.maker().apply(n);
      }
    }
    return null;
  }

  /** The unsigned decimal between prefix and suffix, or null when that is not what the word is. */
  private static String between(String word, String prefix, String suffix) {
    if (word.length() > 40 || !word.startsWith(prefix) || !word.endsWith(suffix)) {
      return null;
    }
    int to = word.length() - suffix.length();
    String number = to < prefix.length() ? "" : word.substring(prefix.length(), to);
    return number.matches("[0-9]+(\\.[0-9]+)?") ? number : null;
  }

  private static List<Rule> rules() {
    List<Rule> rules = new ArrayList<>();
    fixed(rules, "identity", 2, "1", "the image itself");
    family(
        rules,
        "mean-N",
        2,
        Argument.oddSize(1, 1023),
        "3 5 7 9 15",
        "N×N weights of 1/N²: the mean of a square; N odd",
        n -> Binomial.mean((int) n, 2));
    family(
        rules,
        "gaussian-N",
        2,
        Argument.oddSize(3, 15),
        "3 5 7",
        "outer product of binomial rows (1 2 1)/4, (1 4 6 4 1)/16, …: smoothing, sum 1; N odd",
        n -> Binomial.gaussian((int) n, 2));
    fixed(
        rules,
        "b3-spline",
        2,
        "outer product of (1 4 6 4 1)/16: the smoothing of the starlet transform, sum 1",
        unused -> Binomial.gaussian(5, 2));
    fixed(rules, "laplacian-4", 2, "0 1 0; 1 -4 1; 0 1 0", "negative on bright spots");
    fixed(rules, "laplacian-8", 2, "1 1 1; 1 -8 1; 1 1 1", "negative on bright spots");
    fixed(
        rules,
        "centre-surround",
        2,
        "-1/8 -1/8 -1/8; -1/8 1 -1/8; -1/8 -1/8 -1/8",
        "contrast of the centre with its ring: at any rate, a bright structure that fits inside"
            + " the ring gives its own contrast, positive");
    fixed(
        rules,
        "blob",
        2,
        "-1/16 -1/16 -1/16 -1/16 -1/16; -1/16 1/16 1/8 1/16 -1/16; -1/16 1/8 1/4 1/8 -1/16;"
            + " -1/16 1/16 1/8 1/16 -1/16; -1/16 -1/16 -1/16 -1/16 -1/16",
        "gaussian-3 minus the mean of the ring around it: answers most to bright spots of radius"
            + " 1.4 to 2 times the rate, so the rate that answers most tells the size");
    fixed(rules, "sobel-x", 2, "-1 0 1; -2 0 2; -1 0 1", "slope along x, times 8");
    fixed(rules, "sobel-y", 2, "-1 -2 -1; 0 0 0; 1 2 1", "slope along y, times 8");
    fixed(rules, "prewitt-x", 2, "-1 0 1; -1 0 1; -1 0 1", "slope along x, times 6");
    fixed(rules, "prewitt-y", 2, "-1 -1 -1; 0 0 0; 1 1 1", "slope along y, times 6");
    fixed(rules, "scharr-x", 2, "-3 0 3; -10 0 10; -3 0 3", "slope along x, times 32");
    fixed(rules, "scharr-y", 2, "-3 -10 -3; 0 0 0; 3 10 3", "slope along y, times 32");
    fixed(rules, "sharpen", 2, "0 -1 0; -1 5 -1; 0 -1 0", "the image minus its Laplacian");
    // Lambdas rather than references to methods, which would load their classes with the list.
    family(
        rules,
        "log-S",
        2,
        SCALE,
        "1 1.5 2",
        "S²·Laplacian of a Gaussian of standard deviation S pixels, at distance ρ"
            + " (ρ²/S² − 2)/(2πS²)·exp(−ρ²/2S²), to 4 S, sum 0: negative on bright spots of"
            + " radius 1.4 S",
        s -> BandPass.laplacianOfGaussian(s));
    family(
        rules,
        "dog-S",
        2,
        SCALE,
        "1 1.5 2",
        "Gaussian of standard deviation S minus one of 1.6 S, each of sum 1, to 4.8 S, sum 0:"
            + " positive on bright spots",
        s -> BandPass.differenceOfGaussians(s));
    family(
        rules,
        "gabor-A",
        2,
        ANGLE,
        "0 45 90 135",
        "9×9 cosine of wavelength 4 under a Gaussian of standard deviation 1.6, sum 0: bright"
            + " lines at A degrees, counter-clockwise from the x axis; gain 1 for its own wave",
        a -> BandPass.gabor(a));

    family(
        rules,
        "mean-N-row",
        1,
        Argument.oddSize(1, 1023),
        "3 5",
        "N weights of 1/N; N odd",
        n -> Binomial.mean((int) n, 1));
    family(
        rules,
        "gaussian-N-row",
        1,
        Argument.oddSize(3, 25),
        "3 5",
        "(1 2 1)/4, (1 4 6 4 1)/16, …; N odd",
        n -> Binomial.gaussian((int) n, 1));
    fixed(rules, "b3-spline-row", 1, "1/16 1/4 3/8 1/4 1/16", "the starlet's smoothing");
    fixed(rules, "diff-row", 1, "-1 1", "difference to the next pixel");
    fixed(rules, "central-diff-row", 1, "-0.5 0 0.5", "slope");
    fixed(rules, "second-diff-row", 1, "1 -2 1", "negative on bright lines and spots");
    fixed(rules, "centre-surround-row", 1, "-0.5 1 -0.5", "contrast with both neighbours");

    family(
        rules,
        "mean-N-3d",
        3,
        Argument.oddSize(1, 101),
        "3 5",
        "N×N×N weights of 1/N³; N odd",
        n -> Binomial.mean((int) n, 3));
    family(
        rules,
        "gaussian-N-3d",
        3,
        Argument.oddSize(3, 11),
        "3 5",
        "outer product of (1 2 1)/4, (1 4 6 4 1)/16, …; N odd",
        n -> Binomial.gaussian((int) n, 3));
    fixed(
        rules,
        "b3-spline-3d",
        3,
        "outer product of (1 4 6 4 1)/16: the starlet's smoothing",
        unused -> Binomial.gaussian(5, 3));
    fixed(
        rules,
        "laplacian-6-3d",
        3,
        "0 0 0; 0 1 0; 0 0 0 / 0 1 0; 1 -6 1; 0 1 0 / 0 0 0; 0 1 0; 0 0 0",
        "negative on bright spots");
    fixed(
        rules,
        "laplacian-26-3d",
        3,
        "1 1 1; 1 1 1; 1 1 1 / 1 1 1; 1 -26 1; 1 1 1 / 1 1 1; 1 1 1; 1 1 1",
        "negative on bright spots");
    fixed(
        rules,
        "sobel-x-3d",
        3,
        "-1 0 1; -2 0 2; -1 0 1 / -2 0 2; -4 0 4; -2 0 2 / -1 0 1; -2 0 2; -1 0 1",
        "slope along x, times 32");
    fixed(
        rules,
        "sobel-y-3d",
        3,
        "-1 -2 -1; 0 0 0; 1 2 1 / -2 -4 -2; 0 0 0; 2 4 2 / -1 -2 -1; 0 0 0; 1 2 1",
        "slope along y, times 32");
    fixed(
        rules,
        "sobel-z-3d",
        3,
        "-1 -2 -1; -2 -4 -2; -1 -2 -1 / 0 0 0; 0 0 0; 0 0 0 / 1 2 1; 2 4 2; 1 2 1",
        "slope from slice to slice, times 32");
    fixed(
        rules,
        "centre-surround-3d",
        3,
        "-1/32 -1/32 -1/32; -1/32 -1/16 -1/32; -1/32 -1/32 -1/32"
            + " / -1/32 -1/16 -1/32; -1/16 1 -1/16; -1/32 -1/16 -1/32"
            + " / -1/32 -1/32 -1/32; -1/32 -1/16 -1/32; -1/32 -1/32 -1/32",
        "centre-surround in space, the six nearest neighbours counting double");
    return List.copyOf(rules);
  }

  private static void fixed(
      List<Rule> rules, String name, int dimensions, String numbers, String meaning) {
    // Read when it is asked for: a dialog offers all names and needs at most one kernel.
    DoubleFunction<Kernel> maker = unused -> new NumberRows(numbers).kernel();
    fixed(rules, name, dimensions, numbers + ": " + meaning, maker);
  }

  private static void fixed(
      List<Rule> rules, String name, int dimensions, String help, DoubleFunction<Kernel> maker) {
    rules.add(new Rule(new Entry(name, dimensions, List.of(name), help), null, maker));
  }

  private static void family(
      List<Rule> rules,
      String pattern,
      int dimensions,
      Argument argument,
      String offered,
      String help,
      DoubleFunction<Kernel> maker) {
    List<String> choices = new ArrayList<>();
    for (String number : offered.split(" ")) {
      choices.add(pattern.replace(String.valueOf(argument.letter()), number));
    }
    rules.add(
        new Rule(new Entry(pattern, dimensions, List.copyOf(choices), help), argument, maker));
  }
}
