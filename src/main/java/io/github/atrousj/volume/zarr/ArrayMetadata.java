package io.github.atrousj.volume.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.DataType;
import io.github.atrousj.volume.VolumeException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what {@code .zarray} (Zarr storage specification, version 2) and {@code zarr.json} (Zarr
 * core specification, version 3.0) say of an array. Whatever is not understood is refused by name.
 */
final class ArrayMetadata {
  private static final int MOST_AXES = 32;

  private final KeyStore store;
  private final String path;
  private final Json json;

  private ArrayMetadata(KeyStore store, String path, Json json) {
    this.store = store;
    this.path = path.isEmpty() ? "" : path + "/";
    this.json = json;
  }

  /**
   * The array at a path of the store, empty for the root; null when there is none.
   *
   * @throws VolumeException when it is not supported
   */
  static ZarrArray open(KeyStore store, String path) {
    String prefix = path.isEmpty() ? "" : path + "/";
    Json v3 = Json.read(store, prefix + "zarr.json");
    if (v3 != null && v3.text("node_type", "").equals("array")) {
      return new ArrayMetadata(store, path, v3).version3();
    }
    Json v2 = v3 == null ? Json.read(store, prefix + ".zarray") : null;
    return v2 == null ? null : new ArrayMetadata(store, path, v2).version2();
  }

  private ZarrArray version2() {
    JsonElement filters = json.get("filters");
    if (filters != null && !(filters.isJsonArray() && filters.getAsJsonArray().isEmpty())) {
      throw json.wrongWord("filters ", filters.toString(), " are not supported");
    }
    int[] shape = shape();
    int[] chunk = json.integers("chunks", 1);
    String dtype = json.text("dtype", "");
    if (dtype.length() != 3 || "<>|".indexOf(dtype.charAt(0)) < 0) {
      throw json.wrongWord("dtype ", dtype, " is not supported");
    }
    DataType type = DataType.of(dtype.substring(1));
    ArraySpec spec = new ArraySpec(shape, chunk, type, json.fill("fill_value"));
    String separator = json.text("dimension_separator", ".");
    if (!separator.equals(".") && !separator.equals("/")) {
      throw json.wrongWord("dimension_separator ", separator, " is neither . nor /");
    }
    List<ByteCodec> codecs = new ArrayList<>();
    Json compressor = json.object("compressor");
    if (compressor != null) {
      codecs.add(compression(compressor.text("id", "")));
    }
    ByteOrder endian = dtype.charAt(0) == '>' ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    int[] order = order(shape.length, json.text("order", "C"));
    Pipeline pipeline = new Pipeline(spec.chunk(), order, type, endian, codecs);
    return new ZarrArray(store, spec, new ChunkKeys(path, separator.charAt(0)), pipeline, null);
  }

  private int[] shape() {
    int[] shape = json.integers("shape", 1);
    if (shape.length == 0 || shape.length > MOST_AXES) {
      throw json.wrong("an array of " + shape.length + " axes is not supported");
    }
    return shape;
  }

  private int[] order(int rank, String letter) {
    int[] order = new int[rank];
    for (int i = 0; i < rank; i++) {
      order[i] = letter.equals("F") ? rank - 1 - i : i;
    }
    if (!letter.equals("F") && !letter.equals("C")) {
      throw json.wrongWord("order ", letter, " is neither C nor F");
    }
    return order;
  }

  private ByteCodec compression(String id) {
    switch (id) {
      case "gzip":
        return ByteCodec.GZIP;
      case "zlib":
        return ByteCodec.ZLIB;
      case "zstd":
        return LibraryCodecs.zstd();
      case "blosc":
        return LibraryCodecs.blosc();
      case "crc32c":
        return ByteCodec.CRC32C;
      default:
        throw json.wrongWord(
            "codec \"", id, "\" is not supported: raw, gzip, zlib, zstd and blosc are");
    }
  }

  private ZarrArray version3() {
    int[] shape = shape();
    Json grid = json.required("chunk_grid");
    if (!grid.text("name", "").equals("regular")) {
      throw json.wrongWord("chunk grid \"", grid.text("name", ""), "\" is not supported");
    }
    int[] chunk = grid.required("configuration").integers("chunk_shape", 1);
    if (chunk.length != shape.length) {
      throw json.wrong("shape and chunk shape differ in their number of axes");
    }
    DataType type = DataType.of(json.text("data_type", ""));
    List<Json> codecs = codecs(json.array("codecs"));
    Sharding sharding = null;
    if (!codecs.isEmpty() && codecs.get(0).text("name", "").equals("sharding_indexed")) {
      if (codecs.size() > 1) {
        throw json.wrong("codecs after sharding_indexed are not supported");
      }
      Json configuration = codecs.get(0).required("configuration");
      int[] inner = configuration.integers("chunk_shape", 1);
      sharding = sharding(configuration, chunk, inner);
      codecs = codecs(configuration.array("codecs"));
      chunk = inner;
    }
    ArraySpec spec = new ArraySpec(shape, chunk, type, json.fill("fill_value"));
    Pipeline pipeline = pipeline(codecs, chunk, type);
    return new ZarrArray(store, spec, keys(), pipeline, sharding);
  }

  private List<Json> codecs(JsonArray list) {
    List<Json> codecs = new ArrayList<>();
    for (JsonElement e : list) {
      codecs.add(json.element(e, "codec"));
    }
    return codecs;
  }

  private Sharding sharding(Json configuration, int[] shard, int[] inner) {
    if (inner.length != shard.length) {
      throw json.wrong("shards and their chunks differ in their number of axes");
    }
    int[] per = new int[shard.length];
    int[] table = new int[shard.length + 1];
    long count = 1;
    for (int i = 0; i < per.length; i++) {
      if (shard[i] % inner[i] != 0) {
        throw json.wrong("shards are no whole number of chunks");
      }
      per[i] = shard[i] / inner[i];
      table[i] = per[i];
      count *= per[i];
      if (count > 1 << 24) {
        throw json.wrong("more than 2^24 chunks in a shard are not supported");
      }
    }
    table[per.length] = 2;
    String location = configuration.text("index_location", "end");
    if (!location.equals("end") && !location.equals("start")) {
      throw json.wrongWord("index_location ", location, " is neither start nor end");
    }
    List<Json> codecs = codecs(configuration.array("index_codecs"));
    Pipeline index = pipeline(codecs, table, DataType.UINT64);
    boolean fixed = index.codecs().isEmpty() || index.codecs().equals(List.of(ByteCodec.CRC32C));
    if (!fixed || !index.isPlain() || index.endian() != ByteOrder.LITTLE_ENDIAN) {
      throw json.wrong("a shard's index must be little endian, with crc32c or nothing after it");
    }
    return new Sharding(per, index, location.equals("end"));
  }

  /** Transposes, then bytes, then byte codecs. */
  private Pipeline pipeline(List<Json> codecs, int[] chunk, DataType type) {
    int[] order = order(chunk.length, "C");
    ByteOrder endian = null;
    List<ByteCodec> bytes = new ArrayList<>();
    for (Json codec : codecs) {
      String name = codec.text("name", "");
      Json configuration = codec.object("configuration");
      if (endian != null) {
        bytes.add(compression(name));
      } else if (name.equals("transpose") && configuration != null) {
        order = permuted(order, configuration.integers("order", 0));
      } else if (name.equals("bytes")) {
        endian = endian(configuration, type);
      } else {
        throw json.wrongWord("codec \"", name, "\" before bytes is not supported");
      }
    }
    if (endian == null) {
      throw json.wrong("there is no codec \"bytes\"");
    }
    return new Pipeline(chunk, order, type, endian, bytes);
  }

  private int[] permuted(int[] order, int[] by) {
    boolean[] seen = new boolean[order.length];
    int[] result = new int[order.length];
    for (int i = 0; i < result.length; i++) {
      if (by.length != order.length || by[i] >= order.length || seen[by[i]]) {
        throw json.wrong("transpose is by no permutation of the axes");
      }
      seen[by[i]] = true;
      result[i] = order[by[i]];
    }
    return result;
  }

  private ByteOrder endian(Json configuration, DataType type) {
    String word = configuration == null ? null : configuration.text("endian", null);
    if (word == null && type.bytes() > 1) {
      throw json.wrong("codec \"bytes\" says no endian");
    }
    if (word != null && !word.equals("little") && !word.equals("big")) {
      throw json.wrongWord("endian ", word, " is neither little nor big");
    }
    return "big".equals(word) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
  }

  private ChunkKeys keys() {
    Json encoding = json.object("chunk_key_encoding");
    String name = encoding == null ? "default" : encoding.text("name", "default");
    Json configuration = encoding == null ? null : encoding.object("configuration");
    boolean old = name.equals("v2");
    if (!old && !name.equals("default")) {
      throw json.wrongWord("chunk key encoding \"", name, "\" is not supported");
    }
    String usual = old ? "." : "/";
    String s = configuration == null ? usual : configuration.text("separator", usual);
    if (!s.equals(".") && !s.equals("/")) {
      throw json.wrongWord("separator ", s, " is neither . nor /");
    }
    return new ChunkKeys(path + (old ? "" : "c" + s), s.charAt(0));
  }
}
