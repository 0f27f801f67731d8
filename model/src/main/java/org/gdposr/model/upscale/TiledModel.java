package org.gdposr.model.upscale;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import org.gdposr.model.diffusion.block.GroupNorm;
import org.gdposr.model.diffusion.block.NormPool;
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
 * model. In larger ones the VAE's group norms would give each tile a shade of its own, so they
 * share statistics of patches from all over the image ({@link PatchSample}, {@link NormPool}). The
 * UNet, trained on crops of about a tile, sees each by itself, as OSEDiff's does. Overlaps are
 * blended by gaussians: moments of the encoder, noise predictions of the UNet, pixels of the
 * decoder.
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

  /** A network over equal parts of an image, given in latent pixels. */
  private interface Network {
    NDArray on(List<Place> places, int height, int width);
  }

  /** Takes what became of a tile. */
  private interface TileSink {
    void accept(int row, int column, float[] values);
  }

  /**
   * A posterior sample of an image, scaled.
   *
   * @param posterior standard normals (1, L, h, w)
   * @return (1, L, h, w)
   */
  NDArray encode(RgbImage image, NDArray posterior) {
    Network network = (places, height, width) -> moments(image, places, height, width);
    TileAxis rows = encoder.rows();
    if (encoder.whole()) {
      List<Place> all = List.of(new Place(0, 0));
      NDArray moments =
          Torch.scoped(() -> network.on(all, rows.length(), encoder.columns().length()));
      step();
      return model.sample(moments, posterior);
    }
    Shape shape = posterior.getShape();
    float[] sum = new float[Math.toIntExact(2 * shape.size())]; // (2L, h, w)
    sharingNorms(
        encoder,
        1,
        network,
        (row, column, tile) -> encoder.add(tile, row, column, sum, rows.start(row)));
    Shape all = new Shape(1, 2 * shape.get(1), shape.get(2), shape.get(3));
    return model.sample(Torch.tensor(manager, sum, all), posterior);
  }

  /** Parts of an image as posterior moments (N, 2L, height, width). */
  private NDArray moments(RgbImage image, List<Place> places, int height, int width) {
    List<RgbImage> parts =
        places.stream()
            .map(
                place ->
                    image.crop(
                        place.left() * factor,
                        place.top() * factor,
                        width * factor,
                        height * factor))
            .toList();
    try (NDArray pixels = ImageTensors.signed(manager, parts)) { // (N, 3, H, W)
      return model.vae().encodeMoments(pixels);
    }
  }

  /** The UNet's ε: noisy latents (1, L, h, w), context (1, T, D) → (1, L, h, w). */
  NDArray predictNoise(NDArray noisy, int timestep, NDArray context) {
    if (noise.whole()) {
      NDArray epsilon = model.predictNoise(noisy, timestep, context);
      step();
      return epsilon;
    }
    Shape shape = noisy.getShape();
    float[] latents = noisy.toFloatArray(); // (L, h, w)
    float[] sum = new float[latents.length];
    forEach(
        noise,
        1,
        (places, height, width) ->
            model.predictNoise(parts(latents, shape, places, height, width), timestep, context),
        (row, column, tile) -> noise.add(tile, row, column, sum, noise.rows().start(row)));
    return Torch.tensor(manager, sum, shape);
  }

  /** The image of scaled latents (1, L, h, w), in rows from top to bottom. */
  void decode(NDArray latents, RowSink sink) {
    TileAxis rows = decoder.rows();
    if (decoder.whole()) {
      float[] image = floats(() -> model.decode(latents)); // (3, H, W)
      step();
      sink.accept(0, rows.length(), image, image.length / 3);
      return;
    }
    float[] values = latents.toFloatArray(); // (L, h, w)
    TileAxis columns = decoder.columns();
    int width = columns.end(columns.count() - 1);
    int plane = rows.length() * width;
    float[] strip = new float[3 * plane]; // (3, tile height, W)
    sharingNorms(
        decoder,
        factor,
        (places, height, across) ->
            model.decode(parts(values, latents.getShape(), places, height, across)),
        (row, column, tile) -> {
          decoder.add(tile, row, column, strip, 0);
          if (column == columns.count() - 1) {
            boolean last = row == rows.count() - 1;
            int finished = last ? rows.length() : rows.start(row + 1) - rows.start(row);
            sink.accept(rows.start(row), finished, strip, plane);
            shift(strip, plane, finished * width);
          }
        });
  }

  /** Moves what the next row of tiles adds to up to the strip's top. */
  private static void shift(float[] strip, int plane, int by) {
    for (int at = 0; at < strip.length; at += plane) {
      System.arraycopy(strip, at + by, strip, at, plane - by);
      Arrays.fill(strip, at + plane - by, at + plane, 0);
    }
  }

  /** Parts of latents (L, h, w) as (N, L, height, width). */
  private NDArray parts(float[] latents, Shape shape, List<Place> places, int height, int width) {
    int channels = (int) shape.get(1);
    int allRows = (int) shape.get(2);
    int allColumns = (int) shape.get(3);
    float[] parts = new float[places.size() * channels * height * width];
    int to = 0;
    for (Place place : places) {
      for (int channel = 0; channel < channels; channel++) {
        for (int y = 0; y < height; y++) {
          int from = (channel * allRows + place.top() + y) * allColumns + place.left();
          System.arraycopy(latents, from, parts, to, width);
          to += width;
        }
      }
    }
    return Torch.tensor(manager, parts, new Shape(places.size(), channels, height, width));
  }

  /** Runs the VAE over all tiles under statistics that its norms gather beforehand. */
  private void sharingNorms(TileGrid grid, int scale, Network network, TileSink sink) {
    NormPool pool = new NormPool();
    List<GroupNorm> norms = model.vae().norms();
    norms.forEach(norm -> norm.share(pool));
    try {
      PatchSample sample = PatchSample.of(grid, scale);
      for (int batch = 0; batch < sample.batches(); batch++) {
        List<Place> places = sample.places(batch);
        Torch.scoped(() -> network.on(places, sample.patchHeight(), sample.patchWidth())).close();
        step();
      }
      pool.settle();
      forEach(grid, scale, network, sink);
    } finally {
      norms.forEach(norm -> norm.share(null));
    }
  }

  private void forEach(TileGrid grid, int scale, Network network, TileSink sink) {
    int height = grid.rows().length() / scale;
    int width = grid.columns().length() / scale;
    for (int row = 0; row < grid.rows().count(); row++) {
      for (int column = 0; column < grid.columns().count(); column++) {
        Place place =
            new Place(grid.rows().start(row) / scale, grid.columns().start(column) / scale);
        sink.accept(row, column, floats(() -> network.on(List.of(place), height, width)));
        step();
      }
    }
  }

  private void step() {
    watch.tiles(++done, steps(encoder, 1) + noise.count() + steps(decoder, factor));
  }

  private static int steps(TileGrid grid, int scale) {
    return grid.whole() ? 1 : grid.count() + PatchSample.of(grid, scale).batches();
  }

  /** Values of what {@code body} makes, all of whose tensors are freed. */
  private static float[] floats(Supplier<NDArray> body) {
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      return body.get().toFloatArray();
    }
  }
}
