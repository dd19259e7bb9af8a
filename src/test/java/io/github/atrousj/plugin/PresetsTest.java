package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.FloatProcessor;
import io.github.atrousj.param.Preset;
import io.github.atrousj.param.Values;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every preset does what it says, on images made for the purpose. */
class PresetsTest {
  private static final int SIZE = 240;

  static List<ImageCommand> commands() {
    return List.of(new DilatedFilterBank(), new DilatedCascade(), new AsppFusion());
  }

  private static ImagePlus image(DoubleBinaryOperator value) {
    FloatProcessor plane = new FloatProcessor(SIZE, SIZE);
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        plane.setf(x, y, (float) value.applyAsDouble(x, y));
      }
    }
    return new ImagePlus("made", plane);
  }

  private static double spot(double x, double y, double cx, double cy, double sigma) {
    return Math.exp(-((x - cx) * (x - cx) + (y - cy) * (y - cy)) / (2 * sigma * sigma));
  }

  private static ImagePlus run(ImageCommand command, String preset, ImagePlus image) {
    Preset chosen =
        command.spec().presets().stream()
            .filter(p -> p.name().equals(preset))
            .findFirst()
            .orElseThrow();
    return Planes.process(command, image, chosen.options());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void presetsAreRecordedAsValuesAndListedInTheHelp(ImageCommand command) {
    assertTrue(!command.spec().presets().isEmpty());
    String help = command.spec().html("T", "A");
    for (Preset p : command.spec().presets()) {
      Values values = command.spec().parse(p.options());
      String recorded = command.spec().record(values);
      assertEquals(values, command.spec().parse(recorded));
      assertTrue(!recorded.contains("preset"), recorded);
      assertTrue(help.contains(p.name()) && help.contains(p.help()), p.name());
    }
  }

  /**
   * Each preset but the plain smoothing has a picture in the guide, with the macro that makes it.
   */
  @ParameterizedTest
  @MethodSource("commands")
  void theGuideShowsThePresetsAsTheyAre(ImageCommand command) throws IOException {
    String page = Files.readString(Path.of("src", "site", "markdown", "many-rates.md"));
    for (Preset p : command.spec().presets()) {
      String line = "run(\"" + command.title() + "\", \"" + p.options() + "\");";
      assertTrue(p.name().startsWith("Smooth") || page.contains(line), p.name());
    }
  }

  @Test
  void publishedSettingsInTheGuideAreAllowed() throws IOException {
    String page = Files.readString(Path.of("src", "site", "markdown", "many-rates.md"));
    ImageCommand aspp = new AsppFusion();
    String table = page.substring(page.indexOf("## Published settings"));
    Matcher keys = Pattern.compile("`([^`]*rates=[^`]*)`").matcher(table);
    int settings = 0;
    while (keys.find()) {
      aspp.spec().parse(keys.group(1));
      settings++;
    }
    assertEquals(3, settings);
  }

  @Test
  void objectsAreLabelledByTheirSize() {
    Random noise = new Random(1);
    ImagePlus image =
        image(
            (x, y) ->
                30
                    + x / 10
                    + 4 * noise.nextGaussian()
                    + 120 * spot(x, y, 40, 50, 1)
                    + 120 * spot(x, y, 120, 60, 2)
                    + 120 * spot(x, y, 60, 170, 4));
    ImagePlus labels = run(new AsppFusion(), "Objects of three sizes", image);
    assertEquals(8, labels.getBitDepth());
    assertEquals(1, labels.getProcessor().get(40, 50));
    assertEquals(2, labels.getProcessor().get(120, 60));
    assertEquals(3, labels.getProcessor().get(60, 170));
    int marked = 0;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 150; x < SIZE; x++) {
        marked += labels.getProcessor().get(x, y) > 0 ? 1 : 0;
      }
    }
    assertTrue(marked < 40, marked + " px of noise are marked");
  }

  @Test
  void darkLinesOfEveryWidthBecomeBright() {
    ImagePlus image =
        image(
            (x, y) -> {
              double dark = Math.abs(x - 50) < 2 || Math.abs(x - 120) < 4.5 ? 40 : 0;
              double bright = Math.abs(x - 190) < 3 ? 40 : 0;
              return 100 + y / 4 - dark + bright;
            });
    float[] out = Planes.plane(run(new AsppFusion(), "Dark vessels", image), 1);
    int row = 120 * SIZE;
    assertTrue(out[row + 50] > 8 && out[row + 120] > 8, out[row + 50] + ", " + out[row + 120]);
    assertEquals(0, out[row + 190], 1e-4);
    assertEquals(0, out[row + 85], .5);
  }

  @Test
  void theBackgroundBecomesEvenAndObjectsStay() {
    ImagePlus image =
        image((x, y) -> 20 + x / 2 + 60 * spot(x, y, 120, 120, 80) + 50 * spot(x, y, 90, 150, 3));
    float[] out = Planes.plane(run(new AsppFusion(), "Even background", image), 1);
    double contrast = out[150 * SIZE + 90] - out[150 * SIZE + 70];
    assertEquals(50, contrast, 5);
    double least = Double.MAX_VALUE;
    double most = -Double.MAX_VALUE;
    for (int y = 50; y < SIZE - 50; y += 10) {
      for (int x = 120; x < SIZE - 50; x += 10) {
        least = Math.min(least, out[y * SIZE + x]);
        most = Math.max(most, out[y * SIZE + x]);
      }
    }
    assertTrue(most - least < 8, "from 66 grey levels to " + (most - least));
  }

  @Test
  void textureEnergyPartsRoughFromSmooth() {
    Random noise = new Random(2);
    ImagePlus image = image((x, y) -> 100 + x / 3 + noise.nextGaussian() * (x < 120 ? 2 : 12));
    float[] out = Planes.plane(run(new DilatedCascade(), "Texture energy", image), 1);
    double smooth = 0;
    double rough = Double.MAX_VALUE;
    for (int y = 0; y < SIZE; y++) {
      for (int x = 0; x < SIZE; x++) {
        double v = out[y * SIZE + x];
        smooth = x < 70 ? Math.max(smooth, v) : smooth;
        rough = x > 170 ? Math.min(rough, v) : rough;
      }
    }
    assertTrue(rough > 3 * smooth, smooth + " against " + rough);
  }

  @Test
  void smoothingIsAGaussianOfTheSaidWidth() {
    ImagePlus image = image((x, y) -> x == 120 && y == 120 ? 1 : 0);
    float[] out =
        Planes.plane(run(new DilatedCascade(), "Smooth without losing resolution", image), 1);
    double sum = 0;
    double square = 0;
    for (int i = 0; i < out.length; i++) {
      sum += out[i];
      square += out[i] * Math.pow(i % SIZE - 120, 2);
    }
    assertEquals(1, sum, 1e-4);
    assertEquals(9.2, Math.sqrt(square / sum), .05);
  }

  @Test
  void theBankFindsAngleAndWidthOfLines() {
    ImagePlus image = image((x, y) -> Math.abs(y - 60) < 1 || Math.abs(x - 160) < 2 ? 100 : 0);
    ImagePlus bank = run(new DilatedFilterBank(), "Lines at four angles and three widths", image);
    assertEquals(12, bank.getNChannels());
    assertEquals("gabor-0 rate 1", strongest(bank, 60, 60));
    assertEquals("gabor-90 rate 2", strongest(bank, 160, 160));
  }

  private static String strongest(ImagePlus bank, int x, int y) {
    int best = 1;
    for (int c = 2; c <= bank.getStackSize(); c++) {
      if (Planes.plane(bank, c)[y * SIZE + x] > Planes.plane(bank, best)[y * SIZE + x]) {
        best = c;
      }
    }
    return bank.getStack().getSliceLabel(best);
  }
}
