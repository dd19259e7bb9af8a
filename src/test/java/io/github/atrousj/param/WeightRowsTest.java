package io.github.atrousj.param;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightRowsTest {
  @Test
  void blanksAndCommasSeparateNumbersSemicolonsRows() {
    List<float[]> rows = WeightRows.parse(" 1,-0.5 , 1/4;\n2\t-1/8 ;.5e1");
    assertEquals(3, rows.size());
    assertArrayEquals(new float[] {1, -.5f, .25f}, rows.get(0));
    assertArrayEquals(new float[] {2, -.125f}, rows.get(1));
    assertArrayEquals(new float[] {5}, rows.get(2));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "1 2;|row 2 has no number; must be numbers split by",
        "``|row 1 has no number; must be numbers split by",
        "1 two|\"two\" is no finite number; must be numbers split by",
        "1e39|\"1e39\" is no finite number; must be numbers split by",
        "1/0|\"1/0\" is no finite number; must be numbers split by",
        "0/0|\"0/0\" is no finite number; must be numbers split by",
        "1/2/3|\"1/2/3\" is no finite number; must be numbers split by",
        "/2|\"/2\" is no finite number; must be numbers split by",
        "NaN|\"NaN\" is no finite number; must be numbers split by",
      })
  void othersAreRefusedWithAReason(String text, String reason) {
    IllegalArgumentException e =
        assertThrows(IllegalArgumentException.class, () -> WeightRows.parse(text));
    assertTrue(e.getMessage().startsWith(reason), e.getMessage());
    Param<String> weights = Params.weightRows("weights").help("h").optional("none");
    String line =
        assertThrows(IllegalArgumentException.class, () -> weights.parse(text)).getMessage();
    assertTrue(line.startsWith("weights=" + text.trim() + ": " + reason), line);
  }
}
