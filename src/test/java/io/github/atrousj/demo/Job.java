package io.github.atrousj.demo;

/**
 * One line of the demonstration.
 *
 * @param image file in sample-images
 * @param command label of the menu command
 * @param options what a macro would give to the command
 * @param caption what there is to see
 */
record Job(String image, String command, String options, String caption) {
  /** The line of a macro that does this. */
  String macro() {
    return "run(\"" + command + "\", \"" + options + "\");";
  }

  /** Name of the result's file, without ending. */
  String fileName(int number) {
    String words = image.substring(0, image.lastIndexOf('.')) + "-" + command;
    return String.format("%02d-%s", number, words.replaceAll("[^A-Za-z0-9]+", "-"))
        .replaceAll("-$", "");
  }
}
