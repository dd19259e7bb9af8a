package io.github.atrousj.spark;

import io.github.atrousj.volume.Block;
import io.github.atrousj.volume.VolumeException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Turns what Spark throws when it gives up into one line that names the block and the cause. */
final class Failure {
  private static final Pattern TASK = Pattern.compile("Task (\\d+) in stage ");
  private static final Pattern REASON = Pattern.compile("most recent failure: (.*)");

  private Failure() {}

  static VolumeException of(Exception thrown, List<Block> blocks) {
    for (Throwable t = thrown; t != null; t = t.getCause()) {
      if (t instanceof VolumeException e) {
        return e;
      }
    }
    String message = String.valueOf(thrown.getMessage());
    Matcher reason = REASON.matcher(message);
    String why = reason.find() ? reason.group(1) : message.lines().findFirst().orElse("");
    // An executor that is gone says nothing; its task's number is its block's.
    Matcher task = TASK.matcher(message);
    int i = task.find() ? Integer.parseInt(task.group(1)) : -1;
    String what = i >= 0 && i < blocks.size() ? blocks.get(i) + " failed: " : "Spark gave up: ";
    return new VolumeException(what + why.trim(), thrown);
  }
}
