package io.github.atrousj.bench;

import ij.IJ;
import ij.plugin.filter.Convolver;
import ij.process.ByteProcessor;
import ij.process.FloatProcessor;
import ij.process.ImageProcessor;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;

/**
 * ImageJ's own Convolver, which knows no rate: the kernel's taps stand apart by zeros. It works in
 * place, so every run begins with a copy, and continues the edges, so borders of zeros differ.
 */
final class ConvolverContestant extends Contestant {
  private static final float[] B3 = {1 / 16f, 4 / 16f, 6 / 16f, 4 / 16f, 1 / 16f};

  private final Convolver convolver = new Convolver();
  private final Workload work;
  private final float[] image;
  private final byte[] bytes;
  private final Shape shape;
  private final int width;
  private final float[][] planes;
  private byte[] rounded;

  ConvolverContestant(String name) {
    work = Workloads.of(name);
    image = work.input().plane(0, 0);
    width = work.input().shape().width();
    shape = work.output().get().shape();
    planes = new float[shape.channels()][];
    bytes = new byte[name.equals("W8") ? image.length : 0];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = (byte) image[i];
    }
    convolver.setNormalize(false);
  }

  @Override
  String title() {
    return "ImageJ " + IJ.getVersion() + " Convolver";
  }

  @Override
  void run(int threads) {
    switch (work.name()) {
      case "W1":
        planes[0] = convolved(image, spaced(work.weights().get("w"), 3, 4), 9, 9);
        break;
      case "W2":
        planes[0] = convolved(image, spaced(work.weights().get("w"), 5, 8), 33, 33);
        break;
      case "W3":
        aspp();
        break;
      case "W4":
        starlet();
        break;
      default:
        bytes();
    }
  }

  private float[] convolved(float[] pixels, float[] kernel, int kw, int kh) {
    FloatProcessor ip = new FloatProcessor(width, pixels.length / width, pixels.clone());
    convolver.convolve(ip, kernel, kw, kh);
    return (float[]) ip.getPixels();
  }

  private static float[] spaced(float[] kernel, int size, int rate) {
    int side = (size - 1) * rate + 1;
    float[] wide = new float[side * side];
    for (int i = 0; i < kernel.length; i++) {
      wide[i / size * rate * side + i % size * rate] = kernel[i];
    }
    return wide;
  }

  private void aspp() {
    double total = 0;
    for (float v : image) {
      total += v;
    }
    float mean = (float) (total / image.length);
    float pointwise = work.weights().get("w1")[0];
    float[] sum = new float[image.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = pointwise * image[i] + mean;
    }
    for (int rate : new int[] {6, 12, 18}) {
      int side = 2 * rate + 1;
      float[] branch =
          convolved(image, spaced(work.weights().get("w" + rate), 3, rate), side, side);
      for (int i = 0; i < sum.length; i++) {
        sum[i] += branch[i];
      }
    }
    for (int i = 0; i < sum.length; i++) {
      sum[i] /= 5;
    }
    planes[0] = sum;
  }

  private void starlet() {
    float[] smooth = image;
    int last = planes.length - 1;
    for (int j = 0; j < last; j++) {
      int side = (4 << j) + 1;
      float[] line = new float[side];
      for (int t = 0; t < B3.length; t++) {
        line[t << j] = B3[t];
      }
      FloatProcessor ip = new FloatProcessor(width, smooth.length / width, smooth.clone());
      convolver.convolve(ip, line, side, 1);
      convolver.convolve(ip, line, 1, side);
      float[] next = (float[]) ip.getPixels();
      float[] detail = new float[next.length];
      for (int i = 0; i < detail.length; i++) {
        detail[i] = smooth[i] - next[i];
      }
      planes[j] = detail;
      smooth = next;
    }
    planes[last] = smooth;
  }

  private void bytes() {
    ImageProcessor ip = new ByteProcessor(width, bytes.length / width, bytes.clone());
    convolver.convolve(ip, spaced(work.weights().get("w"), 3, 4), 9, 9);
    rounded = (byte[]) ip.getPixels();
  }

  @Override
  Volume result() {
    if (rounded != null) {
      planes[0] = new float[rounded.length];
      for (int i = 0; i < rounded.length; i++) {
        planes[0][i] = rounded[i] & 0xff;
      }
    }
    return new Volume(shape, planes);
  }
}
