package io.github.atrousj.command;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandModule;
import org.scijava.command.CommandService;

/** Explorer and designer run by SciJava without a screen. */
class FieldCommandsTest {
  private static Context context;
  private static CommandService service;

  @BeforeAll
  static void open() {
    context = new Context(CommandService.class);
    service = context.service(CommandService.class);
  }

  @AfterAll
  static void close() {
    context.dispose();
  }

  private static CommandModule run(Class<? extends Command> command, Object... inputs)
      throws InterruptedException, ExecutionException {
    return service.run(command, false, inputs).get();
  }

  private static String refusal(Class<? extends Command> command, Object... inputs) {
    Throwable cause = assertThrows(ExecutionException.class, () -> run(command, inputs)).getCause();
    while (!(cause instanceof IllegalArgumentException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return assertInstanceOf(IllegalArgumentException.class, cause).getMessage();
  }

  @Test
  void theExplorerWorksWithoutAnImage() throws Exception {
    CommandModule m =
        run(ReceptiveFieldExplorerCommand.class, "image", new ImagePlus(), "rates", "2,2,2");
    assertEquals(13, m.getOutput("field"));
    assertEquals(6, m.getOutput("gaps"));
    assertEquals(4900.0 / 169, (double) m.getOutput("reached"), 1e-9);
    assertEquals("1,2,3", m.getOutput("repair"));
    assertTrue(m.getOutput("verdict").toString().startsWith("Gridding: 6 of 13"));
    assertEquals(49, ((ImagePlus) m.getOutput("map")).getProcessor().getf(6, 6));
    assertEquals(24, ((ImagePlus) m.getOutput("figure")).getBitDepth());
    assertNull(m.getOutput("growth"));
    assertNull(m.getOutput("comparison"));
  }

  @Test
  void theExplorerLooksAtAnImage() throws Exception {
    ImagePlus image = new ImagePlus("i", new ByteProcessor(40, 40));
    CommandModule m =
        run(
            ReceptiveFieldExplorerCommand.class,
            "image",
            image,
            "rates",
            "2,2",
            "x",
            "20",
            "y",
            "21",
            "plots",
            true,
            "compare",
            true);
    assertNotNull(image.getOverlay());
    assertNotNull(m.getOutput("growth"));
    assertNotNull(m.getOutput("profile"));
    assertEquals(80, ((ImagePlus) m.getOutput("comparison")).getWidth());
    assertEquals(40, ((ImagePlus) m.getOutput("residual")).getWidth());
  }

  @Test
  void theDesignerGivesTheBest() throws Exception {
    CommandModule m = run(RateDesignerCommand.class, "field", "13");
    assertEquals("1,2,3", m.getOutput("best"));
    assertTrue(m.getOutput("schedules").toString().startsWith("1,2,3\n1,1,4\n"));
    assertTrue(m.getOutput("verdict").toString().contains("best: 1,2,3"));
    assertEquals("1,3,9", run(RateDesignerCommand.class, "repair", "1,2,9").getOutput("best"));
  }

  @Test
  void badInputGetsTheMacrosLine() {
    assertTrue(
        refusal(RateDesignerCommand.class, "field", "100", "layers", 2)
            .startsWith("layers=2: without gaps, a field of 100 px needs 5 layers"));
    assertTrue(
        refusal(ReceptiveFieldExplorerCommand.class, "image", new ImagePlus(), "x", "4")
            .startsWith("y is missing"));
  }
}
