package io.github.atrousj.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.ArchitectureTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The drawing of the architecture shows the rooms that the rules know, in their order. */
class ArchitectureDrawingTest {
  private static final Pattern ROOM =
      Pattern.compile("<text class=\"name\" x=\"(\\d+)\" y=\"(\\d+)\">([a-z]+)</text>");

  private record Room(String name, int x, int y) {}

  /** From the lowest room up, and in a row from the right: each may import those before it. */
  @Test
  void theDrawingHasEveryRoomInOrder() throws IOException {
    String svg = Files.readString(Macros.PICTURES.resolve("architecture.svg"));
    List<Room> rooms = new ArrayList<>();
    Matcher m = ROOM.matcher(svg);
    while (m.find()) {
      rooms.add(new Room(m.group(3), Integer.parseInt(m.group(1)), Integer.parseInt(m.group(2))));
    }
    rooms.sort(Comparator.comparingInt(Room::y).thenComparingInt(Room::x).reversed());
    assertEquals(ArchitectureTest.rooms(), rooms.stream().map(Room::name).toList());
  }

  @Test
  void thePageHasALineForEveryRoom() throws IOException {
    Path page = Path.of("src", "site", "markdown", "architecture.md");
    List<String> listed =
        Files.readAllLines(page).stream()
            .filter(line -> line.matches("\\| `[a-z]+` \\|.*"))
            .map(line -> line.replaceFirst("\\| `([a-z]+)`.*", "$1"))
            .toList();
    assertEquals(ArchitectureTest.rooms(), listed);
    assertTrue(Markdown.read(page).links().contains("../resources/images/architecture.svg"));
  }
}
