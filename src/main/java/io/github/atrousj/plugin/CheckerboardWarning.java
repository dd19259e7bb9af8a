package io.github.atrousj.plugin;

import io.github.atrousj.engine.Checkerboard;
import io.github.atrousj.engine.TransposedConvolution;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.image.Dimensions;
import java.util.Arrays;
import java.util.function.ToIntFunction;

/** What a transposed convolution that covers its result unevenly has to tell its user. */
record CheckerboardWarning(TransposedConvolution t, Checkerboard board, Dimensions d) {
  private static final double SAME = 1e-6;

  /** For a dialog. */
  String shortLine() {
    return "Checkerboard: "
        + numbers(TransposedAxis::taps)
        + " taps do not go evenly into stride "
        + numbers(TransposedAxis::stride)
        + ". Better enlarge the image, then convolve (see Help).";
  }

  /** For the log: what happens, by how much, and what to do instead. */
  String line() {
    String rate = numbers(TransposedAxis::rate);
    String line =
        "Transposed Convolution: checkerboard. "
            + numbers(TransposedAxis::taps)
            + " taps"
            + (rate.equals("1") ? "" : " at rate " + rate)
            + " do not go evenly into stride "
            + numbers(TransposedAxis::stride)
            + ", so a result is the sum of "
            + board.fewest()
            + " to "
            + board.most()
            + " taps; "
            + effect()
            + ". Instead enlarge the image (Image > Scale..., interpolation=Bilinear) and then run"
            + " Dilated Convolution, or take a kernel whose size is divisible by the stride.";
    return line.replace('\u00d7', 'x');
  }

  private String effect() {
    return board.largest() - board.least() < SAME
        ? "with these weights even areas stay even, noise does not"
        : "an even area of 1 becomes "
            + DilatedConvolution.rounded(board.least())
            + " to "
            + DilatedConvolution.rounded(board.largest());
  }

  /** A number of every axis; a single one when all are alike. */
  private String numbers(ToIntFunction<TransposedAxis> of) {
    TransposedAxis[] all = {t.x(), t.y(), t.z()};
    int[] xyz = Arrays.stream(all).mapToInt(of).toArray();
    int[] axes = AxisKeys.axes(d);
    boolean alike = Arrays.stream(axes).allMatch(axis -> xyz[axis] == xyz[axes[0]]);
    return alike ? String.valueOf(xyz[axes[0]]) : AxisKeys.times(xyz, d);
  }
}
