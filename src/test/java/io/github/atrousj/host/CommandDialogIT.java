package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.host.Commands.Subject;
import io.github.atrousj.param.Param;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every command's dialog, used by mouse and keyboard; pictures are left in target/screenshots. */
@Timeout(120)
class CommandDialogIT {
  private Gui gui;
  private ImagePlus image;
  private ImagePlus before;

  static List<Subject> commands() {
    return Commands.all().stream()
        .filter(s -> !s.spec().params().isEmpty())
        // Without a model there is nothing to run, so OK is grey from the start.
        .filter(s -> s.spec().param("model") == null)
        .toList();
  }

  static List<Subject> filters() {
    return Commands.filters();
  }

  @BeforeEach
  void open() {
    gui = Gui.start();
    commands().forEach(s -> Prefs.set("atrousj." + name(s), null)); // what dialogs remember
    image = TestImages.noise(16, 3);
    TestImages.addSpot(image, 20, 18);
    before = TestImages.copy(image);
    gui.show(image);
  }

  @AfterEach
  void close() {
    if (gui != null) {
      gui.stopRecorder();
      gui.closeAll();
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void badValueGreysOkAndIsExplainedAndCancelLeavesThePixels(Subject s) {
    DialogRobot dialog = gui.command(s.label());
    dialog.screenshot(name(s));
    assertTrue(dialog.okEnabled(), dialog.text());
    for (Param<?> p : typed(s)) {
      String good = dialog.typed(p.key());
      String bad = Commands.refused(p).get(0);
      dialog.type(p.key(), bad);
      assertFalse(dialog.okEnabled(), p.key() + "=" + bad);
      assertTrue(dialog.text().contains(bad), dialog.text());
      dialog.screenshot(name(s) + "-refused");
      dialog.type(p.key(), good);
      assertTrue(dialog.okEnabled(), p.key() + "=" + good);
    }
    dialog.cancel();
    gui.waitForCommand();
    assertTrue(TestImages.same(before, image));
    assertFalse(image.isLocked());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void previewShowsAndEscapeRestores(Subject s) {
    DialogRobot dialog = gui.command(s.label());
    if (dialog.isEnabled("preview")) {
      dialog.toggle("preview");
      Gui.await("a preview", () -> shown(image, before) ? null : true);
      gui.screenshot(name(s) + "-preview");
    }
    dialog.escape();
    gui.waitForCommand();
    Gui.await("the pixels of before", () -> shown(image, before) ? true : null);
    assertTrue(TestImages.same(before, image));
    assertFalse(image.isLocked());
  }

  @ParameterizedTest
  @MethodSource("filters")
  void recordedLineReplaysToTheSamePixels(Subject s) {
    gui.startRecorder();
    DialogRobot dialog = gui.command(s.label());
    dialog.ok();
    ImagePlus result = gui.waitForNewImage();
    gui.waitForCommand();
    Matcher line =
        Pattern.compile("run\\(\"" + Pattern.quote(s.label()) + "\"(, \"(.*)\")?\\);")
            .matcher(gui.recorded());
    assertTrue(line.find(), gui.recorded());
    String options = line.group(2) == null ? "" : line.group(2);
    assertTrue(TestImages.same(s.process(image, options), result), options);
    assertFalse(line.find(), "recorded twice: " + gui.recorded());
  }

  /** A value typed in a dialog is there when it is opened again. */
  @ParameterizedTest
  @MethodSource("filters")
  void remembersWhatWasLastUsed(Subject s) {
    for (Param<?> p : typed(s)) {
      DialogRobot dialog = gui.command(s.label());
      String usual = dialog.typed(p.key());
      String other =
          Commands.accepted(p).stream().filter(v -> !v.equals(usual)).findFirst().orElseThrow();
      dialog.type(p.key(), other);
      if (!dialog.okEnabled()) {
        dialog.cancel(); // does not go with the other values
        continue;
      }
      dialog.ok();
      gui.waitForCommand();
      DialogRobot again = gui.command(s.label());
      assertEquals(other, again.typed(p.key()));
      again.type(p.key(), usual);
      again.ok();
      gui.waitForCommand();
      break;
    }
  }

  /** The parameters that have a field to type in and that refuse something. */
  private static List<Param<?>> typed(Subject s) {
    return s.spec().params().stream()
        .filter(p -> !p.isFlag() && p.spellings().isEmpty() && !Commands.refused(p).isEmpty())
        .filter(p -> p.isActive(s.spec().parse(s.minimal())))
        .<Param<?>>map(p -> p)
        .toList();
  }

  private static String name(Subject s) {
    return s.label().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("-$", "");
  }

  /** Whether the plane in view shows what it showed before. */
  private static boolean shown(ImagePlus now, ImagePlus before) {
    return Arrays.equals(
        (short[]) now.getProcessor().getPixels(),
        (short[]) before.getStack().getPixels(now.getCurrentSlice()));
  }
}
