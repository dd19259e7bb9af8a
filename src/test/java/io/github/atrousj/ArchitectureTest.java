package io.github.atrousj;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rooms of the house: who may import whom. */
public class ArchitectureTest {
  private static final String ROOT = "io.github.atrousj";

  /** Every room imports only itself and those before it. */
  private static final List<String> ROOMS =
      List.of(
          "kernel",
          "geometry",
          "engine",
          "graph",
          "starlet",
          "onnx",
          "classify",
          "volume",
          "param",
          "image",
          "plugin",
          "command",
          "spark");

  private static final String[] HOST = {
    "ij..", "net.imagej..", "org.scijava..", "java.awt..", "javax.swing.."
  };

  private static JavaClasses production;

  @BeforeAll
  static void read() {
    production =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(ROOT);
  }

  public static List<String> rooms() {
    return ROOMS;
  }

  static List<String> roomsWithoutHost() {
    return ROOMS.subList(0, ROOMS.indexOf("image"));
  }

  @ParameterizedTest
  @MethodSource("rooms")
  void importsOnlyTheRoomsAbove(String room) {
    String[] below =
        ROOMS.subList(ROOMS.indexOf(room) + 1, ROOMS.size()).stream()
            .map(ArchitectureTest::inside)
            .toArray(String[]::new);
    if (below.length > 0) {
      noClasses()
          .that()
          .resideInAPackage(inside(room))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage(below)
          .allowEmptyShould(true)
          .check(production);
    }
  }

  @ParameterizedTest
  @MethodSource("roomsWithoutHost")
  void knowsNeitherImageJNorAwt(String room) {
    noClasses()
        .that()
        .resideInAPackage(inside(room))
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage(HOST)
        .allowEmptyShould(true)
        .check(production);
  }

  /** Plain ImageJ does not bring SciJava, so only the commands made for Fiji may need it. */
  @Test
  void onlyCommandsNeedSciJava() {
    noClasses()
        .that()
        .resideOutsideOfPackage(inside("command"))
        .should()
        .dependOnClassesThat()
        .resideInAPackage("org.scijava..")
        .check(production);
  }

  @Test
  void everyClassLivesInARoom() {
    classes()
        .should()
        .resideInAnyPackage(ROOMS.stream().map(ArchitectureTest::inside).toArray(String[]::new))
        .check(production);
  }

  /** A rule that cannot fail proves nothing: this class itself breaks one. */
  @Test
  void theRulesSeeABreach() {
    JavaClasses self = new ClassFileImporter().importClasses(ArchitectureTest.class);
    assertThrows(
        AssertionError.class,
        () ->
            noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.tngtech.archunit..")
                .check(self));
  }

  private static String inside(String room) {
    return ROOT + "." + room + "..";
  }
}
