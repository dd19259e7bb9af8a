package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** The reference against PyTorch. */
class GoldenTest {
  @Test
  void referenceAgreesWithPyTorch() {
    int cases = 0;
    for (Golden g : Golden.all()) {
      Volumes.assertClose(g.output(), Volumes.reference(g.input(), g.operation()), 2e-5, g.line());
      cases++;
    }
    assertTrue(cases > 900, "only " + cases + " cases");
  }

  @Test
  void everyBorderAndEveryPoolingIsAmongTheCases() {
    long kinds =
        Golden.all().stream()
            .map(g -> g.line().split(" ")[0] + g.line().replaceAll(".* border=(\\S+) .*|.*", "$1"))
            .distinct()
            .count();
    assertEquals(6 + 1 + 7, kinds);
  }
}
