package io.github.atrousj.graph;

import io.github.atrousj.engine.RowInput;
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

  TapRows(Pass pass) {
    this.pass = pass;
    length = pass.views.stream().mapToInt(v -> v.layout().length()).max().orElse(0);
  }

  /**
   * The stored rows that the taps of a node's rows read.
   *
   * @param h the rows that the tile holds for the node
   * @param ys rows of which {@code count} from {@code from} on are made, in plane z
   */
  RowInput of(Node n, HeldRows h, int z, int[] ys, int from, int count) {
    AxisMap mapY = pass.maps[n.id][1];
    int ky = mapY.taps();
    int[] zPlaces = places(pass.maps[n.id][2], h.zs, new int[] {z}, 0, 1);
    int[] yPlaces = places(mapY, h.ys, ys, from, count);
    boolean skips = n.op instanceof Op.Median m && m.spec().border() == null;
    float[] outside = skips ? null : outside(Pass.outside(n));
    return (channel, tz, ty, j) -> {
      int zPlace = zPlaces[tz];
      int yPlace = yPlaces[j * ky + ty];
      if (zPlace >= 0 && yPlace >= 0) {
        return h.at(channel, zPlace, yPlace);
      }
      return zPlace == AxisMap.SKIP || yPlace == AxisMap.SKIP ? null : outside;
    };
  }

  /**
   * By output and tap, the place of the row that it reads; what the map says where there is none.
   */
  static int[] places(AxisMap map, RowSet set, int[] outputs, int from, int count) {
    int taps = map.taps();
    int[] places = new int[count * taps];
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
    return rows.computeIfAbsent(
        value,
        v -> {
          float[] row = new float[length];
          Arrays.fill(row, v);
          return row;
        });
  }
}
