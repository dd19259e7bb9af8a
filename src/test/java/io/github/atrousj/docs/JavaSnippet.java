package io.github.atrousj.docs;

import io.github.atrousj.docs.Markdown.Block;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * A block of Java from a document, as the body of a method that is given {@code pixels}, {@code
 * width} and {@code height} and leaves {@code result}.
 */
final class JavaSnippet {
  private static final String CLASS = "Snippet";

  private JavaSnippet() {}

  /** Compiles and runs a block in an empty folder. */
  static float[] run(Block block, Path folder, float[] pixels, int width, int height)
      throws Exception {
    Path source = folder.resolve(CLASS + ".java");
    Files.writeString(source, source(block));
    compile(block, source, folder);
    try (URLClassLoader loader =
        new URLClassLoader(
            new URL[] {folder.toUri().toURL()}, JavaSnippet.class.getClassLoader())) {
      return (float[])
          loader
              .loadClass(CLASS)
              .getMethod("run", float[].class, int.class, int.class)
              .invoke(null, pixels, width, height);
    }
  }

  private static String source(Block block) {
    String imports = lines(block, true);
    String body = lines(block, false);
    return imports
        + "\npublic class "
        + CLASS
        + " {\npublic static float[] run(float[] pixels, int width, int height)"
        + " throws Exception {\n"
        + body
        + "\nreturn result;\n}\n}\n";
  }

  private static String lines(Block block, boolean imports) {
    return block
        .text()
        .lines()
        .filter(line -> line.startsWith("import ") == imports)
        .collect(Collectors.joining("\n"));
  }

  private static void compile(Block block, Path source, Path folder) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    StringWriter errors = new StringWriter();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      List<String> options =
          List.of("-d", folder.toString(), "-classpath", "target/classes", "-proc:none");
      if (!compiler
          .getTask(errors, files, null, options, null, files.getJavaFileObjects(source))
          .call()) {
        throw new AssertionError(block + " does not compile:\n" + errors);
      }
    }
  }
}
