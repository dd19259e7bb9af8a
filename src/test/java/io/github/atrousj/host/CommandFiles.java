package io.github.atrousj.host;

import ij.ImagePlus;
import ij.gui.OvalRoi;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.io.RoiEncoder;
import ij.process.FloatProcessor;
import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.onnx.OnnxWriter;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files that commands read: sound ones, and the same cut short or with bytes changed. */
final class CommandFiles {
  /** The sorts of file that there are. */
  enum Kind {
    NETWORK,
    CLASSIFIER,
    SELECTIONS,
    VOLUME
  }

  private final Path folder;
  private final List<String> networks = new ArrayList<>();
  private final List<String> volumes = new ArrayList<>();
  private final String classifier;
  private final String selections;

  /** Writes the sound ones. */
  CommandFiles(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
    Random random = new Random(1);
    network("one", Graph.of(layer(1, 1, 3, random).rate(2)), 1);
    network("two", Graph.of(layer(2, 3, 3, random)), 2);
    network("three", Graph.of(layer(3, 2, 1, random)), 3);
    network("half", Graph.of(layer(1, 2, 3, random).stride(2)), 1);
    network("pooled", pooled(), 1);
    volume("plane", "yx", DataType.UINT8, ZarrWriter.Format.V2, 21, 17);
    volume("slices", "zyx", DataType.UINT16, ZarrWriter.Format.V3, 5, 19, 23);
    volume("channels", "czyx", DataType.FLOAT32, ZarrWriter.Format.V2, 2, 4, 13, 18);
    volume("frames", "tczyx", DataType.UINT16, ZarrWriter.Format.V3, 2, 2, 3, 12, 11);
    selections = path("rois.zip");
    writeSelections(selections);
    classifier = path("cells.onnx");
    train();
  }

  /** A file of a kind, as a command should get it. */
  String sound(Kind kind, Random random) {
    return switch (kind) {
      case NETWORK -> networks.get(random.nextInt(networks.size()));
      case CLASSIFIER -> classifier;
      case SELECTIONS -> selections;
      case VOLUME -> volumes.get(random.nextInt(volumes.size()));
    };
  }

  /** A file that is missing, of another kind, empty, cut short or with some bytes changed. */
  String damaged(Kind kind, Random random) throws IOException {
    int way = random.nextInt(6);
    if (way == 0) {
      return path("missing");
    }
    if (way == 1) {
      return sound(Kind.values()[(kind.ordinal() + 1) % Kind.values().length], random);
    }
    Path from = Path.of(sound(kind, random));
    Path to = folder.resolve("damaged-" + from.getFileName());
    delete(to);
    copy(from, to);
    List<Path> files;
    try (Stream<Path> all = Files.walk(to)) {
      files = all.filter(Files::isRegularFile).sorted().toList();
    }
    damage(files.get(random.nextInt(files.size())), way == 2, random);
    return to.toString();
  }

  private static void damage(Path file, boolean cut, Random random) throws IOException {
    byte[] bytes = Files.readAllBytes(file);
    if (cut) {
      bytes = Arrays.copyOf(bytes, random.nextInt(Math.max(1, bytes.length)));
    } else {
      for (int i = 1 + random.nextInt(8); i > 0 && bytes.length > 0; i--) {
        bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
      }
    }
    Files.write(file, bytes);
  }

  /** A place where a command may write a file or a folder; nothing is there. */
  String fresh(String name) throws IOException {
    Path path = folder.resolve("written").resolve(name);
    delete(path);
    Files.createDirectories(path.getParent());
    return path.toString();
  }

  String path(String name) {
    return folder.resolve(name).toString();
  }

  /** Bright and dark halves with two named selections on each. */
  static ImagePlus marked(int width, int height) {
    FloatProcessor ip = new FloatProcessor(width, height);
    Random random = new Random(3);
    for (int i = 0; i < width * height; i++) {
      ip.setf(i, (i % width < width / 2 ? 20 : 120) + 9 * (float) random.nextGaussian());
    }
    ImagePlus image = new ImagePlus("marked", ip);
    Overlay overlay = new Overlay();
    rois(width, height).forEach(overlay::add);
    image.setOverlay(overlay);
    return image;
  }

  /** Selections of two classes, two each, within the image's left and right halves. */
  static List<Roi> rois(int width, int height) {
    List<Roi> rois = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int w = Math.max(1, width / 4);
      int h = Math.max(1, height / 3);
      int x = i % 2 == 0 ? 1 : width - w - 1;
      int y = i < 2 ? 0 : height - h;
      Roi roi = i == 3 ? new OvalRoi(x, y, w, h) : new Roi(x, y, w, h);
      roi.setName((i % 2 == 0 ? "dark-" : "bright-") + (1 + i / 2));
      rois.add(roi);
    }
    return rois;
  }

  private static Convolution layer(int in, int out, int side, Random random) {
    float[] w = new float[in * out * side * side];
    for (int i = 0; i < w.length; i++) {
      w[i] = (float) random.nextGaussian();
    }
    return Convolution.layer(in, out, 1, side, side, 1, w, new float[out]);
  }

  private static Graph pooled() {
    AxisRule three = new AxisRule(3, 1, 2, Padding.SAME);
    AxisRule one = new AxisRule(1, 1, 1, Padding.SAME);
    Graph.Builder g = Graph.builder();
    return g.build(g.pool(g.input(), new Pooling(Pooling.Type.MAX, three, three, one, null, 0)));
  }

  private void network(String name, Graph graph, int channels) throws IOException {
    Path file = folder.resolve(name + ".onnx");
    OnnxWriter.write(graph, new Shape(channels, 1, 16, 16), Map.of(), file);
    networks.add(file.toString());
  }

  private void volume(
      String name, String axes, DataType type, ZarrWriter.Format format, int... extent)
      throws IOException {
    Path path = folder.resolve(name);
    delete(path);
    FolderStore store = new FolderStore(path.toString());
    int n = extent.length;
    int[] chunks = new int[n];
    double[] scale = new double[n];
    for (int i = 0; i < n; i++) {
      chunks[i] = i < n - 3 ? 1 : Math.min(extent[i], i == n - 3 ? 2 : 8);
      scale[i] = i == n - 1 ? 0.25 : 0.5;
    }
    ZarrWriter.create(
        store,
        name,
        new ArraySpec(extent, chunks, type, 0),
        new VolumeAxes(axes, scale, new double[n], Collections.nCopies(n, "")),
        List.of(),
        format,
        ZarrWriter.Compression.GZIP);
    ChunkedVolume v = ZarrVolumes.open(store, 0);
    fill(v, new int[n], 0, new Random(name.hashCode()));
    volumes.add(path.toString());
  }

  private static void fill(ChunkedVolume v, int[] at, int axis, Random random) {
    ArraySpec spec = v.array().spec();
    if (axis < at.length) {
      for (at[axis] = 0; at[axis] < spec.chunks(axis); at[axis]++) {
        fill(v, at, axis + 1, random);
      }
      at[axis] = 0;
      return;
    }
    int size = 1;
    for (int i = 0; i < at.length; i++) {
      size *= spec.chunk()[i];
    }
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextInt(256);
    }
    v.array().writeChunk(values, at.clone());
  }

  private static void writeSelections(String path) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(Path.of(path)))) {
      for (Roi roi : rois(12, 12)) {
        zip.putNextEntry(new ZipEntry(roi.getName() + ".roi"));
        zip.write(RoiEncoder.saveAsByteArray(roi));
        zip.closeEntry();
      }
    }
  }

  private void train() {
    String options = "model=[" + classifier + "] rates=1,2 features=smooth,contrast folds=2";
    HeadlessImageJ.run(marked(24, 24), "Train ASPP Classifier...", options).ok();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> all = Files.walk(from)) {
      for (Path p : all.toList()) {
        Files.copy(p, to.resolve(from.relativize(p).toString()));
      }
    }
  }

  static void delete(Path path) throws IOException {
    if (!Files.exists(path)) {
      return;
    }
    try (Stream<Path> all = Files.walk(path)) {
      for (Path p : all.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(p);
      }
    }
  }
}
