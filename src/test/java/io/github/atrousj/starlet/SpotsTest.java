package io.github.atrousj.starlet;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.engine.Shape;
import io.github.atrousj.engine.Volume;
import io.github.atrousj.graph.Monitor;
import io.github.atrousj.graph.Region;
import io.github.atrousj.graph.Runner;
import io.github.atrousj.starlet.Spots.Settings;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SpotsTest {
  private static void blob(Volume v, double cx, double cy, double cz, double sigma, double height) {
    Shape s = v.shape();
    for (int z = 0; z < s.depth(); z++) {
      for (int y = 0; y < s.height(); y++) {
        for (int x = 0; x < s.width(); x++) {
          double r = (x - cx) * (x - cx) + (y - cy) * (y - cy) + (z - cz) * (z - cz);
          v.plane(0, z)[y * s.width() + x] += height * Math.exp(-r / (2 * sigma * sigma));
        }
      }
    }
  }

  private static List<Spot> find(Settings settings, Volume image, Volume labels) {
    Shape s = image.shape();
    Region all = new Region(0, s.depth(), 0, s.height());
    return new Spots(settings, new Runner(2)).find(image, labels, all, 1, p -> true, Monitor.NONE);
  }

  @Test
  void findsABlobOnASlopeWhereItIs() {
    Volume image = Samples.noise(1, 1, 80, 100, 1);
    blob(image, 40.3, 30.6, 0, 1.8, 30);
    for (int i = 0; i < 8000; i++) {
      image.plane(0, 0)[i] += 0.1 * (i % 100);
    }
    Volume labels = new Volume(image.shape());
    List<Spot> spots = find(new Settings(List.of(2, 3), 5, 1, 4, 1000, false), image, labels);
    assertEquals(1, spots.size(), spots.toString());
    Spot spot = spots.get(0);
    assertEquals(40.3, spot.x(), 0.15);
    assertEquals(30.6, spot.y(), 0.15);
    assertEquals(0, spot.z());
    long marked = 0;
    double sum = 0;
    double max = 0;
    for (int i = 0; i < 8000; i++) {
      if (labels.plane(0, 0)[i] == 1) {
        marked++;
        sum += image.plane(0, 0)[i];
        max = Math.max(max, image.plane(0, 0)[i]);
      }
    }
    assertEquals(marked, spot.size());
    assertEquals(sum / marked, spot.mean(), 1e-9);
    assertEquals(max, spot.max());
  }

  @Test
  void unitsOfTheImageDoNotMatter() {
    Volume image = Samples.noise(2, 1, 64, 64, 1);
    blob(image, 20, 20, 0, 2, 12);
    blob(image, 45, 40, 0, 2, 8);
    List<Spot> spots = find(Settings.usual(false), image, new Volume(image.shape()));
    Volume scaled = new Volume(image.shape());
    for (int i = 0; i < 64 * 64; i++) {
      scaled.plane(0, 0)[i] = image.plane(0, 0)[i] / 1024;
    }
    List<Spot> small = find(Settings.usual(false), scaled, new Volume(image.shape()));
    assertTrue(spots.size() >= 2);
    assertEquals(spots.size(), small.size());
    for (int i = 0; i < spots.size(); i++) {
      assertEquals(spots.get(i).size(), small.get(i).size());
      assertEquals(spots.get(i).x(), small.get(i).x(), 1e-6);
    }
  }

  @Test
  void planesAreSearchedOneByOneOrAsAVolume() {
    Volume image = Samples.noise(3, 16, 40, 40, 0.5);
    blob(image, 20, 20, 8, 2, 40);
    Settings flat = new Settings(List.of(2, 3), 6, 1, 5, 10_000, false);
    Volume labels = new Volume(image.shape());
    List<Spot> each = find(flat, image, labels);
    assertTrue(each.size() >= 5);
    for (int i = 0; i < each.size(); i++) {
      Spot spot = each.get(i);
      assertEquals(i + 1, spot.label());
      assertEquals(Math.rint(spot.z()), spot.z());
      int at = (int) Math.rint(spot.y()) * 40 + (int) Math.rint(spot.x());
      assertEquals(spot.label(), labels.plane(0, (int) spot.z())[at]);
    }
    List<Spot> one =
        find(new Settings(List.of(2, 3), 6, 1, 5, 10_000, true), image, new Volume(image.shape()));
    assertEquals(1, one.size());
    assertEquals(8, one.get(0).z(), 0.3);
    assertEquals(20, one.get(0).x(), 0.3);
  }

  @Test
  void sizesOutsideTheLimitsAndUnwantedPlacesAreLeftOut() {
    Volume image = Samples.noise(4, 1, 64, 128, 0.5);
    blob(image, 20, 30, 0, 1, 12);
    blob(image, 64, 30, 0, 2, 60);
    blob(image, 110, 30, 0, 1, 12);
    Settings any = new Settings(List.of(2, 3), 6, 1, 0, 10_000, false);
    List<Spot> spots = find(any, image, new Volume(image.shape()));
    assertEquals(3, spots.size(), spots.toString());
    long small = spots.stream().mapToLong(Spot::size).sorted().skip(1).findFirst().getAsLong();
    Volume labels = new Volume(image.shape());
    List<Spot> large =
        find(new Settings(List.of(2, 3), 6, 1, small + 1, 10_000, false), image, labels);
    assertEquals(1, large.size());
    assertEquals(64, large.get(0).x(), 0.5);
    assertEquals(1, large.get(0).label());
    assertEquals(0, labels.get(0, 0, 30, 20));
    assertEquals(1, labels.get(0, 0, 30, 64));
    assertEquals(2, find(new Settings(List.of(2, 3), 6, 1, 0, small, false), image, labels).size());
    List<Spot> right =
        new Spots(any, new Runner(1))
            .find(image, labels, new Region(0, 1, 0, 64), 7, p -> p.x() > 50, Monitor.NONE);
    assertEquals(List.of(7, 8), right.stream().map(Spot::label).toList());
  }

  @Test
  void theLevelIsOnTheProductInUnitsOfNoise() {
    Volume image = Samples.noise(5, 1, 64, 64, 1);
    blob(image, 32, 32, 0, 2, 20);
    Settings loose = new Settings(List.of(2, 3), 2, 4, 0, 10_000, false);
    Settings same = new Settings(List.of(2, 3), 2, 0, 0, 10_000, false);
    Settings strict = new Settings(List.of(2, 3), 2, 60, 0, 10_000, false);
    Volume labels = new Volume(image.shape());
    assertEquals(find(loose, image, labels).size(), find(same, image, labels).size());
    assertEquals(1, find(strict, image, labels).size());
    assertTrue(find(loose, image, labels).size() > 1);
  }

  @Test
  void connectedSetsTouchAtCorners() {
    Volume v = new Volume(new Shape(1, 3, 4, 4));
    v.plane(0, 0)[0] = 1;
    v.plane(0, 0)[5] = 1; // touches the first at a corner
    v.plane(0, 0)[7] = 1; // apart
    v.plane(0, 1)[10] = 1; // touches 5 at a voxel corner
    v.plane(0, 2)[15] = 1; // touches 10
    v.plane(0, 1)[3] = Float.NaN;
    Volume labels = new Volume(v.shape());
    assertArrayEquals(new long[] {0, 2, 1, 1, 1}, Components.label(v, 0.5, labels, false));
    assertEquals(2, labels.plane(0, 0)[7]);
    assertArrayEquals(new long[] {0, 5}, Components.label(v, 0.5, labels, true));
    assertEquals(0, labels.plane(0, 1)[3]);
    assertArrayEquals(new long[] {0}, Components.label(v, 1, labels, true));
  }

  @Test
  void threadsRoundsAndRegionsDoNotShow() {
    Volume image = Samples.noise(6, 40, 330, 330, 1);
    for (int z = 0; z < 40; z += 13) {
      blob(image, 50 + 3 * z, 100, z, 2, 15);
    }
    Settings usual = Settings.usual(false);
    assertTrue(Batch.of(false, image.shape(), 0, 40, 3).rounds() > 1);
    Volume labels = new Volume(image.shape());
    List<Spot> all = find(usual, image, labels);
    List<Spot> byPlane = new ArrayList<>();
    Volume again = new Volume(image.shape());
    for (int z = 0; z < 40; z++) {
      byPlane.addAll(
          new Spots(usual, new Runner(1))
              .find(
                  image,
                  again,
                  new Region(z, z + 1, 0, 330),
                  byPlane.size() + 1,
                  p -> true,
                  Monitor.NONE));
    }
    assertEquals(all, byPlane);
    for (int z = 0; z < 40; z++) {
      assertArrayEquals(labels.plane(0, z), again.plane(0, z));
    }
  }

  @Test
  void anEvenImageHasNoSpots() {
    Volume image = new Volume(new Shape(1, 1, 20, 20));
    assertEquals(List.of(), find(Settings.usual(false), image, new Volume(image.shape())));
    image.plane(0, 0)[210] = 100;
    assertEquals(1, find(Settings.usual(false), image, new Volume(image.shape())).size());
  }

  @Test
  void badSettingsAreRefused() {
    assertRefused("planes=", List.of(), 3, 1, 0, 5);
    assertRefused("planes=0,2", List.of(0, 2), 3, 1, 0, 5);
    assertRefused("planes=2,2", List.of(2, 2), 3, 1, 0, 5);
    assertRefused("threshold=-1", List.of(2), -1, 1, 0, 5);
    assertRefused("level=-1", List.of(2), 3, -1, 0, 5);
    assertRefused("maximum=2", List.of(2), 3, 1, 3, 2);
    Volume small = new Volume(new Shape(1, 1, 1, 50));
    assertThrows(
        IllegalArgumentException.class,
        () -> find(new Settings(List.of(9), 3, 1, 0, 5, false), small, small));
  }

  private static void assertRefused(
      String start, List<Integer> planes, double k, double level, long least, long most) {
    String line =
        assertThrows(
                IllegalArgumentException.class,
                () -> new Settings(planes, k, level, least, most, false))
            .getMessage();
    assertTrue(line.startsWith(start), line);
  }
}
