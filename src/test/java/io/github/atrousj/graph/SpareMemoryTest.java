package io.github.atrousj.graph;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SpareMemoryTest {
  @BeforeEach
  @AfterEach
  void forget() {
    SpareMemory.forget();
  }

  @Test
  void isTakenUpOnceByWhoWantsTheSame() {
    float[][] rows = SpareMemory.take(3, 10);
    SpareMemory.leave(rows);
    assertNotSame(rows, SpareMemory.take(3, 11));
    assertNotSame(rows, SpareMemory.take(2, 10));
    assertSame(rows, SpareMemory.take(3, 10));
    assertNotSame(rows, SpareMemory.take(3, 10));
  }

  @Test
  void holdsNoMoreThanItsBound() {
    int megabyte = 1 << 18;
    float[][] first = SpareMemory.take(40, megabyte);
    float[][] second = SpareMemory.take(40, megabyte + 1);
    SpareMemory.leave(first);
    SpareMemory.leave(second);
    // Both would be 80 MB.
    assertNotSame(first, SpareMemory.take(40, megabyte));
    assertSame(second, SpareMemory.take(40, megabyte + 1));
    float[][] tooMuch = new float[65][megabyte];
    SpareMemory.leave(tooMuch);
    assertNotSame(tooMuch, SpareMemory.take(65, megabyte));
  }

  @Test
  void isForgottenWhenAsked() {
    float[][] rows = SpareMemory.take(3, 10);
    SpareMemory.leave(rows);
    Workspace w = Workspace.enter();
    w.leave();
    SpareMemory.forget();
    assertNotSame(rows, SpareMemory.take(3, 10));
    assertNotSame(w, Workspace.enter());
  }

  @Test
  void rowsOfAWorkspaceAreUsedAgainAndZero() {
    Workspace w = Workspace.enter();
    float[] row = w.row(20);
    assertNotSame(row, w.row(20));
    Arrays.fill(row, Float.NaN);
    w.leave();
    assertSame(w, Workspace.enter());
    assertSame(row, w.row(20));
    assertEquals(0, row[19]);
    w.leave();
  }

  @Test
  void threadsDoNotShareAWorkspace() {
    Workspace w = Workspace.enter();
    Workspace other = Workspace.enter();
    assertNotSame(w, other);
    w.leave();
    other.leave();
  }

  /** Rows of other lengths stay only while they are few; a workspace that is too large goes. */
  @Test
  void aWorkspaceHoldsNoMoreThanItsBounds() {
    Workspace w = Workspace.enter();
    float[] large = w.row(1 << 20);
    w.leave();
    w = Workspace.enter();
    w.row(7);
    assertNotSame(large, w.row(1 << 20));
    w.leave();
    w = Workspace.enter();
    float[] small = w.row(7);
    w.rows(3, 1 << 20);
    w.leave();
    w = Workspace.enter();
    assertNotSame(small, w.row(7));
    w.leave();
  }
}
