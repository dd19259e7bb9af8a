package io.github.atrousj.command;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.atrousj.param.Param;
import io.github.atrousj.plugin.DeclaredCommand;
import java.lang.reflect.Field;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.scijava.Context;
import org.scijava.command.Command;
import org.scijava.command.CommandInfo;
import org.scijava.command.CommandService;
import org.scijava.plugin.Parameter;
import org.scijava.plugin.Plugin;

/**
 * Holds the fields of every SciJava command to the declaration that it repeats: keys, order, types,
 * ranges, choices, defaults.
 */
class CommandContractTest {
  /** Every command of this plugin that SciJava finds. */
  static List<SciJavaCommand> commands() throws ReflectiveOperationException {
    try (Context context = new Context(CommandService.class)) {
      List<SciJavaCommand> commands = new ArrayList<>();
      for (CommandInfo info : context.service(CommandService.class).getCommands()) {
        if (info.getDelegateClassName().startsWith("io.github.atrousj.")) {
          Class<?> type = Class.forName(info.getDelegateClassName());
          commands.add((SciJavaCommand) type.getDeclaredConstructor().newInstance());
        }
      }
      assertTrue(commands.size() >= 2, "SciJava's index is missing");
      return commands;
    }
  }

  @Test
  void everyCommandOfTheMenuHasOne() throws Exception {
    Set<String> wrapped = new TreeSet<>();
    for (SciJavaCommand command : commands()) {
      wrapped.add(command.operation().getClass().getName());
    }
    for (String line : Files.readAllLines(Path.of("plugins.config"))) {
      String name = line.substring(line.lastIndexOf(' ') + 1);
      if (name.startsWith("io.github.")
          && DeclaredCommand.class.isAssignableFrom(Class.forName(name))) {
        assertTrue(wrapped.contains(name), name + " has no SciJava command");
      }
    }
  }

  private static List<Field> inputs(SciJavaCommand command) {
    return Arrays.stream(command.getClass().getDeclaredFields())
        .filter(SciJavaCommand::isKey)
        .peek(f -> f.setAccessible(true))
        .toList();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void fieldsAreTheKeysInTheirOrder(SciJavaCommand command) {
    assertEquals(
        command.operation().spec().params().stream().map(Param::key).toList(),
        inputs(command).stream().map(Field::getName).toList());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void typesFollowTheDeclaration(SciJavaCommand command) {
    for (Field f : inputs(command)) {
      assertEquals(fieldType(param(command, f)), f.getType(), f.getName());
    }
  }

  private static Class<?> fieldType(Param<?> p) {
    if (p.isFlag()) {
      return boolean.class;
    }
    if (p.def() == null && !p.isRequired()) {
      return String.class; // the word for none
    }
    if (p.valueClass() == Integer.class) {
      return int.class;
    }
    return p.valueClass() == Double.class ? double.class : String.class;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void defaultsAreTheDeclared(SciJavaCommand command) throws IllegalAccessException {
    for (Field f : inputs(command)) {
      Param<?> p = param(command, f);
      Object value = f.get(command);
      if (p.isRequired()) {
        assertFalse(value instanceof String, f.getName() + " is required");
      } else {
        assertEquals(p.def(), p.parse(value.toString()), f.getName());
      }
    }
  }

  @ParameterizedTest
  @MethodSource("commands")
  void choicesAndRangesAreTheDeclared(SciJavaCommand command) {
    for (Field f : inputs(command)) {
      Param<?> p = param(command, f);
      Parameter a = f.getAnnotation(Parameter.class);
      assertArrayEquals(p.spellings().toArray(), a.choices(), f.getName());
      if (f.getType() != String.class) {
        assertEquals(limit(p.least(), p), a.min(), f.getName());
        assertEquals(limit(p.most(), p), a.max(), f.getName());
      }
    }
  }

  /** A limit of the type itself goes without saying. */
  private static String limit(Double limit, Param<?> p) {
    if (limit == null
        || Math.abs(limit) >= Integer.MAX_VALUE && p.valueClass() == Integer.class
        || Math.abs(limit) == Float.MAX_VALUE) {
      return "";
    }
    return limit == Math.rint(limit) ? Long.toString(limit.longValue()) : limit.toString();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void nothingPersistsAndTheMenuIsImageJs(SciJavaCommand command) {
    for (Field f : inputs(command)) {
      Parameter a = f.getAnnotation(Parameter.class);
      assertFalse(a.persist(), f.getName());
      boolean mayBeEmpty = !param(command, f).isRequired() && "".equals(param(command, f).def());
      assertEquals(!mayBeEmpty, a.required(), f.getName());
    }
    Plugin plugin = command.getClass().getAnnotation(Plugin.class);
    assertEquals(Command.class, plugin.type());
    assertEquals("", plugin.menuPath());
    assertEquals(0, plugin.menu().length);
    DeclaredCommand operation = command.operation();
    assertEquals(operation.title().replace("...", ""), plugin.label());
  }

  @ParameterizedTest
  @MethodSource("commands")
  void keysAreUnique(SciJavaCommand command) {
    Set<String> keys =
        command.operation().spec().params().stream().map(Param::key).collect(Collectors.toSet());
    assertEquals(command.operation().spec().params().size(), keys.size());
    assertFalse(keys.contains("image") || keys.contains("result"));
  }

  private static Param<?> param(SciJavaCommand command, Field f) {
    return command.operation().spec().param(f.getName());
  }
}
