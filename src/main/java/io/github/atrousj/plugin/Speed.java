package io.github.atrousj.plugin;

import ij.IJ;
import ij.Prefs;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import ij.text.TextWindow;
import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.Fma;
import java.awt.GraphicsEnvironment;
import java.util.List;

/**
 * Says which loops are in use, times them on this machine and tells how to switch on the
 * accelerator and large pages of memory. Needs no image. In a window; in the log where there is no
 * screen or a macro runs in batch mode.
 */
public final class Speed implements PlugIn {
  static final String TITLE = "AtrousJ Speed...";
  private static final int WIDTH = 860;
  private static final int HEIGHT = 480;

  @Override
  public void run(String arg) {
    RunGuard.run(TITLE, Speed::report);
  }

  private static boolean report() {
    IJ.showStatus("Waiting until Java has compiled the loops...");
    Accelerator.State state = Accelerator.await();
    IJ.showStatus("Timing a 3×3 kernel at rate 4...");
    int threads = Math.max(1, Prefs.getThreads());
    List<String> lines =
        SpeedReport.lines(
            state,
            Fma.FAST,
            LargePages.here(),
            SpeedReport.measure(threads),
            System.getProperties());
    IJ.showStatus("");
    String text = String.join("\n", lines);
    if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) {
      IJ.log(text);
    } else {
      new TextWindow("AtrousJ Speed", text, WIDTH, HEIGHT);
    }
    return true;
  }
}
