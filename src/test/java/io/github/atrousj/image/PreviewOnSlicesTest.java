package io.github.atrousj.image;

import static io.github.atrousj.image.PreviewSamples.DOUBLE;
import static io.github.atrousj.image.PreviewSamples.HEIGHT;
import static io.github.atrousj.image.PreviewSamples.WIDTH;
import static io.github.atrousj.image.PreviewSamples.assertSame;
import static io.github.atrousj.image.PreviewSamples.noise;
import static io.github.atrousj.image.PreviewSamples.pixels;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.CompositeImage;
import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.VirtualStack;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Monitor;
import java.awt.Rectangle;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a preview shows, and gives back, where the image has other planes than the one in view. */
class PreviewOnSlicesTest {
  /** The rectangle that the window is said to show. */
  private Rectangle source;

  private Preview preview(ImagePlus imp) {
    return new Preview(imp, i -> source);
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void anotherSliceGetsItsOwnPreviewAndTheOldOneItsPixelsBack(boolean virtual) {
    ImagePlus plain = noise(32, 3);
    ImagePlus imp = virtual ? Images.virtual(plain) : plain;
    imp.setDisplayRange(10, 240);
    float[][] before = new float[3][];
    for (int i = 0; i < 3; i++) {
      before[i] = ((float[]) plain.getStack().getPixels(i + 1)).clone();
    }
    source = new Rectangle(0, 5, WIDTH, 20);
    Preview preview = preview(imp);
    for (int slice : new int[] {1, 3, 2}) {
      imp.setSlice(slice);
      assertArrayEquals(before[slice - 1], (float[]) pixels(imp));
      preview.show(ImageJob.of(imp).withOutput(OutputKind.SAME), DOUBLE, Monitor.NONE);
      float[] shown = (float[]) pixels(imp);
      assertEquals(2 * before[slice - 1][5 * WIDTH], shown[5 * WIDTH]);
      assertEquals(before[slice - 1][25 * WIDTH], shown[25 * WIDTH]);
    }
    imp.setSlice(1);
    preview.restore();
    assertEquals(10, imp.getDisplayRangeMin());
    assertEquals(240, imp.getDisplayRangeMax());
    for (int i = 0; i < 3; i++) {
      imp.setSlice(i + 1);
      assertArrayEquals(before[i], (float[]) pixels(imp), "slice " + (i + 1));
    }
  }

  /** Some virtual stacks keep their arrays: what a preview wrote must not stay in them. */
  @Test
  void aVirtualStackThatKeepsItsPlanesGetsThemBackToo() {
    ImagePlus plain = noise(16, 2);
    ImageStack kept =
        new VirtualStack(WIDTH, HEIGHT, null, null) {
          @Override
          public ImageProcessor getProcessor(int n) {
            return plain.getStack().getProcessor(n);
          }

          @Override
          public int size() {
            return 2;
          }

          @Override
          public int getSize() {
            return 2;
          }

          @Override
          public int getBitDepth() {
            return 16;
          }
        };
    ImagePlus imp = new ImagePlus("virtual", kept);
    Object before = plain.getStack().getProcessor(1).getPixelsCopy();
    Preview preview = preview(imp);
    preview.show(ImageJob.of(imp).withOutput(OutputKind.SAME), DOUBLE, Monitor.NONE);
    imp.setSlice(2);
    preview.restore();
    assertSame(before, plain.getStack().getProcessor(1).getPixels(), 0, HEIGHT, "slice 1");
  }

  @Test
  void theSliceMayChangeWhileAPreviewIsComputed() {
    ImagePlus imp = noise(8, 2);
    Object first = pixels(imp);
    Preview preview = preview(imp);
    Function<Shape, Operation> moving =
        s ->
            Simple.map(
                1,
                v -> {
                  imp.setSlice(2);
                  return v / 2;
                });
    preview.show(ImageJob.of(imp).withOutput(OutputKind.SAME), moving, Monitor.NONE);
    assertEquals(2, imp.getCurrentSlice());
    assertFalse(preview.isOutOfDate());
    ImagePlus whole = noise(8, 2);
    assertSame(first, imp.getStack().getPixels(1), 0, HEIGHT, "slice 1");
    int own = whole.getStack().getProcessor(2).get(4, 4);
    assertEquals((own + 1) / 2, imp.getProcessor().get(4, 4));
    preview.restore();
    Object second = whole.getStack().getPixels(2);
    assertSame(second, imp.getStack().getPixels(2), 0, HEIGHT, "slice 2");
  }

  @Test
  void eachChannelOfACompositeKeepsItsRange() {
    ImagePlus stack = noise(32, 3);
    stack.setDimensions(3, 1, 1);
    for (int mode : new int[] {IJ.COMPOSITE, IJ.COLOR, IJ.GRAYSCALE}) {
      CompositeImage imp = new CompositeImage(stack, mode);
      for (int c = 1; c <= 3; c++) {
        imp.setC(c);
        imp.setDisplayRange(10 * c, 200 + c);
        imp.updateImage();
      }
      imp.setC(1);
      imp.updateImage();
      Preview preview = preview(imp);
      Function<Shape, Operation> f = s -> Simple.map(1, v -> -v);
      for (int c = 1; c <= 3; c++) {
        imp.setC(c);
        imp.updateImage();
        preview.show(ImageJob.of(imp), f, Monitor.NONE);
        imp.updateImage();
        assertTrue(imp.getProcessor().getMin() < 0);
      }
      imp.setC(2);
      imp.updateImage();
      preview.restore();
      for (int c = 1; c <= 3; c++) {
        imp.setC(c);
        imp.updateImage();
        assertEquals(10 * c, imp.getProcessor().getMin(), "mode " + mode + " channel " + c);
        assertEquals(200 + c, imp.getProcessor().getMax(), "mode " + mode + " channel " + c);
      }
    }
  }
}
