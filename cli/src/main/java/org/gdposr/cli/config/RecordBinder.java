package org.gdposr.cli.config;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a record of plain values (maps, lists, scalars): every component must be there, nothing
 * else may be, and every complaint names the key's full path.
 */
final class RecordBinder {
  private final Class<? extends Record> rootType;

  RecordBinder(Class<? extends Record> rootType) {
    this.rootType = rootType;
  }

  /**
   * @throws ConfigException at the first key that is unknown, missing or of another type, or whose
   *     value the records refuse
   */
  Record bind(Map<String, Object> tree) {
    return record(rootType, tree, "");
  }

  private Record record(Class<?> type, @Nullable Object value, String path) {
    Map<?, ?> map = map(value, path);
    RecordComponent[] components = type.getRecordComponents();
    List<String> names = Arrays.stream(components).map(RecordComponent::getName).toList();
    for (Object key : map.keySet()) {
      if (!names.contains(String.valueOf(key))) {
        throw unknown(String.valueOf(key), path, names);
      }
    }
    Object[] arguments = new Object[components.length];
    Class<?>[] types = new Class<?>[components.length];
    for (int i = 0; i < components.length; i++) {
      String below = join(path, components[i].getName());
      if (!map.containsKey(components[i].getName())) {
        throw new ConfigException(below + ": missing");
      }
      types[i] = components[i].getType();
      arguments[i] =
          convert(components[i].getGenericType(), map.get(components[i].getName()), below);
    }
    return construct(type, types, arguments, path);
  }

  private static Record construct(
      Class<?> type, Class<?>[] types, Object[] arguments, String path) {
    try {
      Constructor<?> constructor = type.getDeclaredConstructor(types);
      return (Record) constructor.newInstance(arguments);
    } catch (InvocationTargetException e) {
      if (e.getCause() instanceof IllegalArgumentException refusal) {
        throw new ConfigException(located(String.valueOf(refusal.getMessage()), path));
      }
      throw new IllegalStateException(type.getName(), e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }

  /** Records that stand in several places name their keys without the path. */
  private static String located(String message, String path) {
    if (path.isEmpty() || !message.contains(":")) {
      return message;
    }
    String key = message.substring(0, message.indexOf(':'));
    if (key.startsWith(path.split("\\.", 2)[0] + ".")) {
      return message;
    }
    String last = path.substring(path.lastIndexOf('.') + 1);
    return path
        + "."
        + (key.startsWith(last + ".") ? message.substring(last.length() + 1) : message);
  }

  private Object convert(Type type, @Nullable Object value, String path) {
    if (type instanceof ParameterizedType generic) {
      Type[] parameters = generic.getActualTypeArguments();
      return generic.getRawType() == List.class
          ? list(parameters[0], value, path)
          : mapOf(parameters[1], value, path);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isRecord()) {
      return record(plain, value, path);
    }
    if (plain.isEnum()) {
      return constant(plain, value, path);
    }
    return scalar(plain, value, path);
  }

  private List<Object> list(Type element, @Nullable Object value, String path) {
    if (!(value instanceof List<?> items)) {
      throw wrongType(path, value, "a list: [a, b]");
    }
    List<Object> converted = new ArrayList<>();
    for (Object item : items) {
      converted.add(convert(element, item, path + "." + converted.size()));
    }
    return converted;
  }

  private Map<String, Object> mapOf(Type element, @Nullable Object value, String path) {
    Map<String, Object> converted = new LinkedHashMap<>();
    map(value, path)
        .forEach(
            (key, item) ->
                converted.put(
                    String.valueOf(key), convert(element, item, join(path, String.valueOf(key)))));
    return converted;
  }

  private static Map<?, ?> map(@Nullable Object value, String path) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw wrongType(path.isEmpty() ? "config" : path, value, "keys and values");
  }

  private static Object constant(Class<?> type, @Nullable Object value, String path) {
    String word = String.valueOf(value).replace('-', '_');
    for (Object constant : type.getEnumConstants()) {
      if (((Enum<?>) constant).name().equalsIgnoreCase(word)) {
        return constant;
      }
    }
    String choices =
        Arrays.stream(type.getEnumConstants())
            .map(constant -> word((Enum<?>) constant))
            .collect(Collectors.joining(", "));
    throw wrongType(path, value, "one of " + choices);
  }

  /** The constant as configs spell it. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static Object scalar(Class<?> type, @Nullable Object value, String path) {
    if (type == int.class || type == Integer.class) {
      return whole(value, path, Integer.MIN_VALUE, Integer.MAX_VALUE).intValue();
    }
    if (type == long.class) {
      return whole(value, path, Long.MIN_VALUE, Long.MAX_VALUE).longValue();
    }
    if (type == double.class || type == Double.class) {
      return number(value, path);
    }
    if (type == boolean.class) {
      if (value instanceof Boolean) {
        return value;
      }
      throw wrongType(path, value, "true or false");
    }
    if (type == String.class) {
      if (value == null || value instanceof Map || value instanceof List) {
        throw wrongType(path, value, "text");
      }
      return value.toString();
    }
    throw new IllegalStateException(path + ": no config value becomes a " + type);
  }

  private static Number whole(@Nullable Object value, String path, long low, long high) {
    if (!(value instanceof Integer || value instanceof Long || value instanceof BigInteger)) {
      throw wrongType(path, value, "a whole number");
    }
    BigInteger number = new BigInteger(value.toString());
    if (number.compareTo(BigInteger.valueOf(low)) < 0
        || number.compareTo(BigInteger.valueOf(high)) > 0) {
      throw wrongType(path, value, "a whole number in [" + low + ", " + high + "]");
    }
    return number;
  }

  private static Double number(@Nullable Object value, String path) {
    // YAML 1.1 reads 1e-4, which has no point, as text
    Optional<Double> number =
        value instanceof Number || value instanceof String
            ? parse(value.toString())
            : Optional.empty();
    return number.orElseThrow(() -> wrongType(path, value, "a number"));
  }

  private static Optional<Double> parse(String text) {
    try {
      return Optional.of(Double.valueOf(text)).filter(Double::isFinite);
    } catch (NumberFormatException e) {
      return Optional.empty();
    }
  }

  private static ConfigException wrongType(String path, @Nullable Object value, String rule) {
    String shown = value == null ? "nothing" : value.toString();
    return new ConfigException(path + ": " + shown + " (expected: " + rule + ")");
  }

  private ConfigException unknown(String key, String path, List<String> siblings) {
    Optional<String> near = NearestName.of(key, siblings).map(name -> join(path, name));
    String last = key.substring(key.lastIndexOf('.') + 1);
    Optional<String> suggestion =
        near.or(
            () ->
                paths(rootType, "").stream()
                    .filter(known -> known.substring(known.lastIndexOf('.') + 1).equals(last))
                    .findFirst());
    return new ConfigException(
        join(path, key)
            + ": unknown key"
            + suggestion
                .map(name -> " (did you mean " + name + "?)")
                .orElse(" (expected: one of " + String.join(", ", siblings) + ")"));
  }

  private static List<String> paths(Class<?> type, String path) {
    List<String> paths = new ArrayList<>();
    for (RecordComponent component : type.getRecordComponents()) {
      String below = join(path, component.getName());
      paths.add(below);
      if (component.getType().isRecord()) {
        paths.addAll(paths(component.getType(), below));
      }
    }
    return paths;
  }

  private static String join(String path, String name) {
    return path.isEmpty() ? name : path + "." + name;
  }
}
