package io.github.atrousj.graph;

import io.github.atrousj.engine.Lines;
import io.github.atrousj.engine.RowInput;
import io.github.atrousj.engine.RowSplit;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Finds the rows that the taps of a node read: those that a tile holds, or what the border
 * supplies. Belongs to one thread.
 */
final class TapRows {
  private final Pass pass;
  private final int length;
  private final Map<Float, float[]> rows = new HashMap<>();
  private float lastValue;
  private float[] lastRow;
  private int[] zPlaces = new int[0];
  private int[] yPlaces = new int[0];

  TapRows(Pass pass) {
    this.pass = pass;
    length = pass.views.stream().mapToInt(v -> v.layout().length()).max().orElse(0);
  }

  /**
   * The rows that the taps of a node's rows read; good until the next call.
   *
   * @param h the rows that the tile holds for the node
   * @param made rows of output: those of the first plane, then those of the second and so on
   */
  RowInput of(Node n, HeldRows h, RowRange made) {
    AxisMap mapY = pass.maps[n.id][1];
    AxisMap mapZ = pass.maps[n.id][2];
    zPlaces = places(mapZ, h.zs, made.zs(), 0, made.zs().length, zPlaces);
    yPlaces = places(mapY, h.ys, made.ys(), made.from(), made.count(), yPlaces);
    boolean skips = n.op instanceof Op.Median m && m.spec().border() == null;
    float[] outside = skips ? null : outside(Pass.outside(n));
    return new Input(h, made.count(), mapZ.taps(), mapY.taps(), zPlaces, yPlaces, outside);
  }

  /**
   * The rows that taps read, by the places of their planes and rows.
   *
   * @param ofPlane output rows of each plane
   */
  private record Input(
      HeldRows h, int ofPlane, int kz, int ky, int[] zPlaces, int[] yPlaces, float[] outside)
      implements RowInput {
    @Override
    public float[] row(int channel, int tz, int ty, int j) {
      // Layers ask for every tap of every channel: the first plane's rows without a division.
      int plane = j < ofPlane ? 0 : j / ofPlane;
      int zPlace = zPlaces[plane * kz + tz];
      int yPlace = yPlaces[(j - plane * ofPlane) * ky + ty];
      if (zPlace >= 0 && yPlace >= 0) {
        return h.at(channel, zPlace, yPlace);
      }
      return zPlace == AxisMap.SKIP || yPlace == AxisMap.SKIP ? null : outside;
    }

    @Override
    public RowSplit split() {
      return h.isInPlace() ? h.view.split() : null;
    }

    @Override
    public void lines(int channel, int tz, int ty, int rows, Lines lines, int at, int step) {
      for (int first = 0; first < rows; first += ofPlane) {
        int z = zPlaces[first / ofPlane * kz + tz];
        ofPlane(channel, z, ty, lines, at + first * step, step);
      }
    }

    private void ofPlane(int channel, int z, int ty, Lines lines, int at, int step) {
      boolean inPlace = h.isInPlace();
      for (int j = 0; j < ofPlane; j++) {
        int y = yPlaces[j * ky + ty];
        if (z < 0 || y < 0) {
          lines.set(at + j * step, outside); // a convolution skips none
        } else if (inPlace) {
          lines.set(at + j * step, h.plane(channel, z), h.placed(y), h.at(channel, z, y));
        } else {
          lines.set(at + j * step, h.at(channel, z, y));
        }
      }
    }
  }

  /**
   * By output and tap, the place of the row that it reads; what the map says where there is none.
   */
  static int[] places(AxisMap map, RowSet set, int[] outputs, int from, int count) {
    return places(map, set, outputs, from, count, new int[0]);
  }

  /**
   * The same in memory that is used again.
   *
   * @param into takes them if it is large enough
   */
  private static int[] places(
      AxisMap map, RowSet set, int[] outputs, int from, int count, int[] into) {
    int taps = map.taps();
    int[] places = into.length < count * taps ? new int[count * taps] : into;
    for (int j = 0; j < count; j++) {
      for (int t = 0; t < taps; t++) {
        int source = map.source(outputs[from + j], t);
        places[j * taps + t] = source >= 0 ? set.placeOf(source) : source;
      }
    }
    return places;
  }

  /** A row of what the border supplies. */
  float[] outside(float value) {
    if (lastRow == null || Float.floatToRawIntBits(value) != Float.floatToRawIntBits(lastValue)) {
      lastRow =
          rows.computeIfAbsent(
              value,
              v -> {
                float[] row = new float[length];
                Arrays.fill(row, v);
                return row;
              });
      lastValue = value;
    }
    return lastRow;
  }
}
