package org.gdposr.cli.upscale;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.gdposr.activities.payload.Json;
import org.gdposr.model.image.PngChunks;

/**
 * How a picture came to be: the JSON in its PNG's text entry {@value #KEYWORD}.
 *
 * @param input SHA-256 of the input file
 * @param settings asked for
 * @param prompt under which it was restored; empty for the model's own context
 * @param tile side of the UNet's tiles that memory sufficed for
 * @param version of this program
 */
record PictureRecord(
    String input, UpscaleSettings settings, String prompt, int tile, String version) {
  static final String KEYWORD = "gdpo-sr";

  /** In ASCII, which is all that PNG's plain texts and their readers agree on. */
  String text() {
    try {
      return Json.MAPPER.writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The record in a picture; empty where there is no such picture or it tells nothing. */
  static Optional<PictureRecord> in(Path picture) {
    try {
      return Files.isRegularFile(picture)
          ? PngChunks.text(picture, KEYWORD).map(PictureRecord::parsed)
          : Optional.empty();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty(); // foreign, or of another version
    }
  }

  private static PictureRecord parsed(String text) {
    return Json.read(text.getBytes(StandardCharsets.UTF_8), PictureRecord.class);
  }
}
