package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ByteProcessor;
import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;

/** Main class of a process with a small heap, where every image command runs out of it. */
public final class Exhausted {
  private static final int SIDE = 256;
  private static final int SLICES = 12;
  private static final int TRIES = 2;

  /** The others read no planes of the open image, or only a few pixels of one. */
  private static final List<String> OTHERS =
      List.of(
          "Rate Designer...",
          "Receptive Field Explorer...",
          "Train ASPP Classifier...",
          "Open Zarr Volume...",
          "Process Zarr Volume...");

  private static final Outcome IN_IMAGEJ =
      new Outcome("memory ran out in ImageJ", List.of(), null, "");

  private final Random random;
  private int exhausted;
  private int host;

  private Exhausted(long seed) {
    random = new Random(seed);
  }

  /**
   * @param args a folder for files, the seed
   */
  public static void main(String[] args) throws Exception {
    Exhausted all = new Exhausted(Long.parseLong(args[1]));
    CommandFiles files = new CommandFiles(Path.of(args[0]));
    for (Declared c : Commands.declared()) {
      if (OTHERS.contains(c.label())) {
        continue;
      }
      String options = (SoundOptions.minimal(c, files) + " stack").trim();
      all.check(c, options, true);
      all.check(c, options, false);
      if (c.spec().param("output") != null
          && c.spec().param("output").spellings().contains("same")) {
        all.check(c, options + " output=same", false);
      }
    }
    String counts = all.exhausted + " runs without memory, " + all.host + " in ImageJ itself";
    assertTrue(all.exhausted > 3 * all.host && all.exhausted > 30, counts);
    System.out.println(counts + "; done");
    System.exit(0); // ImageJ's threads stay
  }

  private void check(Declared c, String options, boolean virtual) {
    ImagePlus source = SoundOptions.subject(c, noise());
    ReadTrigger calm = new ReadTrigger(0, () -> {});
    ImagePlus whole = calm.image(source, virtual);
    Outcome expected = run(c, whole, options, new Hog());
    assertNull(expected.error(), expected.error());
    for (int i = 0; i < TRIES; i++) {
      ImagePlus fresh = SoundOptions.subject(c, noise());
      Hog hog = new Hog();
      int at = 1 + random.nextInt(calm.reads());
      ImagePlus image = new ReadTrigger(at, hog).image(fresh, virtual);
      Outcome outcome = run(c, image, options, hog);
      String line = c.label() + " " + options + (virtual ? ", virtual" : "") + ": ";
      boolean taken = hog.release();
      if (outcome.error() == null) {
        assertSame(result(expected, whole), result(outcome, image), line);
      } else {
        exhausted += taken && outcome != IN_IMAGEJ ? 1 : 0;
        assertTrue(outcome.error().contains("memory"), line + outcome.error());
        boolean untouched = TestImages.same(SoundOptions.subject(c, noise()), image);
        // What runs out when all planes are in place is ImageJ's to draw them.
        boolean done = expected.images().isEmpty() && TestImages.same(whole, image);
        assertTrue(untouched || done, line + "half-written");
      }
      System.out.println(line + (outcome.error() == null ? "whole" : outcome.error()));
    }
  }

  private static ImagePlus result(Outcome outcome, ImagePlus image) {
    return outcome.images().isEmpty() ? image : outcome.result();
  }

  private static void assertSame(ImagePlus expected, ImagePlus got, String line) {
    assertTrue(TestImages.same(expected, got), line + "a result that is not whole");
  }

  private Outcome run(Declared c, ImagePlus image, String options, Hog hog) {
    Outcome outcome;
    try {
      outcome = HeadlessImageJ.run(image, c.label(), options);
    } catch (OutOfMemoryError e) {
      // ImageJ's macro language, after or before the command: it has no line for that.
      hog.release();
      host++;
      outcome = IN_IMAGEJ;
    }
    boolean suppressed = outcome.error() != null && outcome.error().contains("suppression");
    if (suppressed || outcome.log().contains("<Out of memory>")) {
      host++;
      outcome = IN_IMAGEJ;
    }
    if (outcome == IN_IMAGEJ) {
      HeadlessImageJ.macro("", ""); // closes what is open
    }
    CleanRun.assertClean(outcome);
    assertFalse(image.isLocked(), c.label() + " leaves its image locked");
    return outcome;
  }

  private static ImagePlus noise() {
    Random noise = new Random(7);
    ImageStack stack = new ImageStack(SIDE, SIDE);
    for (int z = 0; z < SLICES; z++) {
      byte[] pixels = new byte[SIDE * SIDE];
      noise.nextBytes(pixels);
      stack.addSlice(new ByteProcessor(SIDE, SIDE, pixels));
    }
    return new ImagePlus("noise", stack);
  }
}
