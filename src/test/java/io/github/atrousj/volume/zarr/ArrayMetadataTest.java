package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.volume.VolumeException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Metadata by the letter of the specifications, and what is not understood, refused by name. */
class ArrayMetadataTest {
  private static final String V2 =
      "{'zarr_format':2,'shape':[4,6],'chunks':[2,3],'dtype':'<f4','compressor':null,"
          + "'fill_value':0,'order':'C','filters':null}";

  private static final String V3 =
      "{'zarr_format':3,'node_type':'array','shape':[4,6],'data_type':'uint16',"
          + "'chunk_grid':{'name':'regular','configuration':{'chunk_shape':[2,3]}},"
          + "'chunk_key_encoding':{'name':'default'},'fill_value':0,"
          + "'codecs':[{'name':'bytes','configuration':{'endian':'little'}}]}";

  private static final String SHARDS =
      "{'name':'sharding_indexed','configuration':{'chunk_shape':[1,3],"
          + "'codecs':[{'name':'bytes','configuration':{'endian':'little'}}],"
          + "'index_codecs':[{'name':'bytes','configuration':{'endian':'little'}}]}}";

  private static final String BYTES = "{'name':'bytes','configuration':{'endian':'little'}}";

  private static ZarrArray open(boolean third, String json) {
    MapStore store = new MapStore();
    return ArrayMetadata.open(
        store.text(third ? "zarr.json" : ".zarray", json.replace('\'', '"')), "");
  }

  private static String changed(String json, String from, String to) {
    assertTrue(json.contains(from), from);
    return json.replace(from, to);
  }

  private static void assertRefused(boolean third, String json, String says) {
    String line = assertThrows(VolumeException.class, () -> open(third, json)).getMessage();
    assertTrue(line.contains(says), line);
    assertEquals(1, line.lines().count(), line);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'filters':null | 'filters':[{'id':'delta'}] | filters [{\"id\":\"delta\"}] are not",
        "'<f4' | '<c16' | dtype <c16 is not supported",
        "'<f4' | '?f4' | dtype ?f4 is not supported",
        "'<f4' | '<f9' | data type f9 is not supported",
        "'order':'C' | 'order':'K' | order K is neither C nor F",
        "'order':'C' | 'order':'C','dimension_separator':'-' | dimension_separator - is neither",
        "'compressor':null | 'compressor':{'id':'lzma'} | codec \"lzma\" is not supported",
        "'compressor':null | 'compressor':'zlib' | compressor is \"zlib\"; it must be an object",
        "[4,6] | [] | an array of 0 axes is not supported",
        "[4,6] | [4,0] | shape is [4,0]; it must be whole numbers from 1",
        "[4,6] | [4,6.5] | shape is [4,6.5]; it must be whole numbers from 1",
        "[4,6] | [4,3000000000] | it must be whole numbers from 1 to 2147483647",
        "[4,6] | ['4',6] | shape is \"4\"; it must be numbers",
        "[4,6] | 4 | shape is 4; it must be a list",
        "[2,3] | [2] | shape [4, 6] with chunks [2]",
        "[2,3] | [2000000000,3] | values are too large",
        "'<f4' | 4 | dtype is 4; it must be a text",
        "'fill_value':0 | 'fill_value':'none' | it must be a number, NaN, Infinity or -Infinity",
        "'fill_value':0 | 'fill_value':[0] | fill_value is [0]; it must be a number",
      })
  void secondVersion(String from, String to, String says) {
    assertRefused(false, changed(V2, from, to), says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'regular' | 'odd' | chunk grid \"odd\" is not supported",
        "'chunk_grid':{ | 'other':{ | chunk_grid is missing; it must be an object",
        "[2,3] | [2] | shape and chunk shape differ in their number of axes",
        "'default' | 'odd' | chunk key encoding \"odd\" is not supported",
        "'default' | 'default','configuration':{'separator':'-'} | separator - is neither . nor /",
        "'little' | 'middle' | endian middle is neither little nor big",
        "'endian':'little' | 'x':1 | codec \"bytes\" says no endian",
        "'codecs':[{ | 'codecs':[{'name':'zlib'},{ | codec \"zlib\" before bytes is not supported",
        "'codecs':[{'name':'bytes' | 'codecs':[{'name':'transpose' | by no permutation of the axes",
        "'name':'bytes','configuration':{'endian':'little'} |"
            + " 'name':'transpose','configuration':{'order':[1,0]} | there is no codec \"bytes\"",
        "'codecs':[ | 'codecs':[{'name':'transpose','configuration':{'order':[1,1]}}, |"
            + " by no permutation",
        "'codecs':[ | 'codecs':[{'name':'transpose','configuration':{'order':[0]}}, |"
            + " by no permutation",
        "'codecs':[ | 'codecs':[7, | codec is 7; it must be an object",
        "'uint16' | 'complex64' | data type complex64 is not supported",
      })
  void thirdVersion(String from, String to, String says) {
    assertRefused(true, changed(V3, from, to), says);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "'chunk_shape':[1,3] | 'chunk_shape':[1] | shards and their chunks differ in their number",
        "'chunk_shape':[1,3] | 'chunk_shape':[1,2] | shards are no whole number of chunks",
        "'codecs':[{ | 'index_location':'middle','codecs':[{ | is neither start nor end",
        "'index_codecs':[ | 'index_codecs':["
            + "{'name':'transpose','configuration':{'order':[1,0,2]}}, | must be little endian",
        "'endian':'little'}}]}} | 'endian':'big'}}]}} | a shard's index must be little endian",
        "'endian':'little'}}]}} | 'endian':'little'}},{'name':'gzip'}]}} | must be little endian",
      })
  void shards(String from, String to, String says) {
    String json = changed(V3, BYTES, changed(SHARDS, from, to));
    assertRefused(true, json, says);
  }

  @Test
  void shardsOfTooManyChunksOrCompressedAgain() {
    String many = V3.replace("[4,6]", "[9000,9000]").replace("[2,3]", "[9000,9000]");
    String single = SHARDS.replace("[1,3]", "[1,1]");
    assertRefused(true, changed(many, BYTES, single), "more than 2^24 chunks in a shard");
    String again = SHARDS + ",{'name':'gzip'}";
    assertRefused(true, changed(V3, BYTES, again), "codecs after sharding_indexed");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "2.5, 2.5",
    "'NaN', NaN",
    "'Infinity', Infinity",
    "'-Infinity', -Infinity",
    "true, 1",
    "false, 0",
    "null, 0",
    "'0x3f800000', 1",
    "'0x3ff8000000000000', 1.5",
  })
  void valuesOfMissingChunks(String text, double value) {
    boolean word = text.matches("NaN|-?Infinity|0x.*");
    String json = V2.replace("'fill_value':0", "'fill_value':" + (word ? "'" + text + "'" : text));
    ZarrArray array = open(false, json);
    assertEquals(value, array.spec().fill());
    float[] expected = new float[6];
    Arrays.fill(expected, (float) value);
    assertArrayEquals(expected, array.readChunk(1, 1));
  }

  @Test
  void whatIsNoArrayIsNone() {
    assertNull(ArrayMetadata.open(new MapStore(), ""));
    assertNull(open(true, "{'node_type':'group'}"));
  }

  @Test
  void damagedDocumentsAreNamed() {
    assertRefused(false, "[1]", ".zarray of memory is no JSON object");
    assertRefused(false, "{'shape':", ".zarray of memory cannot be read: ");
    assertRefused(false, "{'" + "x".repeat(500), ".zarray of memory cannot be read: ");
    String huge = "{'shape':['" + "y".repeat(500) + "']}";
    String line = assertThrows(VolumeException.class, () -> open(false, huge)).getMessage();
    assertTrue(line.length() < 150 && line.contains("yyy..."), line);
  }

  @Test
  void shardsAreNotWrittenAndChunksHaveTheirLength() {
    ZarrArray sharded = open(true, changed(V3, BYTES, SHARDS));
    float[] three = new float[3];
    String line =
        assertThrows(VolumeException.class, () -> sharded.writeChunk(three, 0, 0)).getMessage();
    assertTrue(line.contains("sharded"), line);
    assertThrows(IllegalStateException.class, () -> open(false, V2).writeChunk(three, 0, 0));
  }
}
