package io.github.atrousj.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.measure.ResultsTable;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The tutorials' macros run from open file to table, and the pages say what the tables hold. */
class TutorialsTest {
  private static final Path GUIDE = Path.of("src", "site", "markdown");

  @AfterEach
  void emptyTable() {
    ResultsTable.getResultsTable().reset();
  }

  /** Runs a tutorial and gives the line that it printed last. */
  private static String run(String name) throws IOException {
    Outcome outcome = Macros.runAnew(name);
    String last = outcome.log().lines().filter(l -> !l.isBlank()).reduce("", (a, b) -> b);
    String page = Files.readString(GUIDE.resolve(name + ".md"));
    outcome
        .log()
        .lines()
        .filter(l -> l.startsWith("spot ") || l.startsWith("field "))
        .forEach(
            l ->
                assertTrue(page.contains(l), "the page does not say: " + l + "\n" + outcome.log()));
    return last;
  }

  @Test
  void spots() throws IOException {
    String last = run("tutorial-spots");
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals("5 spots, 2 of them round", last);
    assertEquals(2, table.size());
    assertEquals(20, table.getValue("Area", 0));
    assertEquals(16.6, table.getValue("X", 0), 0.05);
    assertEquals(38.8, table.getValue("Contrast", 0), 0.05);
    assertEquals(11, table.getValue("Area", 1));
  }

  @Test
  void vessels() throws IOException {
    run("tutorial-vessels");
    ResultsTable table = ResultsTable.getResultsTable();
    assertEquals(1, table.size());
    double share = table.getValue("Vessels_px", 0) / table.getValue("Field_px", 0);
    assertEquals(62648, table.getValue("Vessels_px", 0));
    assertEquals(11024, table.getValue("Length_px", 0));
    assertEquals(100 * share, table.getValue("Vessels_%", 0), 1e-9);
  }
}
