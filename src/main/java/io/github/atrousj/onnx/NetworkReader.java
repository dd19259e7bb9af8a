package io.github.atrousj.onnx;

import io.github.atrousj.engine.Shape;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads the nodes that an output needs, in an order in which each follows its inputs. */
final class NetworkReader {
  /** Operators whose broadcasting was another before opset 7. */
  private static final Set<String> OLD_BROADCAST =
      Set.of("Add", "Sub", "Mul", "Div", "Pow", "PRelu", "Equal", "Less", "Greater", "And", "Or");

  /** Nodes that follow one another; the deepest published networks have some hundreds. */
  private static final int MOST_DEPTH = 1000;

  private final ModelDef def;
  private final Map<String, NodeDef> producers = new HashMap<>();

  NetworkReader(ModelDef def) {
    this.def = def;
    for (NodeDef n : def.nodes()) {
      for (String output : n.outputs()) {
        if (!output.isEmpty() && producers.put(output, n) != null) {
          throw n.refusal("\"" + output + "\" is made twice");
        }
      }
    }
  }

  /**
   * Checks that every node that an output needs is known, before anything runs.
   *
   * @throws OnnxException naming the first operator that is not, with its node
   */
  List<NodeDef> order(String output) {
    List<NodeDef> order = new ArrayList<>();
    Set<NodeDef> done = Collections.newSetFromMap(new IdentityHashMap<>());
    Set<NodeDef> open = Collections.newSetFromMap(new IdentityHashMap<>());
    Deque<NodeDef> stack = new ArrayDeque<>();
    Map<NodeDef, Integer> depths = new IdentityHashMap<>();
    NodeDef last = producers.get(output);
    if (last != null) {
      stack.push(last);
    }
    while (!stack.isEmpty()) {
      NodeDef n = stack.peek();
      if (done.contains(n)) {
        stack.pop();
        continue;
      }
      if (!open.add(n)) {
        stack.pop();
        done.add(n);
        order.add(n);
        depths.put(n, depth(n, depths));
        continue;
      }
      for (String input : n.inputs()) {
        NodeDef p = producers.get(input);
        if (p != null && !done.contains(p)) {
          if (open.contains(p)) {
            throw p.refusal("depends on itself");
          }
          stack.push(p);
        }
      }
    }
    for (NodeDef n : order) {
      if (!Operators.knows(n)) {
        String domain = n.domain().isEmpty() ? "" : n.domain() + ".";
        throw new OnnxException("operator " + domain + n.title() + " is not supported");
      }
      boolean training = n.op().equals("BatchNormalization") && !n.flag("is_test");
      if (def.opset() < 7 && (training || OLD_BROADCAST.contains(n.op()) && n.has("broadcast"))) {
        throw n.refusal(
            "as it was in opset " + def.opset() + " is not supported; opset 7 or newer is");
      }
    }
    return order;
  }

  private int depth(NodeDef n, Map<NodeDef, Integer> depths) {
    int depth = 1;
    for (String input : n.inputs()) {
      depth = Math.max(depth, 1 + depths.getOrDefault(producers.get(input), 0));
    }
    if (depth > MOST_DEPTH) {
      throw n.refusal("more than " + MOST_DEPTH + " nodes one after another");
    }
    return depth;
  }

  /**
   * Reads the network for an image.
   *
   * @param given the values of the other inputs
   * @param imageName which input is the image; null for none
   * @param dims the image's [1, C, spatial …]
   * @param batched whether the image is one of a batch, so that axis 0 is not what it seems
   * @return a {@link Tensor} when the output does not depend on the image, else a {@link Network}
   */
  Object read(
      String output, Map<String, Tensor> given, String imageName, int[] dims, boolean batched) {
    List<NodeDef> order = order(output);
    Shape shape = imageName == null ? null : Reading.shape(dims);
    Reading r = new Reading(def.opset(), shape, readers(order, output), batched);
    def.initializers().forEach(r::put);
    given.forEach(r::put);
    if (imageName != null) {
      r.put(imageName, Image.plain(r.g.input(), shape, dims.length));
    }
    for (NodeDef n : order) {
      if (!r.isDone(n)) {
        node(r, n);
      }
    }
    Object value = r.value(output);
    if (value == null) {
      throw new OnnxException("output \"" + output + "\" is made by no node");
    }
    return value instanceof Image i ? new Network(r.g, shape, i) : value;
  }

  private static Map<String, List<NodeDef>> readers(List<NodeDef> order, String output) {
    Map<String, List<NodeDef>> readers = new HashMap<>();
    for (NodeDef n : order) {
      for (String input : n.inputs()) {
        readers.computeIfAbsent(input, k -> new ArrayList<>()).add(n);
      }
    }
    readers.computeIfAbsent(output, k -> new ArrayList<>()).add(null);
    return readers;
  }

  private static void node(Reading r, NodeDef n) {
    boolean constant = true;
    for (String input : n.inputs()) {
      Object v = input.isEmpty() ? null : r.value(input);
      if (v == null && !input.isEmpty()) {
        throw n.refusal("input \"" + input + "\" is given by nobody");
      }
      constant &= v == null || v instanceof Tensor;
    }
    if (n.outputs().isEmpty()) {
      throw n.refusal("no output");
    }
    try {
      Object made = constant ? Folder.fold(r, n) : read(r, n);
      if (made == null) {
        throw n.refusal("cannot be computed of constants alone");
      }
      if (made instanceof Object[] parts) {
        for (int i = 0; i < Math.min(parts.length, n.outputs().size()); i++) {
          r.put(n.outputs().get(i), parts[i]);
        }
      } else {
        r.put(n.outputs().get(0), made);
      }
    } catch (OnnxException e) {
      throw e.getMessage().startsWith(n.title())
          ? e
          : new OnnxException(n.title() + ": " + e.getMessage(), e);
    } catch (IllegalArgumentException
        | IllegalStateException
        | ArithmeticException
        | IndexOutOfBoundsException
        | NegativeArraySizeException e) {
      throw new OnnxException(n.title() + ": " + e.getMessage(), e);
    }
  }

  private static Object read(Reading r, NodeDef n) {
    NodeReader reader = Operators.of(n.op());
    if (reader == null) {
      throw n.refusal("supported among constants only");
    }
    return reader.read(r, n);
  }
}
