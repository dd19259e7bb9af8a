package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Images of one pixel, row, plane or channel repeated to the extent of others. */
final class Broadcast {
  private Broadcast() {}

  static List<Image> all(Reading r, NodeDef n, List<Image> in) {
    int[] to = {1, 1, 1, 1};
    for (Image i : in) {
      int[] s = sizes(i.shape());
      for (int a = 0; a < 4; a++) {
        if (s[a] != 1 && to[a] != 1 && s[a] != to[a]) {
          throw n.refusal("images of " + i.shape() + " and " + Arrays.toString(to) + " meet");
        }
        to[a] = Math.max(to[a], s[a]);
      }
    }
    Image over =
        in.stream()
            .filter(i -> Arrays.equals(tail(sizes(i.shape())), tail(to)))
            .findFirst()
            .orElse(null);
    List<Image> out = new ArrayList<>();
    for (Image i : in) {
      out.add(one(r, i, to, over));
    }
    return out;
  }

  private static int[] sizes(Shape s) {
    return new int[] {s.channels(), s.width(), s.height(), s.depth()};
  }

  private static int[] tail(int[] sizes) {
    return Arrays.copyOfRange(sizes, 1, 4);
  }

  private static Image one(Reading r, Image i, int[] to, Image over) {
    int[] s = sizes(i.shape());
    Node node = i.node();
    if (!Arrays.equals(tail(s), tail(to))) {
      boolean pixel = s[1] == 1 && s[2] == 1 && s[3] == 1;
      if (pixel && over != null) {
        node = r.g.spread(node, over.node());
      } else {
        int[] after = new int[3];
        Arrays.setAll(after, a -> to[a + 1] - s[a + 1]);
        node = r.pad(node, new int[3], after, Border.REPLICATE, 0);
      }
    }
    if (s[0] != to[0]) {
      Node[] copies = new Node[to[0]];
      Arrays.fill(copies, node);
      node = r.g.concat(copies);
    }
    return node == i.node() ? i : r.plain(node, i.rank()).withType(i.type());
  }
}
