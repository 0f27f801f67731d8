package org.gdposr.model.diffusion;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.nn.Parameter;
import com.google.gson.JsonObject;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.gdposr.model.DataException;
import org.gdposr.model.weights.Safetensors;

/** A network as diffusers keeps it: a folder of config.json and one file of tensors. */
final class NetworkFiles {
  private static final String TENSORS = "diffusion_pytorch_model.safetensors";

  private NetworkFiles() {}

  static void write(Path folder, JsonObject settings, Map<String, NDArray> tensors) {
    // diffusers refuses a file that doesn't name its framework
    Safetensors.write(folder.resolve(TENSORS), tensors, Map.of("format", "pt"));
    ConfigJson.write(folder, settings);
  }

  /**
   * The folder's tensors by name.
   *
   * @param expected the parameters to be filled
   * @param renamed today's name of a tensor in the file
   * @throws DataException listing every missing, extra and mis-shaped tensor
   */
  static Map<String, NDArray> readTensors(
      NDManager manager,
      Path folder,
      Map<String, Parameter> expected,
      UnaryOperator<String> renamed) {
    Path file = folder.resolve(TENSORS);
    Map<String, NDArray> found = new TreeMap<>();
    Safetensors.read(manager, file).forEach((name, array) -> found.put(renamed.apply(name), array));
    List<String> faults = new ArrayList<>();
    expected.forEach(
        (name, parameter) -> {
          NDArray array = found.get(name);
          if (array == null) {
            faults.add(name + ": missing");
          } else if (!array.getShape().equals(parameter.getShape())) {
            faults.add(
                name + ": " + array.getShape() + " (expected: " + parameter.getShape() + ")");
          }
        });
    found.keySet().stream()
        .filter(name -> !expected.containsKey(name))
        .forEach(name -> faults.add(name + ": extra"));
    if (!faults.isEmpty()) {
      found.values().forEach(NDArray::close);
      throw new DataException(
          file + ": tensors that do not fit its config.json: " + String.join("; ", faults));
    }
    return found;
  }
}
