package io.github.atrousj.volume.zarr;

import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Compressions whose libraries are too large for the plugin and are used where they are on the
 * class path. For reading only.
 */
final class LibraryCodecs {
  private LibraryCodecs() {}

  /**
   * Zstandard, RFC 8878, by com.github.luben:zstd-jni.
   *
   * @throws VolumeException when the library is not there, with a line that says what to add
   */
  static ByteCodec zstd() {
    try {
      Constructor<?> open =
          Class.forName("com.github.luben.zstd.ZstdInputStream").getConstructor(InputStream.class);
      return new ByteCodec.Streamed(
          in -> (InputStream) call(() -> open.newInstance(in)),
          out -> {
            throw new UnsupportedOperationException("zstd is only read");
          });
    } catch (ReflectiveOperationException | LinkageError e) {
      throw missing("zstd", "zstd-jni (Maven: com.github.luben:zstd-jni)", e);
    }
  }

  /**
   * Blosc 1 by com.scalableminds:blosc-java.
   *
   * @throws VolumeException when the library is not there, with a line that says what to add
   */
  static ByteCodec blosc() {
    try {
      Method decompress =
          Class.forName("com.scalableminds.bloscjava.Blosc").getMethod("decompress", byte[].class);
      return new Blosc(decompress);
    } catch (ReflectiveOperationException | LinkageError e) {
      throw missing("blosc", "blosc-java (Maven: com.scalableminds:blosc-java)", e);
    }
  }

  private static VolumeException missing(String codec, String jar, Throwable cause) {
    return new VolumeException(
        "this volume is compressed with "
            + codec
            + ": add the jar of "
            + jar
            + " to ImageJ's jars folder (or the class path) and start again",
        cause);
  }

  private interface Call {
    Object run() throws ReflectiveOperationException;
  }

  private static Object call(Call call) throws IOException {
    try {
      return call.run();
    } catch (InvocationTargetException e) {
      throw new IOException(e.getCause().getMessage(), e.getCause());
    } catch (ReflectiveOperationException | LinkageError e) {
      throw new IOException(e.toString(), e);
    }
  }

  private record Blosc(Method decompress) implements ByteCodec {
    // The header of Blosc 1: version, version, flags, item size, then three lengths.
    private static final int HEADER = 16;

    @Override
    public byte[] decode(byte[] bytes, int most) throws IOException {
      if (bytes.length < HEADER) {
        throw new IOException("its " + bytes.length + " bytes are less than a blosc header");
      }
      ByteBuffer header = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      int decoded = header.getInt(4);
      int encoded = header.getInt(12);
      // The library takes these on trust.
      if (decoded < 0 || decoded > most) {
        throw new IOException("its blosc header promises " + decoded + " bytes");
      }
      if (encoded != bytes.length) {
        throw new IOException(
            "its blosc header speaks of " + encoded + " bytes, there are " + bytes.length);
      }
      return decoded == 0 ? new byte[0] : (byte[]) call(() -> decompress.invoke(null, bytes));
    }

    @Override
    public byte[] encode(byte[] bytes) {
      throw new UnsupportedOperationException("blosc is only read");
    }
  }
}
