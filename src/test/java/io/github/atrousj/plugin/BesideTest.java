package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.Dimension;
import java.awt.Point;
import java.awt.Rectangle;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The window beside another: never over it where the screen has room. */
class BesideTest {
  private static final Rectangle SCREEN = new Rectangle(0, 30, 1600, 1170);
  private static final Rectangle IMAGEJ = new Rectangle(0, 30, 580, 120);
  private static final Dimension SIZE = new Dimension(700, 480);

  private static Point place(int x, int y, int width, int height) {
    return Beside.place(SIZE, new Rectangle(x, y, width, height), IMAGEJ, SCREEN);
  }

  @Test
  void rightOfTheImageAndLevelWithItsTop() {
    assertEquals(new Point(608, 200), place(100, 200, 500, 500));
  }

  @Test
  void leftWhereTheRightHasNoRoom() {
    assertEquals(new Point(192, 200), place(900, 200, 600, 500));
  }

  @Test
  void lowerWhereImageJWouldBeCovered() {
    assertEquals(new Point(308, 158), place(0, 30, 300, 300));
  }

  @Test
  void belowOfAWideImage() {
    assertEquals(new Point(0, 638), place(0, 130, 1600, 500));
  }

  @Test
  void atTheLowerRightOfAScreenThatIsFull() {
    assertEquals(new Point(900, 720), place(0, 30, 1600, 1170));
  }

  @Test
  void neverOverTheImageWhereOneSideHasRoom() {
    Random random = new Random(3);
    for (int i = 0; i < 2000; i++) {
      int width = 100 + random.nextInt(700);
      int x = random.nextInt(1600 - width);
      int height = 100 + random.nextInt(900);
      int y = 30 + random.nextInt(1170 - height);
      Rectangle there = new Rectangle(place(x, y, width, height), SIZE);
      assertTrue(SCREEN.contains(there), there.toString());
      boolean room = x >= SIZE.width + 8 || x + width + 8 + SIZE.width <= 1600;
      if (room) {
        assertFalse(there.intersects(new Rectangle(x, y, width, height)), there.toString());
      }
    }
  }
}
