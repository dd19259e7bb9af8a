package io.github.atrousj.volume;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Collections;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Axes and extents that make sense, and those that do not. */
class VolumeAxesTest {
  private static VolumeAxes of(String names, double scale, double origin) {
    int n = names.length();
    double[] scales = new double[n];
    double[] origins = new double[n];
    Arrays.fill(scales, scale);
    Arrays.fill(origins, origin);
    return new VolumeAxes(names, scales, origins, Collections.nCopies(n, "micrometer"));
  }

  @ParameterizedTest
  @CsvSource({
    "xy, 1, 0, the last two must be y and x",
    "qyx, 1, 0, 'each must be one of t, c, z, y, x, once'",
    "zzyx, 1, 0, 'each must be one of t, c, z, y, x, once'",
    "zyx, 0, 0, axis z has scale 0.0",
    "zyx, NaN, 0, axis z has scale NaN",
    "zyx, Infinity, 0, axis z has scale Infinity",
    "zyx, 1, NaN, and origin NaN",
  })
  void axesThatAreRefused(String names, double scale, double origin, String says) {
    String line = assertThrows(VolumeException.class, () -> of(names, scale, origin)).getMessage();
    assertTrue(line.contains(says), line);
  }

  @Test
  void axesThatAreNotThere() {
    VolumeAxes a = of("zyx", 0.5, 3);
    assertEquals(0, a.position('z'));
    assertEquals(-1, a.position('c'));
    assertEquals(0.5, a.scale('y'));
    assertEquals(1, a.scale('t'));
    assertEquals(3, a.origin('x'));
    assertEquals(0, a.origin('c'));
    assertEquals("micrometer", a.unit('z'));
    assertEquals("", a.unit('t'));
  }

  @Test
  void plainArraysAreReadFromTheFastestAxis() {
    assertEquals("yx", VolumeAxes.plain(2).names());
    assertEquals("czyx", VolumeAxes.plain(4).names());
    assertThrows(VolumeException.class, () -> VolumeAxes.plain(1));
    assertThrows(VolumeException.class, () -> VolumeAxes.plain(6));
  }

  @Test
  void extentsOfArrays() {
    ArraySpec spec = new ArraySpec(new int[] {7, 8}, new int[] {2, 8}, DataType.UINT8, 0);
    assertEquals(4, spec.chunks(0));
    assertEquals(1, spec.chunks(1));
    assertEquals(16, spec.chunkValues());
    assertThrows(
        VolumeException.class, () -> new ArraySpec(new int[0], new int[0], DataType.UINT8, 0));
    assertThrows(
        VolumeException.class,
        () -> new ArraySpec(new int[] {1, 0}, new int[] {1, 1}, DataType.UINT8, 0));
    assertThrows(
        VolumeException.class,
        () -> new ArraySpec(new int[] {1, 1}, new int[] {0, 1}, DataType.UINT8, 0));
  }
}
