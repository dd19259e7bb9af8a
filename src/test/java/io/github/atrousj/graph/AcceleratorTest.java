package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.host.ChildJava;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whole graphs give the same bits with the Vector API and without it. */
class AcceleratorTest {
  @TempDir Path folder;

  @Test
  void plainJavaGivesTheSameBits() throws Exception {
    assertTrue(Accelerator.isActive(), "the tests run with the Vector API");
    String plain = ChildJava.run(folder, 256, 180, GraphBits.class, List.of(Runner.class));
    assertEquals(GraphBits.text() + "done", plain.substring(plain.indexOf("layers")));
  }
}
