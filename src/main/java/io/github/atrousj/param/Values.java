package io.github.atrousj.param;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * A value for every parameter of a {@link ParamSpec}, all of them allowed ones. Immutable. The
 * getters throw IllegalStateException for a key or a class that the declaration does not have,
 * which is a programmer's mistake and no user's.
 */
public final class Values {
  private final Map<String, Object> byKey;

  Values(Map<String, Object> byKey) {
    this.byKey = Collections.unmodifiableMap(byKey);
  }

  /** Whether an optional parameter has a value. */
  public boolean has(String key) {
    return get(key, Object.class) != null;
  }

  public boolean flag(String key) {
    return get(key, Boolean.class);
  }

  public int integer(String key) {
    return get(key, Integer.class);
  }

  public double number(String key) {
    return get(key, Double.class);
  }

  /** A text, or a choice that was declared by words. */
  public String text(String key) {
    return get(key, String.class);
  }

  public <E extends Enum<E>> E choice(String key, Class<E> type) {
    return get(key, type);
  }

  public PerAxis perAxis(String key) {
    return get(key, PerAxis.class);
  }

  public Pads pads(String key) {
    return get(key, Pads.class);
  }

  /** A list that was declared by {@link Params#integers}. */
  @SuppressWarnings("unchecked") // the declaration fixes the class of the entries
  public List<Integer> integers(String key) {
    return get(key, List.class);
  }

  /** A list that was declared by {@link Params#numbers}. */
  @SuppressWarnings("unchecked") // the declaration fixes the class of the entries
  public List<Double> numbers(String key) {
    return get(key, List.class);
  }

  /** Whether the current slice alone was asked for by ImageJ's word {@code slice}. */
  public boolean sliceOnly() {
    return flag(ParamSpec.SLICE);
  }

  /** Whether all slices were asked for by the word {@code stack}, which every command accepts. */
  public boolean stack() {
    return flag(ParamSpec.STACK);
  }

  Object raw(String key) {
    return byKey.get(key);
  }

  private <C> C get(String key, Class<C> type) {
    Object v = byKey.get(key);
    if (v == null ? !byKey.containsKey(key) : !type.isInstance(v)) {
      throw new IllegalStateException("no " + type.getSimpleName() + " parameter " + key);
    }
    return type.cast(v);
  }

  @Override
  public boolean equals(Object o) {
    return o instanceof Values v && v.byKey.equals(byKey);
  }

  @Override
  public int hashCode() {
    return byKey.hashCode();
  }

  @Override
  public String toString() {
    return byKey.toString();
  }
}
