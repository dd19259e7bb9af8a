package io.github.atrousj.starlet;

import ij.IJ;
import ij.ImagePlus;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The search in 3-D on sample-images/blobs-3d.tif against its truth. */
final class StackEvaluation {
  private static final Path FOLDER = Path.of("sample-images");
  private static final double PIXEL = 0.2;
  private static final double SLICE = 0.6;

  /**
   * A true blob.
   *
   * @param sigma in micron
   */
  record Blob(double x, double y, double z, double sigma) {
    /** In micron. */
    double distance(Spot s) {
      return Math.hypot(Math.hypot((x - s.x()) * PIXEL, (y - s.y()) * PIXEL), (z - s.z()) * SLICE);
    }
  }

  /**
   * What a search found.
   *
   * @param found true blobs that a spot lies within 1.5 σ (at least one slice) of, by σ
   * @param spots all spots
   * @param wrong spots that belong to no blob
   */
  record Outcome(int[] found, int spots, int wrong) {}

  private StackEvaluation() {}

  public static void main(String[] args) throws IOException {
    System.out.println(table());
  }

  static String table() throws IOException {
    StringBuilder text =
        new StringBuilder(
                "| planes | threshold | of 30 small | of 14 middle | of 6 large | wrong |\n")
            .append("|---|---|---|---|---|---|\n");
    for (List<Integer> planes : List.of(List.of(2, 3), List.of(3, 4))) {
      for (double k : new double[] {3, 5}) {
        Outcome o = search(planes, k, 8);
        text.append(
            String.format(
                Locale.ROOT,
                "| %s | %.0f | %d | %d | %d | %d |\n",
                planes.toString().replaceAll("[\\[\\] ]", ""),
                k,
                o.found()[0],
                o.found()[1],
                o.found()[2],
                o.wrong()));
      }
    }
    return text.toString();
  }

  static Outcome search(List<Integer> planes, double k, int least) throws IOException {
    Volume image = image();
    Spots spots =
        new Spots(new Spots.Settings(planes, k, 1, least, Long.MAX_VALUE, true), new Runner(2));
    Shape s = image.shape();
    List<Spot> all =
        spots.find(
            image,
            (c, z, y, r, o) -> {},
            new Region(0, s.depth(), 0, s.height()),
            1,
            p -> true,
            Monitor.NONE);
    List<Spot> left = new ArrayList<>(all);
    int[] found = new int[3];
    for (Blob b : truth()) {
      Spot best = null;
      for (Spot spot : left) {
        if (b.distance(spot) <= Math.max(SLICE, 1.5 * b.sigma())
            && (best == null || b.distance(spot) < b.distance(best))) {
          best = spot;
        }
      }
      if (best != null) {
        found[b.sigma() < 0.5 ? 0 : b.sigma() < 1 ? 1 : 2]++;
        left.remove(best);
      }
    }
    return new Outcome(found, all.size(), left.size());
  }

  static Volume image() {
    ImagePlus imp = IJ.openImage(FOLDER.resolve("blobs-3d.tif").toString());
    float[][] planes = new float[imp.getStackSize()][];
    for (int z = 0; z < planes.length; z++) {
      planes[z] = (float[]) imp.getStack().getProcessor(z + 1).convertToFloat().getPixels();
    }
    return new Volume(new Shape(1, planes.length, imp.getHeight(), imp.getWidth()), planes);
  }

  static List<Blob> truth() throws IOException {
    List<Blob> blobs = new ArrayList<>();
    for (String line : Files.readAllLines(FOLDER.resolve("blobs-3d.csv"))) {
      if (Character.isDigit(line.charAt(0))) {
        String[] f = line.split(",");
        blobs.add(
            new Blob(
                Double.parseDouble(f[1]),
                Double.parseDouble(f[2]),
                Double.parseDouble(f[3]),
                Double.parseDouble(f[4])));
      }
    }
    return blobs;
  }
}
