package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.Map;
import org.gdposr.model.weights.ConfigJson;
import org.gdposr.model.weights.Safetensors;

/** A network as diffusers keeps it: a folder of config.json and one file of tensors. */
final class NetworkFiles {
  private static final String TENSORS = "diffusion_pytorch_model.safetensors";

  private NetworkFiles() {}

  static void write(Path folder, JsonObject settings, Map<String, NDArray> tensors) {
    // diffusers refuses a file that doesn't name its framework
    Safetensors.write(folder.resolve(TENSORS), tensors, Map.of("format", "pt"));
    ConfigJson.write(folder.resolve(ConfigJson.NAME), settings);
  }
}
