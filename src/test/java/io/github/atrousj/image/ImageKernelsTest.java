package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ij.ImagePlus;
import ij.WindowManager;
import ij.process.ByteProcessor;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelText;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ImageKernelsTest {
  private static Kernel find(ImagePlus open, String name) {
    WindowManager.setTempCurrentImage(open);
    return new ImageKernels().find(name);
  }

  @AfterEach
  void close() {
    WindowManager.setTempCurrentImage(null);
  }

  @Test
  void findsByTitleAndById() {
    ImagePlus imp = new ImagePlus("My Kernel", new ByteProcessor(3, 1, new byte[] {1, -1, 2}));
    Kernel expected = Kernel.row(1, 255, 2);
    assertEquals(expected, find(imp, "My Kernel"));
    assertEquals(expected, find(imp, "#" + imp.getID()));
    assertEquals(expected, KernelText.parse("image:My Kernel", new ImageKernels()));
    assertNull(find(imp, "my kernel"));
    assertNull(find(imp, "#12"));
    assertNull(find(imp, "#x"));
    assertNull(find(null, "My Kernel"));
  }

  @Test
  void slicesArePlanes() {
    ImagePlus imp = Images.hyper(16, 1, 3, 1);
    Kernel kernel = find(imp, imp.getTitle());
    assertEquals(3, kernel.depth());
    assertEquals(7, kernel.width());
    assertEquals(Images.value(2, 4, 1), kernel.weight(1, 4, 2));
  }

  @Test
  void refusesColour() {
    ImagePlus imp = Images.single(24);
    assertThrows(IllegalArgumentException.class, () -> find(imp, imp.getTitle()));
  }
}
