package io.github.atrousj.volume.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.google.gson.Strictness;
import com.google.gson.stream.JsonWriter;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Writes the metadata of a new OME-NGFF image with one level of resolution; its chunks are written
 * by whoever opens it then.
 */
public final class ZarrWriter {
  /** Which specification. */
  public enum Format {
    /** OME-NGFF 0.4 in Zarr version 2. */
    V2,
    /** OME-NGFF 0.5 in Zarr version 3. */
    V3
  }

  /** What chunks are compressed with. */
  public enum Compression {
    NONE,
    GZIP,
    ZLIB
  }

  private static final int LEVEL = 1;

  private ZarrWriter() {}

  /**
   * Makes the image.
   *
   * @param labels of the channels, empty for none
   * @throws VolumeException when it cannot be written
   */
  public static void create(
      KeyStore store,
      String name,
      ArraySpec spec,
      VolumeAxes axes,
      List<String> labels,
      Format format,
      Compression compression) {
    if (format == Format.V3 && compression == Compression.ZLIB) {
      throw new VolumeException("Zarr v3 has no codec zlib; take gzip");
    }
    JsonObject ome = ome(name, axes, labels, format);
    try {
      if (format == Format.V2) {
        JsonObject group = new JsonObject();
        group.addProperty("zarr_format", 2);
        write(store, "0/.zarray", array2(spec, compression));
        write(store, ".zattrs", ome);
        write(store, ".zgroup", group);
      } else {
        JsonObject group = new JsonObject();
        group.addProperty("zarr_format", 3);
        group.addProperty("node_type", "group");
        JsonObject attributes = new JsonObject();
        attributes.add("ome", ome);
        group.add("attributes", attributes);
        write(store, "0/zarr.json", array3(spec, axes, compression));
        write(store, "zarr.json", group);
      }
    } catch (IOException e) {
      throw new VolumeException(store.name() + " cannot be written: " + e.getMessage(), e);
    }
  }

  /** Whether {@link #create} has come to its end in a store. */
  public static boolean exists(KeyStore store) {
    try {
      // What is written last.
      return store.size(".zgroup") >= 0 || store.size("zarr.json") >= 0;
    } catch (IOException e) {
      throw new VolumeException(store.name() + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static JsonObject ome(String name, VolumeAxes axes, List<String> labels, Format format) {
    String version = format == Format.V2 ? "0.4" : "0.5";
    JsonObject scale = transformation("scale", axes.scale());
    JsonObject translation = transformation("translation", axes.origin());
    JsonObject dataset = new JsonObject();
    dataset.addProperty("path", "0");
    dataset.add("coordinateTransformations", list(scale, translation));
    JsonObject multiscale = new JsonObject();
    multiscale.addProperty("name", name);
    multiscale.add("axes", ZarrVolumes.axes(axes));
    multiscale.add("datasets", list(dataset));
    if (!labels.isEmpty()) {
      // Not under "omero", where channels must have a colour and a display range too.
      JsonArray channels = new JsonArray();
      labels.forEach(channels::add);
      JsonObject metadata = new JsonObject();
      metadata.add("channels", channels);
      multiscale.add("metadata", metadata);
    }
    JsonObject ome = new JsonObject();
    if (format == Format.V2) {
      multiscale.addProperty("version", version);
    } else {
      ome.addProperty("version", version);
    }
    ome.add("multiscales", list(multiscale));
    return ome;
  }

  private static JsonObject transformation(String type, double[] numbers) {
    JsonObject t = new JsonObject();
    t.addProperty("type", type);
    JsonArray list = new JsonArray();
    for (double d : numbers) {
      list.add(d);
    }
    t.add(type, list);
    return t;
  }

  private static JsonArray list(JsonElement... elements) {
    JsonArray list = new JsonArray();
    for (JsonElement e : elements) {
      list.add(e);
    }
    return list;
  }

  private static JsonArray list(int[] numbers) {
    JsonArray list = new JsonArray();
    for (int n : numbers) {
      list.add(n);
    }
    return list;
  }

  private static JsonObject array2(ArraySpec spec, Compression compression) {
    JsonObject array = new JsonObject();
    array.addProperty("zarr_format", 2);
    array.add("shape", list(spec.shape()));
    array.add("chunks", list(spec.chunk()));
    array.addProperty("dtype", (spec.type().bytes() == 1 ? "|" : "<") + spec.type().code());
    array.add("fill_value", fill(spec));
    array.addProperty("order", "C");
    array.addProperty("dimension_separator", "/");
    array.add("filters", JsonNull.INSTANCE);
    array.add("compressor", JsonNull.INSTANCE);
    if (compression != Compression.NONE) {
      JsonObject compressor = new JsonObject();
      compressor.addProperty("id", compression.name().toLowerCase(Locale.ROOT));
      compressor.addProperty("level", LEVEL);
      array.add("compressor", compressor);
    }
    return array;
  }

  private static JsonObject array3(ArraySpec spec, VolumeAxes axes, Compression compression) {
    JsonObject shape = new JsonObject();
    shape.add("chunk_shape", list(spec.chunk()));
    JsonObject endian = new JsonObject();
    endian.addProperty("endian", "little");
    JsonArray codecs = list(named("bytes", endian));
    if (compression != Compression.NONE) {
      JsonObject level = new JsonObject();
      level.addProperty("level", LEVEL);
      codecs.add(named("gzip", level));
    }
    JsonObject separator = new JsonObject();
    separator.addProperty("separator", "/");
    JsonArray names = new JsonArray();
    axes.names().chars().forEach(c -> names.add(String.valueOf((char) c)));
    JsonObject array = new JsonObject();
    array.addProperty("zarr_format", 3);
    array.addProperty("node_type", "array");
    array.add("shape", list(spec.shape()));
    array.addProperty("data_type", spec.type().label());
    array.add("chunk_grid", named("regular", shape));
    array.add("chunk_key_encoding", named("default", separator));
    array.add("fill_value", fill(spec));
    array.add("codecs", codecs);
    array.add("dimension_names", names);
    return array;
  }

  private static JsonObject named(String name, JsonObject configuration) {
    JsonObject o = new JsonObject();
    o.addProperty("name", name);
    o.add("configuration", configuration);
    return o;
  }

  private static JsonElement fill(ArraySpec spec) {
    double fill = spec.fill();
    if (spec.type() == DataType.BOOL) {
      return new JsonPrimitive(fill != 0);
    }
    if (Double.isFinite(fill)) {
      return spec.type().isInteger() ? new JsonPrimitive((long) fill) : new JsonPrimitive(fill);
    }
    return new JsonPrimitive(Double.toString(fill));
  }

  private static void write(KeyStore store, String key, JsonObject json) throws IOException {
    StringWriter text = new StringWriter();
    JsonWriter to = new JsonWriter(text);
    to.setIndent("  ");
    to.setStrictness(Strictness.LENIENT); // a number that is none has been read, so it is written
    write(json, to);
    store.write(key, text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** By hand: the library's own class for it would bring its adapters for every type of Java. */
  private static void write(JsonElement json, JsonWriter to) throws IOException {
    if (json instanceof JsonObject object) {
      to.beginObject();
      for (Map.Entry<String, JsonElement> e : object.entrySet()) {
        write(e.getValue(), to.name(e.getKey()));
      }
      to.endObject();
    } else if (json instanceof JsonArray array) {
      to.beginArray();
      for (JsonElement e : array) {
        write(e, to);
      }
      to.endArray();
    } else if (json instanceof JsonPrimitive p && p.isString()) {
      to.value(p.getAsString());
    } else if (json instanceof JsonPrimitive p && p.isBoolean()) {
      to.value(p.getAsBoolean());
    } else if (json instanceof JsonPrimitive p) {
      to.value(p.getAsNumber());
    } else {
      to.nullValue();
    }
  }
}
