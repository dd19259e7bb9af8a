package io.github.atrousj.plugin;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.image.Operation;
import io.github.atrousj.starlet.Spot;
import io.github.atrousj.starlet.Spots;
import java.util.function.Predicate;

/** The image with the border pixels of its spots painted in one value: a preview. */
record SpotOutlines(Spots spots, float bright, Predicate<Spot> wanted) implements Operation {
  @Override
  public Shape outputShape(Shape input) {
    return input;
  }

  @Override
  public long memoryNeeded(Shape input) {
    return spots.memoryNeeded(input) + input.size() * Float.BYTES;
  }

  @Override
  public void run(RowSource source, RowSink sink, Region region, Monitor monitor) {
    Shape s = source.shape();
    Volume labels = new Volume(s);
    Region whole = new Region(region.z0(), region.z1(), 0, s.height());
    spots.find(source, labels, whole, 1, wanted, monitor);
    float[] row = new float[s.width()];
    for (int z = region.z0(); z < region.z1(); z++) {
      for (int y = region.y0(); y < region.y1(); y++) {
        source.read(0, z, y, row, 0);
        for (int x = 0; x < row.length; x++) {
          if (isBorder(labels, z, y, x)) {
            row[x] = bright;
          }
        }
        sink.write(0, z, y, row, 0);
      }
    }
  }

  private static boolean isBorder(Volume labels, int z, int y, int x) {
    float own = labels.get(0, z, y, x);
    Shape s = labels.shape();
    return own > 0
        && (x == 0
            || x == s.width() - 1
            || y == 0
            || y == s.height() - 1
            || labels.get(0, z, y, x - 1) != own
            || labels.get(0, z, y, x + 1) != own
            || labels.get(0, z, y - 1, x) != own
            || labels.get(0, z, y + 1, x) != own);
  }
}
