package io.github.atrousj.plugin;

import ij.ImagePlus;
import ij.gui.DialogListener;
import ij.gui.GUI;
import ij.gui.GenericDialog;
import ij.gui.ImageWindow;
import ij.io.OpenDialog;
import io.github.atrousj.param.Param;
import io.github.atrousj.param.Preset;
import io.github.atrousj.param.Values;
import java.awt.AWTEvent;
import java.awt.Button;
import java.awt.Checkbox;
import java.awt.Choice;
import java.awt.Color;
import java.awt.Component;
import java.awt.EventQueue;
import java.awt.GridBagConstraints;
import java.awt.GridBagLayout;
import java.awt.Insets;
import java.awt.SystemColor;
import java.awt.TextField;
import java.awt.event.WindowAdapter;
import java.awt.event.WindowEvent;
import java.awt.event.WindowListener;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A dialog made from a declaration. What is typed is read by the declaration itself, so a wrong
 * value gets the very line, below the fields, that it would get in a macro; OK is grey meanwhile.
 *
 * <p>ImageJ's own reading and recording of the fields is not used: it takes a number that it cannot
 * read for NaN, and looks for keys inside values.
 */
final class SpecDialog implements DialogListener {
  private static final String OWN = "(own)";

  /** What a preset leaves as it is: it is about the image at hand, not about the problem. */
  private static final Set<String> KEPT = Set.of("stack", "folder");

  private static final int TEXT_COLUMNS = 32;
  private static final int NUMBER_COLUMNS = 12;
  private static final int NOTE_COLUMNS = 54;
  private static final int NOTE_ROWS = 3;
  private static final int BOX_INDENT = 20;

  /** A field on the screen: its text as a macro would write it. */
  private record Field(Component component) {
    String read() {
      if (component instanceof Checkbox box) {
        return String.valueOf(box.getState());
      }
      return component instanceof Choice choice
          ? choice.getSelectedItem()
          : ((TextField) component).getText();
    }

    void write(String text) {
      if (component instanceof Checkbox box) {
        box.setState(Boolean.parseBoolean(text));
      } else if (component instanceof Choice choice) {
        choice.select(text);
      } else {
        ((TextField) component).setText(text);
      }
    }
  }

  private final ImageCommand command;
  private final ImagePlus image;
  private final boolean hasPreview;
  private final GenericDialog dialog;
  private final Map<String, Field> fields = new LinkedHashMap<>();
  private final Map<Choice, Param<?>> presets = new LinkedHashMap<>();
  private final NoteArea note = new NoteArea(NOTE_COLUMNS, NOTE_ROWS);
  private Choice preset;
  private Checkbox previewBox;
  private PreviewThread preview;

  /** Until the fields have been read for the first time. */
  private DialogStart start;

  private volatile boolean imageClosed;
  private Values values;

  SpecDialog(ImageCommand command, ImagePlus image) {
    this(command, image, true);
  }

  /**
   * @param hasPreview whether there is a box for a preview
   */
  SpecDialog(ImageCommand command, ImagePlus image, boolean hasPreview) {
    this.command = command;
    this.image = image;
    this.hasPreview = hasPreview;
    this.dialog = GUI.newNonBlockingDialog(command.title().replace("...", ""), image);
  }

  /**
   * Shows the dialog; the values after OK, null after Cancel. The image is as before in the end.
   */
  Values ask() {
    start = new DialogStart(command, image);
    build();
    for (Map.Entry<String, String> text : start.texts().entrySet()) {
      fields.get(text.getKey()).write(text.getValue());
    }
    dialog.addHelp(start.help());
    preview = new PreviewThread(command, image, this::previewFailed);
    ImageWindow window = image.getWindow();
    WindowListener waker = waker();
    try {
      // First, so that no event of a field comes in between.
      enableOk(update());
      dialog.addDialogListener(this);
      if (window != null) {
        window.addWindowListener(waker);
      }
      dialog.showDialog();
    } finally {
      if (window != null) {
        window.removeWindowListener(waker);
      }
      preview.close();
    }
    if (imageClosed || !dialog.wasOKed()) {
      return null;
    }
    // Read again: a key can close the dialog before its last change was looked at.
    Values chosen = command.spec().ofFields(texts());
    Remembered.save(command.title(), command.spec(), chosen);
    return chosen;
  }

  /**
   * ImageJ closes a dialog that does not block when its image is closed, but leaves the command
   * that waits for the dialog asleep.
   */
  private WindowListener waker() {
    return new WindowAdapter() {
      @Override
      public void windowClosed(WindowEvent e) {
        synchronized (dialog) {
          imageClosed = true;
          dialog.notifyAll();
        }
      }
    };
  }

  private void build() {
    if (!command.spec().presets().isEmpty()) {
      List<String> items = new ArrayList<>(List.of(OWN));
      command.spec().presets().forEach(p -> items.add(p.name()));
      dialog.addChoice("Preset", items.toArray(new String[0]), OWN);
      preset = last(dialog.getChoices());
    }
    for (Param<?> p : command.spec().params()) {
      if (p.isFlag()) {
        addFlag(p);
      } else if (!p.spellings().isEmpty()) {
        addChoice(p);
      } else {
        addText(p);
      }
    }
    dialog.addCheckbox("Preview", false);
    previewBox = last(dialog.getCheckboxes());
    previewBox.setVisible(hasPreview);
    dialog.addPanel(note, GridBagConstraints.WEST, new Insets(8, 4, 0, 0));
    alignBoxes();
  }

  /** Puts check boxes and buttons under the fields; ImageJ would put them under the labels. */
  private void alignBoxes() {
    dialog.pack();
    int fieldsAt = BOX_INDENT;
    for (Field field : fields.values()) {
      if (!(field.component() instanceof Checkbox)) {
        fieldsAt = field.component().getX() - dialog.getInsets().left;
        break;
      }
    }
    GridBagLayout layout = (GridBagLayout) dialog.getLayout();
    for (Component below : dialog.getComponents()) {
      if (below instanceof Checkbox || below instanceof Button) {
        GridBagConstraints c = layout.getConstraints(below);
        c.insets = new Insets(0, fieldsAt, 3, 0);
        layout.setConstraints(below, c);
      }
    }
  }

  private void addFlag(Param<?> p) {
    dialog.addCheckbox(p.label(), false);
    fields.put(p.key(), new Field(last(dialog.getCheckboxes())));
  }

  private void addChoice(Param<?> p) {
    String[] items = p.spellings().toArray(new String[0]);
    dialog.addChoice(labelOf(p), items, items[0]);
    fields.put(p.key(), new Field(last(dialog.getChoices())));
  }

  private void addText(Param<?> p) {
    boolean wide = p.valueClass() == String.class || p.valueClass() == List.class;
    dialog.addStringField(labelOf(p), "", wide ? TEXT_COLUMNS : NUMBER_COLUMNS);
    TextField field = last(dialog.getStringFields());
    fields.put(p.key(), new Field(field));
    if (p.isFile()) {
      // ImageJ's own file field cannot be read without a screen.
      dialog.addButton("Browse...", e -> browse(field, p.label()));
    }
    if (!p.presets().isEmpty()) {
      List<String> items = new ArrayList<>(p.presets());
      items.add(0, OWN);
      dialog.addChoice("Library", items.toArray(new String[0]), OWN);
      presets.put(last(dialog.getChoices()), p);
    }
  }

  private void browse(TextField field, String label) {
    String path = new OpenDialog(label).getPath();
    if (path != null) {
      field.setText(path);
      enableOk(update());
    }
  }

  private static String labelOf(Param<?> p) {
    return p.unit().isEmpty() ? p.label() : p.label() + " (" + p.unit() + ")";
  }

  @SuppressWarnings("unchecked") // ImageJ's lists are untyped and hold one class each
  private static <C> C last(List<?> components) {
    return (C) components.get(components.size() - 1);
  }

  private Map<String, String> texts() {
    Map<String, String> texts = new LinkedHashMap<>();
    for (Map.Entry<String, Field> field : fields.entrySet()) {
      texts.put(field.getKey(), field.getValue().read());
    }
    return texts;
  }

  @Override
  public boolean dialogItemChanged(GenericDialog gd, AWTEvent e) {
    if (e != null && e.getSource() instanceof Choice choice && presets.containsKey(choice)) {
      takePreset(choice);
    } else if (e != null && preset != null && e.getSource() == preset) {
      command.spec().presets().stream()
          .filter(p -> p.name().equals(preset.getSelectedItem()))
          .forEach(this::take);
    }
    return update();
  }

  private void takePreset(Choice choice) {
    Param<?> p = presets.get(choice);
    String text = choice.getSelectedItem();
    Field field = fields.get(p.key());
    if (!text.equals(OWN) && !text.equals(field.read())) {
      field.write(text);
    }
  }

  private void take(Preset p) {
    Values values = command.spec().parse(p.options());
    fields.forEach(
        (key, field) -> {
          if (!KEPT.contains(key)) {
            field.write(command.spec().text(values, key));
          }
        });
  }

  /** The name of the preset whose values these are. */
  private String presetOf(Values read) {
    for (Preset p : command.spec().presets()) {
      Values values = command.spec().parse(p.options());
      boolean same =
          fields.keySet().stream()
              .filter(key -> !KEPT.contains(key))
              .allMatch(
                  key -> command.spec().text(values, key).equals(command.spec().text(read, key)));
      if (same) {
        return p.name();
      }
    }
    return OWN;
  }

  /** Brings everything that depends on the fields up to date; whether the values are right. */
  private boolean update() {
    Map<String, String> texts = texts();
    for (Map.Entry<Choice, Param<?>> list : presets.entrySet()) {
      Param<?> p = list.getValue();
      list.getKey().select(presetOf(p, texts.get(p.key())));
    }
    for (Map.Entry<String, Boolean> active : command.spec().active(texts).entrySet()) {
      enable(fields.get(active.getKey()).component(), active.getValue());
    }
    values = null;
    try {
      DialogStart.Reading read = reading(texts);
      note.show(read.note(), false);
      values = read.values();
    } catch (IllegalArgumentException e) {
      note.show(e.getMessage(), true);
    }
    if (preset != null) {
      preset.select(values == null ? OWN : presetOf(values));
    }
    updatePreview();
    return values != null;
  }

  private DialogStart.Reading reading(Map<String, String> texts) {
    DialogStart first = start;
    start = null;
    return first != null
        ? first.reading(command, image, texts)
        : DialogStart.Reading.of(command, image, texts);
  }

  private static void enable(Component c, boolean active) {
    c.setEnabled(active);
    if (c instanceof TextField) {
      c.setBackground(active ? Color.WHITE : SystemColor.control);
    }
  }

  private void updatePreview() {
    boolean possible = values != null && command.previews(values);
    previewBox.setEnabled(possible);
    if (possible && previewBox.getState()) {
      preview.request(values);
    } else {
      preview.restore();
    }
  }

  private void previewFailed(String line) {
    if (line.isEmpty()) {
      EventQueue.invokeLater(this::update);
    } else {
      note.show(line, true);
    }
  }

  private static String presetOf(Param<?> p, String text) {
    String typed = text.trim();
    for (String name : p.presets()) {
      if (name.equalsIgnoreCase(typed)) {
        return name;
      }
    }
    return OWN;
  }

  private void enableOk(boolean enabled) {
    dialog.getButtons()[0].setEnabled(enabled);
  }
}
