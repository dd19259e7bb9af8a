package io.github.atrousj.engine;

import io.github.atrousj.geometry.AxisRule;
import io.github.atrousj.geometry.Border;
import io.github.atrousj.geometry.Padding;
import io.github.atrousj.geometry.TransposedAxis;
import io.github.atrousj.kernel.Kernel;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * The golden results made by PyTorch; src/test/python/make_golden.py says how and in which format.
 *
 * @param line the case as the script describes it
 * @param operation a {@link Convolution}, {@link TransposedConvolution}, {@link Pooling} or {@link
 *     Pyramid}
 */
public record Golden(String line, Object operation, Volume input, Volume output) {
  /** Adaptive means on bins per axis, spread back by linear interpolation. */
  public record Pyramid(int bins, boolean threeD) {}

  /** Every case. */
  public static List<Golden> all() {
    try (InputStream file = Golden.class.getResourceAsStream("/golden.gz");
        DataInputStream in = new DataInputStream(new GZIPInputStream(file))) {
      List<String> lines = new ArrayList<>();
      for (String line = line(in); !line.isEmpty(); line = line(in)) {
        lines.add(line);
      }
      ByteBuffer values = ByteBuffer.wrap(in.readAllBytes()).order(ByteOrder.LITTLE_ENDIAN);
      List<Golden> cases = new ArrayList<>();
      for (String line : lines) {
        cases.add(parse(line, values));
      }
      if (values.hasRemaining()) {
        throw new IOException("values are left over");
      }
      return cases;
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream line = new ByteArrayOutputStream();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      line.write(c);
    }
    return line.toString(StandardCharsets.US_ASCII);
  }

  private static Golden parse(String line, ByteBuffer values) {
    Map<String, String> keys = new LinkedHashMap<>();
    String[] words = line.split(" ");
    for (int i = 1; i < words.length; i++) {
      int equals = words[i].indexOf('=');
      keys.put(words[i].substring(0, equals), words[i].substring(equals + 1));
    }
    long seed = Long.parseLong(keys.get("seed"));
    Volume input = filled(shape(keys.get("shape")), seed);
    Volume output = new Volume(shape(keys.get("out")));
    Shape o = output.shape();
    for (int c = 0; c < o.channels(); c++) {
      for (int z = 0; z < o.depth(); z++) {
        values.asFloatBuffer().get(output.plane(c, z));
        values.position(values.position() + 4 * o.height() * o.width());
      }
    }
    Object operation;
    switch (words[0]) {
      case "conv":
        operation = convolution(keys, seed);
        break;
      case "transposed":
        operation = transposed(keys, seed);
        break;
      case "pyramid":
        operation =
            new Pyramid(Integer.parseInt(keys.get("bins")), keys.get("threed").equals("True"));
        break;
      default:
        operation = pooling(keys);
    }
    return new Golden(line, operation, input, output);
  }

  private static Convolution convolution(Map<String, String> keys, long seed) {
    int[] k = ints(keys.get("taps"));
    int[] r = ints(keys.get("rate"));
    int[] s = ints(keys.get("stride"));
    int taps = k[0] * k[1] * k[2];
    Convolution c;
    if (keys.containsKey("layer")) {
      int[] layer = ints(keys.get("layer"));
      float[] weights = values(seed + 1, layer[1] * (layer[0] / layer[2]) * taps);
      c =
          Convolution.layer(
              layer[0], layer[1], layer[2], k[0], k[1], k[2], weights, values(seed + 2, layer[1]));
    } else {
      c =
          Convolution.of(Kernel.volume(k[0], k[1], k[2], values(seed + 1, taps)))
              .bias(values(seed + 2, 1)[0]);
    }
    Padding[] p = paddings(keys.get("pad"));
    c = c.rate(r[0], r[1], r[2]).stride(s[0], s[1], s[2]).padding(p[0], p[1], p[2]);
    Border border = border(keys);
    return border == Border.CONSTANT
        ? c.constantBorder(Float.parseFloat(keys.get("value")))
        : c.border(border);
  }

  private static TransposedConvolution transposed(Map<String, String> keys, long seed) {
    int[] k = ints(keys.get("taps"));
    int[] r = ints(keys.get("rate"));
    int[] s = ints(keys.get("stride"));
    int[] extra = ints(keys.get("extra"));
    Padding[] p = paddings(keys.get("pad"));
    TransposedAxis[] axes = new TransposedAxis[3];
    for (int i = 0; i < 3; i++) {
      axes[i] = TransposedAxis.resolve(k[i], r[i], s[i], p[i], extra[i]);
    }
    Kernel kernel = Kernel.volume(k[0], k[1], k[2], values(seed + 1, k[0] * k[1] * k[2]));
    return new TransposedConvolution(kernel, axes[0], axes[1], axes[2], values(seed + 2, 1)[0]);
  }

  private static Pooling pooling(Map<String, String> keys) {
    int[] k = ints(keys.get("taps"));
    int[] r = ints(keys.get("rate"));
    int[] s = ints(keys.get("stride"));
    Padding[] p = paddings(keys.get("pad"));
    AxisRule[] axes = new AxisRule[3];
    for (int i = 0; i < 3; i++) {
      axes[i] = new AxisRule(k[i], r[i], s[i], p[i]);
    }
    return new Pooling(
        Pooling.Type.valueOf(keys.get("type").toUpperCase(Locale.ROOT)),
        axes[0],
        axes[1],
        axes[2],
        border(keys),
        Float.parseFloat(keys.get("value")));
  }

  private static Border border(Map<String, String> keys) {
    String name = keys.get("border");
    return name.equals("ignore") ? null : Border.valueOf(name.toUpperCase(Locale.ROOT));
  }

  private static Padding[] paddings(String text) {
    if (text.equals("same")) {
      return new Padding[] {Padding.SAME, Padding.SAME, Padding.SAME};
    }
    int[] p = ints(text);
    return new Padding[] {Padding.of(p[0], p[1]), Padding.of(p[2], p[3]), Padding.of(p[4], p[5])};
  }

  private static Shape shape(String text) {
    int[] n = ints(text);
    return new Shape(n[0], n[1], n[2], n[3]);
  }

  private static int[] ints(String text) {
    return Arrays.stream(text.split(",")).mapToInt(Integer::parseInt).toArray();
  }

  private static Volume filled(Shape s, long seed) {
    float[] all = values(seed, (int) s.size());
    float[][] planes = new float[s.channels() * s.depth()][];
    int plane = s.height() * s.width();
    for (int i = 0; i < planes.length; i++) {
      planes[i] = Arrays.copyOfRange(all, i * plane, (i + 1) * plane);
    }
    return new Volume(s, planes);
  }

  /** Multiples of 1/64 in [−2, 2), the script's generator. */
  private static float[] values(long seed, int n) {
    float[] out = new float[n];
    long s = seed;
    for (int i = 0; i < n; i++) {
      s = (s * 1664525 + 1013904223) & 0xFFFFFFFFL;
      out[i] = ((s >> 24) - 128) / 64f;
    }
    return out;
  }
}
