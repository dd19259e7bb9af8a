package io.github.atrousj.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The head of a big-endian TIFF in ImageJ's form for stacks of any size: one image file directory,
 * whose description says how many planes follow one another without a gap. File &gt; Import &gt;
 * TIFF Virtual Stack opens it again, also beyond the 4 GB that a plain TIFF may have.
 *
 * <p>Slice labels, channel tables and image properties are in ImageJ's private tags 50838 (byte
 * counts) and 50839 (the data, which begin with "IJIJ" and the kinds and numbers of the entries).
 */
final class TiffHeader {
  private static final int SHORT = 3;
  private static final int LONG = 4;
  private static final int RATIONAL = 5;
  private static final int ASCII = 2;
  private static final int BYTE = 1;

  private record Entry(int tag, int type, int count, byte[] value) {}

  private final Target target;
  private final String description;
  private final double[] pixelSize;
  private final String[] labels;
  private final String[] properties;
  private final double[] ranges;
  private final byte[][] luts;

  /**
   * @param target the stack
   * @param description ImageJ's description lines
   * @param pixelSize width and height of a pixel in the unit that the description names
   * @param labels of every plane; null where a plane has none
   * @param properties image properties: key, value, key, value …
   * @param ranges least and largest value on display of every channel, or null
   * @param luts 256 reds, greens and blues of every channel, or null
   */
  TiffHeader(
      Target target,
      String description,
      double[] pixelSize,
      String[] labels,
      String[] properties,
      double[] ranges,
      byte[][] luts) {
    this.target = target;
    this.description = description;
    this.pixelSize = pixelSize;
    this.labels = labels;
    this.properties = properties;
    this.ranges = ranges;
    this.luts = luts;
  }

  /** The header; pixels begin right after it. Its length does not depend on the ranges' values. */
  byte[] bytes() {
    List<Entry> entries = entries(0);
    int length = length(entries);
    entries = entries(length);
    ByteBuffer out = ByteBuffer.allocate(length);
    out.put((byte) 'M').put((byte) 'M').putShort((short) 42).putInt(8);
    out.putShort((short) entries.size());
    int data = 8 + 2 + 12 * entries.size() + 4;
    for (Entry e : entries) {
      out.putShort((short) e.tag()).putShort((short) e.type()).putInt(e.count());
      byte[] value = e.value();
      if (value.length <= 4) {
        out.put(value).put(new byte[4 - value.length]);
      } else {
        out.putInt(data);
        int next = out.position();
        out.position(data);
        out.put(value);
        data = out.position();
        out.position(next);
      }
    }
    return out.array();
  }

  private static int length(List<Entry> entries) {
    int length = 8 + 2 + 12 * entries.size() + 4;
    for (Entry e : entries) {
      length += e.value().length <= 4 ? 0 : e.value().length;
    }
    return length;
  }

  /** In ascending order of tags, as TIFF demands. */
  private List<Entry> entries(int imageOffset) {
    boolean rgb = target.type() == PixelType.RGB;
    int bits = rgb ? 8 : target.type().bits();
    long bytes = (long) target.planePixels() * (rgb ? 3 : target.type().bytes());
    byte[] text = (description + "\0").getBytes(StandardCharsets.US_ASCII);
    List<Entry> entries = new ArrayList<>();
    entries.add(number(254, LONG, 0));
    entries.add(number(256, LONG, target.width()));
    entries.add(number(257, LONG, target.height()));
    entries.add(rgb ? shorts(258, 8, 8, 8) : number(258, SHORT, bits));
    entries.add(number(259, SHORT, 1));
    entries.add(number(262, SHORT, rgb ? 2 : 1));
    entries.add(new Entry(270, ASCII, text.length, text));
    entries.add(number(273, LONG, imageOffset));
    entries.add(number(277, SHORT, rgb ? 3 : 1));
    entries.add(number(278, LONG, target.height()));
    entries.add(number(279, LONG, (int) Math.min(bytes, 0xffffffffL)));
    entries.add(resolution(282, pixelSize[0]));
    entries.add(resolution(283, pixelSize[1]));
    entries.add(number(284, SHORT, rgb ? 2 : 1));
    entries.add(number(296, SHORT, 1));
    if (target.type() == PixelType.FLOAT) {
      entries.add(number(339, SHORT, 3));
    }
    addMetadata(entries);
    return entries;
  }

  private static Entry number(int tag, int type, int value) {
    return type == SHORT
        ? shorts(tag, value)
        : new Entry(tag, type, 1, ByteBuffer.allocate(4).putInt(value).array());
  }

  private static Entry shorts(int tag, int... values) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * values.length);
    for (int v : values) {
      bytes.putShort((short) v);
    }
    return new Entry(tag, SHORT, values.length, bytes.array());
  }

  /** Pixels per unit as a fraction of two 32-bit integers. */
  private static Entry resolution(int tag, double size) {
    double perUnit = 1 / Math.abs(size);
    double denominator = 1e9;
    while (perUnit * denominator > Integer.MAX_VALUE && denominator > 1) {
      denominator /= 10;
    }
    ByteBuffer fraction = ByteBuffer.allocate(8);
    fraction.putInt((int) Math.round(perUnit * denominator)).putInt((int) denominator);
    return new Entry(tag, RATIONAL, 1, fraction.array());
  }

  private void addMetadata(List<Entry> entries) {
    List<byte[]> parts = new ArrayList<>();
    ByteBuffer kinds = ByteBuffer.allocate(4 + 4 * 8).putInt(code("IJIJ"));
    boolean labelled = false;
    for (String label : labels) {
      labelled |= label != null;
    }
    if (labelled) {
      kinds.putInt(code("labl")).putInt(labels.length);
      for (String label : labels) {
        parts.add((label == null ? "" : label).getBytes(StandardCharsets.UTF_16BE));
      }
    }
    if (ranges != null) {
      kinds.putInt(code("rang")).putInt(1);
      ByteBuffer numbers = ByteBuffer.allocate(8 * ranges.length);
      for (double r : ranges) {
        numbers.putDouble(r);
      }
      parts.add(numbers.array());
    }
    if (luts != null) {
      kinds.putInt(code("luts")).putInt(luts.length);
      parts.addAll(List.of(luts));
    }
    if (properties.length > 0) {
      kinds.putInt(code("prop")).putInt(properties.length);
      for (String text : properties) {
        parts.add(text.getBytes(StandardCharsets.UTF_16BE));
      }
    }
    if (parts.isEmpty()) {
      return;
    }
    ByteBuffer counts = ByteBuffer.allocate(4 + 4 * parts.size()).putInt(kinds.position());
    ByteArrayOutputStream data = new ByteArrayOutputStream();
    data.write(kinds.array(), 0, kinds.position());
    for (byte[] part : parts) {
      counts.putInt(part.length);
      data.write(part, 0, part.length);
    }
    entries.add(new Entry(50838, LONG, 1 + parts.size(), counts.array()));
    entries.add(new Entry(50839, BYTE, data.size(), data.toByteArray()));
  }

  private static int code(String four) {
    return ByteBuffer.wrap(four.getBytes(StandardCharsets.US_ASCII)).getInt();
  }
}
