package io.github.atrousj.image;

import ij.IJ;
import ij.measure.Calibration;

/** The lines that ImageJ keeps in a TIFF's description: extent, display mode, calibration. */
final class StackDescription {
  private final StringBuilder text = new StringBuilder();

  private StackDescription() {}

  /**
   * The text for a stack.
   *
   * @param mode {@code composite}, {@code color}, {@code gray}, or null for a single colour table
   */
  static String of(Target target, Calibration cal, String mode) {
    StackDescription d = new StackDescription();
    d.line("ImageJ", IJ.getVersion().split("/")[0].trim());
    d.line("images", target.planes());
    d.line("channels", target.channels());
    d.line("slices", target.slices());
    d.line("frames", target.frames());
    d.line("hyperstack", true);
    if (mode != null) {
      d.line("mode", mode);
    }
    d.calibration(cal, target.type());
    return d.text.toString();
  }

  private void calibration(Calibration cal, PixelType type) {
    line("unit", cal.getUnit());
    line("yunit", cal.getYUnit());
    line("zunit", cal.getZUnit());
    line("tunit", cal.getTimeUnit());
    line("spacing", cal.pixelDepth);
    line("finterval", cal.frameInterval);
    line("fps", cal.fps);
    line("loop", cal.loop);
    line("xorigin", cal.xOrigin);
    line("yorigin", cal.yOrigin);
    line("zorigin", cal.zOrigin);
    line("inverty", cal.getInvertY());
    if (cal.calibrated() && cal.getCoefficients() != null && type != PixelType.FLOAT) {
      line("cf", cal.getFunction());
      double[] c = cal.getCoefficients();
      for (int i = 0; i < c.length; i++) {
        line("c" + i, c[i]);
      }
      line("vunit", cal.getValueUnit());
    }
  }

  /** One line; what is not ASCII is escaped as in a Java properties file. */
  private void line(String key, Object value) {
    text.append(key).append('=');
    String s = String.valueOf(value);
    for (int i = 0; i < s.length(); i++) {
      char c = s.charAt(i);
      if (c >= ' ' && c < 127) {
        text.append(c == '\\' ? "\\\\" : String.valueOf(c));
      } else {
        text.append(String.format("\\u%04x", (int) c));
      }
    }
    text.append('\n');
  }
}
