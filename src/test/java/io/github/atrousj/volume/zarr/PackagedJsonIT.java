package io.github.atrousj.volume.zarr;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.github.atrousj.host.Installation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar holds all of the library that metadata needs, though only a part of it. */
class PackagedJsonIT {
  private static final String[] DOCUMENTS = {
    "{\"a\": [1, 2.5, -3e300, 12345678901234567890, {\"b\": null, \"c\": true}], \"d\": \"\u00e9\\n\"}",
    "{}",
    "{\"deep\": " + "[".repeat(300) + "]".repeat(300) + "}",
    "[1]",
    "null",
    "",
    "{\"a\": }",
    "{\"a\": 1} more",
    "{\"a\": NaN, \"a\": 2}",
    "{\"a\": \"open",
    "{'a': 01, b; 3}",
    "[".repeat(5000)
  };

  @TempDir Path folder;

  @Test
  void everyDocumentIsReadAndWrittenAsByTheWholeLibrary() throws Exception {
    URL[] jar = {Installation.pluginJar().toUri().toURL()};
    try (URLClassLoader packed = new URLClassLoader(jar, ClassLoader.getPlatformClassLoader())) {
      for (String document : DOCUMENTS) {
        Files.writeString(folder.resolve("in"), document);
        String whole = readAndWrite(getClass().getClassLoader());
        assertEquals(whole, readAndWrite(packed));
      }
    }
  }

  /** What is read, as one line and as it is written; or the error. */
  private String readAndWrite(ClassLoader loader) throws Exception {
    String room = Json.class.getPackageName() + ".";
    Class<?> stores = loader.loadClass(room + "KeyStore");
    Object store =
        loader
            .loadClass(room + "FolderStore")
            .getConstructor(String.class)
            .newInstance(folder.toString());
    Class<?> documents = loader.loadClass(room + "Json");
    try {
      Object read = open(documents, "read", stores, String.class).invoke(null, store, "in");
      var tree = documents.getDeclaredField("object");
      tree.setAccessible(true);
      Class<?> writers = loader.loadClass(room + "ZarrWriter");
      open(writers, "write", stores, String.class, tree.getType())
          .invoke(null, store, "out", tree.get(read));
      return read + Files.readString(folder.resolve("out"));
    } catch (InvocationTargetException e) {
      return String.valueOf(e.getCause());
    }
  }

  private static Method open(Class<?> type, String name, Class<?>... arguments) throws Exception {
    Method m = type.getDeclaredMethod(name, arguments);
    m.setAccessible(true);
    return m;
  }
}
