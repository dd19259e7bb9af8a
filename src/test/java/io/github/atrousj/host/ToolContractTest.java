package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.host.PluginsConfig.Entry;
import io.github.atrousj.param.Param;
import io.github.atrousj.plugin.ToolPlugIn;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every command of plugins.config that needs no image keeps to, by its declaration. */
class ToolContractTest {
  static List<Entry> tools() {
    return PluginsConfig.entries().stream()
        .filter(entry -> ToolPlugIn.class.isAssignableFrom(Commands.type(entry)))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("tools")
  void labelIsTheCommandsTitle(Entry entry) {
    assertEquals(entry.label(), tool(entry).title());
    assertFalse(tool(entry).about().isBlank());
  }

  @ParameterizedTest
  @MethodSource("tools")
  void namesTheNearestKeyForAnUnknownOne(Entry entry) {
    for (Param<?> p : tool(entry).spec().params()) {
      String error = refusal(entry, minimal(entry, "") + " " + p.key() + "q=1");
      assertTrue(error.contains("\"" + p.key() + "q\""), error);
      assertTrue(error.contains("did you mean " + p.key()), error);
    }
  }

  @ParameterizedTest
  @MethodSource("tools")
  void namesKeyAndValueForAWrongValue(Entry entry) {
    for (Param<?> p : tool(entry).spec().params()) {
      for (String wrong : Commands.refused(p)) {
        String others = minimal(entry, p.key());
        String error = refusal(entry, others + " " + p.key() + "=[" + wrong + "]");
        assertTrue(error.startsWith(p.key()), error);
        assertTrue(error.contains(wrong), error);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("tools")
  void namesARequiredKeyThatIsMissing(Entry entry) {
    for (Param<?> p : tool(entry).spec().params()) {
      if (p.isRequired()) {
        assertTrue(refusal(entry, minimal(entry, p.key())).startsWith(p.key() + " is missing"));
      }
    }
  }

  /** The least options, apart from one key. */
  private static String minimal(Entry entry, String without) {
    return tool(entry).spec().params().stream()
        .filter(p -> p.isRequired() && !p.key().equals(without))
        .map(p -> p.key() + "=" + Commands.accepted(p).get(0))
        .collect(Collectors.joining(" "));
  }

  private static String refusal(Entry entry, String options) {
    Outcome outcome = HeadlessImageJ.run(null, entry.label(), options);
    assertNotNull(outcome.error(), "not refused: " + options);
    assertFalse(outcome.error().contains("\n"), outcome.error());
    assertTrue(outcome.images().isEmpty());
    return outcome.error();
  }

  private static ToolPlugIn tool(Entry entry) {
    try {
      return (ToolPlugIn) Commands.type(entry).getConstructor().newInstance();
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(entry + " cannot be made", e);
    }
  }
}
