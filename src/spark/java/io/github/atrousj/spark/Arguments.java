package io.github.atrousj.spark;

import io.github.atrousj.plugin.VolumeProcess.Settings;
import io.github.atrousj.volume.zarr.FolderStore;
import io.github.atrousj.volume.zarr.ZarrWriter;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;

/**
 * What stands on the command line.
 *
 * @param work what is to be done
 * @param master of Spark, null where spark-submit says it
 * @param threads of a task, 0 when not said
 */
record Arguments(Work work, String master, int threads) {
  static final String USAGE =
      """
      Usage: spark-submit [Spark's options] atrousj-spark.jar [options] INPUT OUTPUT COMMAND
        INPUT         folder of an OME-NGFF image or Zarr array, the same path on every machine
        OUTPUT        folder for the result, likewise; new, or with --resume what is there of it
        COMMAND       as ImageJ's recorder writes it, or name and options, in quotes:
                      "Dilated Convolution... kernel=gaussian-3 rate=4"
      Options:
        --resume      go on with a result that was broken off; complete blocks are skipped
        --block R,P   rows and planes of a block, made whole chunks; else so large that the halo is
                      a small part of what is read, as far as memory allows
        --memory MB   for the work of one task; else a third of the heap, shared by the tasks
        --threads N   threads of a task, as many cores are asked for it (spark.task.cpus); else 1
        --level N     level of resolution that is read; else 0
        --format V    v2 (OME-NGFF 0.4) or v3 (0.5); else v2
        --compression C  none, gzip or zlib (v2 only); else none
        --master URL  local[8], spark://host:7077; else what spark-submit says, or local[*]
      """;

  private static final int MOST_ROWS = 65535;
  private static final int MOST_MEGABYTES = 1 << 20;

  /** Options as they are read. */
  private static final class Reader {
    private final Deque<String> left;
    private final List<String> plain = new ArrayList<>();
    private boolean resume;
    private int rows;
    private int planes;
    private long bytes;
    private int threads;
    private int level;
    private String master;
    private ZarrWriter.Format format = ZarrWriter.Format.V2;
    private ZarrWriter.Compression compression = ZarrWriter.Compression.NONE;

    Reader(String[] args) {
      left = new ArrayDeque<>(Arrays.asList(args));
      while (!left.isEmpty()) {
        String word = left.pop();
        if (!word.startsWith("--")) {
          plain.add(word);
        } else {
          option(word);
        }
      }
      if (plain.size() != 3) {
        throw new IllegalArgumentException(
            "INPUT, OUTPUT and COMMAND are wanted, "
                + plain.size()
                + (plain.size() == 1 ? " is" : " are")
                + " given; a command is one argument, in quotes");
      }
    }

    private void option(String name) {
      switch (name) {
        case "--resume" -> resume = true;
        case "--block" -> block(next(name));
        case "--memory" -> bytes = (long) number(name, next(name), 1, MOST_MEGABYTES) << 20;
        case "--threads" -> threads = number(name, next(name), 1, 1024);
        case "--level" -> level = number(name, next(name), 0, 31);
        case "--master" -> master = next(name);
        case "--format" -> format = choice(ZarrWriter.Format.class, name, next(name));
        case "--compression" ->
            compression = choice(ZarrWriter.Compression.class, name, next(name));
        default -> throw new IllegalArgumentException(name + ": there is no such option");
      }
    }

    private String next(String name) {
      if (left.isEmpty()) {
        throw new IllegalArgumentException(name + ": a value is missing");
      }
      return left.pop();
    }

    private void block(String text) {
      String[] sizes = text.split(",", -1);
      if (sizes.length > 2) {
        throw new IllegalArgumentException("--block " + text + ": must be rows, or rows,planes");
      }
      rows = number("--block", sizes[0], 1, MOST_ROWS);
      planes = sizes.length < 2 ? 0 : number("--block", sizes[1], 1, MOST_ROWS);
    }

    private static int number(String name, String text, int least, int most) {
      try {
        int n = Integer.parseInt(text.trim());
        if (n >= least && n <= most) {
          return n;
        }
      } catch (NumberFormatException e) {
        // said below
      }
      throw new IllegalArgumentException(
          name + " " + text + ": must be a whole number from " + least + " to " + most);
    }

    private static <E extends Enum<E>> E choice(Class<E> type, String name, String text) {
      List<String> words = new ArrayList<>();
      for (E value : type.getEnumConstants()) {
        words.add(value.name().toLowerCase(Locale.ROOT));
        if (value.name().equalsIgnoreCase(text)) {
          return value;
        }
      }
      throw new IllegalArgumentException(
          name + " " + text + ": must be one of " + String.join(", ", words));
    }

    Arguments arguments() {
      if (format == ZarrWriter.Format.V3 && compression == ZarrWriter.Compression.ZLIB) {
        throw new IllegalArgumentException(
            "--compression zlib: Zarr v3 has none; take gzip or --format v2");
      }
      Settings settings = new Settings(rows, planes, bytes, resume, format, compression);
      Work work =
          new Work(folder(plain.get(0)), level, folder(plain.get(1)), plain.get(2), settings);
      return new Arguments(work, master, threads);
    }
  }

  /**
   * Reads a command line.
   *
   * @throws IllegalArgumentException with one line that says what is wrong
   */
  static Arguments parse(String... args) {
    return new Reader(args).arguments();
  }

  /** The whole path, for executors work in other folders than the driver. */
  private static String folder(String text) {
    String path = text.startsWith("file:") ? path(text) : text;
    if (path.matches("[a-zA-Z][a-zA-Z0-9+.-]+:.*")) {
      throw new IllegalArgumentException(
          text + ": only folders that all machines see under the same path are read and written");
    }
    return new FolderStore(path).root().toString();
  }

  /**
   * The path of a {@code file:} address, decoded where it is one and not a path written after it.
   */
  private static String path(String address) {
    try {
      String path = new URI(address).getPath();
      if (path != null) {
        return path;
      }
    } catch (URISyntaxException e) {
      // A blank or a per cent sign as it is: no address, but clear enough.
    }
    return address.substring(5).replaceFirst("^/+", "/");
  }
}
