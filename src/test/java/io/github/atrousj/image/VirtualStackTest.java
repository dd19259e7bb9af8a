package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.measure.Calibration;
import ij.plugin.FileInfoVirtualStack;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.SpareMemory;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VirtualStackTest {
  private static final Function<Shape, Operation> NEGATIVE = s -> Simple.map(1, v -> -v);

  /** Room for the base and so little more that no result fits. */
  /** What runs have left to the next does not count as taken. */
  @Test
  void aTightHeapGetsBackWhatRunsHaveLeft() {
    float[][] left = SpareMemory.take(2, 1001);
    SpareMemory.leave(left);
    assertTrue(new HeapBudget(() -> 8L << 20).available(1000) > 0);
    assertSame(left, SpareMemory.take(2, 1001));
    SpareMemory.leave(left);
    TIGHT.available(1 << 20);
    assertNotSame(left, SpareMemory.take(2, 1001));
  }

  private static final HeapBudget TIGHT = new HeapBudget(() -> (4L << 20) + 2000);

  @TempDir Path folder;

  /** Else a tile that reads it in place would hold it when its turn to go has come. */
  @Test
  void noPlaneOfAVirtualStackIsHandedOutToStay() {
    ImagePlus plain = Images.hyper(32, 1, 3, 1);
    Slices virtual = Slices.of(Images.virtual(plain), 2);
    Slices live = Slices.of(plain, 2);
    for (int i = 0; i < 3; i++) {
      assertEquals(null, virtual.resident(i));
      assertSame(plain.getStack().getPixels(i + 1), live.resident(i));
    }
  }

  @Test
  void theSourceIsReadAndNeverWrittenTo() {
    ImagePlus plain = Images.hyper(16, 2, 3, 1);
    ImagePlus copy = plain.duplicate();
    ImagePlus imp = Images.virtual(plain);
    for (OutputKind kind : new OutputKind[] {OutputKind.FLOAT, OutputKind.SAME}) {
      ImagePlus result =
          ImageJob.of(imp)
              .withScope(Scope.STACK)
              .withOutput(kind)
              .run(s -> Simple.map(1, v -> v + 1), Monitor.NONE);
      assertNotSame(imp, result);
      assertFalse(result.getStack().isVirtual());
      for (int i = 1; i <= 6; i++) {
        assertEquals(
            copy.getStack().getProcessor(i).getf(3, 2) + 1,
            result.getStack().getProcessor(i).getf(3, 2));
        assertArrayEquals(
            (short[]) copy.getStack().getPixels(i), (short[]) plain.getStack().getPixels(i));
      }
    }
  }

  @Test
  void everyPlaneIsReadOnceWhenAllMayBeHeld() {
    ImagePlus imp = Images.virtual(Images.hyper(24, 1, 5, 1));
    Images.Virtual stack = (Images.Virtual) imp.getStack();
    stack.asked.clear();
    VirtualSlices slices = new VirtualSlices(imp, 5);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < 5; i++) {
        slices.pixels(i);
      }
    }
    assertEquals(List.of(1, 2, 3, 4, 5), stack.asked);
  }

  @Test
  void noMorePlanesAreHeldThanAllowed() {
    ImagePlus imp = Images.virtual(Images.hyper(8, 1, 9, 1));
    Images.Virtual stack = (Images.Virtual) imp.getStack();
    VirtualSlices slices = new VirtualSlices(imp, 3);
    List<Object> seen = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      seen.add(slices.pixels(i));
    }
    stack.asked.clear();
    for (int i = 8; i >= 0; i--) {
      assertArrayEquals((byte[]) seen.get(i), (byte[]) slices.pixels(i));
    }
    assertTrue(stack.asked.size() >= 6, stack.asked.toString());
  }

  @Test
  void readersOnSeveralThreadsSeeTheRightPlanes() throws Exception {
    ImagePlus plain = Images.hyper(32, 1, 12, 1);
    VirtualSlices slices = new VirtualSlices(Images.virtual(plain), 2);
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      List<Future<?>> all = new ArrayList<>();
      for (int k = 0; k < 4; k++) {
        int first = k;
        all.add(
            pool.submit(
                () -> {
                  for (int i = 0; i < 2000; i++) {
                    int n = (first * 5 + i * 7) % 12;
                    assertArrayEquals(
                        (float[]) plain.getStack().getPixels(n + 1), (float[]) slices.pixels(n));
                  }
                }));
      }
      for (Future<?> f : all) {
        f.get();
      }
    } finally {
      pool.shutdown();
    }
  }

  @Test
  void refusesWhatDoesNotFitAndNamesTheFolder() {
    ImagePlus imp = Images.virtual(Images.hyper(16, 1, 200, 1));
    String line =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ImageJob.of(imp)
                        .withScope(Scope.STACK)
                        .withBudget(TIGHT)
                        .run(NEGATIVE, Monitor.NONE))
            .getMessage();
    assertEquals(
        "not enough memory: this needs 1 MB, 0 MB is available; name a folder for the result (key"
            + " folder), close images or give ImageJ more memory"
            + " (Edit > Options > Memory & Threads)",
        line);
    ImagePlus inMemory = Images.hyper(16, 1, 200, 1);
    String inPlace =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ImageJob.of(inMemory)
                        .withScope(Scope.STACK)
                        .withOutput(OutputKind.SAME)
                        .withBudget(TIGHT)
                        .run(NEGATIVE, Monitor.NONE))
            .getMessage();
    assertTrue(inPlace.contains("; name a folder for the result (key folder), "), inPlace);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void whatDoesNotFitInPlaceGoesToTheFolderAndLeavesTheSource(int bits) {
    ImagePlus imp = Images.hyper(bits, 1, 200, 1);
    ImagePlus before = imp.duplicate();
    ImageJob job =
        ImageJob.of(imp)
            .withScope(Scope.STACK)
            .withOutput(OutputKind.SAME)
            .withFolder(folder.toString());
    Function<Shape, Operation> plus = s -> Simple.map(1, v -> v + 1);
    ImagePlus result = job.withBudget(TIGHT).run(plus, Monitor.NONE);
    assertNotSame(imp, result);
    assertTrue(result.getStack().isVirtual());
    for (int i = 1; i <= imp.getStackSize(); i++) {
      Object own = imp.getStack().getProcessor(i).convertToFloatProcessor().getPixels();
      Object was = before.getStack().getProcessor(i).convertToFloatProcessor().getPixels();
      assertArrayEquals((float[]) was, (float[]) own);
    }
    assertSame(imp, job.run(plus, Monitor.NONE));
    for (int i = 1; i <= imp.getStackSize(); i++) {
      Object inPlace = imp.getStack().getProcessor(i).convertToFloatProcessor().getPixels();
      Object onDisk = result.getStack().getProcessor(i).convertToFloatProcessor().getPixels();
      assertArrayEquals((float[]) inPlace, (float[]) onDisk);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void whatDoesNotFitGoesToTheFolder(int bits) {
    ImagePlus imp = Images.virtual(Images.hyper(bits, 1, 100, 2));
    Calibration cal = imp.getCalibration();
    cal.pixelWidth = 0.12345;
    cal.pixelHeight = 0.5;
    cal.pixelDepth = 3;
    cal.setUnit("\u00b5m");
    cal.frameInterval = 2.5;
    cal.xOrigin = 4;
    for (OutputKind kind : new OutputKind[] {OutputKind.FLOAT, OutputKind.SAME}) {
      ImageJob job =
          ImageJob.of(imp)
              .withScope(Scope.STACK)
              .withOutput(kind)
              .withSuffix("plus " + kind)
              .withProperties(Map.of("Made_by", "adding \u00b5"))
              .withFolder(folder.resolve("made").toString());
      Function<Shape, Operation> plus = s -> Simple.map(1, v -> v + 1);
      ImagePlus expected = job.run(plus, Monitor.NONE);
      ImagePlus result = job.withBudget(TIGHT).run(plus, Monitor.NONE);
      assertTrue(result.getStack().isVirtual());
      same(expected, result);
      File file = folder.resolve("made").resolve("virtual-plus " + kind + ".tif").toFile();
      assertTrue(file.exists());
      same(expected, FileInfoVirtualStack.openVirtual(file.getPath()));
      same(expected, IJ.openImage(file.getPath()));
      assertEquals("adding \u00b5", result.getProp("Made_by"));
      assertEquals("adding \u00b5", IJ.openImage(file.getPath()).getProp("Made_by"));
    }
  }

  private static void same(ImagePlus expected, ImagePlus result) {
    assertArrayEquals(expected.getDimensions(), result.getDimensions());
    assertEquals(expected.getBitDepth(), result.getBitDepth());
    for (int i = 1; i <= expected.getStackSize(); i++) {
      Object a = expected.getStack().getPixels(i);
      Object b = result.getStack().getProcessor(i).getPixels();
      assertTrue(Objects.deepEquals(a, b), "plane " + i);
      assertEquals(expected.getStack().getSliceLabel(i), result.getStack().getSliceLabel(i));
    }
    Calibration a = expected.getCalibration();
    Calibration b = result.getCalibration();
    assertEquals(a.pixelWidth, b.pixelWidth, 1e-7);
    assertEquals(a.pixelHeight, b.pixelHeight, 1e-7);
    assertEquals(a.pixelDepth, b.pixelDepth);
    assertEquals(a.getUnit(), b.getUnit());
    assertEquals(a.frameInterval, b.frameInterval);
    assertEquals(a.xOrigin, b.xOrigin);
    if (expected instanceof CompositeImage composite) {
      CompositeImage other = (CompositeImage) result;
      assertEquals(composite.getMode(), other.getMode());
      for (int c = 1; c <= composite.getNChannels(); c++) {
        assertArrayEquals(composite.getChannelLut(c).getBytes(), other.getChannelLut(c).getBytes());
        assertEquals(composite.getChannelLut(c).min, other.getChannelLut(c).min);
        assertEquals(composite.getChannelLut(c).max, other.getChannelLut(c).max);
      }
    }
  }

  @Test
  void aFileIsNeverOverwrittenAndAStoppedRunLeavesNone() throws Exception {
    ImagePlus imp = Images.virtual(Images.hyper(8, 1, 200, 1));
    ImageJob job =
        ImageJob.of(imp).withScope(Scope.STACK).withFolder(folder.toString()).withBudget(TIGHT);
    job.run(NEGATIVE, Monitor.NONE);
    byte[] first = Files.readAllBytes(folder.resolve("virtual-atrous.tif"));
    job.run(s -> Simple.map(1, v -> v), Monitor.NONE);
    assertTrue(Files.exists(folder.resolve("virtual-atrous-1.tif")));
    assertArrayEquals(first, Files.readAllBytes(folder.resolve("virtual-atrous.tif")));
    Monitor stop =
        new Monitor() {
          @Override
          public boolean cancelled() {
            return true;
          }
        };
    assertThrows(CancellationException.class, () -> job.run(NEGATIVE, stop));
    assertEquals(2, folder.toFile().list().length);
  }

  @Test
  void aFolderThatCannotBeIsRefused() throws Exception {
    Path file = Files.createFile(folder.resolve("a file"));
    ImagePlus imp = Images.virtual(Images.hyper(8, 1, 200, 1));
    String line =
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    ImageJob.of(imp)
                        .withScope(Scope.STACK)
                        .withFolder(file.toString())
                        .withBudget(TIGHT)
                        .run(NEGATIVE, Monitor.NONE))
            .getMessage();
    assertEquals(
        "folder=" + file + ": cannot be written to, a file stands where a folder is wanted", line);
  }

  @Test
  void planesOfPowersOfTwoTakeWholeRegionsMore() {
    assertEquals(2 << 20, HeapBudget.roundedToRegions((1 << 20) + 16, 1 << 20));
    assertEquals(1000, HeapBudget.roundedToRegions(1000, 1 << 20));
    assertEquals(5000, HeapBudget.roundedToRegions(5000, 0));
    assertEquals("3 MB", HeapBudget.text(3 << 20));
    assertEquals("2.5 GB", HeapBudget.text(5L << 29));
  }
}
