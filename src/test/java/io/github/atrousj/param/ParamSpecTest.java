package io.github.atrousj.param;

import static io.github.atrousj.param.Params.choice;
import static io.github.atrousj.param.Params.flag;
import static io.github.atrousj.param.Params.integer;
import static io.github.atrousj.param.Params.integers;
import static io.github.atrousj.param.Params.number;
import static io.github.atrousj.param.Params.numbers;
import static io.github.atrousj.param.Params.padding;
import static io.github.atrousj.param.Params.perAxis;
import static io.github.atrousj.param.Params.rates;
import static io.github.atrousj.param.Params.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ParamSpecTest {
  static final ParamSpec SPEC =
      ParamSpec.of(
              text("kernel").label("Kernel").required().help("The weights."),
              rates("rate").def(PerAxis.of(1)).help("Spacing of the taps.").aliases("dilation"),
              perAxis("window").unit("px").range(1, 99).def(PerAxis.of(3)).help("Its size."),
              choice("border", Border.class).def(Border.REPLICATE).help("Outside pixels."),
              number("value")
                  .def(0.0)
                  .activeWhen(v -> v.choice("border", Border.class) == Border.CONSTANT)
                  .help("Value outside."),
              number("level").range(0, 1).def(0.5).help("A part."),
              integer("scales").range(1, 12).def(4).help("How many."),
              integers("rates").unit("px").range(1, 65535).def(List.of(1, 2, 4)).help("Several."),
              numbers("weights").optional("none").help("One per branch."),
              padding("padding").def(Pads.SAME).help("What is added."),
              choice("output", "32-bit", "same").def("32-bit").help("Type of the result."),
              flag("normalize").help("Divide by the sum."),
              flag("stack").help("All slices."))
          .check(
              v ->
                  v.integer("scales") == 7 && v.flag("normalize")
                      ? "scales=7: not with normalize"
                      : null);

  private static String refusal(String options) {
    return assertThrows(IllegalArgumentException.class, () -> SPEC.parse(options)).getMessage();
  }

  @Test
  void readsEveryType() {
    Values v =
        SPEC.parse(
            "kernel=[1 -2 1] dilation=2,3 window=5 border=Reflect value=-1.5e2 level=.25 scales=8.0"
                + " rates=[6, 12,18] weights=1,-0.5 padding=1,2,3,4 output=SAME normalize=false"
                + " stack");
    assertEquals("1 -2 1", v.text("kernel"));
    assertEquals(PerAxis.of(2, 3), v.perAxis("rate"));
    assertEquals(5, v.perAxis("window").get(1));
    assertEquals(Border.REFLECT, v.choice("border", Border.class));
    assertEquals(-150, v.number("value"));
    assertEquals(0.25, v.number("level"));
    assertEquals(8, v.integer("scales"));
    assertEquals(List.of(6, 12, 18), v.integers("rates"));
    assertEquals(List.of(1.0, -0.5), v.numbers("weights"));
    assertEquals(Pads.of(1, 2, 3, 4), v.pads("padding"));
    assertEquals("same", v.text("output"));
    assertFalse(v.flag("normalize"));
    assertTrue(v.stack());
    assertFalse(v.sliceOnly());
  }

  @Test
  void whatIsNotGivenHasItsDefault() {
    Values v = SPEC.parse("kernel=identity");
    assertEquals(Border.REPLICATE, v.choice("border", Border.class));
    assertEquals(Pads.SAME, v.pads("padding"));
    assertFalse(v.has("weights"));
    assertTrue(v.has("value"));
    assertEquals(v, SPEC.parse("kernel=identity weights=None"));
  }

  @Test
  void stackAndSliceAreReadByEveryCommand() {
    ParamSpec bare = ParamSpec.of(integer("scales").def(4).help("How many."));
    assertTrue(bare.parse("stack").stack());
    assertTrue(bare.parse("slice scales=3").sliceOnly());
    assertFalse(bare.parse("stack=false").stack());
    assertEquals("scales=3 stack", bare.record(bare.parse("stack scales=3")));
    assertEquals(
        "slice: cannot be given together with stack",
        assertThrows(IllegalArgumentException.class, () -> bare.parse("stack slice")).getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "rate=0|rate=0: must be a whole number from 1 to 65535 px, or one per axis (x,y or x,y,z)",
        "dilation=65536|rate=65536: must be a whole number from 1 to 65535 px, or one per axis"
            + " (x,y or x,y,z)",
        "scales=13|scales=13: must be a whole number from 1 to 12",
        "scales=2.5|scales=2.5: must be a whole number from 1 to 12",
        "scales=|scales=: must be a whole number from 1 to 12",
        "scales|scales: needs a value, scales=a whole number from 1 to 12",
        "level=1.01|level=1.01: must be a number from 0 to 1",
        "value=NaN|value=NaN: must be a number",
        "value=-Infinity|value=-Infinity: must be a number",
        "value=1e39|value=1e39: must be a number from -3.4e38 to 3.4e38, which is what 32 bits can hold",
        "value=1e999|value=1e999: must be a number from -3.4e38 to 3.4e38, which is what 32 bits can hold",
        "value=0x10|value=0x10: must be a number",
        "value=1f|value=1f: must be a number",
        "value=1,5|value=1,5: must be a number",
        "value=\u22123|value=\u22123: must be a number (\"\u2212\", U+2212, is not plain text)",
        "value=\u0663|value=\u0663: must be a number (\"\u0663\", U+0663, is not plain text)",
        "scales=99999999999|scales=99999999999: must be a whole number from 1 to 12",
        "scales=4.0000000000000000000001"
            + "|scales=4.0000000000000000000001: must be a whole number from 1 to 12",
        "rates=1,,2|rates=1,,2: must be up to 256 whole numbers from 1 to 65535 px, separated by"
            + " commas",
        "weights=1;2|weights=1;2: must be none or numbers, separated by commas",
        "padding=1,2,3|padding=1,2,3: must be same, valid, one whole number from 0 to 10000000 px"
            + " for every side, or before,after pairs (x0,x1 or x0,x1,y0,y1 or x0,x1,y0,y1,z0,z1)",
        "padding=-1|padding=-1: must be same, valid, one whole number from 0 to 10000000 px"
            + " for every side, or before,after pairs (x0,x1 or x0,x1,y0,y1 or x0,x1,y0,y1,z0,z1)",
        "border=mirror|border=mirror: must be one of zero, constant, replicate, reflect, symmetric,"
            + " circular",
        "border=reflct|border=reflct: must be one of zero, constant, replicate, reflect, symmetric,"
            + " circular; did you mean reflect?",
        "border=re|border=re: must be one of zero, constant, replicate, reflect, symmetric,"
            + " circular",
        "normalize=yes|normalize=yes: must be true or false, or the bare key for true",
        "brder=zero|unknown key \"brder\": did you mean border?",
        "Rate=3|unknown key \"Rate\": did you mean rate?",
        "stak|unknown key \"stak\": did you mean stack?",
        "foo=1|unknown key \"foo\": the keys are kernel, rate, window, border, value, level, scales,"
            + " rates, weights, padding, output, normalize, stack",
        "rate=2 dilation=3|dilation=3: given twice, rate=2 stands before it; give it once",
        "normalize normalize|normalize: given twice, normalize stands before it; give it once",
        "rate=2 preview|preview: is a box of the dialog and no key; leave it out",
        "rate=2 colours|unknown key \"colours\": the keys are kernel, rate, window, border, value,"
            + " level, scales, rates, weights, padding, output, normalize, stack; a value with"
            + " blanks must stand in brackets, rate=[...]",
        "rate=2 3|rate=2 3: a value with blanks must stand in brackets, rate=[...]",
        "scales=7 normalize|scales=7: not with normalize",
        "rate=&r|rate=&r: the macro has no variable \"r\"",
        "rate=r|rate=r: must be a whole number from 1 to 65535 px, or one per axis (x,y or x,y,z)",
      })
  void badInputGetsOneLine(String options, String line) {
    assertEquals(line, refusal("kernel=identity " + options));
  }

  @Test
  void aMissingKeyIsNamed() {
    assertEquals("kernel is missing: give kernel=any text", refusal("rate=2"));
    assertEquals("kernel is missing: give kernel=any text", refusal("kernel=[] rate=2"));
    assertThrows(IllegalArgumentException.class, SPEC::defaults);
  }

  @Test
  void hugeInputGivesAShortLine() {
    assertTrue(refusal("kernel=1 rate=" + "9".repeat(1_000_000)).length() < 250);
    assertTrue(refusal("kernel=1 rates=" + "1,".repeat(500_000)).length() < 250);
    assertTrue(refusal("x".repeat(1_000_000)).length() < 250);
    assertTrue(refusal("1 ".repeat(500_000)).length() < 250);
    assertTrue(refusal("kernel=1 border=" + "zero".repeat(250_000)).length() < 250);
    assertTrue(refusal("kernel=1 rate=&" + "r".repeat(1_000_000)).length() < 250);
  }

  @Test
  void macroVariablesAreLookedUp() {
    Variables macro =
        name ->
            Map.of("n", "5", "b", "zero", "k", "1 [2] 1", "t", "1", "zero", "reflect", "bad", "x")
                .get(name);
    Values v = SPEC.parse("kernel=&k rate=n scales=&n border=b normalize=&t rates=[1,2]", macro);
    assertEquals("1 [2] 1", v.text("kernel"));
    assertEquals(PerAxis.of(5), v.perAxis("rate"));
    assertEquals(5, v.integer("scales"));
    assertEquals(Border.ZERO, v.choice("border", Border.class));
    assertTrue(v.flag("normalize"));
    // A value's own spelling comes first, brackets make it literal, and free text is not looked up.
    assertEquals(
        Border.ZERO, SPEC.parse("kernel=k border=zero", macro).choice("border", Border.class));
    assertEquals("k", SPEC.parse("kernel=k", macro).text("kernel"));
    assertEquals("&k", SPEC.parse("kernel=[&k]", macro).text("kernel"));
    assertEquals(
        "scales=x: must be a whole number from 1 to 12",
        assertThrows(IllegalArgumentException.class, () -> SPEC.parse("kernel=k scales=bad", macro))
            .getMessage());
  }

  @Test
  void fieldsWithoutEffectAreNotRead() {
    Values v = SPEC.ofFields(Map.of("kernel", "identity", "value", "rubbish"));
    assertEquals(0, v.number("value"));
    assertEquals(
        "value=rubbish: must be a number",
        assertThrows(
                IllegalArgumentException.class,
                () ->
                    SPEC.ofFields(
                        Map.of("kernel", "identity", "value", "rubbish", "border", "constant")))
            .getMessage());
    assertFalse(SPEC.active(Map.of("border", "zero", "rate", "x")).get("value"));
    assertTrue(SPEC.active(Map.of("border", "constant")).get("value"));
  }

  @Test
  void valuesAreMadeFromObjectsToo() {
    Values v =
        SPEC.of(
            Map.of(
                "kernel",
                "identity",
                "rate",
                "2,3",
                "border",
                "zero",
                "scales",
                5,
                "value",
                3,
                "padding",
                Pads.VALID));
    assertEquals(
        SPEC.parse("kernel=identity rate=2,3 border=zero scales=5 value=3 padding=valid"), v);
    assertEquals(6, SPEC.with(v, "scales", 6).integer("scales"));
    assertEquals(Border.ZERO, SPEC.with(v, "scales", 6).choice("border", Border.class));
    assertThrows(IllegalArgumentException.class, () -> SPEC.of(Map.of("kernal", "identity")));
    assertEquals(
        "value=NaN: must be a number",
        assertThrows(
                IllegalArgumentException.class,
                () -> SPEC.of(Map.of("kernel", "identity", "value", Double.NaN)))
            .getMessage());
  }

  @Test
  void gettersRefuseWhatTheDeclarationDoesNotHave() {
    Values v = SPEC.parse("kernel=identity");
    assertThrows(IllegalStateException.class, () -> v.flag("nosuch"));
    assertThrows(IllegalStateException.class, () -> v.integer("value"));
  }

  @Test
  void padsAndPerAxisAnswerByAxis() {
    assertEquals("1,2", Pads.of(1, 2, 3, 4).padding(0).toString());
    assertEquals("3,4", Pads.of(1, 2, 3, 4).padding(1).toString());
    assertEquals("7,7", Pads.of(7).padding(2).toString());
    assertEquals(Padding.SAME, Pads.SAME.padding(1));
    assertTrue(Pads.VALID.fits(3));
    assertTrue(Pads.of(7).fits(3));
    assertTrue(Pads.of(1, 2).fits(1));
    assertFalse(Pads.of(1, 2).fits(2));
    assertTrue(PerAxis.of(3).fits(1));
    assertFalse(PerAxis.of(3, 4).fits(3));
    assertEquals(3, PerAxis.of(3).get(2));
    assertEquals(4, PerAxis.of(3, 4).get(1));
  }

  @Test
  void aBadDeclarationIsRefused() {
    assertThrows(IllegalStateException.class, () -> integer("Two words"));
    assertThrows(IllegalStateException.class, () -> integer("scales").label("Number of scales"));
    assertThrows(IllegalStateException.class, () -> flag("x").range(1, 2));
    Param<Integer> p = integer("scales").help("How many.");
    assertThrows(IllegalStateException.class, () -> ParamSpec.of(p));
    assertThrows(IllegalStateException.class, () -> ParamSpec.of(p.def(3), p.def(4)));
    assertThrows(IllegalStateException.class, () -> ParamSpec.of(p.def(3).required()));
    assertThrows(IllegalStateException.class, () -> ParamSpec.of(integer("scales").def(3)));
    assertThrows(IllegalArgumentException.class, () -> ParamSpec.of(p.def(3).range(4, 5)));
    assertNull(ParamSpec.of(p.def(3)).param("nosuch"));
  }
}
