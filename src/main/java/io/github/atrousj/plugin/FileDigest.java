package io.github.atrousj.plugin;

import io.github.atrousj.param.Wording;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What tells a file that was changed from the same file. */
final class FileDigest {
  private FileDigest() {}

  /**
   * The SHA-256 of a file's bytes, in hexadecimal.
   *
   * @param key of the parameter that names the file
   * @throws IllegalArgumentException when it cannot be read, with one line
   */
  static String of(String key, String path) {
    try {
      MessageDigest sum = MessageDigest.getInstance("SHA-256");
      try (InputStream in =
          new DigestInputStream(Files.newInputStream(Path.of(path.trim())), sum)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sum.digest());
    } catch (IOException e) {
      throw new IllegalArgumentException(Wording.path(key, path) + ": " + Wording.reason(e), e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e); // every Java has it
    }
  }
}
