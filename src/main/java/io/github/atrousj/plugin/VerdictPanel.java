package io.github.atrousj.plugin;

import java.awt.Canvas;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.util.List;

/** A headline with a coloured mark, and sentences below it that wrap. */
final class VerdictPanel extends Canvas {
  private static final long serialVersionUID = 1L;

  /** What the mark says. */
  enum Mark {
    GOOD(new Color(0x1F7F86)),
    HOLES(new Color(0xE58A1F)),
    WRONG(new Color(0xBE0000));

    final Color colour;

    Mark(Color colour) {
      this.colour = colour;
    }
  }

  private static final int LEFT = 14;
  private final int rows;
  private transient List<String> lines = List.of("");
  private transient Mark mark = Mark.GOOD;

  VerdictPanel(int rows) {
    this.rows = rows;
    setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 13));
    setBackground(Color.WHITE);
  }

  /** Shows a headline and sentences. */
  void show(Mark mark, List<String> lines) {
    this.mark = mark;
    this.lines = List.copyOf(lines);
    repaint();
  }

  /** All that is shown. */
  String text() {
    return String.join("\n", lines);
  }

  @Override
  public Dimension getPreferredSize() {
    FontMetrics m = getFontMetrics(getFont());
    return new Dimension(60 * m.charWidth('n'), (rows + 1) * m.getHeight());
  }

  @Override
  public void paint(Graphics graphics) {
    Graphics2D g = (Graphics2D) graphics;
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    g.setColor(mark.colour);
    g.fillRect(0, 0, 5, getHeight());
    int y = getFontMetrics(getFont()).getHeight() / 2;
    boolean head = true;
    for (String line : lines) {
      g.setFont(getFont().deriveFont(head ? Font.BOLD : Font.PLAIN));
      g.setColor(head || mark == Mark.WRONG ? mark.colour.darker() : new Color(0x1F2933));
      FontMetrics m = g.getFontMetrics();
      for (String part : NoteArea.wrapped(line, m, getWidth() - 2 * LEFT, rows)) {
        y += m.getHeight();
        g.drawString(part, LEFT, y - m.getDescent());
      }
      head = false;
    }
  }
}
