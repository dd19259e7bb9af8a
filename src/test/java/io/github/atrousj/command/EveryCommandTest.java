package io.github.atrousj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Overlay;
import ij.gui.Roi;
import ij.measure.ResultsTable;
import ij.process.ImageProcessor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrVolumes;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.scijava.Context;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.module.Module;

/** Every operation, found and run by CommandService, with the pixels that the macro gives. */
class EveryCommandTest {
  private static final String PACKAGE = "io.github.atrousj.command.";
  private static Context context;
  private static CommandService service;

  @TempDir Path folder;

  @BeforeAll
  static void open() {
    context = new Context(CommandService.class);
    service = context.service(CommandService.class);
  }

  @AfterAll
  static void close() {
    context.dispose();
    ResultsTable.getResultsTable().reset();
  }

  private static Module run(String label, Object... inputs) throws Exception {
    CommandInfo info = found().get(label);
    assertNotNull(info, label);
    return service.run(info, false, inputs).get();
  }

  /** The commands of this plugin by their labels. */
  private static Map<String, CommandInfo> found() {
    Map<String, CommandInfo> found = new TreeMap<>();
    for (CommandInfo info : service.getCommands()) {
      if (info.getDelegateClassName().startsWith(PACKAGE)) {
        found.put(info.getLabel(), info);
      }
    }
    return found;
  }

  private static ImagePlus image() {
    return IJ.openImage("sample-images/microaneurysms.png");
  }

  /** Runs a command on an image both ways. */
  private static ImagePlus sameAs(ImagePlus image, String label, String title, String... keys)
      throws Exception {
    Object[] inputs = new Object[2 + 2 * keys.length];
    inputs[0] = "image";
    inputs[1] = image;
    for (int i = 0; i < keys.length; i++) {
      String[] pair = keys[i].split("=", 2);
      inputs[2 + 2 * i] = pair[0];
      inputs[3 + 2 * i] = pair.length > 1 ? pair[1] : Boolean.TRUE;
    }
    StringBuilder options = new StringBuilder();
    for (String key : keys) {
      options.append(key.replaceFirst("=(.*)", "=[$1]")).append(' ');
    }
    ImagePlus macro = HeadlessImageJ.run(image, title, options.toString()).ok().result();
    ImagePlus result = (ImagePlus) run(label, inputs).getOutput("result");
    assertArrayEquals(macro.getDimensions(), result.getDimensions(), label);
    for (int i = 1; i <= macro.getStackSize(); i++) {
      ImageProcessor a = macro.getStack().getProcessor(i);
      ImageProcessor b = result.getStack().getProcessor(i);
      assertTrue(Arrays.equals((float[]) a.convertToFloat().getPixels(), floats(b)), label);
    }
    return result;
  }

  private static float[] floats(ImageProcessor ip) {
    return (float[]) ip.convertToFloat().getPixels();
  }

  private static ImagePlus same(ImagePlus image, String label, String... keys) throws Exception {
    return sameAs(image, label, label + "...", keys);
  }

  private static void label(ImagePlus image, Roi roi, String name) {
    roi.setName(name);
    image.getOverlay().add(roi);
  }

  @Test
  void everyCommandRunsAndGivesTheMacrosPixels() throws Exception {
    Set<String> run = new TreeSet<>();
    ImagePlus image = image();
    same(image, "Dilated Convolution", "kernel=laplacian-4", "rate=3");
    same(image, "Transposed Convolution", "kernel=gaussian-3");
    same(image, "Dilated Pooling", "type=min", "rate=2");
    same(image, "Dilated Filter Bank", "kernel=sobel-x|sobel-y", "rates=1,2");
    same(image, "Dilated Cascade", "kernel=gaussian-3", "rates=1,2,4");
    same(image, "ASPP Fusion", "rates=1,2,4", "pooling", "fuse=max");
    ImagePlus planes = same(image, "Starlet Transform", "scales=3");
    sameAs(planes, "Starlet Inverse", "Starlet Inverse");
    same(image, "Starlet Denoise", "threshold=4");
    same(image, "Starlet Spots", "maximum=30", "labels");
    run.addAll(
        Set.of(
            "Dilated Convolution",
            "Transposed Convolution",
            "Dilated Pooling",
            "Dilated Filter Bank",
            "Dilated Cascade",
            "ASPP Fusion",
            "Starlet Transform",
            "Starlet Inverse",
            "Starlet Denoise",
            "Starlet Spots"));

    run.addAll(classifier(image));
    run.addAll(volume());
    assertNotNull(run("Rate Designer", "field", 13).getOutputs());
    assertNotNull(run("Receptive Field Explorer", "rates", "1,2").getOutputs());
    run.addAll(Set.of("Rate Designer", "Receptive Field Explorer"));
    assertEquals(found().keySet(), run, "a command has no run here");
  }

  private Set<String> classifier(ImagePlus image) throws Exception {
    image.setOverlay(new Overlay());
    label(image, new Roi(4, 40, 30, 8), "ground-1");
    label(image, new Roi(60, 30, 30, 14), "ground-2");
    label(image, new Roi(14, 52, 12, 5), "vessel-1");
    label(image, new Roi(50, 54, 20, 5), "vessel-2");
    String model = folder.resolve("vessels.onnx").toString();
    Module trained =
        run(
            "Train ASPP Classifier",
            "image",
            image,
            "model",
            model,
            "rates",
            "1,2",
            "labels",
            true);
    assertTrue(Files.size(Path.of(model)) > 0);
    assertEquals("ground\nvessel", trained.getOutput("names"));
    assertTrue((double) trained.getOutput("accuracy") > 0);
    assertNotNull(trained.getOutput("labelled"));
    same(image, "Apply ASPP Classifier", "model=" + model);
    same(image, "Run ONNX Network", "model=" + model);
    return Set.of("Train ASPP Classifier", "Apply ASPP Classifier", "Run ONNX Network");
  }

  private Set<String> volume() throws Exception {
    Path in = folder.resolve("in.zarr");
    Path out = folder.resolve("out.zarr");
    FolderStore store = new FolderStore(in.toString());
    ArraySpec spec =
        new ArraySpec(new int[] {2, 20, 30}, new int[] {2, 20, 30}, DataType.FLOAT32, 0);
    VolumeAxes axes =
        new VolumeAxes("zyx", new double[] {1, 1, 1}, new double[3], List.of("", "", ""));
    ZarrWriter.create(
        store, "in", spec, axes, List.of(), ZarrWriter.Format.V2, ZarrWriter.Compression.NONE);
    float[] values = new float[2 * 20 * 30];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 37 % 251;
    }
    ZarrVolumes.open(store, 0).array().writeChunk(values, 0, 0, 0);
    String command = "Dilated Convolution... kernel=laplacian-4 rate=3";
    Object report =
        run("Process Zarr Volume", "path", in.toString(), "to", out.toString(), "command", command)
            .getOutput("report");
    assertNotNull(report);
    ImagePlus from = (ImagePlus) run("Open Zarr Volume", "path", in.toString()).getOutput("result");
    ImagePlus to = (ImagePlus) run("Open Zarr Volume", "path", out.toString()).getOutput("result");
    ImagePlus whole =
        HeadlessImageJ.run(from, "Dilated Convolution...", "kernel=laplacian-4 rate=3 stack")
            .ok()
            .result();
    for (int z = 1; z <= 2; z++) {
      assertArrayEquals(
          floats(whole.getStack().getProcessor(z)), floats(to.getStack().getProcessor(z)));
    }
    return Set.of("Process Zarr Volume", "Open Zarr Volume");
  }
}
