package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import java.awt.event.KeyEvent;
import org.junit.jupiter.api.Test;

class ImageJMonitorTest {
  @Test
  void anInterruptionOfTheStartingThreadStops() throws Exception {
    try (ImageJMonitor monitor = ImageJMonitor.of("Test")) {
      assertFalse(monitor.cancelled());
      Thread.currentThread().interrupt();
      boolean[] seen = new boolean[1];
      Thread other = new Thread(() -> seen[0] = monitor.cancelled());
      other.start();
      assertTrue(Thread.interrupted());
      Thread.currentThread().interrupt();
      assertTrue(monitor.cancelled());
      assertTrue(Thread.interrupted());
      other.join();
    }
  }

  @Test
  void escStopsAndAnOldEscDoesNot() {
    IJ.setKeyDown(KeyEvent.VK_ESCAPE);
    assertTrue(IJ.escapePressed());
    try (ImageJMonitor monitor = ImageJMonitor.of("Test")) {
      assertFalse(monitor.cancelled());
      monitor.progress(0.5);
      IJ.setKeyDown(KeyEvent.VK_ESCAPE);
      assertTrue(monitor.cancelled());
      assertFalse(ImageJMonitor.silent().cancelled());
    } finally {
      IJ.resetEscape();
    }
  }
}
