package io.github.atrousj.plugin;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/** Says once, when the first command runs, that the machine has no fused multiply-add. */
final class FmaNotice {
  static final String LINE =
      "AtrousJ: this processor (or this Java on it) has no fused multiply-add; the plain loops"
          + " multiply and add instead, and the last digit of a result may differ from other"
          + " machines'.";

  private final AtomicBoolean said = new AtomicBoolean();

  /**
   * Gives the line at the first call on such a machine.
   *
   * @param fma whether the machine has fused multiply-add
   */
  void say(boolean fma, Consumer<String> log) {
    if (!fma && said.compareAndSet(false, true)) {
      log.accept(LINE);
    }
  }
}
