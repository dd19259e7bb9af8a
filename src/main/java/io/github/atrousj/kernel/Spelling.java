package io.github.atrousj.kernel;

import java.util.Collection;
import java.util.Locale;

/** Finds the name that somebody probably meant. */
public final class Spelling {
  private static final int LONGEST = 64;

  private Spelling() {}

  /**
   * The name with the fewest changed, added, dropped or swapped letters, case ignored; the first of
   * equals.
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
      int distance = distance(lower(word), lower(name));
      if (distance < fewest) {
        fewest = distance;
        nearest = name;
      }
    }
    return nearest;
  }

  private static String lower(String text) {
    return text.toLowerCase(Locale.ROOT);
  }

  /** Edit distance in which a swap of neighbours counts once (optimal string alignment). */
  static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int change = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(d[i - 1][j - 1] + change, 1 + Math.min(d[i - 1][j], d[i][j - 1]));
        boolean swap =
            i > 1
                && j > 1
                && a.charAt(i - 1) == b.charAt(j - 2)
                && a.charAt(i - 2) == b.charAt(j - 1);
        if (swap) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
