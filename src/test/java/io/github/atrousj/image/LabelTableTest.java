package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.process.LUT;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LabelTableTest {
  private final LUT table = LabelTable.lut();

  @Test
  void blackThenColoursThatAreAllDifferentAndNoneDark() {
    Set<Integer> seen = new HashSet<>();
    assertEquals(0xFF000000, table.getRGB(0));
    for (int i = 1; i < 256; i++) {
      assertTrue(seen.add(table.getRGB(i)), "colour " + i + " is there twice");
      int brightest = Math.max(table.getRed(i), Math.max(table.getGreen(i), table.getBlue(i)));
      assertTrue(brightest >= 78, "colour " + i + " is lost on black");
    }
  }

  @Test
  void firstDozenIsFarApart() {
    for (int i = 0; i < 12; i++) {
      for (int j = 0; j < i; j++) {
        int apart =
            Math.abs(table.getRed(i) - table.getRed(j))
                + Math.abs(table.getGreen(i) - table.getGreen(j))
                + Math.abs(table.getBlue(i) - table.getBlue(j));
        assertTrue(apart > 90, "colours " + i + " and " + j);
      }
    }
  }
}
