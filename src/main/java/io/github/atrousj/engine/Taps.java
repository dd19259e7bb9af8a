package io.github.atrousj.engine;

/**
 * The taps of one output row in their order. Several of them read the same line, mostly: those of a
 * line of the kernel.
 *
 * @param line which of an output row's lines each tap reads; may have more elements than taps
 * @param lines number of lines that an output row reads
 * @param offset where the tap's values start in its line
 * @param weight its factor
 * @param kx taps of each line when every line of the kernel has the same columns, else 0
 * @param ky lines of each plane of the kernel, when kx is not 0
 * @param kz planes of the kernel, when kx is not 0; of several channels each has its own
 */
record Taps(int[] line, int lines, int[] offset, float[] weight, int kx, int ky, int kz) {
  int count() {
    return weight.length;
  }
}
