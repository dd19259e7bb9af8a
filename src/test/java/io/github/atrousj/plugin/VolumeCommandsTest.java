package io.github.atrousj.plugin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ij.ImagePlus;
import ij.measure.Calibration;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.host.HeadlessImageJ;
import io.github.atrousj.host.HeadlessImageJ.Outcome;
import io.github.atrousj.volume.zarr.Fixtures;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VolumeCommandsTest {
  private static final String OPEN = "Open Zarr Volume...";
  private static final String PROCESS = "Process Zarr Volume...";

  @TempDir Path folder;
  private Path in;

  @BeforeEach
  void write() {
    in = folder.resolve("in");
    SampleVolume.write(in);
  }

  private String options(Path to, String command) {
    return "path=[" + in + "] to=[" + to + "] command=[" + command + "]";
  }

  @Test
  void opensAsACalibratedVirtualHyperstack() {
    ImagePlus image = SampleVolume.open(in);
    assertTrue(image.getStack().isVirtual());
    assertArrayEquals(
        new int[] {SampleVolume.WIDTH, SampleVolume.HEIGHT, 2, 9, 2}, image.getDimensions());
    assertEquals(16, image.getBitDepth());
    Calibration cal = image.getCalibration();
    assertEquals(0.25, cal.pixelWidth);
    assertEquals(0.5, cal.pixelHeight);
    assertEquals(2, cal.pixelDepth);
    assertEquals(5, cal.frameInterval);
    assertEquals(-6, cal.yOrigin);
    assertEquals("micron", cal.getUnit());
    assertEquals("sec", cal.getTimeUnit());
  }

  /** Whole image, virtual stack and store, in 2-D and 3-D, with statistics of the whole image. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "Dilated Convolution... kernel=laplacian-8 rate=3",
        "Dilated Convolution... kernel=gaussian-5 rate=2 stride=2 border=reflect output=same",
        "Dilated Convolution... kernel=[1 2 1; 2 4 2; 1 2 1 / 1 0 1; 0 3 0; 1 0 1 / 1 2 1; 2 4 2;"
            + " 1 2 1] dimensions=3D rate=2 stride=1,2,2 normalize",
        "Dilated Convolution... kernel=[1 -3 2] dimensions=Z rate=2",
        "Dilated Convolution... kernel=[1 2] dimensions=T causal",
        "Transposed Convolution... kernel=mean-3 stride=3",
        "Dilated Pooling... type=mean window=5 rate=2 dimensions=3D",
        "Dilated Filter Bank... kernel=laplacian-4|mean-3 rates=1,3",
        "Dilated Cascade... kernel=gaussian-3 rates=1,2,4 dimensions=3D layers",
        "ASPP Fusion... rates=2,4 pooling pyramid=1,2,3 fuse=std",
        "ASPP Fusion... rates=2,4 pooling pointwise dimensions=3D",
        "ASPP Fusion... rates=2,4 fuse=project weights=[1 0; 0 1] labels",
        "Starlet Transform... scales=3 dimensions=3D anisotropic",
        "Starlet Denoise... scales=3",
        "Starlet Denoise... scales=2 dimensions=3D poisson gain=2 rule=soft output=same"
      })
  void storeEqualsVirtualStackEqualsWholeImage(String command) {
    int dots = command.indexOf("...") + 3;
    String options = (command.substring(dots).trim() + " stack").trim();
    ImagePlus virtual =
        HeadlessImageJ.run(SampleVolume.open(in), command.substring(0, dots), options)
            .ok()
            .result();
    ImagePlus loaded = SampleVolume.open(in).duplicate();
    if (!command.contains("output=same")) { // in place otherwise
      ImagePlus whole =
          HeadlessImageJ.run(loaded, command.substring(0, dots), options).ok().result();
      SampleVolume.assertSamePixels(whole, virtual);
    }
    Path out = folder.resolve("out");
    Outcome done =
        HeadlessImageJ.run(null, PROCESS, options(out, command) + " block=16,4 open").ok();
    SampleVolume.assertSamePixels(virtual, done.result());
    Calibration cal = done.result().getCalibration();
    assertEquals(virtual.getCalibration().pixelWidth, cal.pixelWidth);
    assertEquals(virtual.getCalibration().pixelDepth, cal.pixelDepth);
    assertEquals(virtual.getCalibration().yOrigin, cal.yOrigin, 1e-9);
  }

  @Test
  void theRecordersLineIsReadToo() {
    Path out = folder.resolve("out");
    String line = "run(\"Dilated Convolution...\", \"kernel=[1 2 1] rate=2\");";
    VolumeProcess p =
        VolumeProcess.begin(in.toString(), 0, out.toString(), line, VolumeProcess.Settings.usual());
    assertTrue(p.toString().startsWith("Dilated Convolution... kernel=[1 2 1] rate=2 stack of"));
  }

  private static VolumeProcess.Settings settings(boolean resume) {
    return new VolumeProcess.Settings(
        16, 4, 0, resume, ZarrWriter.Format.V3, ZarrWriter.Compression.GZIP);
  }

  @Test
  void aRunThatWasStoppedGoesOn() throws Exception {
    String command = "Starlet Denoise... scales=2";
    Path out = folder.resolve("out");
    VolumeProcess first =
        VolumeProcess.begin(in.toString(), 0, out.toString(), command, settings(false));
    int all = first.job().blocks().size();
    assertEquals(2 * 2 * 3 * 3, all);
    Monitor stops =
        new Monitor() {
          private double done;

          @Override
          public void progress(double d) {
            done = d;
          }

          @Override
          public boolean cancelled() {
            return done > 0.7;
          }
        };
    assertThrows(CancellationException.class, () -> first.run(stops));

    String again = HeadlessImageJ.run(null, PROCESS, options(out, command)).error();
    assertTrue(again.contains("give resume to go on"), again);
    String other =
        HeadlessImageJ.run(null, PROCESS, options(out, command + " threshold=2") + " resume")
            .error();
    assertTrue(other.contains("the result of another command, \"Starlet Denoise..."), other);

    VolumeProcess second =
        VolumeProcess.begin(in.toString(), 0, out.toString(), command, settings(true));
    int left = second.run(Monitor.NONE);
    assertTrue(left > 0 && left < all, left + " of " + all);
    Path once = folder.resolve("once");
    VolumeProcess.begin(in.toString(), 0, once.toString(), command, settings(false))
        .run(Monitor.NONE);
    SampleVolume.assertSamePixels(SampleVolume.open(once), SampleVolume.open(out));
    try (Stream<Path> aside = Files.list(out.resolve(".atrousj"))) {
      assertEquals(1, aside.count(), "nothing but the record of the job is left there");
    }
    assertEquals(
        0,
        VolumeProcess.begin(in.toString(), 0, out.toString(), command, settings(true))
            .run(Monitor.NONE));
  }

  @Test
  void aChunkThatIsLostIsComputedAgain() throws Exception {
    String command = "Dilated Pooling... type=max";
    Path out = folder.resolve("out");
    VolumeProcess.begin(in.toString(), 0, out.toString(), command, settings(false))
        .run(Monitor.NONE);
    ImagePlus before = SampleVolume.open(out).duplicate();
    Files.delete(out.resolve("0/c/1/0/2/1/1"));
    VolumeProcess p =
        VolumeProcess.begin(in.toString(), 0, out.toString(), command, settings(true));
    assertEquals(1, p.run(Monitor.NONE));
    SampleVolume.assertSamePixels(before, SampleVolume.open(out));
  }

  @Test
  void aDamagedChunkOfTheInputIsNamedWithTheBlock() throws Exception {
    Path chunk = in.resolve("0/c/0/1/1/2/0");
    Files.write(chunk, java.util.Arrays.copyOf(Files.readAllBytes(chunk), 100));
    Path out = folder.resolve("out");
    Outcome outcome =
        HeadlessImageJ.run(
            null, PROCESS, options(out, "Dilated Convolution... kernel=mean-3") + " block=16,4");
    assertNotNull(outcome.error());
    assertTrue(
        outcome.error().contains("planes 4 to 7, rows 16 to 31 failed: chunk 0/c/0/1/1/2/0")
            && outcome.error().contains("cut off"),
        outcome.error());
  }

  private String refusal(String command, String more) {
    Path out = folder.resolve("refused");
    Outcome o = HeadlessImageJ.run(null, PROCESS, options(out, command) + " " + more);
    assertNotNull(o.error(), command);
    assertFalse(o.error().contains("\n"), o.error());
    assertFalse(Files.exists(out), o.error());
    return o.error();
  }

  @Test
  void whatCannotBeDoneIsRefusedInOneLine() throws Exception {
    String explorer = refusal("Receptive Field Explorer... rates=1,2", "");
    assertTrue(explorer.contains("is no graph of pixels"), explorer);
    assertTrue(refusal("Starlet Spots...", "").contains("is no graph of pixels"));
    String inverse = refusal("Starlet Inverse", "");
    assertTrue(inverse.contains("does not keep which transform"), inverse);
    assertTrue(refusal("Process Zarr Volume... path=a", "").contains("is no graph of pixels"));
    assertTrue(refusal("Gaussian Blur... sigma=2", "").contains("begins with no command's name"));
    String wrong = refusal("Dilated Convolution... kernel=mean-3 rte=2", "");
    assertTrue(wrong.contains("did you mean rate?"), wrong);
    String large = refusal("Starlet Denoise... scales=12 dimensions=3D", "");
    assertTrue(large.contains("scales=12"), large);
    String written = refusal("Dilated Pooling... type=max folder=/data", "");
    assertTrue(written.contains("folder=/data: the result goes to the store that to"), written);
    String level = refusal("Dilated Convolution... kernel=mean-3", "level=3");
    assertTrue(level.contains("has levels 0 to 0"), level);
    String self =
        HeadlessImageJ.run(null, PROCESS, options(in, "Dilated Pooling... type=max")).error();
    assertTrue(self.contains("is the input itself"), self);
    for (Path place : List.of(in.resolve("0"), in.resolve("new/out"), folder.resolve("."))) {
      String overlap =
          HeadlessImageJ.run(null, PROCESS, options(place, "Dilated Pooling... type=max")).error();
      assertTrue(overlap.contains("lies in the input's folder or holds it"), overlap);
    }
    Files.createDirectories(folder.resolve("other/something"));
    String occupied =
        HeadlessImageJ.run(
                null, PROCESS, options(folder.resolve("other"), "Dilated Pooling... type=max"))
            .error();
    assertTrue(occupied.contains("the folder is not empty"), occupied);
    String nothing =
        HeadlessImageJ.run(null, OPEN, "path=[" + folder.resolve("none") + "]").error();
    assertTrue(nothing.contains("is no Zarr volume"), nothing);
  }

  @Test
  void volumesOfOthersOpenWithTheirAxes() throws Exception {
    Fixtures.unpack(folder.resolve("others"));
    ImagePlus image = SampleVolume.open(folder.resolve("others/ngff"));
    assertArrayEquals(new int[] {6, 5, 3, 4, 2}, image.getDimensions());
    int i = ((((1 * 3 + 2) * 4 + 3) * 5) + 4) * 6 + 5;
    assertEquals(
        Fixtures.value(i, false),
        image.getStack().getProcessor(image.getStackIndex(3, 4, 2)).getf(5, 4));
    ImagePlus signed = SampleVolume.open(folder.resolve("others/type-le-i2"));
    assertEquals(32, signed.getBitDepth());
    assertEquals(-40, signed.getStack().getProcessor(1).getf(0, 0));
  }

  @Test
  void valuesOfTheSpecAreThoseOfAMacro() {
    OpenVolume command = new OpenVolume();
    ImagePlus image = OpenVolume.open(command.spec().of(Map.of("path", in.toString(), "level", 0)));
    assertEquals(36, image.getStackSize());
  }

  @Test
  void theMacroOfTheGuideRuns() throws Exception {
    String page = Files.readString(Path.of("src", "site", "markdown", "volumes.md"));
    Path out = folder.resolve("out");
    String macro =
        page.split("```")[1]
            .replace("/data/embryo.ome.zarr", in.toString())
            .replace("/data/smooth.ome.zarr", out.toString());
    ImagePlus shown = HeadlessImageJ.macro(macro, "").ok().result();
    assertEquals(36, shown.getStackSize());
    assertEquals(36, SampleVolume.open(out).getStackSize());
  }
}
