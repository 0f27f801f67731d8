package org.gdposr.model.image;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.torch.Ops;

/** Between 8-bit images and the networks' tensors. */
public final class ImageTensors {
  private ImageTensors() {}

  /** An image as (1, 3, H, W) in [0, 1]. */
  public static NDArray unit(NDManager manager, RgbImage image) {
    Shape shape = new Shape(image.height(), image.width(), 3);
    try (NDArray levels = manager.create(ByteBuffer.wrap(image.rgb()), shape, DataType.UINT8)) {
      return Ops.image(levels);
    }
  }

  /** Images of one size as (N, 3, H, W) in [−1, 1]. */
  public static NDArray signed(NDManager manager, List<RgbImage> images) {
    int width = images.get(0).width();
    int height = images.get(0).height();
    int length = 3 * width * height;
    float[] values = new float[images.size() * length];
    for (int i = 0; i < images.size(); i++) {
      float[] planes = images.get(i).planes();
      for (int j = 0; j < length; j++) {
        values[i * length + j] = planes[j] * 2 - 1;
      }
    }
    return manager.create(values, new Shape(images.size(), 3, height, width)); // (N, 3, H, W)
  }

  /** A tensor (N, 3, H, W) in [−1, 1] as 8-bit images: clamped, rounded half to even. */
  public static List<RgbImage> images(NDArray signed) {
    Shape shape = signed.getShape();
    int height = (int) shape.get(2);
    int width = (int) shape.get(3);
    int length = 3 * width * height;
    float[] values = signed.toFloatArray();
    List<RgbImage> images = new ArrayList<>();
    for (int i = 0; i < shape.get(0); i++) {
      float[] planes = new float[length];
      for (int j = 0; j < length; j++) {
        planes[j] = values[i * length + j] * 0.5f + 0.5f;
      }
      images.add(RgbImage.ofPlanes(planes, width, height));
    }
    return images;
  }
}
