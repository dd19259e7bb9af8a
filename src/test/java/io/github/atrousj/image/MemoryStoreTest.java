package io.github.atrousj.image;

import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemoryStoreTest {
  /** Small ones are made by the caller, large ones with help. */
  @ParameterizedTest
  @CsvSource({"1, 3, 9", "2, 3, 9", "1, 700, 5", "2, 700, 5", "3, 1500, 1", "2, 1024, 0"})
  void allPlanesAreThereWhenItIsReady(int threads, int side, int planes) {
    for (PixelType type : PixelType.values()) {
      Target target = new Target(type, side, side, 1, planes, 1, 1);
      MemoryStore store = new MemoryStore(target, threads);
      store.ready();
      for (int i = 0; i < planes; i++) {
        assertTrue(type.fits(store.plane(i), side * side));
        for (int k = 0; k < i; k++) {
          assertNotSame(store.plane(i), store.plane(k));
        }
      }
    }
  }
}
