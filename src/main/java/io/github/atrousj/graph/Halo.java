package io.github.atrousj.graph;

import java.util.Arrays;

/**
 * Which rows and planes of every view a set of output rows needs: the receptive field, exactly,
 * folded borders included. Found by walking the pass backwards from its output.
 */
final class Halo {
  private final Pass pass;
  private final RowSet[] zs;
  private final RowSet[] ys;
  private final boolean[] visited;

  Halo(Pass pass) {
    this.pass = pass;
    zs = new RowSet[pass.views.size()];
    ys = new RowSet[pass.views.size()];
    for (View v : pass.views) {
      zs[v.index] = new RowSet(v.shape().depth(), pass.stepZ);
      ys[v.index] = new RowSet(v.shape().height(), pass.stepY);
    }
    visited = new boolean[pass.shapes.length];
  }

  /** The planes of a view that are needed. */
  RowSet planes(View v) {
    return zs[v.index];
  }

  /** The rows, in each of those planes, that are needed. */
  RowSet rows(View v) {
    return ys[v.index];
  }

  /** Finds what these output planes and rows need. */
  void find(int[] outZs, int[] outYs) {
    for (int i = 0; i < zs.length; i++) {
      zs[i].clear();
      ys[i].clear();
    }
    findFrom(pass.output, outZs, outYs);
    for (int i = zs.length - 1; i >= 0; i--) {
      // Readers come later in the graph than what they read, so this view's set is complete.
      zs[i].finish();
      ys[i].finish();
      findFrom(pass.views.get(i).producer, zs[i].toArray(), ys[i].toArray());
    }
  }

  /** Floats that the needed rows take, all channels. */
  long floats() {
    long floats = 0;
    for (View v : pass.views) {
      if (v.kept() != null) {
        continue;
      }
      floats += count(v) * v.shape().channels() * v.layout().length();
    }
    return floats;
  }

  /** Rows of one view that are needed, in all planes. */
  long count(View v) {
    return (long) zs[v.index].size() * ys[v.index].size();
  }

  private void findFrom(Node root, int[] outZs, int[] outYs) {
    Arrays.fill(visited, false);
    visited[root.id] = true;
    findInputs(root, outZs, outYs);
  }

  private void findInputs(Node n, int[] outZs, int[] outYs) {
    if (pass.sources[n.id] != null) {
      return;
    }
    View view = pass.reads[n.id];
    if (view != null) {
      markSources(zs[view.index], pass.maps[n.id][2], outZs);
      markSources(ys[view.index], pass.maps[n.id][1], outYs);
    }
    for (Node in : pass.rowByRow(n)) {
      if (visited[in.id]) {
        continue;
      }
      visited[in.id] = true;
      View kept = pass.stored[in.id];
      if (kept != null) {
        zs[kept.index].markAll(outZs);
        ys[kept.index].markAll(outYs);
      } else {
        findInputs(in, outZs, outYs);
      }
    }
  }

  private static void markSources(RowSet set, AxisMap map, int[] outputs) {
    int taps = map.taps();
    for (int p : outputs) {
      for (int t = 0; t < taps; t++) {
        int source = map.source(p, t);
        if (source >= 0) {
          set.mark(source);
        }
      }
    }
  }
}
