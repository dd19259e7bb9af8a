package io.github.atrousj.engine;

/**
 * The taps that up to {@link Loops#BLOCK} output channels of a layer read.
 *
 * @param offset where each tap's values start in its row
 * @param weight weight[t · BLOCK + b] is the factor of tap t for channel b
 * @param init what the sums of each channel start from
 */
record LayerTaps(int[] offset, float[] weight, float[] init) {
  int count() {
    return offset.length;
  }

  int channels() {
    return init.length;
  }
}
