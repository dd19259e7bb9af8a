package io.github.atrousj.plugin;

import java.util.Locale;
import java.util.Map;

/** What a dialog's Help shows: the declaration in words, and where the guide goes on. */
final class HelpPage {
  /** Where the documents of this project are read. */
  static final String SITE = "https://github.com/atrousj/AtrousJ/blob/main/";

  private static final String GUIDE = "src/site/markdown/";

  /** Sections of the guide; the others have theirs in COMMANDS.md. */
  private static final Map<String, String> SECTIONS =
      Map.ofEntries(
          Map.entry("Dilated Convolution...", "operators.md#dilated-convolution"),
          Map.entry("Transposed Convolution...", "operators.md#transposed-convolution"),
          Map.entry("Dilated Pooling...", "operators.md#dilated-pooling"),
          Map.entry("Run ONNX Network...", "onnx.md#run-a-network"),
          Map.entry(
              "Dilated Filter Bank...", "many-rates.md#lines-at-four-angles-and-three-widths"),
          Map.entry("Dilated Cascade...", "many-rates.md#texture-energy"),
          Map.entry("ASPP Fusion...", "many-rates.md#objects-of-three-sizes"),
          Map.entry("Train ASPP Classifier...", "classifier.md#train"),
          Map.entry("Apply ASPP Classifier...", "classifier.md#apply"),
          Map.entry("Starlet Transform...", "starlet.md#transform-and-inverse"),
          Map.entry("Starlet Inverse", "starlet.md#transform-and-inverse"),
          Map.entry("Starlet Denoise...", "starlet.md#denoise"),
          Map.entry("Starlet Spots...", "starlet.md#spots"),
          Map.entry("Receptive Field Explorer...", "receptive-fields.md#see-a-field"),
          Map.entry("Rate Designer...", "receptive-fields.md#design-rates"),
          Map.entry("Open Zarr Volume...", "volumes.md#what-is-read-and-written"),
          Map.entry("Process Zarr Volume...", "volumes.md#the-command"));

  private HelpPage() {}

  /** The section on a command, as a path in the project. */
  static String section(String title) {
    String section = SECTIONS.get(title);
    if (section != null) {
      return GUIDE + section;
    }
    String heading = title.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N} _-]", "");
    return "COMMANDS.md#" + heading.replace(' ', '-');
  }

  /** The text of a Help button, in the HTML that ImageJ's dialogs show. */
  static String html(DeclaredCommand command) {
    String link = SITE + section(command.title());
    return command
        .spec()
        .html(
            command.title().replace("...", ""),
            command.about()
                + "</p>\n<p>With pictures and examples: <a href=\""
                + link
                + "\">the user guide</a>.");
  }
}
