package io.github.atrousj.volume.zarr;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.atrousj.volume.ArraySpec;
import io.github.atrousj.volume.ChunkedVolume;
import io.github.atrousj.volume.VolumeAxes;
import io.github.atrousj.volume.VolumeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Opens volumes: OME-NGFF images (0.4 in Zarr v2, 0.5 in Zarr v3; https://ngff.openmicroscopy.org)
 * and plain arrays, whose axes are taken to be the last of t, c, z, y, x.
 */
public final class ZarrVolumes {
  private ZarrVolumes() {}

  /**
   * Opens a volume.
   *
   * @param level of resolution, 0 the finest
   * @throws VolumeException when there is none or it is not supported, with a line that says why
   */
  public static ChunkedVolume open(KeyStore store, int level) {
    ZarrArray array = ArrayMetadata.open(store, "");
    if (array != null) {
      if (level != 0) {
        throw new VolumeException(
            "level=" + level + ": " + store.name() + " is a single array, level 0");
      }
      return new ChunkedVolume(array, plain(store, array.spec().rank()));
    }
    for (String path : List.of("", "0/")) {
      Json attributes = attributes(store, path);
      if (attributes != null && !attributes.array("multiscales").isEmpty()) {
        return image(store, path, attributes, level);
      }
    }
    throw new VolumeException(
        store.name() + " is no Zarr volume: neither an array nor an OME-NGFF image is there");
  }

  /** The attributes that hold OME-NGFF metadata; null for none. */
  private static Json attributes(KeyStore store, String path) {
    Json v3 = Json.read(store, path + "zarr.json");
    if (v3 != null) {
      Json attributes = v3.object("attributes");
      Json ome = attributes == null ? null : attributes.object("ome");
      return ome == null ? attributes : ome;
    }
    return Json.read(store, path + ".zattrs");
  }

  private static VolumeAxes plain(KeyStore store, int rank) {
    try {
      return VolumeAxes.plain(rank);
    } catch (VolumeException e) {
      throw new VolumeException(store.name() + ": " + e.getMessage(), e);
    }
  }

  private static ChunkedVolume image(KeyStore store, String path, Json attributes, int level) {
    Json multiscale = attributes.element(attributes.array("multiscales").get(0), "multiscale");
    JsonArray datasets = multiscale.array("datasets");
    if (level < 0 || level >= datasets.size()) {
      throw new VolumeException(
          "level=" + level + ": " + store.name() + " has levels 0 to " + (datasets.size() - 1));
    }
    Json dataset = attributes.element(datasets.get(level), "dataset");
    String own = dataset.text("path", "");
    ZarrArray array = ArrayMetadata.open(store, path + own);
    if (array == null) {
      throw new VolumeException(
          "level " + level + " of " + store.name() + ": there is no array at \"" + own + "\"");
    }
    return new ChunkedVolume(array, axes(multiscale, dataset, array.spec()));
  }

  private static VolumeAxes axes(Json multiscale, Json dataset, ArraySpec spec) {
    JsonArray list = multiscale.array("axes");
    if (list.isEmpty()) {
      return VolumeAxes.plain(spec.rank());
    }
    StringBuilder names = new StringBuilder();
    List<String> units = new ArrayList<>();
    for (JsonElement e : list) {
      boolean word = e.isJsonPrimitive(); // as in 0.3
      Json axis = word ? null : multiscale.element(e, "axis");
      String name = word ? e.getAsString() : axis.text("name", "");
      if (name.length() != 1) {
        throw multiscale.wrongWord("axis \"", name, "\" is not one of t, c, z, y, x");
      }
      names.append(name);
      units.add(word ? "" : axis.text("unit", ""));
    }
    if (names.length() != spec.rank()) {
      throw multiscale.wrong(names.length() + " axes for an array of " + spec.rank());
    }
    double[] scale = new double[spec.rank()];
    double[] origin = new double[spec.rank()];
    Arrays.fill(scale, 1);
    transform(dataset, scale, origin);
    transform(multiscale, scale, origin);
    return new VolumeAxes(names.toString(), scale, origin, units);
  }

  /** Applies a list of transformations after those that are in the numbers. */
  private static void transform(Json of, double[] scale, double[] origin) {
    for (JsonElement e : of.array("coordinateTransformations")) {
      Json t = of.element(e, "coordinate transformation");
      String type = t.text("type", "");
      double[] by = t.numbers(type);
      boolean scales = type.equals("scale");
      if (type.equals("identity")) {
        continue;
      }
      if (!scales && !type.equals("translation") || by.length != scale.length) {
        throw of.wrongWord("coordinate transformation \"", type, "\" is not supported");
      }
      for (int i = 0; i < by.length; i++) {
        scale[i] *= scales ? by[i] : 1;
        origin[i] = scales ? origin[i] * by[i] : origin[i] + by[i];
      }
    }
  }

  /** Names and units of axes as OME-NGFF has them. */
  static JsonArray axes(VolumeAxes axes) {
    JsonArray list = new JsonArray();
    for (int i = 0; i < axes.names().length(); i++) {
      char name = axes.names().charAt(i);
      JsonObject axis = new JsonObject();
      axis.addProperty("name", String.valueOf(name));
      axis.addProperty("type", name == 't' ? "time" : name == 'c' ? "channel" : "space");
      if (!axes.units().get(i).isEmpty()) {
        axis.addProperty("unit", axes.units().get(i));
      }
      list.add(axis);
    }
    return list;
  }
}
