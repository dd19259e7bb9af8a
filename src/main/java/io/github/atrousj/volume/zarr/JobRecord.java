package io.github.atrousj.volume.zarr;

import com.google.gson.JsonObject;
import io.github.atrousj.volume.VolumeException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * What a store is the result of, kept in it beside the image, so that a run that was broken off can
 * go on and no other run adds to it.
 *
 * @param command the command's text
 * @param input where the input was
 * @param files a text that changes with the contents of other files that were read, empty for none
 */
public record JobRecord(String command, String input, String files) {
  private static final String KEY = ".atrousj/job.json";

  /** The record of a store, null when it has none. */
  public static JobRecord read(KeyStore store) {
    Json json = Json.read(store, KEY);
    return json == null
        ? null
        : new JobRecord(json.text("command", ""), json.text("input", ""), json.text("files", ""));
  }

  /**
   * Leaves the record in a store.
   *
   * @throws VolumeException when it cannot be written
   */
  public void write(KeyStore store) {
    JsonObject json = new JsonObject();
    json.addProperty("command", command);
    json.addProperty("input", input);
    json.addProperty("files", files);
    try {
      store.write(KEY, json.toString().getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new VolumeException(store.name() + " cannot be written: " + e.getMessage(), e);
    }
  }
}
