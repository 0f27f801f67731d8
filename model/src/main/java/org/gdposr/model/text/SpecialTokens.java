package org.gdposr.model.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.ConfigJson;

/**
 * The tokens of a CLIP tokenizer that have a role, and all that are looked for in texts.
 *
 * @param start before a prompt
 * @param end after a prompt
 * @param unknown for what no token stands for
 * @param pad fills up
 * @param added in transformers' order
 */
record SpecialTokens(String start, String end, String unknown, String pad, List<AddedToken> added) {
  private static final String MAP_FILE = "special_tokens_map.json";
  private static final String ADDED_FILE = "added_tokens.json";
  private static final String ADDED_KEY = "added_tokens_decoder";
  private static final String START_OF_TEXT = "<|startoftext|>";
  private static final String END_OF_TEXT = "<|endoftext|>";

  SpecialTokens {
    added = List.copyOf(added);
  }

  /**
   * Reads special_tokens_map.json and a folder's config as transformers does: the former rules,
   * unless the config lists the added tokens.
   *
   * @param config tokenizer_config.json
   * @param listed added tokens that the encoding's file holds
   * @throws DataException naming the file that cannot be used
   */
  static SpecialTokens read(Path folder, ConfigJson config, List<AddedToken> listed) {
    if (Files.exists(folder.resolve(ADDED_FILE))) {
      throw new DataException(
          folder.resolve(ADDED_FILE)
              + ": not understood (expected: a folder saved by a newer version of transformers)");
    }
    Path mapFile = folder.resolve(MAP_FILE);
    boolean listedInConfig = config.json().has(ADDED_KEY);
    List<ConfigJson> sources = new ArrayList<>();
    if (!listedInConfig && Files.exists(mapFile)) {
      sources.add(ConfigJson.readFile(mapFile));
    }
    sources.add(config);
    AddedToken start = token("bos_token", START_OF_TEXT, sources);
    AddedToken end = token("eos_token", END_OF_TEXT, sources);
    AddedToken unknown = token("unk_token", END_OF_TEXT, sources);
    AddedToken pad = token("pad_token", END_OF_TEXT, sources);
    Map<String, AddedToken> added = new LinkedHashMap<>();
    (listedInConfig ? listedIn(config) : listed).forEach(t -> added.putIfAbsent(t.content(), t));
    List.of(start, end, unknown, pad).forEach(t -> added.putIfAbsent(t.content(), t));
    return new SpecialTokens(
        start.content(),
        end.content(),
        unknown.content(),
        pad.content(),
        List.copyOf(added.values()));
  }

  /** The first source's that names it. */
  private static AddedToken token(String role, String usual, List<ConfigJson> sources) {
    for (ConfigJson source : sources) {
      JsonElement value = source.json().get(role);
      if (value != null && !value.isJsonNull()) {
        return source.value(role, "a token", AddedToken::special);
      }
    }
    return AddedToken.special(new JsonPrimitive(usual));
  }

  /** Tokens by id, as text. */
  private static List<AddedToken> listedIn(ConfigJson config) {
    return config.value(
        ADDED_KEY,
        "tokens by id",
        json -> {
          JsonObject byId = json.getAsJsonObject();
          return AddedToken.list(
              byId.keySet().stream()
                  .sorted(Comparator.comparingInt(Integer::parseInt))
                  .map(byId::get)
                  .toList());
        });
  }
}
