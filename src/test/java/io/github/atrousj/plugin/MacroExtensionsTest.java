package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.WindowManager;
import ij.macro.ExtensionDescriptor;
import ij.macro.Interpreter;
import java.util.Arrays;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The functions as a macro sees them, in ImageJ's own interpreter. */
class MacroExtensionsTest {
  private static Interpreter interpret(String body) {
    Interpreter interpreter = new Interpreter();
    interpreter.setIgnoreErrors(true);
    interpreter.run("run(\"AtrousJ Macro Extensions\");\n" + body, "");
    return interpreter;
  }

  private static String value(String call) {
    Interpreter interpreter = new Interpreter();
    interpreter.setIgnoreErrors(true);
    String macro = "run(\"AtrousJ Macro Extensions\");\nv = " + call + ";\nreturn v;";
    String value = interpreter.run(macro, "");
    assertNull(interpreter.getErrorMessage());
    return value;
  }

  private static String error(String call) {
    return interpret("v = " + call + ";\nnewImage(\"went on\", \"8-bit\", 1, 1, 1);")
        .getErrorMessage();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '=',
      value = {
        "Ext.receptiveField(3, '1,2,4') = 15",
        "Ext.receptiveField(3, '1,1', '2,1') = 7",
        "Ext.receptiveField(2, '1,2,4,8,16,32,64,128,256,512') = 1024",
        "Ext.effectiveKernel(3, 4) = 9",
        "Ext.outputSize(100, 3, 4, 2, 'same') = 50",
        "Ext.outputSize(100, 3, 4, 1, 'valid') = 92",
        "Ext.outputSize(100, 3, 4, 1, '4') = 100",
        "Ext.outputSize(100, 3, 4, 1, 4) = 100",
        "Ext.outputSize(100, 3, 4, 1, '8,0') = 100",
        "Ext.hdc(3, '1,2,5') = 2",
        "Ext.hdc(3, '1,2,9') = 5",
        "Ext.hdc(3, '7') = 7",
        "Ext.gaps(3, '2,2,2') = 6",
        "Ext.gaps(3, '1,2,4') = 0",
        "Ext.suggestRates(13, 3) = 1,2,3",
        "Ext.suggestRates(13, 3, 8) = 1,2,3",
        "Ext.repairRates(3, '2,2,2') = 1,2,3",
        "Ext.reached(3, '2,2,2') = 28.99408",
        "Ext.evenness(3, '1,2,3') = 1",
        "Ext.flatness(3, '1,3,9') = 1",
        "Ext.sigma(3, '2,2,2') = 2.828427",
        "Ext.jump(3, '1,1,1', '2,2,1') = 4",
        "Ext.pathCounts(3, '1,1,1') = 1,3,6,7,6,3,1",
      })
  void values(String call, String expected) {
    assertEquals(expected, value(call.trim().replace('\'', '"')));
  }

  /** ImageJ shows a message as wide as its longest line, however narrow the screen. */
  @Test
  void theMenuEntryNamesEveryFunctionInShortLines() {
    MacroExtensions extensions = new MacroExtensions();
    String notice = extensions.notice();
    for (ExtensionDescriptor f : extensions.getExtensionFunctions()) {
      assertTrue(notice.contains("Ext." + f.name), notice);
    }
    assertTrue(notice.lines().allMatch(line -> line.length() <= 80), notice);
  }

  @Test
  void theVerdictIsInWords() {
    String verdict = value("Ext.verdict(3, \"2,2,2\")");
    assertTrue(verdict.startsWith("Gridding: 6 of 13 offsets per axis"), verdict);
    assertTrue(verdict.contains("\nHDC rule: M_2 = 2"), verdict);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '#',
      value = {
        "Ext.receptiveField(0, '1,2') # Ext.receptiveField: size=0: must be",
        "Ext.receptiveField(2.5, '1,2') # Ext.receptiveField: size=2.5: must be",
        "Ext.receptiveField(3, '1;2') # Ext.receptiveField: rates=1;2: must be",
        "Ext.receptiveField(3, '') # Ext.receptiveField: rates=: must be",
        "Ext.gaps(3, '0') # Ext.gaps: rates=0: must be",
        "Ext.gaps(3, '1,2', '1,2,3') # Ext.gaps: strides=1,2,3: must be one number, or",
        "Ext.gaps(255, '65535,65535') # Ext.gaps: the receptive field is 33291781 px",
        "Ext.outputSize(100, 3, 4, 2, 'some') # Ext.outputSize: padding=some: must be",
        "Ext.outputSize(100, 3, 4, 2, '1,1,1,1') # Ext.outputSize: padding=1,1,1,1: must be",
        "Ext.outputSize(5, 3, 4, 1, 'valid') # Ext.outputSize: rate=4: the kernel is 9 px",
        "Ext.suggestRates(100, 3, 2) # Ext.suggestRates: layers=2: without gaps",
        "Ext.repairRates(1, '2') # Ext.repairRates: size=1: must be at least 2",
        "Ext.receptiveField(3, '9,9,9,9,9,9,9,9', '1024') # Ext.receptiveField: these values",
      })
  void aBadArgumentGivesOneLineAndStopsTheMacro(String call, String line) {
    String message = error(call.trim().replace('\'', '"'));
    assertTrue(String.valueOf(message).contains(line), message);
    assertNull(WindowManager.getCurrentImage(), "the macro went on");
  }

  @Test
  void functionNamesAreContract() {
    assertEquals(
        "effectiveKernel outputSize receptiveField jump gaps reached evenness flatness sigma"
            + " pathCounts hdc verdict suggestRates repairRates",
        Arrays.stream(new MacroExtensions().getExtensionFunctions())
            .map((ExtensionDescriptor d) -> d.name)
            .collect(Collectors.joining(" ")));
  }
}
