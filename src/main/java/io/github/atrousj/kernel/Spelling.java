package io.github.atrousj.kernel;

import java.util.Collection;

/** Finds the name that somebody probably meant. */
public final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /**
   * The name at the smallest {@link #distance}, the first of equals.
   *
   * @return null when there are no names or the word is too long (over 64 letters) to be one
   */
  public static String nearest(String word, Collection<String> names) {
    if (word.length() > LONGEST) {
      return null;
    }
    String nearest = null;
    int fewest = Integer.MAX_VALUE;
    for (String name : names) {
      int distance = distance(word, name);
      if (distance < fewest) {
        fewest = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  /**
   * Number of added, dropped, changed or swapped neighbouring letters (optimal string alignment),
   * upper and lower case being the same. Takes time in proportion to the product of the lengths.
   */
  public static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    int[] last = new int[b.length() + 1];
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = last[j - 1] + (same(a, i - 1, b, j - 1) ? 0 : 1);
        row[j] = Math.min(change, Math.min(last[j], row[j - 1]) + 1);
        if (i > 1 && j > 1 && same(a, i - 1, b, j - 2) && same(a, i - 2, b, j - 1)) {
          row[j] = Math.min(row[j], before[j - 2] + 1);
        }
      }
      int[] free = before;
      before = last;
      last = row;
      row = free;
    }
    return last[b.length()];
  }

  private static boolean same(String a, int i, String b, int j) {
    return Character.toLowerCase(a.charAt(i)) == Character.toLowerCase(b.charAt(j));
  }
}
