package io.github.atrousj.graph;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.engine.Pooling;
import io.github.atrousj.engine.Reference;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.engine.Volume;

/**
 * Builds a graph and at the same time computes every node's result as a whole, by the reference.
 */
final class Eager {
  /** A node and what it must compute. */
  record Part(Node node, Volume value) {
    Shape shape() {
      return value.shape();
    }
  }

  /** A function of the values of all branches at one place. */
  private interface Join {
    float of(float[] values);
  }

  private final Graph.Builder g = Graph.builder();
  private final Part input;

  Eager(Volume image) {
    input = new Part(g.input(), image);
  }

  Part input() {
    return input;
  }

  Graph build(Part... outputs) {
    Node[] nodes = new Node[outputs.length];
    for (int i = 0; i < nodes.length; i++) {
      nodes[i] = outputs[i].node();
    }
    return g.build(nodes);
  }

  Part convolve(Part in, Convolution c) {
    return new Part(g.convolve(in.node(), c), Reference.convolve(in.value(), c));
  }

  Part transposed(Part in, TransposedConvolution t) {
    return new Part(g.transposed(in.node(), t), Reference.transposed(in.value(), t));
  }

  Part pool(Part in, Pooling p) {
    return new Part(g.pool(in.node(), p), Reference.pool(in.value(), p));
  }

  Part activate(Part in, Activation a) {
    Volume v =
        join(
            x -> {
              switch (a) {
                case RELU:
                  return Math.max(0, x[0]);
                case ABS:
                  return Math.abs(x[0]);
                case SQUARE:
                  return x[0] * x[0];
                default:
                  return x[0];
              }
            },
            in);
    return new Part(g.activate(in.node(), a), v);
  }

  Part fuse(Fuse f, Part... in) {
    return new Part(g.fuse(f, nodes(in)), join(x -> fused(f, x), in));
  }

  private static float fused(Fuse f, float[] x) {
    float sum = x[0];
    float product = x[0];
    float max = x[0];
    float min = x[0];
    int best = 0;
    for (int i = 1; i < x.length; i++) {
      sum += x[i];
      product *= x[i];
      max = Math.max(max, x[i]);
      min = Math.min(min, x[i]);
      best = Float.isNaN(x[best]) || x[i] <= x[best] ? best : i;
    }
    float mean = sum / x.length;
    switch (f) {
      case SUM:
        return sum;
      case MEAN:
        return mean;
      case MAX:
        return max;
      case MIN:
        return min;
      case RANGE:
        return max - min;
      case PRODUCT:
        return product;
      case ARGMAX:
        return best;
      default:
        float squares = 0;
        for (float v : x) {
          squares += (v - mean) * (v - mean);
        }
        return (float) Math.sqrt(squares / x.length);
    }
  }

  Part weighted(float[] w, Part... in) {
    Volume v =
        join(
            x -> {
              float sum = 0;
              for (int i = 0; i < x.length; i++) {
                sum = Math.fma(w[i], x[i], sum);
              }
              return sum;
            },
            in);
    return new Part(g.weighted(w, nodes(in)), v);
  }

  Part add(Part a, Part b) {
    return new Part(g.add(a.node(), b.node()), join(x -> x[0] + x[1], a, b));
  }

  Part subtract(Part a, Part b) {
    return new Part(g.subtract(a.node(), b.node()), join(x -> x[0] - x[1], a, b));
  }

  Part concat(Part... in) {
    return new Part(g.concat(nodes(in)), concatenated(in));
  }

  static Volume concatenated(Part... in) {
    int channels = 0;
    for (Part p : in) {
      channels += p.shape().channels();
    }
    Shape s = in[0].shape().withChannels(channels);
    float[][] planes = new float[channels * s.depth()][];
    int at = 0;
    for (Part p : in) {
      for (int c = 0; c < p.shape().channels(); c++) {
        for (int z = 0; z < s.depth(); z++) {
          planes[at++] = p.value().plane(c, z);
        }
      }
    }
    return new Volume(s, planes);
  }

  Part channels(Part in, int from, int count) {
    Shape s = in.shape().withChannels(count);
    float[][] planes = new float[count * s.depth()][];
    for (int i = 0; i < planes.length; i++) {
      planes[i] = in.value().plane(from + i / s.depth(), i % s.depth());
    }
    return new Part(g.channels(in.node(), from, count), new Volume(s, planes));
  }

  Part project(Part in, float[][] weights, float[] bias) {
    Volume out = new Volume(in.shape().withChannels(weights.length));
    for (int o = 0; o < weights.length; o++) {
      for (int z = 0; z < out.shape().depth(); z++) {
        float[] to = out.plane(o, z);
        for (int i = 0; i < to.length; i++) {
          to[i] = bias[o];
          for (int c = 0; c < weights[o].length; c++) {
            if (weights[o][c] != 0) {
              to[i] = Math.fma(weights[o][c], in.value().plane(c, z)[i], to[i]);
            }
          }
        }
      }
    }
    return new Part(g.project(in.node(), weights, bias), out);
  }

  /** Row sums in double, then their sum, as the graph promises. */
  Part globalMean(Part in) {
    Shape s = in.shape();
    Volume out = new Volume(s);
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        double sum = 0;
        for (int y = 0; y < s.height(); y++) {
          double row = 0;
          for (int x = 0; x < s.width(); x++) {
            row += in.value().get(c, z, y, x);
          }
          sum += row;
        }
        java.util.Arrays.fill(out.plane(c, z), (float) (sum / ((long) s.height() * s.width())));
      }
    }
    return new Part(g.globalMean(in.node()), out);
  }

  private static Node[] nodes(Part... in) {
    Node[] nodes = new Node[in.length];
    for (int i = 0; i < in.length; i++) {
      nodes[i] = in[i].node();
    }
    return nodes;
  }

  private static Volume join(Join f, Part... in) {
    Shape s = in[0].shape();
    Volume out = new Volume(s);
    float[] values = new float[in.length];
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        float[] to = out.plane(c, z);
        for (int i = 0; i < to.length; i++) {
          for (int b = 0; b < in.length; b++) {
            values[b] = in[b].value().plane(c, z)[i];
          }
          to[i] = f.of(values);
        }
      }
    }
    return out;
  }
}
