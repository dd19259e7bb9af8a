/**
 * Volumes in chunks, larger than memory, and their processing block by block: {@link
 * io.github.atrousj.volume.ChunkedArray} is what a store must be able to do, {@code volume.zarr} is
 * one such store, {@link io.github.atrousj.volume.BlockJob} runs an operation from store to store.
 */
package io.github.atrousj.volume;
