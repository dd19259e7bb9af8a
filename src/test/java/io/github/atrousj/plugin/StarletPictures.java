package io.github.atrousj.plugin;

import ij.IJ;
import ij.ImagePlus;
import ij.gui.Roi;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageScan;
import io.github.atrousj.image.Scope;
import io.github.atrousj.starlet.Spots;
import java.awt.Color;
import java.awt.Font;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/** Makes the user guide's pictures of the starlet commands from the sample images. */
public final class StarletPictures {
  private static final Path SAMPLES = Path.of("sample-images");
  private static final int GAP = 6;
  private static final int CAPTION = 18;

  private StarletPictures() {}

  /** Writes into the folder given, src/site/resources/images. */
  public static void main(String[] args) throws IOException {
    File folder = new File(args.length > 0 ? args[0] : "src/site/resources/images");
    write(decomposed().convertToByteProcessor(false), new File(folder, "starlet-transform.png"));
    write(microaneurysms(), new File(folder, "starlet-spots.png"));
    write(cleaned(), new File(folder, "starlet-denoise.png"));
  }

  private static void write(ImageProcessor ip, File file) throws IOException {
    ImageIO.write(ip.getBufferedImage(), "png", file);
  }

  private static ImagePlus open(String name) {
    return IJ.openImage(SAMPLES.resolve(name).toString());
  }

  private static ImagePlus run(ImageCommand command, ImagePlus image, String options) {
    return command.process(image, command.spec().parse(options), Monitor.NONE);
  }

  private static ImageProcessor decomposed() {
    ImagePlus hubble = open("hubble_deep_field.png");
    hubble.setProcessor(hubble.getProcessor().convertToByteProcessor());
    ImagePlus planes = run(new StarletForward(), hubble, "scales=4");
    ColorProcessor sheet = sheet(3, 2, 200, 200);
    Roi part = new Roi(560, 330, 200, 200);
    put(sheet, 0, cut(hubble.getProcessor(), part), 0, 160, "image");
    for (int i = 1; i <= 5; i++) {
      ImageProcessor plane = cut(planes.getStack().getProcessor(i), part);
      double range = 2.5 * plane.getStatistics().stdDev;
      double mean = i == 5 ? plane.getStatistics().mean : 0;
      put(sheet, i, plane, mean - range, mean + range, i == 5 ? "c4" : "w" + i);
    }
    return sheet;
  }

  private static ImageProcessor microaneurysms() {
    ImagePlus image = open("microaneurysms.png");
    ImagePlus bright = image.duplicate();
    bright.getProcessor().invert();
    ColorProcessor sheet = sheet(2, 1, 306, 306);
    put(sheet, 0, enlarged(image.getProcessor(), 3), 40, 180, "image");
    put(sheet, 1, enlarged(image.getProcessor(), 3), 40, 180, "spots of the inverted image");
    Spots.Settings settings = new Spots.Settings(List.of(2, 3), 3, 1, 10, 30, false);
    SpotScan scan =
        new SpotScan(bright, new Spots(settings, StarletKeys.runner()), false, false, true);
    ImageScan.run(bright, Dimensions.D2, Scope.SLICE, scan, Monitor.NONE);
    sheet.setColor(Color.yellow);
    sheet.setLineWidth(2);
    for (SpotScan.Found f : scan.found()) {
      int x = GAP + 306 + GAP + (int) Math.round(3 * (f.spot().x() + 0.5));
      int y = GAP + CAPTION + (int) Math.round(3 * (f.spot().y() + 0.5));
      sheet.drawOval(x - 14, y - 14, 28, 28);
    }
    return sheet;
  }

  private static ImageProcessor cleaned() {
    ImagePlus noisy = open("blobs-3d.tif");
    ImagePlus clean =
        run(
            new StarletDenoise(),
            noisy,
            "threshold=4 poisson gain=16 offset=100 readnoise=12 dimensions=3D");
    ImagePlus labels = run(new StarletSpots(), noisy, "minimum=8 dimensions=3D labels");
    ColorProcessor sheet = sheet(3, 1, 320, 320);
    put(sheet, 0, enlarged(noisy.getStack().getProcessor(12), 2), 100, 1000, "slice 12");
    put(sheet, 1, enlarged(clean.getStack().getProcessor(12), 2), 100, 1000, "denoised in 3D");
    ImageProcessor numbers = labels.getStack().getProcessor(12);
    numbers.setColorModel(labels.getProcessor().getColorModel());
    put(sheet, 2, enlarged(numbers, 2), 0, 255, "spots in 3D");
    return sheet;
  }

  private static ImageProcessor cut(ImageProcessor ip, Roi part) {
    ip.setRoi(part);
    return ip.crop();
  }

  private static ImageProcessor enlarged(ImageProcessor ip, int factor) {
    ip.setInterpolationMethod(ImageProcessor.NONE);
    return ip.resize(ip.getWidth() * factor, ip.getHeight() * factor);
  }

  private static ColorProcessor sheet(int columns, int rows, int width, int height) {
    ColorProcessor sheet =
        new ColorProcessor(GAP + columns * (width + GAP), GAP + rows * (height + CAPTION + GAP));
    sheet.setColor(Color.white);
    sheet.fill();
    return sheet;
  }

  private static void put(
      ColorProcessor sheet, int index, ImageProcessor ip, double min, double max, String caption) {
    int columns = (sheet.getWidth() - GAP) / (ip.getWidth() + GAP);
    int x = GAP + index % columns * (ip.getWidth() + GAP);
    int y = GAP + index / columns * (ip.getHeight() + CAPTION + GAP);
    ip.setMinAndMax(min, max);
    sheet.insert(ip.convertToByteProcessor().convertToRGB(), x, y + CAPTION);
    if (caption.startsWith("spots in")) {
      sheet.insert(ip.convertToRGB(), x, y + CAPTION);
    }
    sheet.setColor(Color.black);
    sheet.setAntialiasedText(true);
    sheet.setFont(new Font("SansSerif", Font.PLAIN, 13));
    sheet.drawString(caption, x, y + CAPTION);
  }
}
