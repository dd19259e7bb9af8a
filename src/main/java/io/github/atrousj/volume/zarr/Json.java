package io.github.atrousj.volume.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** One document of metadata, read with errors that name it. */
final class Json {
  private static final int MOST_BYTES = 16 << 20;

  private final String name;
  private final JsonObject object;

  private Json(String name, JsonObject object) {
    this.name = name;
    this.object = object;
  }

  /**
   * Reads a document.
   *
   * @return null when there is none
   * @throws VolumeException when it cannot be read or is no JSON object
   */
  static Json read(KeyStore store, String key) {
    try {
      byte[] bytes = store.read(key, (long) MOST_BYTES);
      if (bytes == null) {
        return null;
      }
      JsonElement root = JsonParser.parseString(new String(bytes, StandardCharsets.UTF_8));
      if (!root.isJsonObject()) {
        throw new VolumeException(key + " of " + store.name() + " is no JSON object");
      }
      return new Json(key, root.getAsJsonObject());
    } catch (IOException | JsonParseException e) {
      throw new VolumeException(key + " of " + store.name() + " cannot be read: " + line(e), e);
    }
  }

  /** What an exception says, in one line: the parser adds an address and all that it was in. */
  private static String line(Exception e) {
    Throwable said = e instanceof JsonParseException && e.getCause() != null ? e.getCause() : e;
    return String.valueOf(said.getMessage()).lines().findFirst().orElse("it is damaged");
  }

  /** Something that is wrong with the document. */
  VolumeException wrong(String what) {
    return new VolumeException(name + ": " + what);
  }

  private VolumeException wrong(String key, JsonElement value, String allowed) {
    String shown = value == null ? "missing" : VolumeException.quoted(value.toString());
    return wrong(VolumeException.quoted(key) + " is " + shown + "; it must be " + allowed);
  }

  /** A member, null when it is missing or null. */
  JsonElement get(String key) {
    JsonElement e = object.get(key);
    return e == null || e.isJsonNull() ? null : e;
  }

  boolean has(String key) {
    return get(key) != null;
  }

  /** A member that is an object; null when it is missing. */
  Json object(String key) {
    JsonElement e = get(key);
    if (e == null) {
      return null;
    }
    if (!e.isJsonObject()) {
      throw wrong(key, e, "an object");
    }
    return new Json(name, e.getAsJsonObject());
  }

  /** A member that must be an object. */
  Json required(String key) {
    Json o = object(key);
    if (o == null) {
      throw wrong(key, null, "an object");
    }
    return o;
  }

  /** An element of an array as an object. */
  Json element(JsonElement e, String what) {
    if (!e.isJsonObject()) {
      throw wrong(what, e, "an object");
    }
    return new Json(name, e.getAsJsonObject());
  }

  /** A member that is an array; empty when it is missing. */
  JsonArray array(String key) {
    JsonElement e = get(key);
    if (e == null) {
      return new JsonArray();
    }
    if (!e.isJsonArray()) {
      throw wrong(key, e, "a list");
    }
    return e.getAsJsonArray();
  }

  /** Something that is wrong with a text of the document, which is quoted. */
  VolumeException wrongWord(String before, String quoted, String after) {
    return wrong(before + VolumeException.quoted(quoted) + after);
  }

  /** A member that is a text; the default when it is missing. */
  String text(String key, String def) {
    JsonElement e = get(key);
    if (e == null) {
      return def;
    }
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isString()) {
      throw wrong(key, e, "a text");
    }
    return e.getAsString();
  }

  /** A list of whole numbers, each at least {@code least} and less than 2^31. */
  int[] integers(String key, int least) {
    JsonArray list = array(key);
    int[] numbers = new int[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      double d = number(key, list.get(i));
      if (d != Math.rint(d) || d < least || d > Integer.MAX_VALUE) {
        throw wrong(key, list, "whole numbers from " + least + " to " + Integer.MAX_VALUE);
      }
      numbers[i] = (int) d;
    }
    return numbers;
  }

  /** A list of numbers. */
  double[] numbers(String key) {
    JsonArray list = array(key);
    double[] numbers = new double[list.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = number(key, list.get(i));
    }
    return numbers;
  }

  private double number(String key, JsonElement e) {
    if (!e.isJsonPrimitive() || !e.getAsJsonPrimitive().isNumber()) {
      throw wrong(key, e, "numbers");
    }
    try {
      return e.getAsDouble();
    } catch (NumberFormatException x) {
      throw wrong(key, e, "numbers");
    }
  }

  /** The value of chunks that are not there. */
  double fill(String key) {
    JsonElement e = get(key);
    if (e == null) {
      return 0;
    }
    if (!e.isJsonPrimitive()) {
      throw wrong(key, e, "a number");
    }
    if (e.getAsJsonPrimitive().isBoolean()) {
      return e.getAsBoolean() ? 1 : 0;
    }
    String text = e.getAsString();
    try {
      if (text.startsWith("0x")) {
        return bits(text.substring(2));
      }
      // Also NaN, Infinity and -Infinity.
      return Double.parseDouble(text);
    } catch (NumberFormatException x) {
      throw wrong(key, e, "a number, NaN, Infinity or -Infinity");
    }
  }

  /** A float given by its bits in hexadecimal. */
  private static double bits(String hex) {
    long n = Long.parseUnsignedLong(hex, 16);
    return hex.length() > 8 ? Double.longBitsToDouble(n) : Float.intBitsToFloat((int) n);
  }

  @Override
  public String toString() {
    return object.toString();
  }
}
