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
    String plain = ChildJava.run(folder, 256, 180, GraphBits.class, List.of(Runner.class), "off");
    assertTrue(plain.contains("accelerator: false"), plain);
    assertEquals(GraphBits.text() + "\ndone", plain.substring(plain.indexOf("layers")));
  }

  /** Plain loops at first and those on the Vector API later, as users have them. */
  @Test
  void theChangeOverIsNotSeen() throws Exception {
    String all = ChildJava.run(folder, 256, 180, GraphBits.class, List.of(Runner.class), "change");
    String expected = GraphBits.text();
    assertTrue(all.startsWith(expected, all.indexOf("layers")), all);
    assertTrue(all.contains("then: " + (Accelerator.isActive() ? "ON" : "OFF")), all);
    assertTrue(all.endsWith(expected + "\ndone"), all);
  }
}
