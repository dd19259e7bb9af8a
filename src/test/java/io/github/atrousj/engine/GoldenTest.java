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
      if (g.operation() instanceof Golden.Pyramid) {
        continue; // a reduction of the graph's, not an operation of the engine
      }
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
    assertEquals(6 + 1 + 7 + 1, kinds);
  }
}
