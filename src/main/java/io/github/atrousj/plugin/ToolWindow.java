package io.github.atrousj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.gui.HTMLDialog;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.ImageJMonitor;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.Values;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.FlowLayout;
import java.awt.Frame;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.Label;
import java.awt.Panel;
import java.awt.TextField;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * A window of a {@link ToolPlugIn} that stays open: fields from the declaration on top, what comes
 * of them below, brought up to date a moment after each change in a thread of its own, and buttons.
 */
abstract class ToolWindow extends Frame {
  private static final long serialVersionUID = 1L;
  private static final int COLUMNS = 14;

  /** What is worked out from the fields, away from the event thread; then shown on it. */
  interface Outcome {
    void show();
  }

  private final transient ToolPlugIn tool;
  private final transient Map<String, Supplier<String>> read = new LinkedHashMap<>();
  private final transient Map<String, Consumer<String>> write = new LinkedHashMap<>();
  private final transient LatestTask updates = new LatestTask(120);
  private final Panel form = new Panel(new GridBagLayout());
  private final Panel buttons = new Panel(new FlowLayout(FlowLayout.RIGHT, 8, 6));
  private int rows;

  ToolWindow(ToolPlugIn tool) {
    super(tool.title().replace("...", ""));
    this.tool = tool;
    setLayout(new BorderLayout(0, 4));
    add(form, BorderLayout.NORTH);
    add(buttons, BorderLayout.SOUTH);
    addWindowListener(
        new WindowAdapter() {
          @Override
          public void windowClosing(WindowEvent e) {
            close();
          }
        });
  }

  /**
   * Works out what the values lead to; not on the event thread.
   *
   * @throws IllegalArgumentException with the line to show in red
   */
  abstract Outcome work(Values values);

  /** Shows a line that says what is wrong. */
  abstract void showProblem(String line);

  /** Fields in a row for some parameters of the declaration. */
  final void addFields(String... keys) {
    int column = 0;
    for (String key : keys) {
      Param<?> p = tool.spec().param(key);
      form.add(new Label(p.label(), Label.RIGHT), at(column++, 0));
      TextField field = new TextField(p.initialText(), COLUMNS);
      field.setName(key);
      field.addTextListener(e -> changed());
      form.add(field, at(column++, 1));
      read.put(key, field::getText);
      write.put(key, field::setText);
    }
    rows++;
  }

  /** Boxes in a row for some flags of the declaration. */
  final void addFlags(String... keys) {
    Panel flags = new Panel(new FlowLayout(FlowLayout.LEFT, 14, 0));
    for (String key : keys) {
      Checkbox box = new Checkbox(tool.spec().param(key).label());
      box.setName(key);
      box.addItemListener(e -> changed());
      flags.add(box);
      read.put(key, () -> String.valueOf(box.getState()));
      write.put(key, t -> box.setState(Boolean.parseBoolean(t)));
    }
    addRow("", flags);
  }

  /** A component of its own in the next row of fields. */
  final void addRow(String label, Component component) {
    form.add(new Label(label, Label.RIGHT), at(0, 0));
    GridBagConstraints at = at(1, 1);
    at.gridwidth = GridBagConstraints.REMAINDER;
    form.add(component, at);
    rows++;
  }

  private GridBagConstraints at(int column, double weight) {
    GridBagConstraints at = new GridBagConstraints();
    at.gridx = column;
    at.gridy = rows;
    at.weightx = weight;
    at.fill = GridBagConstraints.HORIZONTAL;
    at.insets = new Insets(4, 6, 0, 6);
    return at;
  }

  final Button addButton(String label, Runnable action) {
    Button button = new Button(label);
    button.addActionListener(e -> action.run());
    buttons.add(button);
    return button;
  }

  /** Help and Close, which every window has. */
  final void addStandardButtons() {
    addButton("Help", () -> new HTMLDialog(getTitle(), HelpPage.html(tool), false));
    addButton("Close", this::close);
  }

  /** Fills the fields with the values of last time. */
  final void restore() {
    Values last = Remembered.load(tool.title(), tool.spec());
    if (last != null) {
      read.keySet().forEach(key -> setText(key, tool.spec().text(last, key)));
    }
  }

  /** Replaces the text of a field. */
  final void setText(String key, String text) {
    write.get(key).accept(text);
    changed();
  }

  /**
   * The values of the fields; what has no field has its default.
   *
   * @param more texts of parameters that have no field
   */
  final Values values(Map<String, String> more) {
    Map<String, String> texts = new LinkedHashMap<>(more);
    read.forEach((key, text) -> texts.put(key, text.get()));
    return tool.spec().ofFields(texts);
  }

  /** Works the values out again soon. */
  final void changed() {
    Values values;
    try {
      values = values(Map.of());
    } catch (IllegalArgumentException e) {
      updates.cancel();
      showProblem(e.getMessage());
      return;
    }
    updates.submit(
        () -> {
          try {
            Outcome outcome = work(values);
            return () -> outcome.show();
          } catch (IllegalArgumentException e) {
            return () -> showProblem(e.getMessage());
          } catch (OutOfMemoryError e) {
            return () -> showProblem("Out of memory.");
          }
        });
  }

  /** Does what a macro would do with the values of the fields. */
  void execute() {
    try {
      execute(values(Map.of()));
    } catch (IllegalArgumentException e) {
      showProblem(e.getMessage());
    }
  }

  /** Does what a macro would do with the values, records it and remembers them. */
  final void execute(Values values) {
    ImagePlus image = WindowManager.getCurrentImage();
    Thread thread =
        new Thread(
            () -> {
              try (ImageJMonitor monitor = ImageJMonitor.of(getTitle())) {
                runTool(values, image, monitor);
              }
            },
            getTitle());
    thread.start();
  }

  private void runTool(Values values, ImagePlus image, Monitor monitor) {
    try {
      tool.execute(values, image, monitor);
      RecorderLine.append(tool.title(), tool.spec(), values);
      Remembered.save(tool.title(), tool.spec(), values);
    } catch (IllegalArgumentException e) {
      EventQueue.invokeLater(() -> showProblem(e.getMessage()));
    } catch (CancellationException e) {
      IJ.showStatus(getTitle() + " cancelled");
    } catch (OutOfMemoryError e) {
      EventQueue.invokeLater(() -> showProblem("Out of memory."));
    }
  }

  /** Puts the window on the screen. */
  final void open(int width, int height) {
    setSize(width, height);
    place();
    WindowManager.addWindow(this);
    changed();
    setVisible(true);
  }

  /**
   * Chooses where the window, whose size is set, comes up: over ImageJ's unless it is overridden.
   */
  void place() {
    setLocationRelativeTo(IJ.getInstance());
  }

  /** Closes the window for good. */
  void close() {
    updates.close();
    WindowManager.removeWindow(this);
    dispose();
  }
}
