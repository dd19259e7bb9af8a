package io.github.atrousj.graph;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import java.util.List;

/**
 * Something that is computed on a volume part by part, in any order and on any machine, with the
 * bits that the whole would have. What a part needs to know of the whole image (means, noise) is
 * measured before, in passes; a pass goes over parts that are combined in the end, and may need
 * what the passes before it have found. Numbers are passed on as doubles, so that they can travel.
 *
 * <p>Not to be used from two threads at once.
 */
public interface Blockwise {
  /** The output's extent for an input of the given extent. */
  Shape outputShape(Shape input);

  /** How many passes over the image must come first. */
  default int passes() {
    return 0;
  }

  /** The extent whose rows a pass goes over; every row of it must be in one part. */
  default Shape passExtent(Shape input, int pass) {
    throw new IndexOutOfBoundsException(pass);
  }

  /** Whether the parts of a pass must be whole planes. */
  default boolean wholePlanes(int pass) {
    return false;
  }

  /**
   * Measures one part.
   *
   * @param found what the passes before this one have found, in order
   * @param part of {@link #passExtent}
   */
  default double[] measure(
      RowSource image, int pass, List<double[]> found, Region part, Monitor monitor) {
    throw new IndexOutOfBoundsException(pass);
  }

  /**
   * What a pass has found.
   *
   * @param parts that were measured; in any order
   * @param measured of each part
   */
  default double[] combine(
      Shape input, int pass, List<double[]> found, List<Region> parts, List<double[]> measured) {
    throw new IndexOutOfBoundsException(pass);
  }

  /** The planes and rows of the input, from first to last, that a region of the output needs. */
  Region needed(Shape input, Region region);

  /** Working memory in bytes beside source and sink for one region of the output. */
  long memoryNeeded(Shape input, Region region);

  /**
   * Computes the rows of a region, each once.
   *
   * @param found by all passes, in order
   * @throws java.util.concurrent.CancellationException when the monitor asked to stop
   */
  void run(RowSource image, List<double[]> found, RowSink sink, Region region, Monitor monitor);
}
