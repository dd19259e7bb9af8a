package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.gui.PointRoi;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ByteProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.awt.Rectangle;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The explorer and the designer as macros use them, in ImageJ without a screen. */
class ReceptiveFieldExplorerTest {
  private static final String EXPLORER = "Receptive Field Explorer...";
  private static final String DESIGNER = "Rate Designer...";

  private final ImagePlus image = new ImagePlus("cell.tif", new ByteProcessor(40, 30));

  @BeforeEach
  void clear() {
    ResultsTable.getResultsTable().reset();
    image.getProcessor().set(20, 15, 255);
  }

  private static List<String> titles(Outcome outcome) {
    return outcome.images().stream().map(ImagePlus::getTitle).collect(Collectors.toList());
  }

  private static List<Roi> fields(ImagePlus image) {
    assertNotNull(image.getOverlay());
    return Arrays.stream(image.getOverlay().toArray())
        .filter(r -> r.getClass() == Roi.class)
        .collect(Collectors.toList());
  }

  @Test
  void twoTwoTwoShowsItsHolesAndSaysWhyAndWhatToDo() {
    Outcome outcome = HeadlessImageJ.run(null, EXPLORER, "rates=2,2,2").ok();
    assertEquals(
        List.of("Coverage of 3x3 at rates 2,2,2", "Receptive field of 3x3 at rates 2,2,2"),
        titles(outcome));
    ImagePlus map = outcome.images().get(0);
    assertEquals(0, map.getProcessor().getf(1, 1));
    assertEquals(49, map.getProcessor().getf(6, 6));
    assertTrue(outcome.log().contains("6 of 13 offsets per axis are never reached"));
    assertTrue(outcome.log().contains("No layer has taps 1 px apart"));
    assertTrue(outcome.log().contains("Repair: rates 1,2,3 leave no gaps"));
    assertTrue(outcome.log().contains("standard deviation 2.83 px"));
    ResultsTable t = ResultsTable.getResultsTable();
    assertEquals(3, t.size());
    assertEquals(13, t.getValue("Field", 2));
    assertEquals(4900.0 / 169, t.getValue("Reached_%", 2), 1e-9);
  }

  @Test
  void defaultsAreFigure1() {
    Outcome outcome = HeadlessImageJ.run(null, EXPLORER, "").ok();
    assertTrue(titles(outcome).contains("Receptive field of 3x3 at rates 1,2,4"));
    assertEquals(15, ResultsTable.getResultsTable().getValue("Field", 2));
  }

  @Test
  void aMacroReadsTheTable() {
    Outcome outcome =
        HeadlessImageJ.macro(
            "run('Receptive Field Explorer...', 'size=3,3,2 rates=1,1,1 strides=1,1,2');\n"
                + "if (getResult('Field', 2) != 6 || getResult('Jump', 2) != 2) exit('wrong');\n",
            "");
    outcome.ok();
  }

  @Test
  void thePointMayBeNamedOrSelected() {
    HeadlessImageJ.run(image, EXPLORER, "rates=1,2,4 x=20 y=10").ok();
    assertEquals(new Rectangle(13, 3, 15, 15), fields(image).get(0).getBounds());
    image.setRoi(new PointRoi(5, 6));
    HeadlessImageJ.run(image, EXPLORER, "rates=1,2,4").ok();
    assertEquals(3, fields(image).size(), "the earlier field has gone");
    assertEquals(new Rectangle(-2, -1, 15, 15), fields(image).get(0).getBounds());
  }

  @Test
  void withoutAPointTheImageIsLeftAlone() {
    image.setRoi(1, 2, 3, 4);
    HeadlessImageJ.run(image, EXPLORER, "rates=1,2,4").ok();
    assertNull(image.getOverlay());
  }

  @Test
  void plotsAndLogarithm() {
    Outcome outcome = HeadlessImageJ.run(null, EXPLORER, "rates=1,2,4 plots log").ok();
    assertEquals(4, outcome.images().size(), titles(outcome).toString());
    assertTrue(titles(outcome).contains("Coverage (log10) of 3x3 at rates 1,2,4"));
    assertTrue(titles(outcome).stream().anyMatch(t -> t.startsWith("Growth of the field")));
    assertTrue(titles(outcome).stream().anyMatch(t -> t.startsWith("Coverage profile")));
  }

  @Test
  void griddingIsShownOnTheImage() {
    Outcome outcome = HeadlessImageJ.run(image, EXPLORER, "rates=2,2,2 compare").ok();
    ImagePlus pair =
        outcome.images().stream()
            .filter(i -> i.getTitle().equals("Gridding of cell: 2,2,2 | 1,2,3"))
            .findFirst()
            .orElseThrow();
    assertEquals(80, pair.getWidth());
    assertEquals(0, pair.getProcessor().getf(19, 15), 1e-6, "a hole beside the point");
    assertTrue(pair.getProcessor().getf(59, 15) > 1);
    assertTrue(titles(outcome).contains("Gridding residual: 2,2,2 | 1,2,3"));
    assertEquals(255, image.getProcessor().get(20, 15), "the source is unchanged");
  }

  @Test
  void branchesAsWideAsTheImageAreNamed() {
    Outcome outcome = HeadlessImageJ.run(image, EXPLORER, "rates=6,30,48 parallel").ok();
    assertTrue(outcome.log().contains("3×3 at rate 48: this branch is a 1×1 on this image"));
    assertTrue(
        outcome.log().contains("3×3 at rate 30: on this image (40 × 30 px) only its centre row"));
  }

  @Test
  void theUnitIsUsed() {
    image.getCalibration().pixelWidth = 0.5;
    image.getCalibration().setUnit("mm");
    Outcome outcome = HeadlessImageJ.run(image, EXPLORER, "rates=2,2,2").ok();
    assertTrue(outcome.log().contains("field on this image: 2.83 px = 1.414 mm"), outcome.log());
    assertEquals(Math.sqrt(2), ResultsTable.getResultsTable().getValue("Sigma_mm", 2), 1e-12);
    assertEquals("mm", outcome.images().get(0).getCalibration().getUnit());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rates=0|rates=0: must be up to 256 whole numbers from 1 to 65535 px",
        "rate=1|unknown key \"rate\": did you mean rates?",
        "size=3,3 rates=1,2,4|size=3,3: must be one number, or one per rate (3), not 2",
        "rates=4000|rates=4000: the receptive field is 8001 px; up to 4096 px are drawn",
        "x=3|y is missing: give both x and y, or neither",
        "x=3 y=3|x=3: no image is open to draw the field on",
        "compare rates=2,2|compare: no image is open to filter",
      })
  void badInputIsOneLineAndShowsNothing(String options, String line) {
    Outcome outcome = HeadlessImageJ.run(null, EXPLORER, options);
    assertTrue(String.valueOf(outcome.error()).contains(line), outcome.error());
    assertEquals(0, outcome.images().size());
    assertEquals(0, ResultsTable.getResultsTable().size());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "x=40 y=3|x=40: must be a whole number from 0 to 39 on this image",
        "x=3 y=30|y=30: must be a whole number from 0 to 29 on this image",
        "compare rates=1,2|compare: rates=1,2 have no gaps to repair",
        "compare rates=2,2 strides=2|compare: rates=2,2 have no gaps to repair",
      })
  void badInputOnAnImageIsOneLineAndShowsNothing(String options, String line) {
    Outcome outcome = HeadlessImageJ.run(image, EXPLORER, options);
    assertTrue(String.valueOf(outcome.error()).contains(line), outcome.error());
    assertEquals(0, outcome.images().size());
    assertEquals(0, ResultsTable.getResultsTable().size());
    assertNull(image.getOverlay());
  }

  @Test
  void theDesignerRanksSchedules() {
    Outcome outcome = HeadlessImageJ.run(null, DESIGNER, "field=13 layers=4").ok();
    assertEquals(0, outcome.images().size());
    ResultsTable t = ResultsTable.getResultsTable();
    assertEquals("1,2,3", t.getStringValue("Rates", 0));
    assertEquals(13, t.getValue("Field", 0));
    assertEquals(1, t.getValue("Evenness", 0));
    assertEquals(3, t.getValue("Layers", 0));
    assertEquals("passes", t.getStringValue("HDC", 0));
    assertEquals(4, t.getValue("Layers", t.size() - 1));
    assertTrue(outcome.log().contains("best: 1,2,3 (field 13 px)"));
    assertTrue(outcome.log().contains("All schedules"));
  }

  @Test
  void theDesignerRepairs() {
    Outcome outcome = HeadlessImageJ.run(null, DESIGNER, "repair=2,2,2").ok();
    assertEquals("1,2,3", ResultsTable.getResultsTable().getStringValue("Rates", 0));
    assertTrue(outcome.log().contains("Rates 2,2,2 leave gaps; 1,2,3 do not (2 of 3 rates"));
    outcome = HeadlessImageJ.run(null, DESIGNER, "repair=1,2,4").ok();
    assertTrue(outcome.log().contains("nothing to repair"));
    outcome = HeadlessImageJ.run(null, DESIGNER, "repair=4,4,8").ok();
    assertTrue(outcome.log().contains("No gap-free stack of 3 layers keeps the field: 4 are"));
  }

  @Test
  void theDesignerSaysWhenItDidNotCompareAll() {
    Outcome outcome = HeadlessImageJ.run(null, DESIGNER, "field=801 layers=7").ok();
    assertTrue(outcome.log().contains("Not every schedule was compared"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|field is missing: give field=a whole number from 2",
        "layers=3|field is missing",
        "field=1|field=1: must be none or a whole number from 2 to",
        "field=100 layers=2|layers=2: without gaps, a field of 100 px needs 5 layers",
        "repair=0|repair=0: must be none or",
      })
  void theDesignerRefusesInOneLine(String options, String line) {
    Outcome outcome = HeadlessImageJ.run(null, DESIGNER, options);
    assertTrue(String.valueOf(outcome.error()).contains(line), outcome.error());
    assertEquals(0, ResultsTable.getResultsTable().size());
  }
}
