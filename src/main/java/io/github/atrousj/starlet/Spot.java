package io.github.atrousj.starlet;

/**
 * A bright spot. Positions count pixels, the centre of the first pixel being 0.
 *
 * @param label its number, from 1; also its value in the label image
 * @param x centre, weighted by the multiscale product, which background does not shift
 * @param y centre
 * @param z centre; the number of its plane where planes are searched one by one
 * @param size pixels (voxels in 3-D)
 * @param mean of the image inside
 * @param max of the image inside
 */
public record Spot(int label, double x, double y, double z, long size, double mean, double max) {}
