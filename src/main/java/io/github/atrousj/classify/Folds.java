package io.github.atrousj.classify;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.IntStream;

/** Parts of the training pixels, each left out in turn. */
final class Folds {
  private final int[] foldOf;
  private final int count;

  private Folds(int[] foldOf, int count) {
    this.foldOf = foldOf;
    this.count = count;
  }

  /**
   * Deals the groups of every class out to the folds in turn, in an order drawn from the seed, so
   * that a group stays whole and each fold has some of every class that has as many groups.
   *
   * @param most how many folds at most; no more are made than the class of most groups has groups
   */
  static Folds of(Samples s, int most, long seed) {
    List<List<Integer>> groups = groups(s);
    int count = Math.min(most, groups.stream().mapToInt(List::size).max().orElse(1));
    int[] foldOfGroup = new int[IntStream.of(s.groupOf()).max().orElse(0) + 1];
    Random random = new Random(seed);
    int next = 0;
    for (List<Integer> ofClass : groups) {
      Collections.shuffle(ofClass, random);
      for (int group : ofClass) {
        foldOfGroup[group] = next++ % count;
      }
    }
    int[] foldOf = new int[s.size()];
    for (int i = 0; i < foldOf.length; i++) {
      foldOf[i] = foldOfGroup[s.groupOf()[i]];
    }
    return new Folds(foldOf, count);
  }

  /** The groups of each class, ascending. */
  static List<List<Integer>> groups(Samples s) {
    List<TreeSet<Integer>> groups = new ArrayList<>();
    s.classes().forEach(c -> groups.add(new TreeSet<>()));
    for (int i = 0; i < s.size(); i++) {
      groups.get(s.classOf()[i]).add(s.groupOf()[i]);
    }
    List<List<Integer>> lists = new ArrayList<>();
    groups.forEach(g -> lists.add(new ArrayList<>(g)));
    return lists;
  }

  int count() {
    return count;
  }

  int[] inside(int fold) {
    return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] == fold).toArray();
  }

  int[] outside(int fold) {
    return IntStream.range(0, foldOf.length).filter(i -> foldOf[i] != fold).toArray();
  }
}
