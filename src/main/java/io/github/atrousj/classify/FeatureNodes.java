package io.github.atrousj.classify;

import io.github.atrousj.engine.Convolution;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.graph.Activation;
import io.github.atrousj.graph.Graph;
import io.github.atrousj.graph.Node;
import io.github.atrousj.graph.Pointwise;
import io.github.atrousj.kernel.Kernel;
import io.github.atrousj.kernel.KernelLibrary;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The features of one image as nodes of a graph.
 *
 * <p>Taps that stand r pixels apart alias on whatever is finer than that, so a filter of rate r
 * reads the image after B3-spline means at 1, 2, 4 … up to the largest power of two below r (the
 * cascade "à trous", Holschneider et al. 1989), edge pixels repeated outside. What a rate's
 * features are does not depend on the other rates wanted.
 */
final class FeatureNodes {
  private static final Kernel MEAN = KernelLibrary.find("b3-spline");
  private static final Kernel GX = scaled(8, -1, 0, 1, -2, 0, 2, -1, 0, 1);
  private static final Kernel GY = scaled(8, -1, -2, -1, 0, 0, 0, 1, 2, 1);
  private static final Kernel HXX = scaled(4, 1, -2, 1, 2, -4, 2, 1, -2, 1);
  private static final Kernel HYY = scaled(4, 1, 2, 1, -2, -4, -2, 1, 2, 1);
  private static final Kernel HXY = scaled(4, 1, 0, -1, 0, 0, 0, -1, 0, 1);

  /** hxx + hyy in one kernel. */
  private static final Kernel LAPLACE = scaled(2, 1, 0, 1, 0, -4, 0, 1, 0, 1);

  private final Graph.Builder g;
  private final Node image;
  private final Map<Node, Map<Integer, Node>> smoothed = new HashMap<>();

  FeatureNodes(Graph.Builder g, Node image) {
    this.g = g;
    this.image = image;
  }

  private static Kernel scaled(float by, float... weights) {
    float[] w = weights.clone();
    for (int i = 0; i < w.length; i++) {
      w[i] /= by;
    }
    return Kernel.of(3, 3, w);
  }

  List<Node> of(Feature f, int rate) {
    return switch (f) {
      case SMOOTH -> List.of(smooth(image, rate));
      case GRADIENT -> List.of(length(at(GX, rate), at(GY, rate)));
      case LAPLACIAN -> List.of(at(LAPLACE, rate));
      case EIGENVALUES -> eigenvalues(rate);
      case CONTRAST -> List.of(contrast(rate));
      case ENERGY -> List.of(energy(rate));
    };
  }

  /** The image fit for taps that stand {@code rate} apart. */
  private Node fit(Node of, int rate) {
    return rate == 1 ? of : smooth(of, Integer.highestOneBit(rate - 1));
  }

  private Node smooth(Node of, int rate) {
    Map<Integer, Node> known = smoothed.computeIfAbsent(of, n -> new HashMap<>());
    Node node = known.get(rate);
    if (node == null) {
      node = convolve(fit(of, rate), MEAN, rate);
      known.put(rate, node);
    }
    return node;
  }

  private Node at(Kernel kernel, int rate) {
    return convolve(fit(image, rate), kernel, rate);
  }

  private Node convolve(Node in, Kernel kernel, int rate) {
    return g.convolve(in, Convolution.of(kernel).rate(rate, rate, 1).border(Border.REPLICATE));
  }

  /** √(a² + b²). */
  private Node length(Node a, Node b) {
    Node squares = g.add(g.activate(a, Activation.SQUARE), g.activate(b, Activation.SQUARE));
    return root(squares);
  }

  /** (hxx + hyy) / 2 ± √(((hxx − hyy) / 2)² + hxy²). */
  private List<Node> eigenvalues(int rate) {
    Node xx = at(HXX, rate);
    Node yy = at(HYY, rate);
    Node middle = g.weighted(new float[] {0.5f, 0.5f}, xx, yy);
    Node half = g.weighted(new float[] {0.5f, -0.5f}, xx, yy);
    Node spread = length(half, at(HXY, rate));
    return List.of(g.add(middle, spread), g.subtract(middle, spread));
  }

  /**
   * The root of the local mean of the square of what the image has between the scales of this rate
   * and the next: a B3-spline wavelet plane's energy, as texture descriptors take it (Laws 1980;
   * Unser 1995, doi:10.1109/83.469936). A filter's signed answer has mean zero on a texture, so a
   * linear layer can tell textures apart by local energies only. The mean reaches twice as far as
   * the filter: over the filter's own reach an energy is as noisy as a variance of few values.
   */
  private Node energy(int rate) {
    Node band = g.subtract(fit(image, rate), smooth(image, rate));
    return root(smooth(g.activate(band, Activation.SQUARE), 2 * rate));
  }

  /** The root of the mean of (image − mean)²: no difference of large numbers. */
  private Node contrast(int rate) {
    Node detail = g.subtract(image, smooth(image, rate));
    return root(smooth(g.activate(detail, Activation.SQUARE), rate));
  }

  private Node root(Node n) {
    return g.map(n, Pointwise.of(Pointwise.Kind.SQRT));
  }
}
