package io.github.atrousj.bench;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.awt.AWTEvent;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Toolkit;
import java.awt.event.WindowEvent;
import java.util.Locale;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * How long ImageJ takes to start and to open the first dialog of a command, from the menu's call to
 * the window on the screen. Run in a fresh JVM with ImageJ alone on the class path and the
 * command's jar, if any, in the plugins folder: what is measured includes the loading of its
 * classes.
 */
final class Opening {
  private static final long LIMIT_SECONDS = 60;

  private Opening() {}

  /**
   * Prints three numbers of milliseconds: ImageJ's own start, the first opening, the second.
   *
   * @param args the command's label
   */
  public static void main(String[] args) throws Exception {
    BlockingQueue<Dialog> opened = new ArrayBlockingQueue<>(8);
    Toolkit.getDefaultToolkit()
        .addAWTEventListener(
            e -> {
              if (e.getID() == WindowEvent.WINDOW_OPENED && e.getSource() instanceof Dialog d) {
                opened.add(d);
              }
            },
            AWTEvent.WINDOW_EVENT_MASK);
    long start = System.nanoTime();
    new ImageJ();
    double own = since(start);
    ImagePlus image = new ImagePlus("opening", new ByteProcessor(256, 256));
    image.show();
    IJ.wait(500); // until the windows have been drawn
    double first = open(args[0], opened);
    double second = open(args[0], opened);
    System.out.printf(Locale.ROOT, "opening\t%.1f\t%.1f\t%.1f%n", own, first, second);
    Runtime.getRuntime().halt(0);
  }

  private static double open(String label, BlockingQueue<Dialog> opened) throws Exception {
    long start = System.nanoTime();
    IJ.doCommand(label);
    Dialog dialog = opened.poll(LIMIT_SECONDS, TimeUnit.SECONDS);
    if (dialog == null) {
      System.err.println(label + " opened no dialog");
      Runtime.getRuntime().halt(1);
    }
    EventQueue.invokeAndWait(() -> {}); // the window's first painting is in the queue before this
    double millis = since(start);
    EventQueue.invokeAndWait(
        () -> dialog.dispatchEvent(new WindowEvent(dialog, WindowEvent.WINDOW_CLOSING)));
    IJ.wait(500); // until the command has ended
    return millis;
  }

  private static double since(long start) {
    return (System.nanoTime() - start) * 1e-6;
  }
}
