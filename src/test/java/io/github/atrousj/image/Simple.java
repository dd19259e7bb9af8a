package io.github.atrousj.image;

import io.github.atrousj.engine.RowSink;
import io.github.atrousj.engine.RowSource;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import java.util.concurrent.CancellationException;
import java.util.function.DoubleUnaryOperator;

/** Operations simple enough to be checked by hand. */
final class Simple {
  interface Values {
    /** The value of one output position. */
    float at(RowSource in, int channel, int z, int y, int x);
  }

  private Simple() {}

  static float value(RowSource in, int z, int y, int x) {
    float[] row = new float[in.shape().width()];
    in.read(0, z, y, row, 0);
    return row[x];
  }

  /** Every value mapped by a function; as many outputs as wanted, output k being f(v) + k. */
  static Operation map(int outputs, DoubleUnaryOperator f) {
    return of(
        1, 1, 1, outputs, (in, c, z, y, x) -> (float) f.applyAsDouble(value(in, z, y, x)) + c);
  }

  /** Every sx-th column, sy-th row and sz-th plane, the first at sx/2, sy/2, sz/2. */
  static Operation every(int sx, int sy, int sz) {
    return of(
        sx,
        sy,
        sz,
        1,
        (in, c, z, y, x) -> value(in, z * sz + sz / 2, y * sy + sy / 2, x * sx + sx / 2));
  }

  /** Difference to the plane before, 0 for the first. */
  static Operation alongZ() {
    return of(
        1, 1, 1, 1, (in, c, z, y, x) -> value(in, z, y, x) - value(in, Math.max(0, z - 1), y, x));
  }

  static Operation of(int sx, int sy, int sz, int outputs, Values values) {
    return new Operation() {
      @Override
      public Shape outputShape(Shape s) {
        return new Shape(outputs, s.depth() / sz, s.height() / sy, s.width() / sx);
      }

      @Override
      public AxisScale scaleX(Shape s) {
        return new AxisScale(sx, sx / 2);
      }

      @Override
      public AxisScale scaleY(Shape s) {
        return new AxisScale(sy, sy / 2);
      }

      @Override
      public AxisScale scaleZ(Shape s) {
        return new AxisScale(sz, sz / 2);
      }

      @Override
      public long memoryNeeded(Shape s) {
        return 0;
      }

      @Override
      public void run(RowSource in, RowSink out, Region r, Monitor monitor) {
        Shape shape = outputShape(in.shape());
        float[] row = new float[shape.width()];
        for (int c = 0; c < outputs; c++) {
          for (int z = r.z0(); z < r.z1(); z++) {
            for (int y = r.y0(); y < r.y1(); y++) {
              if (monitor.cancelled()) {
                throw new CancellationException();
              }
              for (int x = 0; x < row.length; x++) {
                row[x] = values.at(in, c, z, y, x);
              }
              out.write(c, z, y, row, 0);
            }
            monitor.progress((z + 1.0) / shape.depth());
          }
        }
      }
    };
  }
}
