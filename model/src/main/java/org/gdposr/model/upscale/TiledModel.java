package org.gdposr.model.upscale;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.torch.Torch;

/**
 * A model's networks over one image, tile by tile where it is larger than a tile. What is held of a
 * whole image is in latent size: moments, latents, noise. Feature maps are of one tile, decoded
 * floats of one row of tiles.
 *
 * <p>An image of one tile goes through the networks as it is, and gives the bits of an untiled
 * model. Group norms see a tile at a time, so neighbours may differ by a shade; the overlap's
 * gaussians blend that away: moments in the encoder, noise predictions in the UNet, pixels in the
 * decoder. (OSEDiff's decoder instead carries statistics of the whole between its tiles.)
 *
 * <p>Legend: L latent channels, H × W pixels, h × w latent pixels.
 */
final class TiledModel {
  private final NDManager manager;
  private final NaosdModel model;
  private final Watch watch;
  private final int factor;
  private final TileGrid encoder;
  private final TileGrid noise;
  private final TileGrid decoder;
  private int done;

  /**
   * @param height of the image, divisible by the VAE's factor
   * @param width of the image, divisible by the VAE's factor
   */
  TiledModel(
      NDManager manager, NaosdModel model, int height, int width, Tiling tiling, Watch watch) {
    this.manager = manager;
    this.model = model;
    this.watch = watch;
    factor = model.vae().config().factor();
    encoder = TileGrid.ofEncoder(height / factor, width / factor, tiling);
    noise = TileGrid.ofNoise(height / factor, width / factor, tiling);
    decoder = TileGrid.ofDecoder(height / factor, width / factor, tiling, factor);
  }

  /**
   * A posterior sample of an image, scaled.
   *
   * @param posterior standard normals (1, L, h, w)
   * @return (1, L, h, w)
   */
  NDArray encode(RgbImage image, NDArray posterior) {
    if (encoder.whole()) {
      NDArray moments = step(() -> moments(image)); // (1, 2L, h, w)
      return model.sample(moments, posterior);
    }
    int side = encoder.rows().length() * factor;
    int across = encoder.columns().length() * factor;
    Shape shape = posterior.getShape();
    float[] sum = new float[Math.toIntExact(2 * shape.size())]; // (2L, h, w)
    forEachTile(
        encoder,
        (row, column) -> {
          RgbImage part =
              image.crop(
                  encoder.columns().start(column) * factor,
                  encoder.rows().start(row) * factor,
                  across,
                  side);
          encoder.add(floats(() -> moments(part)), row, column, sum, encoder.rows().start(row));
        });
    NDArray moments =
        Torch.tensor(manager, sum, new Shape(1, 2 * shape.get(1), shape.get(2), shape.get(3)));
    return model.sample(moments, posterior);
  }

  private NDArray moments(RgbImage image) {
    try (NDArray pixels = ImageTensors.signed(manager, List.of(image))) { // (1, 3, H, W)
      return model.vae().encodeMoments(pixels);
    }
  }

  /** The UNet's ε: noisy latents (1, L, h, w), context (1, T, D) → (1, L, h, w). */
  NDArray predictNoise(NDArray noisy, int timestep, NDArray context) {
    if (noise.whole()) {
      return step(() -> model.predictNoise(noisy, timestep, context));
    }
    float[] latents = noisy.toFloatArray(); // (L, h, w)
    float[] sum = new float[latents.length];
    forEachTile(
        noise,
        (row, column) ->
            noise.add(
                floats(
                    () -> {
                      NDArray part =
                          part(
                              latents,
                              noisy.getShape(),
                              noise.rows().start(row),
                              noise.columns().start(column),
                              noise.rows().length(),
                              noise.columns().length());
                      return model.predictNoise(part, timestep, context);
                    }),
                row,
                column,
                sum,
                noise.rows().start(row)));
    return Torch.tensor(manager, sum, noisy.getShape());
  }

  /** The image of scaled latents (1, L, h, w), in rows from top to bottom. */
  void decode(NDArray latents, RowSink sink) {
    TileAxis rows = decoder.rows();
    int width = decoder.columns().end(decoder.columns().count() - 1);
    if (decoder.whole()) {
      float[] image = floats(() -> model.decode(latents)); // (3, H, W)
      step();
      sink.accept(0, rows.length(), image, image.length / 3);
      return;
    }
    float[] values = latents.toFloatArray(); // (L, h, w)
    int plane = rows.length() * width;
    float[] strip = new float[3 * plane]; // (3, tile height, W)
    for (int row = 0; row < rows.count(); row++) {
      for (int column = 0; column < decoder.columns().count(); column++) {
        int top = rows.start(row) / factor;
        int left = decoder.columns().start(column) / factor;
        float[] tile =
            floats(
                () ->
                    model.decode(
                        part(
                            values,
                            latents.getShape(),
                            top,
                            left,
                            rows.length() / factor,
                            decoder.columns().length() / factor)));
        decoder.add(tile, row, column, strip, 0);
        step();
      }
      boolean last = row == rows.count() - 1;
      int finished = last ? rows.length() : rows.start(row + 1) - rows.start(row);
      sink.accept(rows.start(row), finished, strip, plane);
      shift(strip, plane, finished * width);
    }
  }

  /** Moves what the next row of tiles adds to up to the strip's top. */
  private static void shift(float[] strip, int plane, int by) {
    for (int at = 0; at < strip.length; at += plane) {
      System.arraycopy(strip, at + by, strip, at, plane - by);
      Arrays.fill(strip, at + plane - by, at + plane, 0);
    }
  }

  /** A rectangle of latents (L, h, w) as (1, L, height, width). */
  private NDArray part(float[] latents, Shape shape, int top, int left, int height, int width) {
    int channels = (int) shape.get(1);
    int allRows = (int) shape.get(2);
    int allColumns = (int) shape.get(3);
    float[] part = new float[channels * height * width];
    for (int channel = 0; channel < channels; channel++) {
      for (int y = 0; y < height; y++) {
        int from = (channel * allRows + top + y) * allColumns + left;
        System.arraycopy(latents, from, part, (channel * height + y) * width, width);
      }
    }
    return Torch.tensor(manager, part, new Shape(1, channels, height, width));
  }

  private interface Tile {
    void at(int row, int column);
  }

  private void forEachTile(TileGrid grid, Tile body) {
    for (int row = 0; row < grid.rows().count(); row++) {
      for (int column = 0; column < grid.columns().count(); column++) {
        body.at(row, column);
        step();
      }
    }
  }

  private NDArray step(Supplier<NDArray> body) {
    NDArray result = Torch.scoped(body);
    step();
    return result;
  }

  private void step() {
    watch.tiles(++done, encoder.count() + noise.count() + decoder.count());
  }

  /** Values of what {@code body} makes, all of whose tensors are freed. */
  private static float[] floats(Supplier<NDArray> body) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return body.get().toFloatArray();
    }
  }
}
