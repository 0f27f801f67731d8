package org.gdposr.model.text;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.ConfigJson;

/**
 * A byte-pair encoding as a folder holds it.
 *
 * @param vocabulary ids by token
 * @param merges pairs of tokens that become one, the most frequent first, with a space between
 * @param added tokens that the encoding's own file lists besides
 */
record BytePairs(Map<String, Integer> vocabulary, List<String> merges, List<AddedToken> added) {
  private static final String SINGLE_FILE = "tokenizer.json";
  private static final String VERSION = "#version";

  BytePairs {
    vocabulary = Collections.unmodifiableMap(new LinkedHashMap<>(vocabulary));
    merges = List.copyOf(merges);
    added = List.copyOf(added);
    for (String merge : merges) {
      String[] pair = merge.split(" ", -1);
      Check.that(pair.length == 2, "merge", merge, "two tokens and a space");
      for (String token : List.of(pair[0], pair[1], pair[0] + pair[1])) {
        Check.that(vocabulary.containsKey(token), "merge", merge, token + " in the vocabulary");
      }
    }
  }

  /**
   * Reads tokenizer.json or, where there is none, vocab.json and merges.txt.
   *
   * @throws DataException naming the file that is missing or cannot be used
   */
  static BytePairs read(Path folder) {
    Path single = folder.resolve(SINGLE_FILE);
    return Files.exists(single) ? ofSingleFile(single) : ofTwoFiles(folder);
  }

  private static BytePairs ofSingleFile(Path file) {
    ConfigJson json = ConfigJson.readFile(file);
    ConfigJson model = json.object("model");
    Map<String, Integer> vocabulary = vocabulary(model.object("vocab"));
    List<String> merges = model.value("merges", "pairs of tokens", BytePairs::merges);
    List<AddedToken> added =
        json.value(
            "added_tokens", "tokens", list -> AddedToken.list(list.getAsJsonArray().asList()));
    return json.build(() -> new BytePairs(vocabulary, merges, added));
  }

  private static BytePairs ofTwoFiles(Path folder) {
    Map<String, Integer> vocabulary = vocabulary(ConfigJson.readFile(folder.resolve("vocab.json")));
    Path file = folder.resolve("merges.txt");
    try {
      List<String> merges =
          Files.readAllLines(file).stream().filter(line -> !line.startsWith(VERSION)).toList();
      return new BytePairs(vocabulary, merges, List.of());
    } catch (IOException e) {
      throw new DataException(file + ": cannot be read (expected: beside vocab.json)", e);
    } catch (IllegalArgumentException e) {
      throw new DataException(file + ": " + e.getMessage(), e);
    }
  }

  private static Map<String, Integer> vocabulary(ConfigJson json) {
    Map<String, Integer> ids = new LinkedHashMap<>();
    json.json().keySet().forEach(token -> ids.put(token, json.integer(token)));
    return ids;
  }

  /** Older files hold lines, newer ones pairs. */
  private static List<String> merges(JsonElement json) {
    return json.getAsJsonArray().asList().stream()
        .map(
            merge ->
                merge instanceof JsonArray pair
                    ? pair.get(0).getAsString() + " " + pair.get(1).getAsString()
                    : merge.getAsString())
        .toList();
  }
}
