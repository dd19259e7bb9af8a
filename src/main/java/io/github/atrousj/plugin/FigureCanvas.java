package io.github.atrousj.plugin;

import java.awt.Canvas;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.Image;
import java.awt.image.BufferedImage;

/** Shows a picture as large as fits, in its own proportions and never enlarged. */
final class FigureCanvas extends Canvas {
  private static final long serialVersionUID = 1L;
  private transient BufferedImage picture;
  private transient Image scaled;

  FigureCanvas() {
    setBackground(Color.WHITE);
  }

  void show(BufferedImage picture) {
    this.picture = picture;
    this.scaled = null;
    repaint();
  }

  @Override
  public Dimension getPreferredSize() {
    return new Dimension(900, 430);
  }

  @Override
  public void update(Graphics g) {
    paint(g);
  }

  @Override
  public void paint(Graphics g) {
    if (picture == null || getWidth() < 2 || getHeight() < 2) {
      return;
    }
    double fit =
        Math.min(
            1,
            Math.min(
                (double) getWidth() / picture.getWidth(),
                (double) getHeight() / picture.getHeight()));
    int w = Math.max(1, (int) (fit * picture.getWidth()));
    int h = Math.max(1, (int) (fit * picture.getHeight()));
    if (scaled == null || scaled.getWidth(null) != w || scaled.getHeight(null) != h) {
      scaled = fit == 1 ? picture : smaller(w, h);
    }
    int x = (getWidth() - w) / 2;
    g.setColor(getBackground());
    g.fillRect(0, 0, x, getHeight());
    g.fillRect(x + w, 0, getWidth() - x - w, getHeight());
    g.fillRect(0, h, getWidth(), getHeight() - h);
    g.drawImage(scaled, x, 0, null);
  }

  /** Averages, so that thin lines stay visible. */
  private BufferedImage smaller(int w, int h) {
    BufferedImage out = new BufferedImage(w, h, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = out.createGraphics();
    g.drawImage(picture.getScaledInstance(w, h, Image.SCALE_AREA_AVERAGING), 0, 0, null);
    g.dispose();
    return out;
  }
}
