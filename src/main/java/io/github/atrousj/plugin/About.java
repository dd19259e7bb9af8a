package io.github.atrousj.plugin;

import ij.IJ;
import ij.gui.HTMLDialog;
import ij.macro.Interpreter;
import ij.plugin.PlugIn;
import io.github.atrousj.engine.Accelerator;
import java.awt.GraphicsEnvironment;

/**
 * Says which AtrousJ this is, where its guide is and how to cite it. In a window; in the log where
 * there is no screen or a macro runs in batch mode.
 */
public final class About implements PlugIn {
  static final String TITLE = "AtrousJ...";

  @Override
  public void run(String arg) {
    RunGuard.run(TITLE, About::show);
  }

  private static boolean show() {
    if (GraphicsEnvironment.isHeadless() || Interpreter.isBatchMode()) {
      IJ.log(text());
    } else {
      new HTMLDialog("About AtrousJ", html(), false);
    }
    return true;
  }

  /** As the jar's manifest has it; none where the classes do not come from a jar. */
  static String version() {
    String version = About.class.getPackage().getImplementationVersion();
    return version == null ? "(not from a jar)" : version;
  }

  private static String loops() {
    return Accelerator.isActive()
        ? "Accelerator there (Vector API); AtrousJ Speed... says how fast."
        : "Accelerator off; AtrousJ Speed... says how to switch it on.";
  }

  static String text() {
    return String.join(
        "\n",
        "AtrousJ " + version() + ": dilated (atrous) convolution for ImageJ",
        loops(),
        "Guide: " + HelpPage.SITE + "README.md",
        "Cite this repository with its version (CITATION.cff), and the papers of the methods you"
            + " use: "
            + HelpPage.SITE
            + "src/site/markdown/guide.md#sources",
        "BSD-2-Clause licence, the AtrousJ developers.");
  }

  private static String html() {
    return "<html><h2>AtrousJ "
        + version()
        + "</h2>\n"
        + "<p>Dilated (atrous) convolution for ImageJ: single, cascaded, and several rates fused.</p>\n"
        + "<p>The commands are in <b>Plugins &gt; AtrousJ</b>.</p>\n<p>"
        + loops()
        + "</p>\n"
        + "<p><a href=\""
        + HelpPage.SITE
        + "README.md\">README</a>,"
        + " <a href=\""
        + HelpPage.SITE
        + "src/site/markdown/guide.md\">user guide</a>,"
        + " <a href=\""
        + HelpPage.SITE
        + "COMMANDS.md\">all macro keys</a></p>\n"
        + "<p>How to cite: this repository with its version"
        + " (<a href=\""
        + HelpPage.SITE
        + "CITATION.cff\">CITATION.cff</a>), and"
        + " <a href=\""
        + HelpPage.SITE
        + "src/site/markdown/guide.md#sources\">the papers of the"
        + " methods</a> you use.</p>\n"
        + "<p>BSD-2-Clause licence, the AtrousJ developers.</p></html>\n";
  }
}
