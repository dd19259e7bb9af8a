package io.github.atrousj.volume.zarr;

import io.github.atrousj.volume.VolumeException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A folder as a store. Values are written aside, in the folder {@code .atrousj} of the store,
 * brought to the disk and then renamed, so that neither a crash, of the machine too, nor a second
 * writer leaves part of one.
 */
public final class FolderStore implements KeyStore {
  private static final String ASIDE = ".atrousj";

  /** Brings to the disk what was written to a file. */
  interface Sync {
    void force(FileChannel file) throws IOException;
  }

  private final Path root;
  private final Sync sync;

  FolderStore(Path root, Sync sync) {
    this.root = root;
    this.sync = sync;
  }

  /**
   * @throws VolumeException when the text is no path
   */
  public FolderStore(String path) {
    try {
      this.root = Path.of(path).toAbsolutePath().normalize();
      this.sync = file -> file.force(true);
    } catch (InvalidPathException e) {
      throw new VolumeException("\"" + path + "\" is no path: " + e.getReason(), e);
    }
  }

  /** The folder. */
  public Path root() {
    return root;
  }

  /** Whether one of two stores is the other or lies in it, also by links. */
  public boolean overlaps(FolderStore other) {
    Path a = real(root);
    Path b = real(other.root);
    return a.startsWith(b) || b.startsWith(a);
  }

  /** Where a folder is or would be, links followed as far as it is there. */
  private static Path real(Path path) {
    Path there = path;
    while (there != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return there == null ? path : there.toRealPath().resolve(there.relativize(path));
    } catch (IOException e) {
      return path;
    }
  }

  /** Whether there is a file, or a folder with something in it, at the store's place. */
  public boolean isOccupied() {
    if (!Files.isDirectory(root)) {
      return Files.exists(root);
    }
    try (Stream<Path> inside = Files.list(root)) {
      return inside.findAny().isPresent();
    } catch (IOException e) {
      throw new VolumeException(root + " cannot be read: " + e.getMessage(), e);
    }
  }

  @Override
  public String name() {
    return root.toString();
  }

  /** The file of a key, never outside the folder, whatever the key or a link in the folder says. */
  private Path file(String key) throws IOException {
    Path file;
    try {
      file = root.resolve(key).normalize();
    } catch (InvalidPathException e) {
      throw new IOException("\"" + key + "\" is no path", e);
    }
    if (!file.startsWith(root)) {
      throw new IOException("\"" + key + "\" is outside the store");
    }
    Path there = root;
    for (Path name : root.relativize(file)) {
      Path next = there.resolve(name);
      if (!Files.exists(next)) {
        break;
      }
      there = next;
    }
    if (Files.exists(root) && !there.toRealPath().startsWith(root.toRealPath())) {
      throw new IOException("\"" + key + "\" is a link to the outside of the store");
    }
    return file;
  }

  @Override
  public long size(String key) throws IOException {
    Path file = file(key);
    if (Files.isDirectory(file)) {
      // A rename could never bring a value here: not the same as a value that is missing.
      throw new IOException("there is a folder in its place");
    }
    try {
      return Files.isRegularFile(file) ? Files.size(file) : -1;
    } catch (NoSuchFileException e) {
      return -1;
    }
  }

  @Override
  public byte[] read(String key, long offset, int length) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(length);
    try (FileChannel in = FileChannel.open(file(key), StandardOpenOption.READ)) {
      while (bytes.hasRemaining()) {
        if (in.read(bytes, offset + bytes.position()) < 0) {
          throw new EOFException(
              "it ends after " + in.size() + " bytes, before " + (offset + length));
        }
      }
    }
    return bytes.array();
  }

  @Override
  public void write(String key, byte[] value) throws IOException {
    Path file = file(key);
    Path parent = file.getParent();
    if (parent != null) {
      Files.createDirectories(parent);
    }
    Path folder = Files.createDirectories(root.resolve(ASIDE));
    Path aside = folder.resolve(UUID.randomUUID().toString());
    try {
      try (FileChannel out =
          FileChannel.open(aside, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
        ByteBuffer bytes = ByteBuffer.wrap(value);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        // Or the name could reach the disk before the bytes, and a crash leave a chunk of zeros.
        sync.force(out);
      }
      Files.move(aside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(aside);
    }
  }
}
