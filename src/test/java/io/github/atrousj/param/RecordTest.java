package io.github.atrousj.param;

import static io.github.atrousj.param.ParamSpecTest.SPEC;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The text that the recorder writes. */
class RecordTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "stack rate=8 kernel=laplacian-4|kernel=laplacian-4 rate=8 stack",
        "kernel='0 1 0; 1 -4 1; 0 1 0' border=REPLICATE|kernel=[0 1 0; 1 -4 1; 0 1 0]",
        "kernel=[image:my rate=3 stack 2.tif]|kernel=[image:my rate=3 stack 2.tif]",
        "kernel=a level=0.50 value=1e0|kernel=a value=1",
        "kernel=a weights=1,0.1 padding=VALID slice|kernel=a weights=1,0.1 padding=valid slice",
        "kernel=[&x] normalize=true stack=false|kernel=[&x] normalize",
      })
  void isCanonical(String given, String recorded) {
    assertEquals(recorded, SPEC.record(SPEC.parse(given)));
  }

  /** A line without options would open the dialog when it is replayed. */
  @Test
  void isNeverEmptyWhereThereAreParameters() {
    ParamSpec spec =
        ParamSpec.of(
            Params.integer("scales").def(4).help("Number of scales."),
            Params.flag("positive").help("Nothing below 0."));
    assertEquals("scales=4", spec.record(spec.defaults()));
    assertEquals("positive", spec.record(spec.parse("positive")));
    assertEquals("", ParamSpec.of().record(ParamSpec.of().defaults()));
  }

  @Test
  void replaysToTheSameValuesWhateverTheyAre() {
    Random random = new Random(5);
    String[] pieces = {
      "a", " ", "[", "]", "=", "'", "&", "rate=3", "stack", "\"", "\\", "\n", ";", "|", "1/16", "é"
    };
    int written = 0;
    for (int i = 0; i < 20_000; i++) {
      StringBuilder text = new StringBuilder("k");
      if (random.nextBoolean()) {
        text.setLength(0);
      }
      for (int n = 1 + random.nextInt(6); n > 0; n--) {
        text.append(pieces[random.nextInt(pieces.length)]);
      }
      if (Options.trimmed(text.toString()).isEmpty()) {
        continue;
      }
      Map<String, Object> given = new HashMap<>();
      given.put("kernel", text.toString());
      given.put("value", random.nextInt(9) == 0 ? -0.0 : (double) (float) random.nextGaussian());
      given.put("scales", 1 + random.nextInt(12));
      given.put("rate", PerAxis.of(1 + random.nextInt(3), 1 + random.nextInt(65535)));
      given.put("border", List.of("zero", "replicate", "circular").get(random.nextInt(3)));
      given.put("stack", random.nextBoolean());
      Values v = SPEC.of(given);
      String recorded;
      try {
        recorded = SPEC.record(v);
      } catch (IllegalArgumentException e) {
        String refused = v.text("kernel");
        assertTrue(refused.contains("'") && refused.matches("(?s).*[\\[\\]].*"), refused);
        assertEquals(-1, e.getMessage().indexOf('\n'));
        continue;
      }
      written++;
      assertEquals(v, SPEC.parse(recorded), recorded);
      assertEquals(recorded, SPEC.record(SPEC.parse(recorded)));
    }
    assertTrue(written > 10_000, "only " + written);
  }

  @Test
  void saysWhenAValueCannotBeWritten() {
    Values v = SPEC.of(Map.of("kernel", "image:it's [here"));
    String line = assertThrows(IllegalArgumentException.class, () -> SPEC.record(v)).getMessage();
    assertTrue(line.startsWith("kernel=image:it's [here: "), line);
  }

  @Test
  void helpListsEveryKey() {
    String table = SPEC.markdown();
    assertTrue(table.contains("| `scales` | How many. | a whole number from 1 to 12 | 4 |"), table);
    assertTrue(table.contains("| `normalize` | Divide by the sum. | flag | off |"), table);
    assertTrue(table.contains("| `kernel` | The weights. | any text | required |"), table);
    assertTrue(table.contains("| `weights` | One per branch. | none or numbers"), table);
    String page = SPEC.html("A < B...", "About <i>it</i>.");
    assertTrue(page.startsWith("<html>") && page.contains("A &lt; B...") && page.contains("<i>it"));
    for (Param<?> p : SPEC.params()) {
      assertTrue(page.contains("<code>" + p.key() + "</code>") && page.contains(p.help()), p.key());
    }
  }
}
