package org.gdposr.model.text;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.ConfigJson;

/**
 * CLIP's tokenizer: prompts as token ids, the same as transformers 5 gives for the same folder.
 * Only 28 letters that Unicode gained in 2025 are not yet known to be capitals here.
 *
 * <p>It holds memory of a native library, freed by {@link #close}.
 */
public final class ClipTokenizer implements AutoCloseable {
  private static final String CONFIG_FILE = "tokenizer_config.json";
  private static final int USUAL_LENGTH = 77;

  /** transformers writes 1e30 for a tokenizer that knows no limit. */
  private static final double NO_LIMIT = 1e9;

  private static final Map<String, String> WHOLE_TEXTS =
      Map.of("truncation", "do_not_truncate", "padding", "do_not_pad");

  private final HuggingFaceTokenizer tokenizer;
  private final int length;
  private final int vocabularySize;
  private final int start;
  private final int end;
  private final int pad;

  private ClipTokenizer(BytePairs pairs, SpecialTokens special, int length) {
    Map<String, Integer> ids = new HashMap<>(pairs.vocabulary());
    JsonArray added = added(special, ids, pairs.vocabulary().size());
    this.length = length;
    vocabularySize = Collections.max(ids.values()) + 1;
    start = Objects.requireNonNull(ids.get(special.start()));
    end = Objects.requireNonNull(ids.get(special.end()));
    pad = Objects.requireNonNull(ids.get(special.pad()));
    tokenizer = tokenizer(pairs, special.unknown(), added);
  }

  /**
   * Reads a tokenizer's folder: vocab.json and merges.txt or tokenizer.json, and where there are
   * any tokenizer_config.json and special_tokens_map.json. The pad token is the folder's, else the
   * end token; the length is its model_max_length, else 77.
   *
   * @throws DataException naming the file that is missing or cannot be used
   */
  public static ClipTokenizer load(Path tokenizerFolder) {
    ConfigJson config = config(tokenizerFolder.resolve(CONFIG_FILE));
    config.checkStructure(structure(), new JsonObject());
    BytePairs pairs = BytePairs.read(tokenizerFolder);
    SpecialTokens special = SpecialTokens.read(tokenizerFolder, config, pairs.added());
    return config.build(() -> new ClipTokenizer(pairs, special, length(config)));
  }

  /** Token ids of every prompt: start, text, end, padding. */
  public int length() {
    return length;
  }

  /** One more than the highest id. */
  public int vocabularySize() {
    return vocabularySize;
  }

  /** The start token, the prompt's, cut if they are too many, the end token, and padding. */
  public long[] ids(String prompt) {
    long[] text = tokenizer.encode(prompt, false, false).getIds();
    long[] ids = new long[length];
    int cut = Math.min(text.length, length - 2);
    ids[0] = start;
    System.arraycopy(text, 0, ids, 1, cut);
    ids[cut + 1] = end;
    Arrays.fill(ids, cut + 2, length, pad);
    return ids;
  }

  @Override
  public void close() {
    tokenizer.close();
  }

  private static ConfigJson config(Path file) {
    return Files.exists(file) ? ConfigJson.readFile(file) : new ConfigJson(file, new JsonObject());
  }

  /** What would give other ids than those here, and what is taken for granted without it. */
  private static JsonObject structure() {
    JsonObject structure = new JsonObject();
    structure.addProperty("tokenizer_class", "CLIPTokenizer");
    structure.addProperty("padding_side", "right");
    structure.addProperty("truncation_side", "right");
    structure.addProperty("split_special_tokens", false);
    return structure;
  }

  private static int length(ConfigJson config) {
    double length = config.number("model_max_length", USUAL_LENGTH);
    Check.that(length >= 3, "model_max_length", length, ">= 3");
    return length < NO_LIMIT ? (int) length : USUAL_LENGTH;
  }

  /** Gives tokens that are not in the vocabulary the next ids, as the tokenizers library does. */
  private static JsonArray added(
      SpecialTokens special, Map<String, Integer> ids, int vocabularySize) {
    JsonArray added = new JsonArray();
    int next = vocabularySize;
    for (AddedToken token : special.added()) {
      int id = ids.getOrDefault(token.content(), next);
      ids.put(token.content(), id);
      next = Math.max(next, id + 1);
      added.add(token.json(id));
    }
    return added;
  }

  private static HuggingFaceTokenizer tokenizer(BytePairs pairs, String unknown, JsonArray added) {
    Gson gson = new Gson();
    JsonObject json = template();
    json.add("added_tokens", added);
    JsonObject model = json.getAsJsonObject("model");
    model.addProperty("unk_token", unknown);
    model.add("vocab", gson.toJsonTree(pairs.vocabulary()));
    model.add("merges", gson.toJsonTree(pairs.merges()));
    byte[] text = json.toString().getBytes(StandardCharsets.UTF_8);
    try {
      return HuggingFaceTokenizer.newInstance(new ByteArrayInputStream(text), WHOLE_TEXTS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The tokenizers library's description of CLIP's tokenizer, without the tokens. */
  private static JsonObject template() {
    String resource = "clip_tokenizer.json";
    try (InputStream in =
        Objects.requireNonNull(ClipTokenizer.class.getResourceAsStream(resource), resource)) {
      JsonElement json = JsonParser.parseReader(new InputStreamReader(in, StandardCharsets.UTF_8));
      return json.getAsJsonObject();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
