package io.github.atrousj.demo;

import ij.IJ;
import ij.ImagePlus;
import ij.plugin.ContrastEnhancer;
import ij.process.ColorProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.param.Preset;
import io.github.atrousj.plugin.AsppFusion;
import io.github.atrousj.plugin.DilatedCascade;
import io.github.atrousj.plugin.DilatedFilterBank;
import io.github.atrousj.plugin.ImageCommand;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;

/**
 * Makes the pictures of the guide's page on many rates: each preset on a sample image. Run it in
 * the project's folder: {@code java -cp ... io.github.atrousj.demo.ManyRatesPictures}.
 */
final class ManyRatesPictures {
  private static final Path SAMPLES = Path.of("sample-images");
  private static final Path IMAGES = Path.of("src", "site", "resources", "images");
  private static final int TILE = 360;
  private static final int GAP = 6;

  private ManyRatesPictures() {}

  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    Files.createDirectories(IMAGES);
    ImagePlus sky = grey("hubble_deep_field.png", false);
    sky.setRoi(90, 380, 240, 240);
    ImagePlus labels = run(new AsppFusion(), "Objects of three sizes", whole(sky));
    labels.setRoi(sky.getRoi());
    save("many-rates-objects", List.of(sky.crop(), labels.crop()), TILE, 2);

    ImagePlus eye = grey("retina.png", true);
    save("many-rates-vessels", List.of(eye, run(new AsppFusion(), "Dark vessels", eye)), TILE, 2);
    save(
        "many-rates-background",
        List.of(eye, run(new AsppFusion(), "Even background", eye)),
        TILE,
        2);
    ImagePlus energy = run(new DilatedCascade(), "Texture energy", eye);
    save("many-rates-texture", List.of(outlined(eye, energy.getProcessor(), 0.9), energy), 320, 2);

    eye.setRoi(60, 420, 200, 200);
    ImagePlus bank =
        run(new DilatedFilterBank(), "Lines at four angles and three widths", eye.crop());
    ImagePlus[] tiles = new ImagePlus[12];
    for (int i = 0; i < tiles.length; i++) {
      int angle = i % 4;
      int rate = i / 4;
      int channel = angle * 3 + rate + 1;
      tiles[i] = new ImagePlus("", bank.getStack().getProcessor(channel));
    }
    save("many-rates-bank", List.of(tiles), 140, 4);
  }

  private static ImagePlus grey(String file, boolean green) {
    ImageProcessor colours = IJ.openImage(SAMPLES.resolve(file).toString()).getProcessor();
    return new ImagePlus(
        file,
        green ? ((ColorProcessor) colours).getChannel(2, null) : colours.convertToByte(false));
  }

  private static ImagePlus whole(ImagePlus image) {
    return new ImagePlus(image.getTitle(), image.getProcessor().duplicate());
  }

  private static ImagePlus run(ImageCommand command, String preset, ImagePlus image) {
    Preset chosen =
        command.spec().presets().stream()
            .filter(p -> p.name().equals(preset))
            .findFirst()
            .orElseThrow();
    System.out.println("run(\"" + command.title() + "\", \"" + chosen.options() + "\");");
    return command.process(image, command.spec().parse(chosen.options()), Monitor.NONE);
  }

  /** The image with the outline of where another is at least {@code level}. */
  private static ImagePlus outlined(ImagePlus image, ImageProcessor values, double level) {
    ImageProcessor drawn = image.getProcessor().convertToRGB();
    for (int y = 1; y < drawn.getHeight() - 1; y++) {
      for (int x = 1; x < drawn.getWidth() - 1; x++) {
        boolean rim =
            values.getf(x, y) >= level
                && (values.getf(x - 1, y) < level
                    || values.getf(x + 1, y) < level
                    || values.getf(x, y - 1) < level
                    || values.getf(x, y + 1) < level);
        if (rim) {
          drawn.setColor(Color.YELLOW);
          drawn.fillRect(x - 1, y - 1, 3, 3);
        }
      }
    }
    return new ImagePlus(image.getTitle(), drawn);
  }

  private static void save(String name, List<ImagePlus> images, int tile, int columns)
      throws IOException {
    int rows = (images.size() + columns - 1) / columns;
    boolean colour = images.stream().anyMatch(i -> i.getProcessor().isColorLut() || i.isRGB());
    BufferedImage sheet =
        new BufferedImage(
            columns * (tile + GAP) - GAP,
            rows * (tile + GAP) - GAP,
            colour ? BufferedImage.TYPE_INT_RGB : BufferedImage.TYPE_BYTE_GRAY);
    Graphics2D g = sheet.createGraphics();
    g.setColor(Color.WHITE);
    g.fillRect(0, 0, sheet.getWidth(), sheet.getHeight());
    g.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    for (int i = 0; i < images.size(); i++) {
      int x = i % columns * (tile + GAP);
      int y = i / columns * (tile + GAP);
      g.drawImage(shown(images.get(i), tile), x, y, tile, tile, null);
    }
    g.dispose();
    File file = IMAGES.resolve(name + ".png").toFile();
    ImageIO.write(sheet, "png", file);
    System.out.println(file + " " + file.length() / 1024 + " KB");
  }

  /** As its window would show it, at about the size of a tile; labels keep their sharp rims. */
  private static BufferedImage shown(ImagePlus image, int tile) {
    ImageProcessor plane = image.getProcessor().duplicate();
    if (plane.getBitDepth() == 32) {
      new ContrastEnhancer().stretchHistogram(plane, 0.5);
    }
    plane.setInterpolationMethod(
        plane.isColorLut() ? ImageProcessor.NONE : ImageProcessor.BILINEAR);
    return plane.resize(tile, tile, true).getBufferedImage();
  }
}
