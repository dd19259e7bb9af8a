package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.ImageCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every command of plugins.config on random images with random options and files: the result is
 * right or one clear line says why there is none. Six runs in seven are asked what the command
 * takes, the seventh whatever comes. {@code -Datrousj.fuzz.runs=10000} runs longer, {@code
 * -Datrousj.fuzz.seed=N} with {@code runs=1} replays the run that a failure names.
 */
class FuzzTest {
  private static final int RUNS = Integer.getInteger("atrousj.fuzz.runs", 200);
  private static final Long SEED = Long.getLong("atrousj.fuzz.seed");

  /** Two larger results might not fit in memory together. */
  private static final long MOST_COMPARED = 4_000_000;

  private static final int MOST_DRAWS = 30;

  @TempDir private static Path folder;

  /** What a run is: a command, an image and its options. */
  private record Case(Declared command, ImagePlus image, String options) {
    @Override
    public String toString() {
      return "run(\"" + command + "\", \"" + options + "\") on " + image;
    }
  }

  @Test
  void everyRunIsRightOrSaysWhyNot() throws IOException {
    CommandFiles files = new CommandFiles(folder);
    List<Declared> commands = Commands.declared();
    assertTrue(commands.size() > 10, "the commands are not found");
    long first = SEED == null ? System.nanoTime() : SEED;
    System.out.println("Fuzz: " + RUNS + " runs from seed " + first);
    List<String> failures = new ArrayList<>();
    Map<String, Integer> done = new TreeMap<>();
    commands.forEach(c -> done.put(c.label(), 0));
    int compared = 0;
    for (int i = 0; i < RUNS && failures.size() < 5; i++) {
      Random random = new Random(first + i);
      int which = (int) Math.floorMod(first + i, (long) commands.size());
      Case run = draw(commands.get(which), files, random);
      try {
        Checked checked = check(run);
        done.merge(run.command().label(), checked == Checked.REFUSED ? 0 : 1, Integer::sum);
        compared += checked == Checked.COMPARED ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        failures.add(
            "-Datrousj.fuzz.runs=1 -Datrousj.fuzz.seed=" + (first + i) + ": " + run + ": " + e);
      }
    }
    System.out.println("Fuzz: done " + done + ", " + compared + " compared with the reference");
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    assertEnough(done, compared, RUNS / commands.size());
  }

  /** Most runs do their work, of every command some, and a tenth at least meets the reference. */
  private static void assertEnough(Map<String, Integer> done, int compared, int each) {
    if (RUNS < 100) {
      return;
    }
    int all = done.values().stream().mapToInt(Integer::intValue).sum();
    assertTrue(all > RUNS * 3 / 5, all + " of " + RUNS + " runs were done: " + done);
    assertTrue(compared > RUNS / 10, compared + " of " + RUNS + " runs were compared");
    done.forEach((label, n) -> assertTrue(n > each / 16, label + " was done " + n + " times"));
  }

  /** Drawn again until the command takes it, but in one of seven runs. */
  private static Case draw(Declared command, CommandFiles files, Random random) throws IOException {
    boolean sane = random.nextInt(7) != 0;
    Case drawn = null;
    for (int i = 0; i < MOST_DRAWS; i++) {
      ImagePlus image = FuzzImages.suiting(command.label(), random);
      drawn = new Case(command, image, FuzzValues.options(command, sane, files, random));
      if (!sane || isTaken(drawn)) {
        break;
      }
    }
    return drawn;
  }

  private static boolean isTaken(Case c) {
    try {
      Values values = c.command().spec().parse(c.options());
      if (c.command().command() instanceof ImageCommand command) {
        command.describe(c.image(), values);
      }
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private enum Checked {
    REFUSED,
    DONE,
    COMPARED
  }

  private static Checked check(Case c) {
    ImagePlus image = c.image();
    ImagePlus before = FuzzImages.copy(image);
    String label = c.command().label();
    Outcome outcome = CleanRun.run(image, label, c.options());
    if (outcome.error() != null) {
      return Checked.REFUSED;
    }
    ParamSpec spec = c.command().spec();
    Values values = c.options().isBlank() ? spec.defaults() : spec.parse(c.options());
    boolean own = outcome.images().isEmpty();
    if (!(c.command().command() instanceof ImageCommand command)) {
      FuzzProperties.check(label, before, values, outcome);
      return Checked.DONE;
    }
    ImagePlus result = own ? image : outcome.result();
    if (own) {
      boolean asked = spec.param("output") != null && spec.text(values, "output").equals("same");
      assertTrue(asked || TestImages.same(before, image), "the source is changed");
    }
    if (pixels(result) <= MOST_COMPARED) {
      assertSameAgain(command, before, values, result);
      assertReplays(c, before, values, result);
    }
    FuzzProperties.check(label, before, values, outcome);
    boolean compared = FuzzOracle.check(label, spec, before, values, result, own);
    return compared ? Checked.COMPARED : Checked.DONE;
  }

  private static long pixels(ImagePlus image) {
    return (long) image.getStackSize() * image.getWidth() * image.getHeight();
  }

  /** The Java interface on one thread gives the same as the macro on all of them. */
  private static void assertSameAgain(
      ImageCommand command, ImagePlus before, Values values, ImagePlus result) {
    int threads = Prefs.getThreads();
    try {
      Prefs.setThreads(1);
      ImagePlus again = command.process(FuzzImages.copy(before), values, Monitor.NONE);
      assertTrue(TestImages.same(result, again), "a second run on one thread differs");
    } finally {
      Prefs.setThreads(threads);
    }
  }

  /** What the recorder would write gives the same values and the same pixels. */
  private static void assertReplays(Case c, ImagePlus before, Values values, ImagePlus result) {
    ParamSpec spec = c.command().spec();
    if (spec.params().isEmpty()) {
      return;
    }
    String recorded = spec.record(values);
    assertEquals(values, spec.parse(recorded), recorded);
    ImagePlus copy = FuzzImages.copy(before);
    Outcome replayed = CleanRun.run(copy, c.command().label(), recorded);
    assertNull(replayed.error(), recorded);
    ImagePlus again = replayed.images().isEmpty() ? copy : replayed.result();
    assertTrue(TestImages.same(result, again), "the recorded line gives others: " + recorded);
  }
}
