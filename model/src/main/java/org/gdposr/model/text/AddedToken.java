package org.gdposr.model.text;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import java.util.List;

/**
 * A token that is looked for before a text is split into words.
 *
 * @param content its text
 * @param singleWord only where no letter is beside it
 * @param lstrip takes the white space before it
 * @param rstrip takes the white space after it
 * @param normalized looked for in the normalized text, else in the text as given
 * @param special stands for no text
 */
record AddedToken(
    String content,
    boolean singleWord,
    boolean lstrip,
    boolean rstrip,
    boolean normalized,
    boolean special) {
  /** A special token, which files give as an object or by its text alone. */
  static AddedToken special(JsonElement json) {
    return json.isJsonPrimitive()
        ? new AddedToken(json.getAsString(), false, false, false, false, true)
        : of(json.getAsJsonObject(), true);
  }

  /** Those of a list whose objects say themselves whether they are special. */
  static List<AddedToken> list(List<JsonElement> objects) {
    return objects.stream()
        .map(JsonElement::getAsJsonObject)
        .map(object -> of(object, flag(object, "special", false)))
        .toList();
  }

  JsonObject json(int id) {
    JsonObject json = new JsonObject();
    json.addProperty("id", id);
    json.addProperty("content", content);
    json.addProperty("single_word", singleWord);
    json.addProperty("lstrip", lstrip);
    json.addProperty("rstrip", rstrip);
    json.addProperty("normalized", normalized);
    json.addProperty("special", special);
    return json;
  }

  private static AddedToken of(JsonObject json, boolean special) {
    if (!json.has("content")) {
      throw new IllegalStateException("no content");
    }
    return new AddedToken(
        json.get("content").getAsString(),
        flag(json, "single_word", false),
        flag(json, "lstrip", false),
        flag(json, "rstrip", false),
        flag(json, "normalized", !special),
        special);
  }

  private static boolean flag(JsonObject json, String key, boolean ifAbsent) {
    return json.has(key) ? json.get(key).getAsBoolean() : ifAbsent;
  }
}
