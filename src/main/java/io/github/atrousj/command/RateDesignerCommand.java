package io.github.atrousj.command;

import io.github.atrousj.geometry.Schedule;
import io.github.atrousj.plugin.RateSchedules;
import java.util.stream.Collectors;
import org.scijava.ItemIO;
import org.scijava.command.Command;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/** {@link RateSchedules} for SciJava. */
@Plugin(type = Command.class, label = "Rate Designer")
public final class RateDesignerCommand extends SciJavaCommand {
  @Parameter(persist = false)
  private String field = "none";

  @Parameter(persist = false, min = "2", max = "255")
  private int size = 3;

  @Parameter(persist = false, min = "1", max = "32")
  private int layers = 8;

  @Parameter(persist = false)
  private String repair = "none";

  /** The repaired rates if a repair was asked for, else the best schedule. */
  @Parameter(type = ItemIO.OUTPUT)
  private String best;

  /** The repaired rates, then the schedules in their ranking, one a line. */
  @Parameter(type = ItemIO.OUTPUT)
  private String schedules;

  /** What was found in words, one sentence a line. */
  @Parameter(type = ItemIO.OUTPUT)
  private String verdict;

  @Override
  RateSchedules operation() {
    return new RateSchedules();
  }

  @Override
  void compute() {
    RateSchedules.Answer answer = RateSchedules.answer(values());
    best = answer.schedules().get(0).text();
    schedules = answer.schedules().stream().map(Schedule::text).collect(Collectors.joining("\n"));
    verdict = String.join("\n", RateSchedules.words(answer));
  }
}
