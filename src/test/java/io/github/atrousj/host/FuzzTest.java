package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.ImagePlus;
import ij.Prefs;
import ij.WindowManager;
import ij.measure.ResultsTable;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.host.PluginsConfig.Entry;
import io.github.atrousj.param.ParamSpec;
import io.github.atrousj.param.Values;
import io.github.atrousj.plugin.DeclaredCommand;
import io.github.atrousj.plugin.ImageCommand;
import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * Every command of plugins.config on random images with random options: the result is right or one
 * clear line says why there is none. {@code -Datrousj.fuzz.runs=10000} runs longer, {@code
 * -Datrousj.fuzz.seed=N} with {@code runs=1} replays the run that a failure names.
 */
class FuzzTest {
  private static final int RUNS = Integer.getInteger("atrousj.fuzz.runs", 200);
  private static final Long SEED = Long.getLong("atrousj.fuzz.seed");

  /** Two larger results might not fit in memory together. */
  private static final long MOST_COMPARED = 4_000_000;

  private static final Duration LONGEST = Duration.ofMinutes(2);

  @Test
  void everyRunIsRightOrSaysWhyNot() throws IOException {
    Path folder = Files.createDirectories(Path.of(FuzzValues.FOLDER));
    Files.writeString(folder.resolve("file.txt"), "no network, no volume, no model");
    List<Entry> commands = declared();
    long first = SEED == null ? System.nanoTime() : SEED;
    System.out.println("Fuzz: " + RUNS + " runs from seed " + first);
    List<String> failures = new ArrayList<>();
    int done = 0;
    for (int i = 0; i < RUNS && failures.size() < 5; i++) {
      Random random = new Random(first + i);
      Entry entry = commands.get(Math.floorMod(first + i, commands.size()));
      ImagePlus image = FuzzImages.image(random);
      String options = FuzzValues.options(create(entry).spec(), random);
      try {
        done += check(entry, image, options) ? 1 : 0;
      } catch (AssertionError | RuntimeException e) {
        failures.add(
            String.format(
                "-Datrousj.fuzz.runs=1 -Datrousj.fuzz.seed=%d: run(\"%s\", \"%s\") on %s: %s",
                first + i, entry.label(), options, image, e));
      }
    }
    assertTrue(failures.isEmpty(), () -> String.join("\n", failures));
    assertTrue(RUNS < 100 || done > RUNS / 8, "only " + done + " of " + RUNS + " runs were done");
  }

  /** Runs; true when the command did its work, false when it refused with a line. */
  private static boolean check(Entry entry, ImagePlus image, String options) {
    ImagePlus before = TestImages.copy(image);
    ResultsTable.getResultsTable().reset();
    Outcome outcome =
        assertTimeoutPreemptively(LONGEST, () -> HeadlessImageJ.run(image, entry.label(), options));
    assertFalse(outcome.log().contains("Exception"), outcome.log());
    assertFalse(image.isLocked(), "the image is left locked");
    assertEquals(0, WindowManager.getNonImageWindows().length, "a window is left");
    assertEquals(null, WindowManager.getIDList(), "an image window is left");
    if (outcome.error() != null) {
      assertOneLine(outcome.error());
      assertTrue(outcome.images().isEmpty(), "refused, but an image is open");
      assertTrue(TestImages.same(before, image), "refused, but the image is changed");
      return false;
    }
    ParamSpec spec = create(entry).spec();
    if (options.isBlank()) {
      return true; // the defaults
    }
    Values values = spec.parse(options);
    boolean inPlace =
        spec.param("output") != null && options.toLowerCase(Locale.ROOT).contains("[same]");
    if (!inPlace) {
      assertTrue(TestImages.same(before, image), "the source is changed");
    }
    outcome.images().forEach(FuzzTest::assertWhole);
    long pixels =
        outcome.images().stream()
            .mapToLong(i -> (long) i.getStackSize() * i.getWidth() * i.getHeight())
            .sum();
    if (pixels <= MOST_COMPARED && create(entry) instanceof ImageCommand) {
      assertSameAgain(entry, before, image, outcome, values);
    }
    return true;
  }

  /** The Java interface on one thread gives the same as the macro on all of them. */
  private static void assertSameAgain(
      Entry entry, ImagePlus before, ImagePlus image, Outcome outcome, Values values) {
    ImagePlus fresh = image.duplicate();
    fresh.setStack(before.getStack());
    fresh.setDimensions(image.getNChannels(), image.getNSlices(), image.getNFrames());
    fresh.setOpenAsHyperStack(image.getOpenAsHyperStack());
    fresh.setPosition(image.getC(), image.getZ(), image.getT());
    fresh.setRoi(image.getRoi());
    ImagePlus subject =
        image.isComposite() ? new CompositeImage(fresh, ((CompositeImage) image).getMode()) : fresh;
    subject.setPosition(image.getC(), image.getZ(), image.getT());
    subject.setRoi(image.getRoi());
    int threads = Prefs.getThreads();
    ImagePlus again;
    try {
      Prefs.setThreads(1);
      again = ((ImageCommand) create(entry)).process(subject, values, Monitor.NONE);
    } finally {
      Prefs.setThreads(threads);
    }
    ImagePlus result = outcome.images().isEmpty() ? image : outcome.result();
    assertTrue(TestImages.same(result, again), "a second run on one thread differs");
  }

  /** Every plane is there, of the type and the size that the image says. */
  private static void assertWhole(ImagePlus image) {
    int[] d = image.getDimensions();
    assertEquals(image.getStackSize(), d[2] * d[3] * d[4]);
    for (int i = 1; i <= image.getStackSize(); i++) {
      assertNotNull(image.getStack().getPixels(i));
      assertEquals(
          image.getWidth() * image.getHeight(), Array.getLength(image.getStack().getPixels(i)));
    }
  }

  private static void assertOneLine(String error) {
    assertFalse(error.contains("\n") || error.contains("Exception"), error);
    assertFalse(error.contains("Internal error"), error);
    assertTrue(error.length() > 10 && error.length() < 500, error);
  }

  private static List<Entry> declared() {
    List<Entry> all =
        PluginsConfig.entries().stream()
            .filter(e -> DeclaredCommand.class.isAssignableFrom(Commands.type(e)))
            .toList();
    assertTrue(all.size() > 10, "the commands are not found");
    return all;
  }

  private static DeclaredCommand create(Entry entry) {
    try {
      return (DeclaredCommand) Commands.type(entry).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(entry + " cannot be made", e);
    }
  }
}
