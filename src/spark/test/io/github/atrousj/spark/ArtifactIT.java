package io.github.atrousj.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;

/** What is in the plugin's jar and what in the one for Spark. */
class ArtifactIT {
  @Test
  void thePluginHasNothingOfSpark() throws Exception {
    try (JarFile jar = new JarFile(System.getProperty("atrousj.jar"))) {
      List<String> names = jar.stream().map(e -> e.getName()).toList();
      assertTrue(names.contains("io/github/atrousj/plugin/VolumeProcess.class"));
      assertEquals(List.of(), names.stream().filter(n -> n.contains("spark")).toList());
    }
  }

  @Test
  void sparksJarHasWhatExecutorsNeedAndNothingOfSparkItself() throws Exception {
    try (JarFile jar = new JarFile(System.getProperty("atrousj.spark.jar"))) {
      assertEquals(
          "io.github.atrousj.spark.ProcessVolume",
          jar.getManifest().getMainAttributes().getValue("Main-Class"));
      for (String name :
          List.of(
              "io/github/atrousj/spark/ProcessVolume.class",
              "io/github/atrousj/plugin/VolumeProcess.class",
              "io/github/atrousj/shaded/gson/JsonParser.class",
              "plugins.config",
              "ij/ImagePlus.class")) {
        assertNotNull(jar.getEntry(name), name);
      }
      assertNull(jar.getEntry("org/apache/spark/SparkContext.class"));
      assertNull(jar.getEntry("scala/Option.class"));
    }
  }
}
