package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.process.ShortProcessor;
import io.github.atrousj.host.CommandFiles.Kind;
import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.awt.event.KeyEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Esc at random moments of every command's run: there is a whole result or none, and the source is
 * as it was. {@code -Datrousj.fuzz.seed=N} replays the moments that a failure names.
 */
class EscapeTest {
  private static final int TRIES = 3;
  private static final long SEED = Long.getLong("atrousj.fuzz.seed", System.nanoTime());
  private static final Random RANDOM = new Random(SEED);

  @TempDir private static Path folder;
  private static CommandFiles files;

  @BeforeAll
  static void write() throws IOException {
    files = new CommandFiles(folder);
    System.out.println("Esc: -Datrousj.fuzz.seed=" + SEED);
  }

  /** Those that run long enough on an image, and in the open, to be stopped. */
  static List<Declared> commands() {
    List<String> others =
        List.of(
            "Rate Designer...",
            "Receptive Field Explorer...",
            "Train ASPP Classifier...",
            "Open Zarr Volume...",
            "Process Zarr Volume...");
    return Commands.declared().stream().filter(c -> !others.contains(c.label())).toList();
  }

  private static ImagePlus noise(int side, int slices) {
    Random random = new Random(4);
    ImageStack stack = new ImageStack(side, side);
    for (int z = 0; z < slices; z++) {
      ShortProcessor plane = new ShortProcessor(side, side);
      for (int i = 0; i < side * side; i++) {
        plane.set(i, random.nextInt(4096));
      }
      stack.addSlice(plane);
    }
    return new ImagePlus("noise", stack);
  }

  private static void press() {
    IJ.setKeyDown(KeyEvent.VK_ESCAPE);
  }

  private static List<String> variants(Declared c) throws IOException {
    String options = (SoundOptions.minimal(c, files) + " stack").trim();
    boolean inPlace =
        c.spec().param("output") != null && c.spec().param("output").spellings().contains("same");
    return inPlace ? List.of(options, options + " output=same") : List.of(options);
  }

  /** By the clock, as a user would. */
  @ParameterizedTest
  @MethodSource("commands")
  void escAtARandomMomentLeavesAWholeResultOrNone(Declared c) throws Exception {
    for (String options : variants(c)) {
      ImagePlus subject = SoundOptions.subject(c, noise(200, 6));
      ImagePlus first = TestImages.copyOf(subject);
      long start = System.nanoTime();
      Outcome whole = CleanRun.run(first, c.label(), options);
      long nanos = System.nanoTime() - start;
      assertNull(whole.error(), whole.error());
      for (int i = 0; i < TRIES; i++) {
        ImagePlus image = TestImages.copyOf(subject);
        long delay = (long) (nanos * RANDOM.nextDouble()) / 1_000_000;
        Thread finger = pressAfter(delay);
        Outcome outcome = CleanRun.run(image, c.label(), options);
        finger.join();
        assertWholeOrNone(subject, first, whole, image, outcome);
      }
    }
  }

  /** When a plane is read, so that it is surely in the middle of the run. */
  @Test
  void escWhileReadingStopsEveryCommand() throws IOException {
    int stopped = 0;
    for (Declared c : commands()) {
      for (String options : variants(c)) {
        ImagePlus subject = SoundOptions.subject(c, noise(120, 6));
        ReadTrigger calm = new ReadTrigger(0, () -> {});
        ImagePlus first = calm.image(subject, true);
        Outcome whole = CleanRun.run(first, c.label(), options);
        assertNull(whole.error(), whole.error());
        for (int i = 0; i < TRIES; i++) {
          ReadTrigger trigger =
              new ReadTrigger(1 + RANDOM.nextInt(calm.reads()), EscapeTest::press);
          ImagePlus image = trigger.image(subject, true);
          Outcome outcome = CleanRun.run(image, c.label(), options);
          stopped += assertWholeOrNone(subject, first, whole, image, outcome) ? 1 : 0;
        }
      }
    }
    assertTrue(stopped > commands().size(), "only " + stopped + " runs were stopped");
  }

  /** True when the run was stopped. */
  private static boolean assertWholeOrNone(
      ImagePlus subject, ImagePlus first, Outcome whole, ImagePlus image, Outcome outcome) {
    String seed = "-Datrousj.fuzz.seed=" + SEED;
    boolean inPlace = whole.images().isEmpty();
    if (!outcome.images().isEmpty()) {
      assertTrue(TestImages.same(whole.result(), outcome.result()), seed);
    }
    boolean untouched = TestImages.same(subject, image);
    assertTrue(untouched || inPlace && TestImages.same(first, image), "half-written, " + seed);
    return inPlace ? untouched : outcome.images().isEmpty();
  }

  /** A model file is whole or absent, and that of before stays. */
  @Test
  void trainingWritesAWholeFileOrNone() throws Exception {
    Declared train = command("Train ASPP Classifier...");
    ImagePlus image = CommandFiles.marked(200, 160);
    Path file = Path.of(files.fresh("esc.onnx"));
    String options = "model=[" + file + "] rates=1,2,4";
    long start = System.nanoTime();
    HeadlessImageJ.run(image, train.label(), options).ok();
    long millis = (System.nanoTime() - start) / 1_000_000;
    byte[] whole = Files.readAllBytes(file);
    for (int i = 0; i < 2 * TRIES; i++) {
      boolean before = i % 2 == 0;
      if (before) {
        Files.write(file, whole); // the training before may have been broken off without one
      } else {
        Files.deleteIfExists(file);
      }
      Thread finger = pressAfter((long) (millis * RANDOM.nextDouble()));
      CleanRun.run(image, train.label(), options);
      finger.join();
      assertTrue(Files.exists(file) || !before);
      if (Files.exists(file)) {
        assertArrayEquals(whole, Files.readAllBytes(file));
      }
    }
    try (var left = Files.list(file.getParent())) {
      assertFalse(
          left.anyMatch(p -> p.getFileName().toString().startsWith(".")), "a scrap is left");
    }
  }

  /** What was broken off goes on to the same volume. */
  @Test
  void aVolumeBrokenOffCanBeFinished() throws Exception {
    Declared process = command("Process Zarr Volume...");
    String in = "path=[" + files.sound(Kind.VOLUME, new Random(2)) + "] ";
    String what = " command=[Starlet Denoise... scales=2] block=8";
    String whole = files.fresh("whole");
    long start = System.nanoTime();
    HeadlessImageJ.run(null, process.label(), in + "to=[" + whole + "]" + what).ok();
    long millis = (System.nanoTime() - start) / 1_000_000;
    ImagePlus expected = open(whole);
    for (int i = 0; i < TRIES; i++) {
      String to = "to=[" + files.fresh("stopped" + i) + "]";
      Thread finger = pressAfter((long) (millis * RANDOM.nextDouble()));
      CleanRun.run(null, process.label(), in + to + what);
      finger.join();
      Outcome finished = CleanRun.run(null, process.label(), in + to + what + " resume");
      assertNull(finished.error(), finished.error());
      assertTrue(TestImages.same(expected, open(to.substring(4, to.length() - 1))));
    }
  }

  private static ImagePlus open(String path) {
    return HeadlessImageJ.run(null, "Open Zarr Volume...", "path=[" + path + "]").ok().result();
  }

  private static Declared command(String label) {
    return Commands.declared().stream().filter(c -> c.label().equals(label)).findFirst().get();
  }

  private static Thread pressAfter(long millis) {
    Thread finger =
        new Thread(
            () -> {
              try {
                Thread.sleep(millis);
                press();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
            });
    finger.setDaemon(true);
    finger.start();
    return finger;
  }
}
