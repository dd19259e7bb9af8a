package io.github.atrousj.host;

import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.EventQueue;
import java.awt.Label;
import java.awt.Point;
import java.awt.Robot;
import java.awt.TextField;
import java.awt.Toolkit;
import java.awt.Window;
import java.awt.event.AWTEventListener;
import java.awt.event.InputEvent;
import java.awt.event.ItemEvent;
import java.awt.event.KeyEvent;
import java.awt.event.MouseEvent;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.swing.SwingUtilities;

/**
 * An open dialog, used by mouse and keyboard. A field is named by its macro key: the first word of
 * its label in lower case.
 */
public final class DialogRobot {
  /** Signs typed with shift on the layout of a virtual screen, and the key they share. */
  private static final Map<Character, Character> SHIFTED =
      Map.of('|', '\\', ':', ';', '#', '3', '(', '9', ')', '0', '*', '8', '+', '=', '_', '-');

  private final Gui gui;
  private final Robot robot;
  private final Dialog dialog;

  DialogRobot(Gui gui, Robot robot, Dialog dialog) {
    this.gui = gui;
    this.robot = robot;
    this.dialog = dialog;
  }

  public String title() {
    return dialog.getTitle();
  }

  /** Everything that can be read in the dialog, fields included. */
  public String text() {
    return WatchedImageJ.text(dialog).trim();
  }

  public boolean isOpen() {
    return dialog.isShowing();
  }

  /** Replaces the text of a field. */
  public void type(String key, String text) {
    TextField field = field(key);
    click(field);
    Gui.await("the focus in " + key, () -> field.isFocusOwner() ? true : null);
    EventQueue.invokeLater(field::selectAll); // clicks that follow fast would count together
    gui.handleEvents();
    robot.keyPress(KeyEvent.VK_DELETE);
    robot.keyRelease(KeyEvent.VK_DELETE);
    text.chars().forEach(c -> type((char) c));
    Gui.await(
        "the text \"" + text + "\" in " + key, () -> field.getText().equals(text) ? text : null);
    gui.handleEvents();
  }

  /** The text of a field. */
  public String typed(String key) {
    return field(key).getText();
  }

  /** Chooses an item of a drop-down list. */
  public void choose(String key, String item) {
    Choice choice = find(key, Choice.class);
    choice.select(item);
    if (!choice.getSelectedItem().equals(item)) {
      throw new AssertionError(key + " has no item " + item);
    }
    ItemEvent event = new ItemEvent(choice, ItemEvent.ITEM_STATE_CHANGED, item, ItemEvent.SELECTED);
    Toolkit.getDefaultToolkit().getSystemEventQueue().postEvent(event);
    gui.handleEvents();
  }

  /** What a drop-down list has chosen. */
  public String chosen(String key) {
    return find(key, Choice.class).getSelectedItem();
  }

  /** Clicks a check box until it has taken the click: a window may rise a moment later. */
  public void toggle(String key) {
    Checkbox box = find(key, Checkbox.class);
    boolean before = box.getState();
    for (int attempt = 0; attempt < 3 && box.getState() == before; attempt++) {
      click(box);
      for (int wait = 0; wait < 50 && box.getState() == before; wait++) {
        robot.delay(20);
      }
    }
  }

  public boolean isChecked(String key) {
    return find(key, Checkbox.class).getState();
  }

  /** Whether a field, list or box can be used. */
  public boolean isEnabled(String key) {
    return find(key, Component.class).isEnabled();
  }

  /** Whether OK can be pressed: bad input greys it. */
  public boolean okEnabled() {
    return button("OK").isEnabled();
  }

  /** Presses OK and waits until the dialog has gone. */
  public void ok() {
    press("OK");
    awaitClosed();
  }

  /** Presses Cancel and waits until the dialog has gone. */
  public void cancel() {
    press("Cancel");
    awaitClosed();
  }

  /** Presses the Escape key and waits until the dialog has gone. */
  public void escape() {
    dialog.requestFocus();
    gui.settle();
    robot.keyPress(KeyEvent.VK_ESCAPE);
    robot.keyRelease(KeyEvent.VK_ESCAPE);
    awaitClosed();
  }

  /** Clicks a button by its text. */
  public void press(String text) {
    click(button(text));
  }

  /** Saves what the dialog looks like as target/screenshots/NAME.png. */
  public Path screenshot(String name) {
    dialog.toFront();
    return gui.screenshot(name, dialog.getBounds());
  }

  private void awaitClosed() {
    Gui.await("the dialog " + title() + " to close", () -> dialog.isShowing() ? null : true);
    gui.settle();
  }

  private TextField field(String key) {
    return find(key, TextField.class);
  }

  private Button button(String text) {
    return components(dialog).stream()
        .filter(c -> c instanceof Button b && b.getLabel().trim().equals(text))
        .map(Button.class::cast)
        .findFirst()
        .orElseThrow(() -> new AssertionError("no button " + text + " in " + text()));
  }

  /** The component of a class that follows the label of a key, or a check box with that label. */
  private <T> T find(String key, Class<T> type) {
    boolean labelled = false;
    for (Component c : components(dialog)) {
      if (c instanceof Checkbox box && isBox(box.getLabel(), key) && type.isInstance(c)) {
        return type.cast(c);
      }
      if (c instanceof Label label) {
        labelled = isKey(label.getText(), key);
      } else if (labelled && type.isInstance(c)) {
        return type.cast(c);
      }
    }
    throw new AssertionError("no " + type.getSimpleName() + " " + key + " in " + text());
  }

  /** ImageJ writes another label beside the box while a preview is being made. */
  private static boolean isBox(String label, String key) {
    return isKey(label, key) || (key.equals("preview") && label.strip().equals("wait..."));
  }

  private static boolean isKey(String label, String key) {
    return label != null && label.trim().split("[ :]")[0].toLowerCase(Locale.ROOT).equals(key);
  }

  /** The dialog's components in the order in which they were added. */
  private static List<Component> components(Container container) {
    List<Component> all = new ArrayList<>();
    for (Component c : container.getComponents()) {
      all.add(c);
      if (c instanceof Container inner) {
        all.addAll(components(inner));
      }
    }
    return all;
  }

  /**
   * Clicks, and waits until the click has arrived and has been handled. One that another window has
   * taken, which lies or rises over this one, is repeated.
   */
  private void click(Component component) {
    boolean arrived = clickOnce(component);
    for (int attempt = 1; attempt < 5 && !arrived && component.isShowing(); attempt++) {
      gui.settle();
      arrived = clickOnce(component);
    }
    gui.handleEvents();
  }

  /** Returns whether the component's window has got the click. */
  private boolean clickOnce(Component component) {
    Window window = SwingUtilities.getWindowAncestor(component);
    CountDownLatch released = new CountDownLatch(1);
    AWTEventListener listener =
        e -> {
          if (e.getID() == MouseEvent.MOUSE_RELEASED
              && SwingUtilities.getWindowAncestor((Component) e.getSource()) == window) {
            released.countDown();
          }
        };
    Toolkit.getDefaultToolkit().addAWTEventListener(listener, AWTEvent.MOUSE_EVENT_MASK);
    try {
      Point corner = component.getLocationOnScreen();
      robot.mouseMove(corner.x + component.getWidth() / 2, corner.y + component.getHeight() / 2);
      robot.mousePress(InputEvent.BUTTON1_DOWN_MASK);
      robot.mouseRelease(InputEvent.BUTTON1_DOWN_MASK);
      return released.await(1, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return true;
    } finally {
      Toolkit.getDefaultToolkit().removeAWTEventListener(listener);
    }
  }

  private void type(char c) {
    char base = SHIFTED.getOrDefault(c, Character.toLowerCase(c));
    int code = base == '\\' ? KeyEvent.VK_BACK_SLASH : KeyEvent.getExtendedKeyCodeForChar(base);
    boolean shift = base != c;
    if (shift) {
      robot.keyPress(KeyEvent.VK_SHIFT);
    }
    robot.keyPress(code);
    robot.keyRelease(code);
    if (shift) {
      robot.keyRelease(KeyEvent.VK_SHIFT);
    }
  }
}
