package io.github.atrousj.engine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.geometry.Border;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The loops over 8-bit pixels, in plain Java and on the Vector API. */
class ByteLoopsTest {
  /** Both implementations of the whole numbers against their definition, at any length. */
  @Test
  void wholeNumbers() {
    Random rnd = new Random(4);
    int served = 0;
    BitSet shifts = new BitSet();
    for (int i = 0; i < 400; i++) {
      int n = i < 300 ? 1 + i : 2000 + rnd.nextInt(9000);
      Convolution c = new Settings(rnd).wholeNumbers(new Shape(1, 1, 9, 9), 2).stride(1);
      ByteKernel kernel = ByteKernel.of(c.border(Border.ZERO)).orElse(null);
      if (kernel == null) {
        continue;
      }
      served++;
      shifts.set(kernel.shift);
      byte[][] src = new byte[kernel.taps()][n + 10];
      int[] offsets = new int[src.length];
      for (int t = 0; t < src.length; t++) {
        rnd.nextBytes(src[t]);
        Arrays.fill(src[t], n / 2, n, (byte) -1);
        offsets[t] = rnd.nextInt(10);
      }
      byte[] expected = new byte[n + 7];
      int misfits = kernel.scalar(src, offsets, expected, 3, 0, n);
      for (ByteLoops loops : List.of(new PlainByteLoops(), ByteLoops.create())) {
        byte[] out = new byte[n + 7];
        assertEquals(misfits, loops.row(kernel, src, offsets, out, 3, n));
        assertArrayEquals(expected, out);
      }
    }
    assertTrue(served > 250, served + " kernels");
    assertEquals(13, shifts.cardinality());
  }
}
