package org.gdposr.model.inventory;

import java.util.List;
import java.util.Optional;
import java.util.SortedSet;

/**
 * One part of a folder of weights.
 *
 * @param name in short: vae, unet, text_encoder … or a checkpoint's file
 * @param official where the publishers put it, from the folder
 * @param files that are there, from the folder, sorted; none if the part is missing
 * @param tensors number of tensors
 * @param parameters number of values
 * @param types element types, in the words of safetensors
 * @param bytes size of the files
 * @param fault why it cannot be used
 */
public record WeightPart(
    String name,
    String official,
    List<String> files,
    int tensors,
    long parameters,
    SortedSet<String> types,
    long bytes,
    Optional<String> fault) {
  public WeightPart {
    files = List.copyOf(files);
  }

  public boolean present() {
    return !files.isEmpty();
  }

  /** Whether it is there and fits. */
  public boolean sound() {
    return present() && fault.isEmpty();
  }
}
