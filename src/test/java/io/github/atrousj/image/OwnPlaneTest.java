package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.kernel.Kernel;
import java.util.concurrent.CancellationException;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Single planes that are replaced while they are read. */
class OwnPlaneTest {
  private static final int SIDE = 150;

  /** Whole numbers, so that 8-bit pixels stay what they are on the way. */
  private static final Operation SUM =
      Operation.of(Graph.of(Convolution.of(Kernel.of(1, 3, new float[] {1, 1, 1})).rate(3)));

  private static final Function<Shape, Operation> OPERATION = s -> SUM;

  @AfterEach
  void keepUndo() {
    Prefs.disableUndo = false;
  }

  private static ImagePlus image(int bits) {
    ImagePlus imp = new ImagePlus("big", Images.plane(bits, SIDE, SIDE, 0));
    if (imp.getProcessor().getPixels() instanceof int[] rgb) {
      for (int i = 0; i < rgb.length; i++) {
        rgb[i] = rgb[i] & 0xffffff | i << 24;
      }
    }
    imp.setDisplayRange(10, 200);
    return imp;
  }

  private static ImageJob job(ImagePlus imp) {
    return ImageJob.of(imp).withOutput(OutputKind.SAME);
  }

  private static void assertPixels(Object expected, Object actual) {
    assertArrayEquals(new Object[] {expected}, new Object[] {actual});
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void becomeWhatTheyWouldBeOfACopy(int bits) {
    ImagePlus imp = image(bits);
    ImagePlus other = image(bits);
    Object pixels = imp.getProcessor().getPixels();
    assertSame(imp, job(imp).run(OPERATION, Monitor.NONE));
    Prefs.disableUndo = true; // for which the result is held apart
    job(other).run(OPERATION, Monitor.NONE);
    assertSame(pixels, imp.getProcessor().getPixels());
    assertNull(other.getProcessor().getSnapshotPixels());
    assertPixels(other.getProcessor().getPixels(), pixels);
    assertEquals(other.getDisplayRangeMax(), imp.getDisplayRangeMax());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void canBeUndoneOnceMore(int bits) {
    ImagePlus imp = image(bits);
    for (int i = 0; i < 2; i++) {
      Object before = imp.getProcessor().getPixelsCopy();
      double most = imp.getDisplayRangeMax();
      job(imp).run(OPERATION, Monitor.NONE);
      assertNotSame(imp.getProcessor().getPixels(), imp.getProcessor().getSnapshotPixels());
      imp.getProcessor().reset();
      assertPixels(before, imp.getProcessor().getPixels());
      assertEquals(most, imp.getDisplayRangeMax());
      job(imp).run(OPERATION, Monitor.NONE);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void areAsTheyWereWhenTheRunIsStopped(int bits) {
    ImagePlus imp = image(bits);
    Object pixels = imp.getProcessor().getPixels();
    Object before = imp.getProcessor().getPixelsCopy();
    boolean[] changed = new boolean[1];
    Monitor stop =
        new Monitor() {
          private boolean late;

          @Override
          public synchronized void progress(double done) {
            late = done > 0.2;
          }

          @Override
          public synchronized boolean cancelled() {
            changed[0] |= late; // asked again once rows are written
            return late;
          }
        };
    assertThrows(CancellationException.class, () -> job(imp).run(OPERATION, stop));
    assertTrue(changed[0]);
    assertSame(pixels, imp.getProcessor().getPixels());
    assertPixels(before, pixels);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void areAsTheyWereWhenTheRunFails(int bits) {
    ImagePlus imp = image(bits);
    Object before = imp.getProcessor().getPixelsCopy();
    Operation failing = Simple.of(1, 1, 1, 1, (in, c, z, y, x) -> 7 / (y == 90 ? 0 : 1));
    assertThrows(ArithmeticException.class, () -> job(imp).run(s -> failing, Monitor.NONE));
    assertPixels(before, imp.getProcessor().getPixels());
  }

  /** ImageJ lets the user scroll while a command runs. */
  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void stayTheSameWhenAnotherComesIntoView(int bits) {
    ImagePlus imp = Images.hyper(bits, 1, 3, 1);
    ImagePlus still = Images.hyper(bits, 1, 3, 1);
    imp.setSlice(2);
    still.setSlice(2);
    Monitor scrolling =
        new Monitor() {
          @Override
          public void progress(double done) {
            imp.setSlice(3);
          }
        };
    job(imp).run(OPERATION, scrolling);
    job(still).run(OPERATION, Monitor.NONE);
    for (int i = 1; i <= 3; i++) {
      assertPixels(still.getStack().getPixels(i), imp.getStack().getPixels(i));
    }
    assertNull(imp.getProcessor().getSnapshotPixels());
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 16, 24, 32})
  void takeNoMemoryBesidesTheirCopy(int bits) {
    ImagePlus imp = image(bits);
    long bytes = (bits == 24 ? 4 : bits / 8) * (long) SIDE * SIDE;
    long need = SUM.memoryNeeded(job(imp).inputShape()) + bytes + (4 << 20) + 16;
    ImageJob tight = job(imp).withBudget(new HeapBudget(() -> need));
    ImageJob tighter = job(imp).withBudget(new HeapBudget(() -> need - 1));
    assertSame(imp, tight.run(OPERATION, Monitor.NONE));
    assertThrows(IllegalArgumentException.class, () -> tighter.run(OPERATION, Monitor.NONE));
  }
}
