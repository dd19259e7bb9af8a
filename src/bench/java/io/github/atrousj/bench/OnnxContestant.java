package io.github.atrousj.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** ONNX Runtime with all optimisations, on the model that was written beside the data. */
final class OnnxContestant extends Contestant {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final Map<Integer, OrtSession> sessions = new HashMap<>();
  private final String model;
  private final OnnxTensor input;
  private final Shape output;
  private int lastThreads;

  OnnxContestant(String name, Path folder) throws OrtException {
    Workload work = Workloads.of(name);
    model = folder.resolve("model.onnx").toString();
    output = work.output().get().shape();
    Shape s = work.input().shape();
    FloatBuffer values = direct(s.size());
    for (int c = 0; c < s.channels(); c++) {
      for (int z = 0; z < s.depth(); z++) {
        values.put(work.input().plane(c, z));
      }
    }
    long[] extent =
        s.depth() == 1
            ? new long[] {1, s.channels(), s.height(), s.width()}
            : new long[] {1, s.channels(), s.depth(), s.height(), s.width()};
    input = OnnxTensor.createTensor(environment, values.rewind(), extent);
  }

  private static FloatBuffer direct(long n) {
    return ByteBuffer.allocateDirect((int) n * Float.BYTES)
        .order(ByteOrder.nativeOrder())
        .asFloatBuffer();
  }

  @Override
  String title() {
    return "ONNX Runtime " + environment.getVersion();
  }

  private OrtSession session(int threads) throws OrtException {
    OrtSession session = sessions.get(threads);
    if (session == null) {
      OrtSession.SessionOptions options = new OrtSession.SessionOptions();
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      session = environment.createSession(model, options);
      sessions.put(threads, session);
    }
    return session;
  }

  @Override
  void run(int threads) throws OrtException {
    lastThreads = threads;
    session(threads).run(Map.of("x", input)).close();
  }

  @Override
  Volume result() throws OrtException {
    try (OrtSession.Result all = session(lastThreads).run(Map.of("x", input))) {
      FloatBuffer values = ((OnnxTensor) all.get(0)).getFloatBuffer();
      Volume v = new Volume(output);
      for (int c = 0; c < output.channels(); c++) {
        for (int z = 0; z < output.depth(); z++) {
          values.get(v.plane(c, z));
        }
      }
      return v;
    }
  }
}
