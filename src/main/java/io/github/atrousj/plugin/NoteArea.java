package io.github.atrousj.plugin;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.FontMetrics;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Panel;
import java.awt.RenderingHints;
import java.util.ArrayList;
import java.util.List;

/** A few lines of text in a dialog that wrap at blanks and never change the dialog's size. */
final class NoteArea extends Panel {
  private static final long serialVersionUID = 1L;
  private static final Color WRONG = new Color(190, 0, 0);

  private static final int MOST_ON_A_LINE = 300;

  private final int columns;
  private final int rows;
  private String text = "";
  private boolean wrong;

  NoteArea(int columns, int rows) {
    this.columns = columns;
    this.rows = rows;
  }

  /** Shows a text, in red when it says what is wrong. */
  void show(String text, boolean wrong) {
    this.text = text;
    this.wrong = wrong;
    repaint();
  }

  String text() {
    return text;
  }

  @Override
  public Dimension getPreferredSize() {
    FontMetrics m = getFontMetrics(getFont());
    return new Dimension(columns * m.charWidth('n'), rows * m.getHeight() + m.getDescent());
  }

  @Override
  public Dimension getMinimumSize() {
    return getPreferredSize();
  }

  @Override
  public void paint(Graphics g) {
    if (g instanceof Graphics2D g2) {
      g2.setRenderingHint(
          RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    }
    g.setColor(wrong ? WRONG : getForeground());
    FontMetrics m = g.getFontMetrics();
    int y = m.getAscent();
    for (String line : wrapped(text, m, getWidth(), rows)) {
      g.drawString(line, 0, y);
      y += m.getHeight();
    }
  }

  /** Lines no wider than {@code width}; what is beyond the last row is left out, with dots. */
  static List<String> wrapped(String text, FontMetrics m, int width, int rows) {
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (!rest.isEmpty() && lines.size() < rows) {
      int end = fitting(rest, m, width);
      if (end < rest.length() && lines.size() == rows - 1) {
        lines.add(rest.substring(0, Math.max(0, end - 3)) + "...");
        break;
      }
      int blank = end < rest.length() ? rest.lastIndexOf(' ', end) : -1;
      int cut = blank > 0 ? blank : end;
      lines.add(rest.substring(0, cut));
      rest = rest.substring(cut).stripLeading();
    }
    return lines;
  }

  private static int fitting(String text, FontMetrics m, int width) {
    int end = Math.min(text.length(), MOST_ON_A_LINE);
    while (end > 1 && m.stringWidth(text.substring(0, end)) > width) {
      end--;
    }
    return end;
  }
}
