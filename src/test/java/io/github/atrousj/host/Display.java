package io.github.atrousj.host;

import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The one place that decides what becomes of a test that needs a screen. */
public final class Display {
  private Display() {}

  /**
   * Goes on when there is a display. Without one the calling test is skipped, or fails where a
   * display is a must: with {@code CI=true} or {@code -Datrousj.display.required=true}.
   */
  public static void require() {
    String display = System.getenv("DISPLAY");
    boolean present = display != null && !display.isEmpty();
    requireThat(present, "DISPLAY is not set: ImageJ's windows cannot be opened (use xvfb-run)");
  }

  /**
   * Goes on when what the test needs of the machine is there. The one place where a test is
   * skipped: a user's machine may lack it, the build server may not.
   */
  public static void requireThat(boolean present, String reason) {
    boolean must =
        Boolean.getBoolean("atrousj.display.required") || "true".equals(System.getenv("CI"));
    if (!present && must) {
      Assertions.fail(reason + ", and nothing may be skipped here");
    }
    Assumptions.assumeTrue(present, reason);
  }
}
