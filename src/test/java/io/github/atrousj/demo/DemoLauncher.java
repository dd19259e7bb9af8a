package io.github.atrousj.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import net.imagej.patcher.LegacyInjector;

/**
 * Main class of the demonstration. Makes ImageJ ready before any of its classes is loaded: without
 * windows by the patches that Fiji uses too, or with windows when {@code -Dshow} asks for them and
 * there is a display. Takes the packaged plugin's path.
 */
final class DemoLauncher {
  private static final Path FOLDER = Path.of("target", "demo");

  private DemoLauncher() {}

  public static void main(String[] args) throws IOException {
    String show = System.getProperty("show", "false");
    boolean wanted = !show.equals("false");
    boolean display = System.getenv("DISPLAY") != null || isNotUnix();
    if (wanted && display) {
      installPlugin(Path.of(args[0]));
      Demo.run(Demo.WINDOWS, FOLDER, System.out);
      return; // ImageJ's windows stay open until the user quits
    }
    if (wanted) {
      System.out.println("No DISPLAY is set, so no windows are shown.");
    }
    System.setProperty("java.awt.headless", "true");
    LegacyInjector.preinit();
    Demo.run(Demo.HEADLESS, FOLDER, System.out);
    System.exit(0);
  }

  private static boolean isNotUnix() {
    return System.getProperty("os.name").matches("(Windows|Mac).*");
  }

  /** ImageJ takes its menus from the jars in a plugins folder. */
  private static void installPlugin(Path jar) throws IOException {
    Path plugins = Files.createDirectories(FOLDER.resolve("ImageJ").resolve("plugins"));
    Files.copy(jar, plugins.resolve(jar.getFileName()), StandardCopyOption.REPLACE_EXISTING);
    System.setProperty("plugins.dir", plugins.getParent().toAbsolutePath().toString());
  }
}
