package io.github.atrousj.volume.zarr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.InflaterInputStream;

/** Turns bytes into bytes: a compression or a checksum. */
interface ByteCodec {
  /**
   * Undoes {@link #encode}.
   *
   * @param most bytes that may come out
   * @throws IOException when these are no such bytes or too many come out
   */
  byte[] decode(byte[] bytes, int most) throws IOException;

  byte[] encode(byte[] bytes) throws IOException;

  /** RFC 1952. */
  ByteCodec GZIP = new Streamed(GZIPInputStream::new, GZIPOutputStream::new);

  /** RFC 1950. */
  ByteCodec ZLIB =
      new Streamed(
          InflaterInputStream::new,
          out ->
              new DeflaterOutputStream(out, new Deflater(Deflater.BEST_SPEED)) {
                @Override
                public void close() throws IOException {
                  super.close();
                  def.end();
                }
              });

  /** Four bytes of RFC 3720's CRC-32C, little endian, at the end. */
  ByteCodec CRC32C = new Checksum();

  /** Opens a stream over another. */
  interface Opener<S> {
    S over(S stream) throws IOException;
  }

  /** A compression for which there are streams. */
  record Streamed(Opener<InputStream> in, Opener<OutputStream> out) implements ByteCodec {
    @Override
    public byte[] decode(byte[] bytes, int most) throws IOException {
      try (InputStream stream = in.over(new ByteArrayInputStream(bytes))) {
        byte[] decoded = stream.readNBytes(most);
        if (stream.read() >= 0) {
          throw new IOException("more than " + most + " bytes come out of it");
        }
        return decoded;
      } catch (EOFException e) {
        throw new IOException("the compressed data is cut off", e);
      }
    }

    @Override
    public byte[] encode(byte[] bytes) throws IOException {
      ByteArrayOutputStream encoded = new ByteArrayOutputStream(bytes.length / 2 + 64);
      try (OutputStream stream = out.over(encoded)) {
        stream.write(bytes);
      }
      return encoded.toByteArray();
    }
  }

  /** See {@link #CRC32C}. */
  final class Checksum implements ByteCodec {
    private static final int LENGTH = 4;

    @Override
    public byte[] decode(byte[] bytes, int most) throws IOException {
      int n = bytes.length - LENGTH;
      if (n < 0 || n > most) {
        throw new IOException(bytes.length + " bytes with their checksum");
      }
      int stored = ByteBuffer.wrap(bytes, n, LENGTH).order(ByteOrder.LITTLE_ENDIAN).getInt();
      if (stored != sum(bytes, n)) {
        throw new IOException("its checksum (crc32c) is not that of its bytes");
      }
      return Arrays.copyOf(bytes, n);
    }

    @Override
    public byte[] encode(byte[] bytes) {
      return ByteBuffer.allocate(bytes.length + LENGTH)
          .order(ByteOrder.LITTLE_ENDIAN)
          .put(bytes)
          .putInt(sum(bytes, bytes.length))
          .array();
    }

    private static int sum(byte[] bytes, int length) {
      CRC32C crc = new CRC32C();
      crc.update(bytes, 0, length);
      return (int) crc.getValue();
    }
  }
}
