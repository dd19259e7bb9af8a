package io.github.atrousj.plugin;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whether the memory of the JVM comes in large pages. With the usual ones of 4 KB the processor
 * often has to look up where a row of an image lies: filters take up to a third more time. On Linux
 * a JVM that asks for them gets pages of 2 MB without any rights; other systems give them to
 * administrators at most, so nothing is said there.
 */
enum LargePages {
  /** All programs get them, or this JVM has asked for them. */
  IN_USE,
  /** They can be had by {@link #ARGUMENT}. */
  TO_BE_HAD,
  /** There are none, or it is not known. */
  NONE;

  static final String ARGUMENT = "-XX:+UseTransparentHugePages";

  private static final String OPTION = "UseTransparentHugePages";

  /** Says "always [madvise] never": what is in brackets holds. */
  private static final Path MODE = Path.of("/sys/kernel/mm/transparent_hugepage/enabled");

  private static final Pattern CHOSEN = Pattern.compile("\\[(\\w+)]");

  /** Of this JVM. */
  static LargePages here() {
    String mode;
    try {
      mode = Files.readString(MODE);
    } catch (IOException | SecurityException e) {
      return NONE; // not Linux
    }
    return of(mode, asked());
  }

  private static boolean asked() {
    HotSpotDiagnosticMXBean jvm =
        ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
    try {
      return jvm != null && Boolean.parseBoolean(jvm.getVMOption(OPTION).getValue());
    } catch (IllegalArgumentException e) {
      return false; // a JVM without such an option
    }
  }

  /**
   * @param mode what the system says of large pages
   * @param asked whether the JVM asks for them
   */
  static LargePages of(String mode, boolean asked) {
    Matcher chosen = CHOSEN.matcher(mode);
    if (!chosen.find()) {
      return NONE;
    }
    return switch (chosen.group(1)) {
      case "always" -> IN_USE;
      case "madvise" -> asked ? IN_USE : TO_BE_HAD;
      default -> NONE;
    };
  }
}
