package io.github.atrousj.plugin;

import io.github.atrousj.geometry.Layer;
import io.github.atrousj.geometry.Schedule;
import io.github.atrousj.image.figure.FieldModel;
import io.github.atrousj.param.Values;
import java.awt.BorderLayout;
import java.awt.Button;
import java.awt.EventQueue;
import java.awt.Font;
import java.awt.Label;
import java.awt.List;
import java.awt.Panel;
import java.util.Locale;

/** The rate designer's window: the ranking follows what is typed, a row opens in the explorer. */
final class ScheduleWindow extends ToolWindow {
  private static final long serialVersionUID = 1L;
  private static final String HEAD =
      String.format(
          "%-30s %6s %6s %9s %9s %5s  %s",
          "rates", "layers", "field", "evenness", "flatness", "M_2", "HDC rule");
  private static ScheduleWindow instance;

  private final List list = new List(16);
  private final VerdictPanel verdict = new VerdictPanel(4);
  private final Button explore;
  private transient java.util.List<Schedule> schedules = java.util.List.of();

  private ScheduleWindow(RateSchedules tool) {
    super(tool);
    addFields("field", "size", "layers", "repair");
    Font fixed = new Font(Font.MONOSPACED, Font.PLAIN, 13);
    Label head = new Label(" " + HEAD);
    head.setFont(fixed);
    list.setFont(fixed);
    Panel centre = new Panel(new BorderLayout());
    centre.add(head, BorderLayout.NORTH);
    centre.add(list, BorderLayout.CENTER);
    centre.add(verdict, BorderLayout.SOUTH);
    add(centre, BorderLayout.CENTER);
    explore = addButton("Explore", this::explore);
    addButton("Show table", this::execute);
    addStandardButtons();
    list.addItemListener(e -> explore.setEnabled(list.getSelectedIndex() >= 0));
    list.addActionListener(e -> explore());
    explore.setEnabled(false);
  }

  /** Opens the window, or brings it to the front; there is one at a time. */
  static void open(RateSchedules tool) {
    EventQueue.invokeLater(
        () -> {
          if (instance == null) {
            instance = new ScheduleWindow(tool);
            instance.setText("field", "27");
            instance.restore();
            instance.open(860, 560);
          } else {
            instance.toFront();
          }
        });
  }

  @Override
  Outcome work(Values values) {
    RateSchedules.Answer answer = RateSchedules.answer(values);
    java.util.List<String> words = RateSchedules.words(answer);
    return () -> {
      schedules = answer.schedules();
      list.removeAll();
      schedules.forEach(s -> list.add(row(s)));
      if (answer.repair() != null) {
        list.replaceItem(list.getItem(0) + "   repair", 0);
      }
      if (!schedules.isEmpty()) {
        list.select(0);
      }
      explore.setEnabled(!schedules.isEmpty());
      verdict.show(VerdictPanel.Mark.GOOD, words);
    };
  }

  private static String row(Schedule s) {
    return String.format(
        Locale.ROOT,
        "%-30s %6d %6d %9.3f %9.3f %5d  %s",
        s.text(),
        s.rates().size(),
        s.field(),
        s.evenness(),
        s.flatness(),
        s.hdc().secondDistance(),
        (s.hdc().passes() ? "passes" : "fails")
            + (s.hdc().commonFactor() > 1 ? ", factor " + s.hdc().commonFactor() : ""));
  }

  @Override
  void showProblem(String line) {
    schedules = java.util.List.of();
    list.removeAll();
    explore.setEnabled(false);
    verdict.show(VerdictPanel.Mark.WRONG, java.util.List.of(line));
  }

  private void explore() {
    int at = list.getSelectedIndex();
    if (at >= 0 && at < schedules.size()) {
      Schedule s = schedules.get(at);
      ExplorerWindow.open(
          new ReceptiveFieldExplorer(), FieldModel.stack(Layer.stack(s.taps(), s.rates())));
    }
  }

  @Override
  void close() {
    forget(this);
    super.close();
  }

  private static void forget(ScheduleWindow closed) {
    if (instance == closed) {
      instance = null;
    }
  }
}
