package org.gdposr.model.text;

import com.google.gson.JsonObject;
import java.nio.file.Path;
import org.gdposr.model.Check;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.ConfigJson;

/**
 * Sizes of a CLIPTextModel, under transformers' names.
 *
 * @param vocabSize tokens known
 * @param hiddenSize width D of a token
 * @param intermediateSize width inside the feed-forward
 * @param numHiddenLayers transformer layers
 * @param numAttentionHeads heads per layer; divides hiddenSize
 * @param maxPositionEmbeddings tokens of the longest prompt
 * @param hiddenAct activation of the feed-forward
 * @param layerNormEps added to variances
 */
public record TextEncoderConfig(
    int vocabSize,
    int hiddenSize,
    int intermediateSize,
    int numHiddenLayers,
    int numAttentionHeads,
    int maxPositionEmbeddings,
    Activation hiddenAct,
    double layerNormEps) {
  private static final double USUAL_EPSILON = 1e-5;

  public TextEncoderConfig {
    Check.that(vocabSize >= 1, "vocabSize", vocabSize, ">= 1");
    Check.that(hiddenSize >= 1, "hiddenSize", hiddenSize, ">= 1");
    Check.that(intermediateSize >= 1, "intermediateSize", intermediateSize, ">= 1");
    Check.that(numHiddenLayers >= 1, "numHiddenLayers", numHiddenLayers, ">= 1");
    Check.that(
        numAttentionHeads >= 1 && hiddenSize % numAttentionHeads == 0,
        "numAttentionHeads",
        numAttentionHeads,
        "a divisor of hiddenSize = " + hiddenSize);
    Check.that(maxPositionEmbeddings >= 1, "maxPositionEmbeddings", maxPositionEmbeddings, ">= 1");
    Check.that(layerNormEps > 0, "layerNormEps", layerNormEps, "> 0");
  }

  /**
   * Reads the config.json of a text encoder's folder.
   *
   * @throws DataException for an absent file, another kind of model or values out of range
   */
  static TextEncoderConfig read(Path folder) {
    ConfigJson json = ConfigJson.read(folder);
    JsonObject structure = new JsonObject();
    structure.addProperty("model_type", "clip_text_model");
    json.checkStructure(structure, new JsonObject());
    return json.build(
        () ->
            new TextEncoderConfig(
                json.integer("vocab_size"),
                json.integer("hidden_size"),
                json.integer("intermediate_size"),
                json.integer("num_hidden_layers"),
                json.integer("num_attention_heads"),
                json.integer("max_position_embeddings"),
                Activation.of(json.text("hidden_act")),
                json.number("layer_norm_eps", USUAL_EPSILON)));
  }
}
