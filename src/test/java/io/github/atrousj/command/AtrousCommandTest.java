package io.github.atrousj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.process.ByteProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandService;

/** Commands run by SciJava without a screen. */
class AtrousCommandTest {
  private static Context context;
  private static CommandService service;

  private final ImagePlus image = new ImagePlus("steps", steps());

  @BeforeAll
  static void open() {
    context = new Context(CommandService.class);
    service = context.service(CommandService.class);
  }

  @AfterAll
  static void close() {
    context.dispose();
  }

  private static ByteProcessor steps() {
    ByteProcessor ip = new ByteProcessor(24, 18);
    for (int i = 0; i < ip.getPixelCount(); i++) {
      ip.set(i, i * 37 % 251);
    }
    return ip;
  }

  private static ImagePlus run(Class<? extends Command> command, Object... inputs)
      throws InterruptedException, ExecutionException {
    return (ImagePlus) service.run(command, false, inputs).get().getOutput("result");
  }

  private static String refusal(Class<? extends Command> command, Object... inputs) {
    Throwable cause = assertThrows(ExecutionException.class, () -> run(command, inputs)).getCause();
    while (!(cause instanceof IllegalArgumentException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    return assertInstanceOf(IllegalArgumentException.class, cause).getMessage();
  }

  private static void assertSamePixels(ImagePlus expected, ImagePlus actual) {
    assertEquals(expected.getStackSize(), actual.getStackSize());
    for (int i = 1; i <= expected.getStackSize(); i++) {
      assertArrayEquals(
          (float[]) expected.getStack().getPixels(i), (float[]) actual.getStack().getPixels(i));
    }
  }

  @Test
  void givesThePixelsOfTheMacro() throws Exception {
    ImagePlus macro =
        HeadlessImageJ.run(
                image, "Dilated Convolution...", "kernel=sobel-x rate=2,3 border=reflect bias=0.5")
            .ok()
            .result();
    ImagePlus scijava =
        run(
            DilatedConvolutionCommand.class,
            "image",
            image,
            "kernel",
            "sobel-x",
            "rate",
            "2,3",
            "border",
            "reflect",
            "bias",
            0.5);
    assertSamePixels(macro, scijava);
  }

  @Test
  void defaultsAreThoseOfTheMacroRunAfterRun() throws Exception {
    ImagePlus macro = HeadlessImageJ.run(image, "ASPP Fusion...", "").ok().result();
    run(AsppFusionCommand.class, "image", image, "rates", "1", "fuse", "max");
    assertSamePixels(macro, run(AsppFusionCommand.class, "image", image));
  }

  @Test
  void aResultInPlaceIsTheImageItself() throws Exception {
    ImagePlus result =
        run(DilatedConvolutionCommand.class, "image", image, "kernel", "mean-3", "output", "same");
    assertSame(image, result);
    assertEquals(8, image.getBitDepth());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate|0|rate=0: must be a whole number from 1 to 65535 px, or one per axis (x,y or x,y,z)",
        "border|zeros|border=zeros: must be one of zero, constant, replicate, reflect, symmetric,"
            + " circular; did you mean zero?",
        "bias|NaN|bias=NaN: must be a number",
        "kernel|''|kernel=: is empty; give a library name such as gaussian-3, image:TITLE or"
            + " rows of numbers split by ;",
        "dimensions|X|kernel=laplacian-4: is 3 x 3; dimensions=X takes one row of numbers",
      })
  void badInputGetsTheMacrosLine(String key, String value, String line) {
    assertEquals(
        line,
        refusal(
            DilatedConvolutionCommand.class,
            "image",
            image,
            "kernel",
            key.equals("kernel") ? value : "laplacian-4",
            key,
            value));
  }

  @Test
  void noImageIsSaid() {
    assertEquals(
        "No image is open. Open an image, then run \"ASPP Fusion...\".",
        refusal(AsppFusionCommand.class, "image", new ImagePlus()));
  }

  @Test
  void aLineIsAsShortAsAMacroGetsIt() {
    ImagePlus named = new ImagePlus("t".repeat(1000), steps());
    String line = refusal(StarletInverseCommand.class, "image", named);
    assertEquals(HeadlessImageJ.run(named, "Starlet Inverse", "").error(), line);
    assertTrue(line.length() <= 420 && line.endsWith("with all its channels"), line);
  }
}
