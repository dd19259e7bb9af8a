package io.github.atrousj.plugin;

import ij.ImagePlus;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.geometry.AxisScale;
import io.github.atrousj.graph.Blockwise;
import io.github.atrousj.image.Dimensions;
import io.github.atrousj.image.ImageJob;
import io.github.atrousj.image.Operation;
import io.github.atrousj.image.OutputKind;
import io.github.atrousj.param.Values;
import java.util.List;

/** A command that can also run from one chunked volume to another, block by block. */
interface VolumeCommand extends DeclaredCommand {
  /** Where the output's pixels lie on those of an input. */
  interface Scales {
    /**
     * @param axis x, y or the depth of the operation, which is called z here
     * @param input the volume's extent
     */
    AxisScale of(char axis, Shape input);
  }

  /**
   * What is to be done on a volume.
   *
   * @param blocks null for what must have the whole image at once
   * @param scales asked only when the extent changes
   * @param depthAxis the axis of the volume that is the operation's depth: z or t
   * @param channels of the volume that are computed together: 1 or all
   * @param kind of the output's values
   * @param labels of the output's channels; empty for none
   * @param files what was read beside the volume and has a part in the values, as a text that
   *     changes with its contents; empty for nothing
   */
  record Work(
      Blockwise blocks,
      Scales scales,
      char depthAxis,
      int channels,
      OutputKind kind,
      List<String> labels,
      String files) {
    /** Work of an operation that runs on each channel by itself. */
    static Work of(ImageJob job, Operation operation, String files) {
      return new Work(
          operation.blocks(),
          scalesOf(operation),
          job.dimensions() == Dimensions.T ? 't' : 'z',
          1,
          job.outputKind(),
          job.labels(),
          files);
    }
  }

  /** Scales of an operation. */
  static Scales scalesOf(Operation operation) {
    return (axis, input) -> {
      switch (axis) {
        case 'x':
          return operation.scaleX(input);
        case 'y':
          return operation.scaleY(input);
        default:
          return operation.scaleZ(input);
      }
    };
  }

  /**
   * Turns values into work; computes no pixel.
   *
   * @param image stands for the volume; its planes should not be read
   * @throws IllegalArgumentException when the values do not suit the volume, with one line
   */
  Work onVolume(ImagePlus image, Values values);
}
