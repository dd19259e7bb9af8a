package io.github.atrousj.image;

import ij.ImagePlus;
import ij.Prefs;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntFunction;

/**
 * The features of labelled pixels, of every plane by itself: only rows with such pixels are
 * computed, and only their values are kept. The components of RGB are the image's channels.
 */
final class LabelledFeatures implements ImageScan.Analysis {
  private final ImagePlus image;
  private final Map<Integer, List<TrainingPixels.Labelled>> planes;
  private final int size;
  private final Graph graph;
  private final Runner runner = new Runner(Prefs.getThreads());
  private final Map<Integer, float[][]> values = new TreeMap<>();

  private LabelledFeatures(
      ImagePlus image, Map<Integer, List<TrainingPixels.Labelled>> planes, FeatureSet features) {
    this.image = image;
    this.planes = planes;
    this.size = features.size(image.isRGB() ? 3 : 1);
    this.graph = features.graph();
  }

  /**
   * Computes.
   *
   * @param planes the pixels by stack index, from 1; row by row
   * @return one row of features for every pixel, by stack index
   */
  static Map<Integer, float[][]> of(
      ImagePlus image,
      Map<Integer, List<TrainingPixels.Labelled>> planes,
      FeatureSet features,
      Monitor monitor) {
    LabelledFeatures scan = new LabelledFeatures(image, planes, features);
    ImageScan.runOnColours(image, scan, monitor);
    return scan.values;
  }

  @Override
  public long memoryNeeded(Shape volume) {
    return runner.memoryNeeded(graph, PlaneByPlane.one(volume));
  }

  @Override
  public void run(RowSource volume, IntFunction<ImageScan.Position> positions, Monitor monitor) {
    int depth = volume.shape().depth();
    for (int z = 0; z < depth; z++) {
      ImageScan.Position p = positions.apply(z);
      int plane = image.getStackIndex(p.channel(), p.slice(), p.frame());
      List<TrainingPixels.Labelled> wanted = planes.getOrDefault(plane, List.of());
      float[][] rows = new float[wanted.size()][size];
      if (!wanted.isEmpty()) {
        collect(new PlaneByPlane.OnePlane(volume, z), wanted, rows, monitor);
      }
      values.put(plane, rows);
    }
  }

  private void collect(
      RowSource plane, List<TrainingPixels.Labelled> wanted, float[][] rows, Monitor monitor) {
    // Row by row, as they were listed: a row's pixels stand together.
    int[] first = new int[plane.shape().height() + 1];
    wanted.forEach(p -> first[p.y() + 1]++);
    for (int y = 0; y < first.length - 1; y++) {
      first[y + 1] += first[y];
    }
    int top = wanted.get(0).y();
    int bottom = wanted.get(wanted.size() - 1).y() + 1;
    runner.run(
        graph,
        plane,
        (channel, zero, y, row, offset) -> {
          for (int i = first[y]; i < first[y + 1]; i++) {
            rows[i][channel] = row[offset + wanted.get(i).x()];
          }
        },
        new Region(0, 1, top, bottom),
        monitor);
  }
}
