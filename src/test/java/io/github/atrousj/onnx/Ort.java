package io.github.atrousj.onnx;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.nio.FloatBuffer;
import java.util.Map;

/** ONNX Runtime, as the other program that runs our files. */
final class Ort {
  private Ort() {}

  /** Runs a model on an image. */
  static Tensor run(byte[] model, Tensor image) {
    OrtEnvironment env = OrtEnvironment.getEnvironment();
    long[] dims = new long[image.rank()];
    for (int i = 0; i < dims.length; i++) {
      dims[i] = image.dim(i);
    }
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      try (OrtSession session = env.createSession(model, options);
          OnnxTensor in = OnnxTensor.createTensor(env, FloatBuffer.wrap(image.floats()), dims);
          OrtSession.Result result =
              session.run(Map.of(session.getInputNames().iterator().next(), in))) {
        OnnxTensor out = (OnnxTensor) result.get(0);
        long[] shape = out.getInfo().getShape();
        int[] outDims = new int[shape.length];
        for (int i = 0; i < shape.length; i++) {
          outDims[i] = (int) shape[i];
        }
        FloatBuffer b = out.getFloatBuffer();
        float[] values = new float[b.remaining()];
        b.get(values);
        return Tensor.of(values, outDims);
      }
    } catch (OrtException e) {
      throw new AssertionError(e.getMessage(), e);
    }
  }

  /** An image as a tensor [1, C, H, W], or [1, C, D, H, W] with {@code volume}. */
  static Tensor tensor(Volume v, boolean volume) {
    Shape s = v.shape();
    float[] all = new float[(int) s.size()];
    int plane = s.height() * s.width();
    for (int i = 0; i < s.channels() * s.depth(); i++) {
      System.arraycopy(v.plane(i / s.depth(), i % s.depth()), 0, all, i * plane, plane);
    }
    return volume
        ? Tensor.of(all, 1, s.channels(), s.depth(), s.height(), s.width())
        : Tensor.of(all, 1, s.channels(), s.height(), s.width());
  }
}
