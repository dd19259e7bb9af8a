package io.github.atrousj.demo;

import ij.IJ;
import ij.ImageJ;
import ij.ImagePlus;
import ij.WindowManager;
import ij.io.FileSaver;
import io.github.atrousj.host.HeadlessImageJ;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Opens the sample images in ImageJ, runs commands on them by the text that a macro would use, and
 * saves the results and one captioned contact sheet. Started by {@link DemoLauncher}.
 */
final class Demo {
  private static final Path SAMPLES = Path.of("sample-images");

  private static final List<Job> JOBS =
      List.of(
          new Job(
              "hubble_deep_field.png",
              "Dilated Convolution...",
              "kernel=[laplacian-4] rate=8 border=reflect",
              "Laplacian at rate 8: bright structures some 16 px across are dark"),
          new Job(
              "hubble_deep_field.png",
              "Dilated Convolution...",
              "kernel=[laplacian-4] rate=2 border=reflect",
              "The same kernel at rate 2, at the same cost: small ones"),
          new Job(
              "retina.png",
              "ASPP Fusion...",
              "kernel=laplacian-8 rates=1,4,16 fuse=max",
              "Three rates side by side, the strongest answer kept: vessels thin and thick"),
          new Job(
              "microaneurysms.png",
              "ASPP Fusion...",
              "kernel=laplacian-8 rates=2,4,8 fuse=mean",
              "The mean of three rates: dark spots of several sizes turn bright"),
          new Job(
              "cell.tif",
              "Dilated Convolution...",
              "kernel=sobel-x rate=6 border=replicate",
              "Horizontal gradient over 13 pixels: the rim of the cell, not the noise"),
          new Job(
              "blobs-3d.tif",
              "ASPP Fusion...",
              "kernel=gaussian-5 rates=1,2,3 fuse=mean border=reflect stack",
              "A 3-D stack smoothed slice by slice over three rates: middle slice"),
          new Job(
              "microaneurysms.png",
              "Dilated Convolution...",
              "kernel=gaussian-3 stride=4",
              "Stride 4: every fourth result, a quarter of the size, the same field of view"),
          new Job(
              "microaneurysms.png",
              "Transposed Convolution...",
              "kernel=[1 3 3 1; 3 9 9 3; 3 9 9 3; 1 3 3 1] stride=2",
              "Transposed, stride 2: linear interpolation to twice the size, values times 16"),
          new Job(
              "retina.png",
              "Dilated Pooling...",
              "type=min window=5 rate=3",
              "Minimum over a window of 5 x 5 pixels that stand 3 apart: vessels grow"),
          new Job(
              "blobs-3d.tif",
              "Dilated Cascade...",
              "kernel=[gaussian-3|gaussian-3|blob] rates=1,2,8 stack",
              "Three layers that see 23 px: blobs of all sizes, no background; middle slice"));

  /** Macros that draw a picture each, named as they are. */
  private static final List<String> MACROS = List.of("rate-stride-transposed", "why-dilation");

  /** A way to run a command on an image, or a macro on a folder, and get the result. */
  interface Host {
    ImagePlus run(ImagePlus image, Job job);

    ImagePlus run(String macro, String folder);
  }

  /** ImageJ without windows; the patches that allow it must be in place. */
  static final Host HEADLESS =
      new Host() {
        @Override
        public ImagePlus run(ImagePlus image, Job job) {
          return HeadlessImageJ.run(image, job.command(), job.options()).ok().result();
        }

        @Override
        public ImagePlus run(String macro, String folder) {
          return HeadlessImageJ.macro(macro, folder).ok().current();
        }
      };

  /** ImageJ with its windows, which stay open. */
  static final Host WINDOWS =
      new Host() {
        @Override
        public ImagePlus run(ImagePlus image, Job job) {
          if (IJ.getInstance() == null) {
            new ImageJ();
          }
          image.show();
          IJ.run(image, job.command(), job.options());
          return WindowManager.getCurrentImage();
        }

        @Override
        public ImagePlus run(String macro, String folder) {
          IJ.runMacro(macro, folder);
          return WindowManager.getCurrentImage();
        }
      };

  private Demo() {}

  /** Runs all jobs; results go into a folder, what was done and where to look is printed. */
  static void run(Host host, Path folder, PrintStream out) throws IOException {
    Files.createDirectories(folder);
    ContactSheet sheet = new ContactSheet();
    out.println("AtrousJ in ImageJ " + IJ.getVersion() + ", as a macro would do it:");
    for (int i = 0; i < JOBS.size(); i++) {
      Job job = JOBS.get(i);
      ImagePlus source = IJ.openImage(SAMPLES.resolve(job.image()).toString());
      ImagePlus original = source.duplicate();
      long start = System.nanoTime();
      ImagePlus result = host.run(source, job);
      long milliseconds = (System.nanoTime() - start) / 1_000_000;
      String name = job.fileName(i + 1) + ".tif";
      String path = folder.resolve(name).toString();
      FileSaver saver = new FileSaver(result);
      if (!(result.getStackSize() > 1 ? saver.saveAsTiffStack(path) : saver.saveAsTiff(path))) {
        throw new IOException("cannot write " + path);
      }
      sheet.add(original, result, job.image() + ": " + job.caption(), job.macro());
      out.printf("  open(\"%s\"); %s%n", job.image(), job.macro());
      out.printf("      -> %s (%d ms)%n", name, milliseconds);
    }
    boolean captions = ContactSheet.hasFonts();
    Path file = folder.resolve("contact-sheet.png");
    ImageIO.write(sheet.draw(captions), "png", file.toFile());
    for (String name : MACROS) {
      String macro = Files.readString(SAMPLES.resolve("macros").resolve(name + ".ijm"));
      ImagePlus picture = host.run(macro, SAMPLES.toAbsolutePath().toString());
      Path png = folder.resolve(name + ".png");
      if (!new FileSaver(picture).saveAsPng(png.toString())) {
        throw new IOException("cannot write " + png);
      }
      out.println("  macros/" + name + ".ijm -> " + png.getFileName());
    }
    out.println("Results, 32-bit, open them in ImageJ: " + folder + "/*.tif");
    out.println(
        "Look at: "
            + file
            + (captions ? "" : " (without captions: this Java has no fonts)")
            + ", "
            + String.join(".png, ", MACROS)
            + ".png");
  }
}
