package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A network on a volume in parts: values are normalised as they are read, and a network of planes
 * sees the planes of the volume one by one, each with what was found of it alone. The numbers of a
 * part are those of its planes, one plane after another, equally many of each.
 */
public final class NetworkBlocks implements Blockwise {
  private final Blockwise network;
  private final NetworkJob.Normalization norm;
  private final boolean threeD;

  /**
   * @param network on the extent that it was read for: the volume's, of one plane unless {@code
   *     threeD}
   */
  public NetworkBlocks(Blockwise network, NetworkJob.Normalization norm, boolean threeD) {
    this.network = network;
    this.norm = norm;
    this.threeD = threeD;
  }

  /** What the network sees of a volume. */
  private Shape seen(Shape s) {
    return threeD ? s : new Shape(s.channels(), 1, s.height(), s.width());
  }

  /** An extent of the network's made one of the volume's. */
  private Shape stacked(Shape of, int depth) {
    return threeD ? of : new Shape(of.channels(), depth, of.height(), of.width());
  }

  private Region plane(Region r) {
    return threeD ? r : new Region(0, 1, r.y0(), r.y1());
  }

  @Override
  public Shape outputShape(Shape input) {
    return stacked(network.outputShape(seen(input)), input.depth());
  }

  @Override
  public int passes() {
    return network.passes();
  }

  @Override
  public Shape passExtent(Shape input, int pass) {
    return stacked(network.passExtent(seen(input), pass), input.depth());
  }

  @Override
  public boolean wholePlanes(int pass) {
    return network.wholePlanes(pass);
  }

  /** The volume, or one of its planes, normalised. */
  private RowSource source(RowSource image, int plane) {
    Shape shape = seen(image.shape());
    return new RowSource() {
      @Override
      public Shape shape() {
        return shape;
      }

      @Override
      public void read(int channel, int z, int y, float[] into, int offset) {
        image.read(channel, threeD ? z : plane, y, into, offset);
        norm.apply(channel, into, offset, shape.width());
      }
    };
  }

  /** The share of one of several planes in numbers of all. */
  private static double[] share(double[] all, int plane, int planes) {
    int n = all.length / planes;
    return Arrays.copyOfRange(all, plane * n, (plane + 1) * n);
  }

  private List<double[]> foundOf(List<double[]> found, int plane, int planes) {
    return threeD ? found : found.stream().map(all -> share(all, plane, planes)).toList();
  }

  private static double[] joined(List<double[]> parts) {
    return parts.stream().flatMapToDouble(Arrays::stream).toArray();
  }

  @Override
  public double[] measure(
      RowSource image, int pass, List<double[]> found, Region part, Monitor monitor) {
    if (threeD) {
      return network.measure(source(image, 0), pass, found, part, monitor);
    }
    List<double[]> all = new ArrayList<>();
    int depth = image.shape().depth();
    for (int z = part.z0(); z < part.z1(); z++) {
      Monitor step = new GroupMonitor(monitor, z - part.z0(), part.z1() - part.z0());
      List<double[]> own = foundOf(found, z, depth);
      all.add(network.measure(source(image, z), pass, own, plane(part), step));
    }
    return joined(all);
  }

  @Override
  public double[] combine(
      Shape input, int pass, List<double[]> found, List<Region> parts, List<double[]> measured) {
    if (threeD) {
      return network.combine(input, pass, found, parts, measured);
    }
    List<double[]> all = new ArrayList<>();
    for (int z = 0; z < input.depth(); z++) {
      List<Region> rows = new ArrayList<>();
      List<double[]> numbers = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        Region p = parts.get(i);
        if (p.z0() <= z && z < p.z1()) {
          rows.add(plane(p));
          numbers.add(share(measured.get(i), z - p.z0(), p.z1() - p.z0()));
        }
      }
      List<double[]> own = foundOf(found, z, input.depth());
      all.add(network.combine(seen(input), pass, own, rows, numbers));
    }
    return joined(all);
  }

  @Override
  public Region needed(Shape input, Region region) {
    Region n = network.needed(seen(input), plane(region));
    return threeD ? n : new Region(region.z0(), region.z1(), n.y0(), n.y1());
  }

  @Override
  public long memoryNeeded(Shape input, Region region) {
    return network.memoryNeeded(seen(input), plane(region));
  }

  @Override
  public void run(
      RowSource image, List<double[]> found, RowSink sink, Region region, Monitor monitor) {
    if (threeD) {
      network.run(source(image, 0), found, sink, region, monitor);
      return;
    }
    int depth = image.shape().depth();
    for (int z = region.z0(); z < region.z1(); z++) {
      int at = z;
      Monitor step = new GroupMonitor(monitor, z - region.z0(), region.z1() - region.z0());
      network.run(
          source(image, z),
          foundOf(found, z, depth),
          (channel, none, y, row, offset) -> sink.write(channel, at, y, row, offset),
          plane(region),
          step);
    }
  }
}
