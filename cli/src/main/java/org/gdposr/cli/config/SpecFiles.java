package org.gdposr.cli.config;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.activities.run.RunConfig;
import org.gdposr.model.naosd.NaosdSpec;
import org.gdposr.model.source.DataSpec;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/**
 * Reads configs: YAML files and presets, each complete, and what {@code --set} replaces in them.
 */
public final class SpecFiles {
  /** Names that {@code --config} takes without a file. */
  public static final List<String> PRESETS = List.of("tiny", "smoke");

  private final Path workingFolder;

  /**
   * @param workingFolder relative paths, in the command and in configs, start here
   */
  public SpecFiles(Path workingFolder) {
    this.workingFolder = workingFolder.toAbsolutePath().normalize();
  }

  /**
   * @param config a preset's name or a YAML file
   * @param overrides {@code key=value} pairs; the value is YAML
   * @throws ConfigException for a config that cannot be used
   */
  public RunConfig load(String config, List<String> overrides) {
    Map<String, Object> tree = parse(text(config), config);
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals < 1) {
        throw new ConfigException("--set " + override + " (expected: key=value)");
      }
      String key = override.substring(0, equals);
      Overrides.set(tree, key, value(key, override.substring(equals + 1)));
    }
    absolute(tree, "data", "images", DataSpec.DEAD_LEAVES);
    absolute(tree, "naosd", "base", NaosdSpec.SCRATCH);
    return (RunConfig) new RecordBinder(RunConfig.class).bind(tree);
  }

  private String text(String config) {
    if (PRESETS.contains(config)) {
      return preset(config);
    }
    Path file = workingFolder.resolve(config);
    try {
      return Files.readString(file);
    } catch (NoSuchFileException e) {
      String near =
          NearestName.of(config, PRESETS)
              .map(name -> "did you mean " + name + "?")
              .orElse("expected: a YAML file or one of " + String.join(", ", PRESETS));
      throw new ConfigException("--config " + config + ": no such file or preset (" + near + ")");
    } catch (CharacterCodingException e) {
      throw new ConfigException("--config " + config + ": not UTF-8 text (expected: YAML)");
    } catch (IOException e) {
      throw new ConfigException("--config " + config + ": cannot be read: " + e.getMessage());
    }
  }

  /** A preset's YAML with its comments. */
  public static String preset(String name) {
    try (InputStream in = SpecFiles.class.getResourceAsStream("/preset/" + name + ".yaml")) {
      if (in == null) {
        throw new IllegalStateException("preset " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @SuppressWarnings("unchecked") // the binder looks at every key and value
  private static Map<String, Object> parse(String text, String config) {
    try {
      Object loaded = yaml().load(text);
      if (loaded instanceof Map<?, ?> map) {
        return new LinkedHashMap<>((Map<String, Object>) map);
      }
    } catch (MarkedYAMLException e) {
      throw new ConfigException(
          "--config %s, line %d: %s"
              .formatted(config, e.getProblemMark().getLine() + 1, e.getProblem()));
    } catch (YAMLException e) {
      throw new ConfigException("--config " + config + ": " + e.getMessage());
    }
    throw new ConfigException("--config " + config + ": no config (expected: keys and values)");
  }

  private static Object value(String key, String text) {
    try {
      @Nullable Object loaded = yaml().load(text);
      if (loaded != null) {
        return loaded;
      }
    } catch (YAMLException e) {
      // said below, as for no value at all
    }
    throw new ConfigException(key + ": " + text + " (expected: a YAML value)");
  }

  /** Loads and links what the first parse would; for a thread beside the one that will parse. */
  public static void getReady() {
    yaml().load("a: {b: [1, 0.5, text]} # comment");
  }

  private static Yaml yaml() {
    LoaderOptions options = new LoaderOptions();
    options.setAllowDuplicateKeys(false);
    return new Yaml(new SafeConstructor(options));
  }

  /** A run may be resumed from elsewhere: its paths must not depend on where it began. */
  @SuppressWarnings("unchecked") // YAML without types has string keys and plain values only
  private void absolute(Map<String, Object> tree, String section, String key, String word) {
    if (tree.get(section) instanceof Map<?, ?> map
        && map.get(key) instanceof String path
        && !path.isBlank()
        && !path.equals(word)) {
      ((Map<String, Object>) map).put(key, workingFolder.resolve(path).normalize().toString());
    }
  }
}
