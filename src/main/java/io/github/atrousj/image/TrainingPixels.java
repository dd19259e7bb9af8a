package io.github.atrousj.image;

import ij.ImagePlus;
import ij.gui.Roi;
import io.github.atrousj.classify.FeatureSet;
import io.github.atrousj.classify.Samples;
import io.github.atrousj.graph.Monitor;
import java.awt.Color;
import java.awt.Point;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Collects the features of labelled pixels: of every plane with selections only the rows that have
 * labelled pixels are computed, and only those pixels' values are kept. Where selections of
 * different classes meet, a pixel is of none.
 */
public final class TrainingPixels {
  /** A labelled pixel of a plane; group by selection. */
  record Labelled(int x, int y, int group) {}

  /** Selections on one image by stack index, from 1. */
  private record Marked(ImagePlus image, Map<Integer, List<Labelled>> planes) {}

  private final TrainingRois.Naming naming;
  private final int strips;
  private final Map<String, Color> colours = new TreeMap<>();
  private final List<String> groupClass = new ArrayList<>();
  private final List<Marked> marked = new ArrayList<>();
  private final List<String> single = new ArrayList<>();

  /**
   * @param naming settled, not AUTO
   * @param strips into how many parts the only selection of a class is cut, so that it can be left
   *     out part by part
   */
  public TrainingPixels(TrainingRois.Naming naming, int strips) {
    this.naming = naming;
    this.strips = strips;
  }

  /**
   * Takes the selections of an image.
   *
   * @throws IllegalArgumentException when one image is RGB and another grey
   */
  public void add(ImagePlus image, List<Roi> rois) {
    Map<Integer, List<Labelled>> planes = new TreeMap<>();
    Map<Integer, int[]> maps = new TreeMap<>();
    for (Roi roi : rois) {
      String name = TrainingRois.classOf(roi, naming);
      int plane = name == null ? 0 : TrainingRois.planeOf(roi, image);
      if (plane > 0) {
        mark(image, roi, name, maps.computeIfAbsent(plane, p -> new int[pixels(image)]));
      }
    }
    maps.forEach((plane, map) -> planes.put(plane, listed(map, image.getWidth())));
    if (!planes.isEmpty()) {
      requireSameColours(image);
      marked.add(new Marked(image, planes));
    }
  }

  private void requireSameColours(ImagePlus image) {
    if (!marked.isEmpty() && marked.get(0).image().isRGB() != image.isRGB()) {
      ImagePlus first = marked.get(0).image();
      throw new IllegalArgumentException(
          "\""
              + (image.isRGB() ? image : first).getTitle()
              + "\" is RGB and \""
              + (image.isRGB() ? first : image).getTitle()
              + "\" is grey: a classifier is trained on one of the two");
    }
  }

  /** Channels of the images that the classifier is for: 3 of RGB, else 1. */
  public int channels() {
    return !marked.isEmpty() && marked.get(0).image().isRGB() ? 3 : 1;
  }

  private static int pixels(ImagePlus image) {
    return image.getWidth() * image.getHeight();
  }

  private void mark(ImagePlus image, Roi roi, String name, int[] map) {
    Color colour = TrainingRois.colourOf(roi);
    if (colour != null) {
      colours.putIfAbsent(name, colour);
    } else if (!colours.containsKey(name)) {
      colours.put(name, null);
    }
    groupClass.add(name);
    int group = groupClass.size();
    for (Point p : TrainingRois.pixels(roi, image.getWidth(), image.getHeight())) {
      int at = p.y * image.getWidth() + p.x;
      if (map[at] == 0) {
        map[at] = group;
      } else if (map[at] > 0 && !groupClass.get(map[at] - 1).equals(name)) {
        map[at] = -1;
      }
    }
  }

  private static List<Labelled> listed(int[] map, int width) {
    List<Labelled> list = new ArrayList<>();
    for (int i = 0; i < map.length; i++) {
      if (map[i] > 0) {
        list.add(new Labelled(i % width, i / width, map[i] - 1));
      }
    }
    return list;
  }

  /** The names of the classes, in alphabetical order. */
  public List<String> classes() {
    return List.copyOf(colours.keySet());
  }

  /** A colour for every class: that of its selections, else one of the label table's. */
  public List<Integer> colourValues() {
    List<Integer> values = new ArrayList<>();
    for (Color c : colours.values()) {
      values.add(c != null ? c.getRGB() & 0xffffff : LabelTable.colour(values.size() + 1));
    }
    return values;
  }

  /** Classes that have one selection only, which therefore had to be cut for validation. */
  public List<String> singleSelections() {
    return single;
  }

  /** Titles of the images that carry labelled pixels. */
  public List<String> titles() {
    return marked.stream().map(m -> m.image().getTitle()).toList();
  }

  /**
   * Computes the features.
   *
   * @param most pixels kept, thinned evenly within every selection
   * @throws java.util.concurrent.CancellationException when the monitor stopped it
   */
  public Samples samples(FeatureSet features, int most, Monitor monitor) {
    List<String> classes = classes();
    long all =
        marked.stream().flatMap(m -> m.planes().values().stream()).mapToLong(List::size).sum();
    double share = Math.min(1, (double) most / Math.max(1, all));
    int[] seen = new int[groupClass.size()];
    List<float[]> rows = new ArrayList<>();
    List<Labelled> labels = new ArrayList<>();
    for (Marked m : marked) {
      Map<Integer, List<Labelled>> thinned = new TreeMap<>();
      m.planes().forEach((plane, list) -> thinned.put(plane, thinned(list, seen, share)));
      Map<Integer, float[][]> values = LabelledFeatures.of(m.image(), thinned, features, monitor);
      thinned.forEach(
          (plane, list) -> {
            labels.addAll(list);
            rows.addAll(Arrays.asList(values.get(plane)));
          });
    }
    int[] classOf = new int[rows.size()];
    int[] groupOf = groups(labels, classes);
    List<Integer> finite = new ArrayList<>();
    for (int i = 0; i < classOf.length; i++) {
      classOf[i] = classes.indexOf(groupClass.get(labels.get(i).group()));
      if (isFinite(rows.get(i))) {
        finite.add(i);
      }
    }
    int[] kept = finite.stream().mapToInt(Integer::intValue).toArray();
    return new Samples(
        classes,
        finite.stream().map(rows::get).toArray(float[][]::new),
        Arrays.stream(kept).map(i -> classOf[i]).toArray(),
        Arrays.stream(kept).map(i -> groupOf[i]).toArray());
  }

  private static boolean isFinite(float[] row) {
    for (float v : row) {
      if (!Float.isFinite(v)) {
        return false;
      }
    }
    return true;
  }

  private static List<Labelled> thinned(List<Labelled> list, int[] seen, double share) {
    List<Labelled> kept = new ArrayList<>();
    for (Labelled p : list) {
      int k = seen[p.group()]++;
      if (k == 0 || Math.floor(k * share) > Math.floor((k - 1) * share)) {
        kept.add(p);
      }
    }
    return kept;
  }

  /** The selection of every pixel; the only selection of a class is cut into strips. */
  private int[] groups(List<Labelled> labels, List<String> classes) {
    int[] groups = new int[labels.size()];
    int next = groupClass.size();
    Arrays.setAll(groups, i -> labels.get(i).group());
    for (String name : classes) {
      long own = groupClass.stream().filter(name::equals).count();
      if (own == 1) {
        single.add(name);
        int group = groupClass.indexOf(name);
        int[] at =
            java.util.stream.IntStream.range(0, groups.length)
                .filter(i -> groups[i] == group)
                .toArray();
        boolean tall = extent(labels, at, true) >= extent(labels, at, false);
        Integer[] order = Arrays.stream(at).boxed().toArray(Integer[]::new);
        Arrays.sort(
            order,
            java.util.Comparator.comparingInt(i -> tall ? labels.get(i).y() : labels.get(i).x()));
        for (int k = 0; k < order.length; k++) {
          groups[order[k]] = next + (int) ((long) k * strips / order.length);
        }
        next += strips;
      }
    }
    return groups;
  }

  private static int extent(List<Labelled> labels, int[] at, boolean vertical) {
    int least = Integer.MAX_VALUE;
    int most = Integer.MIN_VALUE;
    for (int i : at) {
      int v = vertical ? labels.get(i).y() : labels.get(i).x();
      least = Math.min(least, v);
      most = Math.max(most, v);
    }
    return most - least;
  }
}
