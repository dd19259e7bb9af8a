package io.github.atrousj.plugin;

import io.github.atrousj.onnx.OnnxModel;
import io.github.atrousj.param.Wording;
import java.io.IOException;
import java.lang.ref.SoftReference;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;

/** The network file that a command names, and the values in it that are meant. */
final class ModelFile {
  /** The file read last, since a dialog asks for it with every key. */
  private record Loaded(Path file, FileTime changed, long size, OnnxModel model) {}

  private static volatile SoftReference<Loaded> last = new SoftReference<>(null);

  private ModelFile() {}

  /**
   * @throws IllegalArgumentException when there is no such model, with one line
   */
  static OnnxModel read(String path) {
    if (path.isBlank()) {
      throw new IllegalArgumentException("model is missing: give model=the path of an ONNX file");
    }
    try {
      Path file = Path.of(path.trim());
      if (Files.isDirectory(file)) {
        throw new IllegalArgumentException(
            Wording.path("model", path) + ": is a folder, not an ONNX file");
      }
      FileTime changed = Files.getLastModifiedTime(file);
      long size = Files.size(file);
      Loaded l = last.get();
      if (l == null || !l.file().equals(file) || !l.changed().equals(changed) || l.size() != size) {
        l = new Loaded(file, changed, size, OnnxModel.read(file));
        last = new SoftReference<>(l);
      }
      return l.model();
    } catch (IOException | InvalidPathException e) {
      throw new IllegalArgumentException(Wording.path("model", path) + ": " + Wording.reason(e), e);
    }
  }

  /** The input that is the image: the one of that name, or the only one. */
  static OnnxModel.Value input(OnnxModel model, String name) {
    List<OnnxModel.Value> inputs =
        model.inputs().stream().filter(v -> v.type() == null || v.type().isReal()).toList();
    if (name.isBlank() && inputs.size() == 1) {
      return inputs.get(0);
    }
    return inputs.stream()
        .filter(v -> v.name().equals(name))
        .findFirst()
        .orElseThrow(() -> unknown("input", name, inputs, "no input of real numbers"));
  }

  /** The name of the output that is shown: that one, or the first. */
  static String output(OnnxModel model, String name) {
    List<OnnxModel.Value> outputs = model.outputs();
    if (name.isBlank() && !outputs.isEmpty()) {
      return outputs.get(0).name();
    }
    if (outputs.stream().noneMatch(v -> v.name().equals(name))) {
      throw unknown("tensor", name, outputs, "no output");
    }
    return name;
  }

  private static IllegalArgumentException unknown(
      String key, String name, List<OnnxModel.Value> all, String none) {
    List<String> names =
        all.stream().map(v -> v.name().isBlank() ? "one without a name" : v.name()).toList();
    return new IllegalArgumentException(
        Wording.pair(key, name)
            + ": the network has "
            + (names.isEmpty() ? none : String.join(", ", names)));
  }
}
