package io.github.atrousj.param;

import java.util.List;

/** A declaration as text for people: a README's table and a dialog's Help. */
final class ParamHelp {
  private ParamHelp() {}

  static String markdown(List<Param<?>> params, List<Preset> presets) {
    StringBuilder table =
        new StringBuilder("| key | meaning | allowed | default |\n|---|---|---|---|\n");
    for (Param<?> p : params) {
      table
          .append("| `" + p.key() + "` | ")
          .append(cell(p.help()) + " | ")
          .append(cell(p.isFlag() ? "flag" : p.allowed()) + " | ")
          .append(cell(standard(p)) + " |\n");
    }
    if (!presets.isEmpty()) {
      table.append("\nPresets of the dialog:\n\n| preset | result | keys |\n|---|---|---|\n");
    }
    for (Preset p : presets) {
      table
          .append("| " + cell(p.name()) + " | " + cell(p.help()) + " | `" + cell(p.options()))
          .append("` |\n");
    }
    return table.toString();
  }

  static String html(List<Param<?>> params, List<Preset> presets, String title, String about) {
    StringBuilder page =
        new StringBuilder("<html><h2>" + escaped(title) + "</h2>\n<p>" + about + "</p>\n<dl>\n");
    for (Param<?> p : params) {
      page.append("<dt><b>" + escaped(p.label()) + "</b> <code>" + p.key() + "</code></dt>\n")
          .append("<dd>" + escaped(p.help()));
      if (!p.isFlag()) {
        page.append("<br>" + escaped(p.allowed()) + "; default: " + escaped(standard(p)));
      }
      page.append("</dd>\n");
    }
    page.append("</dl>\n");
    if (!presets.isEmpty()) {
      page.append("<p><b>Presets</b></p>\n<dl>\n");
      for (Preset p : presets) {
        page.append("<dt>" + escaped(p.name()) + "</dt>\n")
            .append("<dd>" + escaped(p.help()))
            .append("<br><code>" + escaped(p.options()) + "</code></dd>\n");
      }
      page.append("</dl>\n");
    }
    for (Param<?> p : params) {
      if (!p.glossary().isEmpty()) {
        page.append("<p><b>Names for " + p.key() + "</b></p>\n<dl>\n");
        p.glossary()
            .forEach(
                (word, meaning) ->
                    page.append("<dt><code>" + escaped(word) + "</code></dt><dd>")
                        .append(escaped(meaning) + "</dd>\n"));
        page.append("</dl>\n");
      }
    }
    return page.append("</html>\n").toString();
  }

  private static <T> String standard(Param<T> p) {
    if (p.isRequired()) {
      return "required";
    }
    String text = p.isFlag() ? "off" : p.format(p.def());
    return text.isEmpty() ? "empty" : text;
  }

  private static String cell(String text) {
    return text.replace("|", "\\|");
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
