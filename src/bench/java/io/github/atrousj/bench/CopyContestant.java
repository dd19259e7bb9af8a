package io.github.atrousj.bench;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;

/** What memory allows: reads the work's input once and writes as much as its result takes. */
final class CopyContestant extends Contestant {
  /** Floats; a piece stays in the first-level cache while it is written to every output. */
  private static final int PIECE = 4096;

  private final float[] in;
  private final float[][] out;

  CopyContestant(String name) {
    Workload work = Workloads.of(name);
    Shape s = work.input().shape();
    Shape o = work.output().get().shape();
    int pixel = Limits.pixelBytes(name);
    int floats = (int) (s.size() * pixel / Float.BYTES);
    in = new float[floats];
    int copies = (int) Math.max(1, o.size() / s.size());
    out = new float[copies][(int) (o.size() * pixel / Float.BYTES / copies)];
  }

  @Override
  String title() {
    return "copy";
  }

  @Override
  void run(int threads) throws InterruptedException {
    Parallel.run(threads, this::part);
  }

  private void part(int index, int of) {
    int from = part(index, of, in.length);
    int end = part(index + 1, of, in.length);
    for (int i = from; i < end; i += PIECE) {
      for (float[] plane : out) {
        int n = Math.min(Math.min(PIECE, end - i), plane.length - i);
        if (n > 0) {
          System.arraycopy(in, i, plane, i, n);
        }
      }
    }
  }

  private static int part(int index, int of, int n) {
    return index == of ? n : (int) ((long) n * index / of) / PIECE * PIECE;
  }

  @Override
  Volume result() {
    return null;
  }
}
