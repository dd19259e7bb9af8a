package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.TrainingRois;
import java.awt.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Vessels of a retina: trained on the committed selections of one part of the photograph, judged on
 * those of another part, by one rate or all. {@code -Datrousj.update=true} writes the guide's
 * table; without it the numbers there must be these.
 */
class RetinaClassifierTest {
  private static final Path SAMPLES = Path.of("sample-images");
  private static final Path PAGE = Path.of("src", "site", "markdown", "classifier.md");
  private static final List<String> RATES = List.of("1", "2", "4", "8", "16", "1,2,4,8,16");

  /** From another processor's exponential function a pixel or two may come out otherwise. */
  private static final double ROUNDING = 0.003;

  @TempDir private Path folder;

  /** Shares of pixels that got their own class: ground, vessels drawn 3 px or wider, and thin. */
  private record Shares(double ground, double wide, double thin) {
    double mean() {
      return (ground + (wide + thin) / 2) / 2;
    }

    String row(String rates) {
      return String.format(
          Locale.ROOT, "| %s | %.3f | %.3f | %.3f | %.3f |", rates, mean(), ground, wide, thin);
    }
  }

  private static ImagePlus green() {
    ImagePlus retina = new ImagePlus(SAMPLES.resolve("retina.png").toString());
    ColorProcessor rgb = (ColorProcessor) retina.getProcessor();
    return new ImagePlus("green", rgb.getChannel(2, null));
  }

  private Shares shares(ImagePlus image, String rates) {
    Path model = folder.resolve("m.onnx");
    String options =
        "model=[" + model + "] rois=" + SAMPLES.resolve("retina-train.zip") + " balance rates=";
    TrainClassifier.train(TrainClassifier.SPEC.parse(options + rates), image, Monitor.NONE);
    ImagePlus labels = Subjects.run(image, "Apply ASPP Classifier...", "model=[" + model + "]");
    int[] right = new int[3];
    int[] all = new int[3];
    for (Roi roi : TrainingRois.file(SAMPLES.resolve("retina-test.zip"))) {
      int vessel = roi.getName().startsWith("vessel") ? 1 : 0;
      int kind = vessel == 0 ? 0 : roi.getStrokeWidth() > 1 ? 1 : 2;
      for (Point p : TrainingRois.pixels(roi, image.getWidth(), image.getHeight())) {
        all[kind]++;
        right[kind] += labels.getProcessor().get(p.x, p.y) == vessel ? 1 : 0;
      }
    }
    return new Shares(
        (double) right[0] / all[0], (double) right[1] / all[1], (double) right[2] / all[2]);
  }

  @Test
  void allRatesFindThinAndWideVesselsAndTheGuideSaysHowMany() throws IOException {
    ImagePlus image = green();
    List<Shares> shares = RATES.stream().map(r -> shares(image, r)).toList();
    List<String> rows = new ArrayList<>();
    for (int k = 0; k < RATES.size(); k++) {
      rows.add(shares.get(k).row(RATES.get(k)));
    }
    String page = Files.readString(PAGE);
    Matcher table =
        Pattern.compile("(\\| rates \\| mean .*\\n\\|---.*\\n)((?:.*\\|\\n)+)").matcher(page);
    assertTrue(table.find(), "the guide has lost its table");
    if (Boolean.getBoolean("atrousj.update")) {
      String now = table.group(1) + String.join("\n", rows) + "\n";
      Files.writeString(PAGE, page.substring(0, table.start()) + now + page.substring(table.end()));
    } else {
      assertSame(table.group(2).split("\n"), rows);
    }
    double all = shares.get(RATES.size() - 1).mean();
    for (int k = 0; k < RATES.size() - 1; k++) {
      assertTrue(all > shares.get(k).mean(), String.join("\n", rows));
    }
  }

  private static void assertSame(String[] written, List<String> rows) {
    assertEquals(rows.size(), written.length);
    for (int k = 0; k < written.length; k++) {
      String[] was = written[k].split("\\|");
      String[] is = rows.get(k).split("\\|");
      assertEquals(is[1], was[1]);
      for (int c = 2; c < is.length; c++) {
        assertEquals(Double.parseDouble(is[c]), Double.parseDouble(was[c]), ROUNDING, rows.get(k));
      }
    }
  }
}
