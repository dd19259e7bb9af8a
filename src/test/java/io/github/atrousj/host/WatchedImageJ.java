package io.github.atrousj.host;

import ij.gui.MultiLineLabel;
import java.awt.Component;
import java.awt.Container;
import java.awt.Dialog;
import java.awt.Label;
import java.awt.TextComponent;
import java.awt.Window;
import java.lang.reflect.Field;

/**
 * Main class of a child process: ImageJ with a watchdog. In ImageJ any error opens a modal dialog,
 * in which a process without a user would wait for ever; here the dialog's text is printed and the
 * process ends with {@link #DIALOG}.
 */
public final class WatchedImageJ {
  /** Exit code after a dialog. */
  static final int DIALOG = 3;

  private WatchedImageJ() {}

  /** Takes ImageJ's own command line. */
  public static void main(String[] args) {
    Thread watchdog = new Thread(WatchedImageJ::watch, "dialog watchdog");
    watchdog.setDaemon(true);
    watchdog.start();
    ij.ImageJ.main(args);
  }

  private static void watch() {
    try {
      while (true) {
        Thread.sleep(100);
        for (Window window : Window.getWindows()) {
          if (window instanceof Dialog dialog && dialog.isShowing()) {
            System.out.println("DIALOG " + dialog.getTitle() + ":" + text(dialog));
            System.out.flush();
            Runtime.getRuntime().halt(DIALOG);
          }
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whatever can be read in a window. */
  static String text(Container container) {
    StringBuilder text = new StringBuilder();
    for (Component c : container.getComponents()) {
      if (c instanceof Label label) {
        text.append(' ').append(label.getText());
      } else if (c instanceof TextComponent field) {
        text.append(' ').append(field.getText());
      } else if (c instanceof MultiLineLabel label) {
        text.append(' ').append(text(label));
      } else if (c instanceof Container inner) {
        text.append(text(inner));
      }
    }
    return text.toString();
  }

  /** This class has no getter for its text. */
  private static String text(MultiLineLabel label) {
    try {
      Field field = MultiLineLabel.class.getDeclaredField("lines");
      field.setAccessible(true);
      return String.join(" ", (String[]) field.get(label));
    } catch (ReflectiveOperationException e) {
      return "(" + e + ")";
    }
  }
}
