package io.github.atrousj.host;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program in a Java process of its own, with a heap of its own. */
public final class ChildJava {
  private ChildJava() {}

  /**
   * Runs a program to its end.
   *
   * @param folder to work in
   * @param megabytes of heap
   * @param seconds after which it is ended and the test fails
   * @param needed classes whose jars and folders are the class path, beside the program's
   * @return what it printed; its last line is {@code done}
   */
  public static String run(
      Path folder, int megabytes, int seconds, Class<?> main, List<Class<?>> needed, String... args)
      throws Exception {
    Path output = folder.resolve("output.txt");
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx" + megabytes + "m",
                "-Djava.awt.headless=true",
                "-Duser.home=" + folder,
                "--add-modules",
                "jdk.incubator.vector",
                "-cp",
                classPath(main, needed),
                main.getName()));
    line.addAll(List.of(args));
    Process child =
        new ProcessBuilder(line).redirectErrorStream(true).redirectOutput(output.toFile()).start();
    boolean ended = child.waitFor(seconds, TimeUnit.SECONDS);
    child.destroyForcibly().waitFor();
    String text = String.join("\n", Files.readAllLines(output));
    assertTrue(ended, text);
    assertEquals(0, child.exitValue(), text);
    assertTrue(text.endsWith("done"), text);
    return text;
  }

  private static String classPath(Class<?> main, List<Class<?>> needed) throws Exception {
    List<Class<?>> all = new ArrayList<>(needed);
    all.add(main);
    StringBuilder path = new StringBuilder();
    for (Class<?> c : all) {
      path.append(Path.of(c.getProtectionDomain().getCodeSource().getLocation().toURI()));
      path.append(File.pathSeparator);
    }
    return path.toString();
  }
}
