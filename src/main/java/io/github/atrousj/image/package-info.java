/**
 * Between ImageJ's images and the engine's rows: pixel types, hyperstack order, virtual stacks,
 * regions of interest, memory, calibration and the making of the result.
 *
 * <p>{@link io.github.atrousj.image.ImageJob} is the door: a command says what to compute, the job
 * finds the pixels, checks that the result fits, runs and returns the image.
 */
package io.github.atrousj.image;
