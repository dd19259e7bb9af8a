package io.github.atrousj.host;

import ij.ImagePlus;
import io.github.atrousj.host.CommandFiles.Kind;
import io.github.atrousj.host.Commands.Declared;
import io.github.atrousj.param.Param;
import java.io.IOException;
import java.util.Random;
import java.util.StringJoiner;

/** The least that must be given to a command so that it does its work. */
final class SoundOptions {
  private static final Random FIRST =
      new Random() {
        private static final long serialVersionUID = 1L;

        @Override
        public int nextInt(int bound) {
          return 0;
        }
      };

  private SoundOptions() {}

  /** Macro options; the files that they name are there. */
  static String minimal(Declared command, CommandFiles files) throws IOException {
    StringJoiner options = new StringJoiner(" ");
    for (Param<?> p : command.spec().params()) {
      String value = value(command.label(), p, files);
      if (value != null) {
        options.add(p.key() + "=[" + value + "]");
      }
    }
    return options.toString();
  }

  private static String value(String label, Param<?> p, CommandFiles files) throws IOException {
    switch (p.key()) {
      case "model":
        return label.startsWith("Train")
            ? files.fresh("new.onnx")
            : files.sound(label.startsWith("Run") ? Kind.NETWORK : Kind.CLASSIFIER, FIRST);
      case "rois":
        return files.sound(Kind.SELECTIONS, FIRST);
      case "path":
        return files.sound(Kind.VOLUME, FIRST);
      case "to":
        return files.fresh("out");
      case "command":
        return "Dilated Pooling... window=3";
      case "field":
        return "13";
      default:
        return p.isRequired() ? Commands.accepted(p).get(0) : null;
    }
  }

  /**
   * An image that suits a command: what it wants to have been made by another, or {@code image}.
   */
  static ImagePlus subject(Declared command, ImagePlus image) {
    return command.label().equals("Starlet Inverse")
        ? HeadlessImageJ.run(image, "Starlet Transform...", "scales=2 stack").ok().result()
        : image;
  }
}
