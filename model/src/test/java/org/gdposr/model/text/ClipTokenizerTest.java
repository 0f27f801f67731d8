package org.gdposr.model.text;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gdposr.model.DataException;
import org.gdposr.model.Fixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The tokenizer against transformers 5.23 on a thousand prompts of every kind. */
class ClipTokenizerTest {
  private static final Path FOLDER = Fixture.folder("text/model/tokenizer");
  private static final int LENGTH = 77;
  private static final int EXCLAMATION_MARK = 0;

  @TempDir private Path temporary;

  /** Ids as far as the end token, by prompts' order; those that differ where no file names any. */
  private record Expected(List<String> prompts, List<long[]> ids, Map<String, long[]> unnamed) {
    static Expected read() throws IOException {
      String json = Files.readString(Fixture.folder("text/prompts.json"));
      return new Gson().fromJson(json, Expected.class);
    }
  }

  @Test
  void idsEqualTransformers() throws IOException {
    assertIdsOfNamedTokens(FOLDER);
  }

  @Test
  void aFolderThatNamesNoTokensPadsWithTheEndToken() throws IOException {
    copy("vocab.json", "merges.txt");
    Expected expected = Expected.read();
    assertTrue(expected.unnamed().size() > 50);
    try (ClipTokenizer tokenizer = ClipTokenizer.load(temporary)) {
      int endToken = tokenizer.vocabularySize() - 1;
      for (int i = 0; i < expected.prompts().size(); i++) {
        String prompt = expected.prompts().get(i);
        long[] ids = expected.unnamed().getOrDefault(prompt, expected.ids().get(i));
        assertArrayEquals(padded(ids, endToken), tokenizer.ids(prompt), prompt);
      }
    }
  }

  @Test
  void theSingleFileOfNewerVersionsGivesTheSameIds() throws IOException {
    JsonObject model = new JsonObject();
    model.add("vocab", JsonParser.parseString(Files.readString(FOLDER.resolve("vocab.json"))));
    List<String> merges = Files.readAllLines(FOLDER.resolve("merges.txt"));
    model.add(
        "merges",
        new Gson()
            .toJsonTree(
                merges.subList(1, merges.size()).stream().map(line -> line.split(" ")).toList()));
    JsonObject json = new JsonObject();
    json.add("model", model);
    json.add(
        "added_tokens",
        JsonParser.parseString(
            """
            [{"id": 1512, "content": "<|startoftext|>", "normalized": true, "special": true},
             {"id": 1513, "content": "<|endoftext|>", "normalized": true, "special": true},
             {"id": 0, "content": "!", "normalized": false, "special": true}]
            """));
    write("tokenizer.json", json.toString());
    write("tokenizer_config.json", "{\"pad_token\": \"!\", \"model_max_length\": 77}");
    assertIdsOfNamedTokens(temporary);
  }

  @Test
  void theConfigsListOfAddedTokensRulesOutTheMap() throws IOException {
    copy("vocab.json", "merges.txt", "special_tokens_map.json");
    write(
        "tokenizer_config.json",
        """
        {"added_tokens_decoder": {"0": {"content": "!"}, "1600": {"content": "zzz"}},
         "pad_token": "<|endoftext|>", "model_max_length": 5}
        """);
    try (ClipTokenizer tokenizer = ClipTokenizer.load(temporary)) {
      assertEquals(1515, tokenizer.vocabularySize());
      assertArrayEquals(new long[] {1512, 1514, 0, 1513, 1513}, tokenizer.ids("zzz!"));
    }
  }

  @Test
  void aTokenizerWithoutALimitGetsTheUsualLength() throws IOException {
    copy("vocab.json", "merges.txt");
    write("tokenizer_config.json", "{\"model_max_length\": 1000000000000000019884624838656}");
    try (ClipTokenizer tokenizer = ClipTokenizer.load(temporary)) {
      assertEquals(LENGTH, tokenizer.length());
    }
  }

  @Test
  void aMissingFileIsNamed() throws IOException {
    assertRefused("vocab.json: cannot be read");
    copy("vocab.json");
    assertRefused("merges.txt: cannot be read");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          vocab.json              | []                               | not a JSON object
          vocab.json              | {"a" 5}                          | not a JSON object
          vocab.json              | {"a": "b"}                       | a: "b" (expected: a whole number)
          merges.txt              | a b c                            | merge: a b c (expected: two tokens and a space)
          merges.txt              | a qzq                            | merge: a qzq (expected: qzq in the vocabulary)
          tokenizer_config.json   | {"tokenizer_class": "T5"}        | tokenizer_class: "T5" (expected: "CLIPTokenizer")
          tokenizer_config.json   | {"truncation_side": "left"}      | truncation_side: "left" (expected: "right")
          tokenizer_config.json   | {"model_max_length": 2}          | model_max_length: 2.0 (expected: >= 3)
          special_tokens_map.json | {"pad_token": {"lstrip": false}} | pad_token: {"lstrip":false} (expected: a token)
          added_tokens.json       | {"x": 5}                         | not understood
          tokenizer.json          | {"model": {}}                    | vocab: absent
          """)
  void aBrokenFileIsRefusedByName(String file, String content, String reason) throws IOException {
    copy("vocab.json", "merges.txt");
    write(file, content);
    assertRefused(file + ": " + reason);
  }

  private void assertRefused(String message) {
    DataException thrown = assertThrows(DataException.class, () -> ClipTokenizer.load(temporary));
    String found = String.valueOf(thrown.getMessage());
    assertTrue(found.startsWith(temporary.resolve(message).toString()), found);
    assertEquals(1, found.lines().count());
  }

  private static void assertIdsOfNamedTokens(Path folder) throws IOException {
    Expected expected = Expected.read();
    assertEquals(1000, expected.prompts().size());
    try (ClipTokenizer tokenizer = ClipTokenizer.load(folder)) {
      for (int i = 0; i < 1000; i++) {
        String prompt = expected.prompts().get(i);
        long[] ids = padded(expected.ids().get(i), EXCLAMATION_MARK);
        assertArrayEquals(ids, tokenizer.ids(prompt), prompt);
      }
    }
  }

  private static long[] padded(long[] ids, int pad) {
    long[] padded = Arrays.copyOf(ids, LENGTH);
    Arrays.fill(padded, ids.length, LENGTH, pad);
    return padded;
  }

  private void copy(String... names) throws IOException {
    for (String name : names) {
      Files.copy(FOLDER.resolve(name), temporary.resolve(name));
    }
  }

  private void write(String name, String content) throws IOException {
    Files.writeString(temporary.resolve(name), content);
  }
}
