package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Accelerator;
import io.github.atrousj.engine.Accelerator.State;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SpeedTest {
  private static final SpeedReport.Times TIMES = new SpeedReport.Times(2, 4, 2);

  private static String text(State state, boolean fma, String os, String accelerator) {
    return text(state, fma, LargePages.NONE, os, accelerator);
  }

  private static String text(
      State state, boolean fma, LargePages pages, String os, String accelerator) {
    Properties system = new Properties();
    system.setProperty("os.name", os);
    system.setProperty("os.arch", "amd64");
    system.setProperty("java.version", "17.0.1");
    system.setProperty("java.home", "home");
    if (accelerator != null) {
      system.setProperty("atrousj.accelerator", accelerator);
    }
    return String.join("\n", SpeedReport.lines(state, fma, pages, TIMES, system));
  }

  @Test
  void withoutImageOrScreenTheReportGoesToTheLog() {
    Outcome outcome = HeadlessImageJ.run(null, Speed.TITLE, "").ok();
    String loops = Accelerator.isActive() ? "Vector API" : "plain";
    assertTrue(outcome.log().contains("Loops in use: " + loops), outcome.log());
    assertTrue(outcome.log().contains("million pixels a second"), outcome.log());
    assertTrue(outcome.images().isEmpty());
  }

  @Test
  void saysWhatIsInUseAndHowFast() {
    assertTrue(text(State.ON, true, "Linux", null).startsWith("Loops in use: Vector API\n"));
    assertTrue(text(State.OFF, true, "Linux", null).startsWith("Loops in use: plain, with fused"));
    String slow = text(State.OFF, false, "Linux", null);
    assertTrue(slow.startsWith("Loops in use: plain, without fused"));
    assertTrue(slow.contains(FmaNotice.LINE));
    assertFalse(text(State.OFF, true, "Linux", null).contains(FmaNotice.LINE));
    assertTrue(slow.contains("1 thread: 4.00 ms, 1049 million pixels a second"));
    assertTrue(slow.contains("2 threads: 2.00 ms, 2097 million pixels a second\n"));
    assertTrue(slow.contains("\n  (as many as Edit > Options > Memory & Threads says)\n"), slow);
  }

  @ParameterizedTest
  @CsvSource({
    "Windows 11, home\\bin\\java.exe, fiji.bat, ImageJ.cfg",
    "Mac OS X, home/bin/java, ./fiji, launchctl",
    "Linux, home/bin/java, ./fiji, ~/.profile"
  })
  void tellsHowToSwitchItOnHere(String os, String java, String fiji, String own) {
    String text = text(State.OFF, true, os, null);
    assertTrue(text.contains('"' + java + "\" --add-modules jdk.incubator.vector"), text);
    assertTrue(text.contains(fiji + " --add-modules=jdk.incubator.vector --"), text);
    assertTrue(text.contains(own), text);
    assertEquals(os.startsWith("Windows"), text.contains("ImageJ.cfg"));
  }

  @Test
  void saysThatItIsOnOrWasSwitchedOff() {
    assertTrue(text(State.ON, true, "Linux", null).contains("The accelerator is on"));
    assertFalse(text(State.ON, true, "Linux", null).contains("start Java with"));
    assertTrue(text(State.ON, true, "Linux", null).endsWith("nothing to do."));
    assertTrue(text(State.OFF, true, "Linux", "off").contains("was switched off"));
    assertFalse(text(State.OFF, true, "Linux", "off").contains("nothing to do"));
  }

  @Test
  void saysWhereThePlainLoopsAreFaster() {
    String text = text(State.SLOWER, true, "Linux", null);
    assertTrue(text.startsWith("Loops in use: plain, with fused"), text);
    assertTrue(text.contains("does not keep up\nwith the plain loops"), text);
    assertFalse(text.contains("start Java with"), text);
    assertFalse(text.contains("The accelerator is o"), text);
  }

  @Test
  void tellsOfLargePagesWhereTheyAreToBeHad() {
    String both = text(State.OFF, true, LargePages.TO_BE_HAD, "Linux", null);
    String words = "--add-modules=jdk.incubator.vector -XX:+UseTransparentHugePages";
    assertTrue(
        both.contains("java\" --add-modules jdk.incubator.vector -XX:+UseTransparent"), both);
    assertTrue(both.contains("./fiji " + words + " --\n"), both);
    assertTrue(both.contains("\n  '-XX:+UseTransparentHugePages',\n"), both);
    assertTrue(both.contains("JAVA_TOOL_OPTIONS=\"" + words + "\" in ~/.profile"), both);
    String pages = text(State.ON, true, LargePages.TO_BE_HAD, "Linux", null);
    assertTrue(pages.contains("The accelerator is on."), pages);
    // Whoever pastes the line keeps the accelerator.
    assertTrue(pages.contains("vector -XX:+UseTransparentHugePages -Xmx4g"), pages);
    String there = text(State.OFF, true, LargePages.IN_USE, "Linux", null);
    assertTrue(there.contains("vector -XX:+UseTransparentHugePages -Xmx4g"), there);
    String slower = text(State.SLOWER, true, LargePages.TO_BE_HAD, "Linux", null);
    assertFalse(slower.contains("add-modules"), slower);
    String all = text(State.ON, true, LargePages.IN_USE, "Linux", null);
    assertTrue(all.endsWith("Memory comes in large pages.\nThere is nothing to do."), all);
    assertFalse(text(State.OFF, true, "Windows 11", null).contains("pages"));
  }

  @ParameterizedTest
  @CsvSource({
    "always [madvise] never, true, IN_USE",
    "always [madvise] never, false, TO_BE_HAD",
    "[always] madvise never, false, IN_USE",
    "always madvise [never], true, NONE",
    "'', false, NONE"
  })
  void largePagesAreToBeHadWhereTheSystemGivesThem(String mode, boolean asked, LargePages found) {
    assertEquals(found, LargePages.of(mode, asked));
  }

  @Test
  void theLogSaysOnceThatFusedMultiplyAddIsAbsent() {
    List<String> log = new ArrayList<>();
    FmaNotice notice = new FmaNotice();
    notice.say(true, log::add);
    assertEquals(List.of(), log);
    notice.say(false, log::add);
    notice.say(false, log::add);
    assertEquals(List.of(FmaNotice.LINE), log);
  }

  @Test
  void measuresBothThreadCounts() {
    SpeedReport.Times one = SpeedReport.measure(1);
    assertTrue(one.one() > 0 && one.one() == one.all());
    SpeedReport.Times two = SpeedReport.measure(2);
    assertTrue(two.one() > 0 && two.all() > 0);
  }
}
