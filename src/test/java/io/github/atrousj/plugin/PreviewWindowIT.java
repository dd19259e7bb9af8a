package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.ImageStack;
import ij.Prefs;
import ij.gui.ImageCanvas;
import ij.process.ByteProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.DialogRobot;
import io.github.atrousj.host.Gui;
import java.awt.EventQueue;
import java.awt.Point;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.event.InputEvent;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A preview in a window that is scrolled, zoomed and moved to other slices. */
@Timeout(120)
class PreviewWindowIT {
  private static final String CONVOLUTION = "Dilated Convolution...";
  private static final String OPTIONS = "kernel=mean-5 rate=4 output=same";
  private static final int WIDTH = 500;
  private static final int HEIGHT = 1500;

  private Gui gui;
  private ImagePlus image;
  private byte[][] before;
  private byte[][] results;
  private boolean nonBlocking;

  @BeforeEach
  void open() {
    gui = Gui.start();
    nonBlocking = Prefs.nonBlockingFilterDialogs;
    Prefs.nonBlockingFilterDialogs = true; // else the window of the image takes no mouse
    Prefs.set(Remembered.key(CONVOLUTION), (String) null);
    image = new ImagePlus("stripes", stack());
    before = planes(image);
    ImagePlus copy = image.duplicate();
    DilatedConvolution command = new DilatedConvolution();
    command.process(copy, command.spec().parse(OPTIONS + " stack"), Monitor.NONE);
    results = planes(copy);
    gui.show(image);
  }

  @AfterEach
  void close() {
    if (gui != null) {
      gui.closeAll();
      Prefs.nonBlockingFilterDialogs = nonBlocking;
      IJ.setTool("rectangle");
      Prefs.set(Remembered.key(CONVOLUTION), (String) null);
    }
  }

  private static ImageStack stack() {
    ImageStack stack = new ImageStack(WIDTH, HEIGHT);
    for (int i = 0; i < 2; i++) {
      ImageProcessor ip = new ByteProcessor(WIDTH, HEIGHT);
      for (int y = 0; y < HEIGHT; y++) {
        for (int x = 0; x < WIDTH; x++) {
          // Squares of 25, bright and dark, that fade with the row.
          boolean bright = (x / 25 + y / 25 + i) % 2 == 0;
          ip.set(x, y, bright ? 250 - y / 10 : 20 + y / 20);
        }
      }
      stack.addSlice(ip);
    }
    return stack;
  }

  private static byte[][] planes(ImagePlus imp) {
    byte[][] planes = new byte[imp.getStackSize()][];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = ((byte[]) imp.getStack().getPixels(i + 1)).clone();
    }
    return planes;
  }

  /** Whether the rows in view are the result's and all others, of all slices, the image's own. */
  private Boolean previewed() {
    Rectangle view = new Rectangle(image.getCanvas().getSrcRect());
    byte[][] now = planes(image);
    byte[][] wanted = new byte[before.length][];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = before[i].clone();
    }
    int slice = image.getCurrentSlice() - 1;
    int from = view.y * WIDTH;
    System.arraycopy(results[slice], from, wanted[slice], from, view.height * WIDTH);
    return Arrays.deepEquals(wanted, now) ? true : null;
  }

  private DialogRobot preview() {
    DialogRobot dialog = gui.command(CONVOLUTION);
    assertEquals("Dilated Convolution", dialog.title());
    dialog.type("kernel", "mean-5");
    dialog.type("rate", "4");
    dialog.choose("output", "same");
    dialog.toggle("preview");
    return dialog;
  }

  private void zoomIn(int times) {
    for (int i = 0; i < times; i++) {
      ImageCanvas canvas = image.getCanvas();
      EventQueue.invokeLater(() -> canvas.zoomIn(canvas.getWidth() / 2, canvas.getHeight() / 2));
      Gui.await("the zoom", PreviewWindowIT::settled);
    }
  }

  private static Boolean settled() {
    try {
      EventQueue.invokeAndWait(() -> {});
    } catch (ReflectiveOperationException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return true;
  }

  @Test
  void scrollingZoomingAndOtherSlicesGetTheirPreview() throws Exception {
    zoomIn(2);
    Rectangle first = new Rectangle(image.getCanvas().getSrcRect());
    assertTrue(first.height < HEIGHT, first.toString());
    int listeners = listeners();
    DialogRobot dialog = preview();
    Gui.await("the rows in view", this::previewed);
    gui.screenshot("preview-before-scrolling");

    IJ.setTool("hand");
    Point corner = image.getCanvas().getLocationOnScreen();
    Robot robot = new Robot();
    robot.setAutoDelay(20);
    robot.mouseMove(corner.x + 60, corner.y + 360);
    robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
    for (int y = 360; y >= 60; y -= 30) {
      robot.mouseMove(corner.x + 60, corner.y + y);
    }
    robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
    Gui.await("the scrolling", () -> moved(first.y) ? true : null);
    Gui.await("the rows scrolled to", this::previewed);
    gui.screenshot("preview-after-scrolling");

    EventQueue.invokeAndWait(() -> image.getCanvas().zoomOut(60, 60));
    assertTrue(image.getCanvas().getSrcRect().height > first.height);
    Gui.await("the rows zoomed to", this::previewed);

    EventQueue.invokeAndWait(() -> image.setSlice(2));
    Gui.await("the other slice", this::previewed);
    gui.screenshot("preview-of-the-other-slice");

    dialog.cancel();
    gui.waitForCommand();
    assertTrue(Arrays.deepEquals(before, planes(image)));
    assertFalse(image.isLocked());
    assertEquals(listeners, listeners());
  }

  private boolean moved(int from) {
    return image.getCanvas().getSrcRect().y > from;
  }

  private int listeners() {
    return image.getWindow().getWindowListeners().length
        + image.getWindow().getMouseWheelListeners().length
        + image.getCanvas().getMouseListeners().length
        + image.getCanvas().getMouseMotionListeners().length
        + image.getCanvas().getMouseWheelListeners().length
        + image.getCanvas().getComponentListeners().length;
  }

  @Test
  void okOfAPreviewInAScrolledWindowChangesAllOfTheSlice() {
    zoomIn(2);
    DialogRobot dialog = preview();
    Gui.await("the rows in view", this::previewed);
    dialog.ok();
    gui.waitForCommand();
    Gui.await("the result", () -> Arrays.equals(results[0], planes(image)[0]) ? true : null);
    assertTrue(Arrays.equals(before[1], planes(image)[1]));
  }

  /** ImageJ closes the dialog then; the command must not wait for it any longer. */
  @Test
  void closingTheImageEndsTheCommand() {
    preview();
    Gui.await("the rows in view", this::previewed);
    image.changes = false;
    EventQueue.invokeLater(() -> image.getWindow().close());
    gui.waitForCommand();
    assertFalse(image.isLocked());
  }
}
