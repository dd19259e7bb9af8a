package io.github.atrousj.host;

import ij.IJ;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** ImageJ as a user has it: an ij.jar as released, and a plugins folder with the packaged jar. */
public final class Installation {
  /** Where Debian's package {@code imagej} (1.53t) puts its jar. */
  private static final Path DEBIAN = Path.of("/usr/share/java/ij.jar");

  private static final Path TARGET = Path.of("target").toAbsolutePath();

  private Installation() {}

  /** The ij.jar that the build compiles against. */
  static Path currentJar() {
    try {
      return Path.of(IJ.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ij.jar of Debian; without it the calling test is skipped, or fails on a build server. */
  static Path debianJar() {
    Display.requireThat(Files.exists(DEBIAN), "Debian's package imagej is not installed");
    return DEBIAN;
  }

  /** The jar that {@code mvn package} has made; its path is given by the build. */
  public static Path pluginJar() {
    String jar = System.getProperty("atrousj.jar");
    if (jar == null || !Files.exists(Path.of(jar))) {
      throw new IllegalStateException("no packaged jar at " + jar + ": run mvn verify");
    }
    return Path.of(jar);
  }

  /** Folder {@code target/ij}, whose plugins folder holds the packaged jar alone. */
  public static synchronized Path folder() {
    Path folder = TARGET.resolve("ij");
    Path plugins = folder.resolve("plugins");
    try {
      Files.createDirectories(plugins);
      Files.copy(
          pluginJar(),
          plugins.resolve(pluginJar().getFileName()),
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folder;
  }

  /** A home folder for ImageJ's preferences, so that no user's own are read or written. */
  static Path home() {
    try {
      return Files.createDirectories(TARGET.resolve("home"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
