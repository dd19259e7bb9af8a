package io.github.atrousj.host;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.plugin.frame.Recorder;
import java.awt.AWTException;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Rectangle;
import java.awt.Robot;
import java.awt.Window;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;

/**
 * ImageJ with its windows, in this process, used by mouse and keyboard. The plugin's menu entries
 * come from the packaged jar in the plugins folder of {@link Installation}.
 *
 * <pre>
 * Gui gui = Gui.start();                       // skips the test where there is no display
 * gui.show(imp);
 * DialogRobot dialog = gui.command("Dilated Convolution...");
 * dialog.type("rate", "8");
 * dialog.screenshot("dilated-convolution");    // target/screenshots/dilated-convolution.png
 * dialog.ok();
 * ImagePlus result = gui.waitForNewImage();
 * gui.closeAll();
 * </pre>
 */
public final class Gui {
  private static final Path SCREENSHOTS = Path.of("target", "screenshots");
  private static final int PATIENCE = 30_000;
  private static Gui instance;

  private final Robot robot;
  private Set<Integer> known = Set.of();
  private String running = "";

  private Gui() {
    try {
      robot = new Robot();
      robot.setAutoDelay(2);
    } catch (AWTException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The one ImageJ of this process, started at the first call. */
  public static synchronized Gui start() {
    Display.require();
    if (instance == null) {
      System.setProperty("plugins.dir", Installation.folder().toString());
      new ImageJ(ImageJ.NO_SHOW);
      IJ.getInstance().setBounds(0, 0, 700, 120);
      IJ.getInstance().setVisible(true);
      instance = new Gui();
      instance.settle();
      for (Window window : Window.getWindows()) {
        if (window instanceof Dialog dialog && dialog.isShowing()) {
          throw new IllegalStateException(dialog.getTitle() + WatchedImageJ.text(dialog));
        }
      }
    }
    return instance;
  }

  /** Shows an image and makes it the current one. */
  public void show(ImagePlus image) {
    image.show();
    image.getWindow().setLocation(20, 140);
    await("the window of " + image, () -> WindowManager.getCurrentImage() == image ? image : null);
    settle();
    known = ids();
  }

  /** Chooses a menu command that opens a dialog, and waits for the dialog. */
  public DialogRobot command(String label) {
    Set<Window> before = Set.of(Window.getWindows());
    known = ids();
    running = label;
    IJ.doCommand(label);
    Dialog dialog =
        await(
            "a dialog of " + label,
            () -> {
              for (Window window : Window.getWindows()) {
                if (!before.contains(window) && window instanceof Dialog d && d.isShowing()) {
                  return d;
                }
              }
              return null;
            });
    settle();
    EventQueue.invokeLater(() -> dialog.setLocation(750, 140));
    settle();
    return new DialogRobot(this, robot, dialog);
  }

  /** Waits for an image that was not there when the last command was chosen. */
  public ImagePlus waitForNewImage() {
    return await(
        "a new image",
        () -> {
          for (int id : ids()) {
            ImagePlus image = WindowManager.getImage(id);
            if (!known.contains(id) && image != null && image.getWindow() != null) {
              return image;
            }
          }
          return null;
        });
  }

  /** Presses the Escape key on an image's window, as a user does who has waited long enough. */
  public void escape(ImagePlus image) {
    EventQueue.invokeLater(
        () -> {
          image.getWindow().toFront();
          image.getCanvas().requestFocus();
        });
    await("the focus", () -> image.getCanvas().isFocusOwner() ? true : null);
    robot.keyPress(KeyEvent.VK_ESCAPE);
    robot.keyRelease(KeyEvent.VK_ESCAPE);
  }

  /** Whether the last command is still at work. */
  public boolean isAtWork() {
    return isRunning();
  }

  /** Waits until the thread of the last command has ended. */
  public void waitForCommand() {
    await("the end of " + running, () -> isRunning() ? null : true);
    settle();
  }

  /** Opens the macro recorder, with nothing recorded yet. */
  public void startRecorder() {
    stopRecorder();
    new Recorder(false);
    settle();
  }

  /** What the recorder holds. */
  public String recorded() {
    settle();
    Recorder recorder = Recorder.getInstance();
    return recorder == null ? "" : recorder.getText();
  }

  /** Closes the recorder. */
  public void stopRecorder() {
    Recorder recorder = Recorder.getInstance();
    if (recorder != null) {
      recorder.close();
    }
    Recorder.record = false;
    settle();
  }

  /** Saves what the whole screen shows. */
  public Path screenshot(String name) {
    Rectangle all =
        java.awt.GraphicsEnvironment.getLocalGraphicsEnvironment()
            .getDefaultScreenDevice()
            .getDefaultConfiguration()
            .getBounds();
    return screenshot(name, all);
  }

  Path screenshot(String name, Rectangle area) {
    settle();
    BufferedImage image = robot.createScreenCapture(area);
    try {
      File file = Files.createDirectories(SCREENSHOTS).resolve(name + ".png").toFile();
      ImageIO.write(image, "png", file);
      return file.toPath();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Closes every image without asking, and every dialog that a failed test has left. */
  public void closeAll() {
    for (Window window : Window.getWindows()) {
      if (window instanceof Dialog && window.isShowing()) {
        EventQueue.invokeLater(window::dispose);
      }
    }
    for (int id : ids()) {
      ImagePlus image = WindowManager.getImage(id);
      image.changes = false;
      image.close();
    }
    settle();
  }

  /** Waits until windows are where they were put, drawn and focused: the screen's server tells. */
  void settle() {
    try {
      for (int i = 0; i < 3; i++) {
        handleEvents();
        Thread.sleep(20);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until all events that have arrived have been handled, and those that follow of them. */
  void handleEvents() {
    try {
      for (int i = 0; i < 3; i++) {
        EventQueue.invokeAndWait(() -> {});
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (InvocationTargetException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks again and again until there is an answer other than null. */
  public static <T> T await(String what, Supplier<T> answer) {
    long end = System.nanoTime() + PATIENCE * 1_000_000L;
    while (System.nanoTime() < end) {
      T value = answer.get();
      if (value != null) {
        return value;
      }
      try {
        Thread.sleep(20);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        break;
      }
    }
    throw new AssertionError("waited in vain for " + what);
  }

  private static Set<Integer> ids() {
    int[] ids = WindowManager.getIDList();
    return ids == null ? Set.of() : Arrays.stream(ids).boxed().collect(Collectors.toSet());
  }

  /** ImageJ runs each menu command in a thread of that name. */
  private boolean isRunning() {
    return Thread.getAllStackTraces().keySet().stream().anyMatch(t -> t.getName().equals(running));
  }
}
