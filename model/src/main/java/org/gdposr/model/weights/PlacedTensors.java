package org.gdposr.model.weights;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;

/** The source of tensors that lie at known places of one file. */
final class PlacedTensors implements TensorSource {
  private final String label;
  private final TensorFile file;
  private final SortedMap<String, TensorFile.Place> places;
  private final SortedMap<String, Shape> shapes = new TreeMap<>();

  PlacedTensors(String label, TensorFile file, SortedMap<String, TensorFile.Place> places) {
    this.label = label;
    this.file = file;
    this.places = places;
    places.forEach((name, place) -> shapes.put(name, new Shape(place.shape())));
  }

  @Override
  public String label() {
    return label;
  }

  @Override
  public SortedMap<String, Shape> shapes() {
    return Collections.unmodifiableSortedMap(shapes);
  }

  @Override
  public SortedMap<String, String> types() {
    TreeMap<String, String> types = new TreeMap<>();
    places.forEach((name, place) -> types.put(name, place.kind().name()));
    return types;
  }

  @Override
  public NDArray load(NDManager manager, String name) {
    NDArray array = file.load(manager, Objects.requireNonNull(places.get(name), name));
    if (array.getDataType() == DataType.FLOAT32) {
      return array;
    }
    try (array) {
      return array.toType(DataType.FLOAT32, true);
    }
  }
}
