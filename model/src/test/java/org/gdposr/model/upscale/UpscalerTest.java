package org.gdposr.model.upscale;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.gdposr.model.DataException;
import org.gdposr.model.UpscaleFixtures;
import org.gdposr.model.diffusion.AutoencoderConfig;
import org.gdposr.model.diffusion.UNetConfig;
import org.gdposr.model.image.ColourFix;
import org.gdposr.model.image.ImageTensors;
import org.gdposr.model.image.Picture;
import org.gdposr.model.image.PillowResize;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.image.StoredImage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.naosd.ScratchSpec;
import org.gdposr.model.random.Noise;
import org.gdposr.model.random.Purpose;
import org.gdposr.model.torch.Torch;
import org.gdposr.model.training.OptimizerSpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class UpscalerTest {
  private static final long SEED = 20261123;
  private static final OptimizerSpec OPTIMIZER = new OptimizerSpec(1, 0.9, 0.99, 0, 1e-8, 1);
  private static final Tiling LARGE = new Tiling(512, 32);
  private static final Tiling CUT = new Tiling(32, 12); // cuts for encoder and decoder too

  private static NDManager manager;
  private static NaosdModel model;

  @BeforeAll
  static void start() {
    manager = Torch.start(1);
    model =
        NaosdModel.create(
            manager,
            new ScratchSpec(
                new AutoencoderConfig(List.of(8, 8), 1, 4, 4),
                new UNetConfig(List.of(8, 16), List.of(1, 2), 1, 12, 4, 4),
                2,
                1,
                1,
                32,
                1,
                1e-6,
                1,
                1,
                32,
                OPTIMIZER,
                OPTIMIZER),
            SEED);
    model.vae().freeze();
    model.unet().freeze();
  }

  @AfterAll
  static void stop() {
    manager.close();
  }

  @Test
  void noiseOfTilesEqualsOsediffsBlend() {
    NDArray x = UpscaleFixtures.tensor(manager, "x");
    NDArray context = UpscaleFixtures.tensor(manager, "context");
    float[] whole = model.predictNoise(x, 100, context).toFloatArray();
    assertClose(UpscaleFixtures.tensor(manager, "whole").toFloatArray(), whole, 1e-5);

    TiledModel tiled = new TiledModel(manager, model, 26, 38, new Tiling(8, 3), Watch.NONE);
    float[] blended = tiled.predictNoise(x, 100, context).toFloatArray();
    assertClose(UpscaleFixtures.tensor(manager, "y").toFloatArray(), blended, 1e-5);
  }

  @Test
  void imageOfOneTileGivesTheBitsOfAnUntiledModel() {
    RgbImage lr = photo(14, 10);
    RgbImage input = PillowResize.bicubic(lr, 56, 40);
    NDArray posterior =
        Noise.of(manager, model.latentShape(1, 40, 56), 3, Purpose.UPSCALE_POSTERIOR, 5, 0);
    NDArray noise = Noise.of(manager, model.latentShape(1, 40, 56), 3, Purpose.UPSCALE_NOISE, 5, 0);
    NDArray latents = model.encode(ImageTensors.signed(manager, List.of(input)), posterior);
    RgbImage expected = ImageTensors.images(model.restore(latents, noise, 250, 100)).get(0);

    for (int tile : new int[] {24, 28, 512}) { // 20 × 28 latent pixels
      Upscaler upscaler = upscaler(spec(new Tiling(tile, 4), ColourFix.NONE));
      assertEquals(expected, upscaler.upscale(stored(lr), 5, Watch.NONE).picture().rgb());
    }
  }

  @Test
  void tilesChangeLittleWhereTheyLookAlike() {
    StoredImage image = stored(texture(48, 40));
    List<Integer> left = new ArrayList<>();
    Upscaler upscaler = upscaler(spec(CUT, ColourFix.ADAIN));
    RgbImage tiled =
        upscaler.upscale(image, 5, (done, all) -> left.add(all - done)).picture().rgb();
    assertEquals(4 * 5 + 8 + 3 * 3 + 4 + 2 * 2, left.size()); // UNet, encoder, decoder
    assertEquals(0, left.get(left.size() - 1));

    RgbImage whole = upscale(image, spec(LARGE, ColourFix.ADAIN)).rgb();
    assertNotEquals(whole, tiled);
    double difference = 0;
    for (int i = 0; i < whole.rgb().length; i++) {
      difference += Math.abs((whole.rgb()[i] & 0xFF) - (tiled.rgb()[i] & 0xFF));
    }
    difference /= whole.rgb().length;
    assertTrue(difference < 1, difference + " levels on average");
  }

  @Test
  void noSeamShowsWhereTilesMeetEvenIfTheyDiffer() {
    StoredImage image = stored(photo(48, 40)); // shading: each tile has statistics of its own
    RgbImage whole = upscale(image, spec(LARGE, ColourFix.ADAIN)).rgb();
    RgbImage tiled = upscale(image, spec(CUT, ColourFix.ADAIN)).rgb();
    TileAxis columns = TileGrid.ofDecoder(80, 96, CUT, 2).columns();
    int seam = (columns.end(0) + columns.start(1)) / 2;
    double excess = gradient(tiled, seam - 8, seam + 8) / gradient(whole, seam - 8, seam + 8);
    double elsewhere = gradient(tiled, 1, tiled.width()) / gradient(whole, 1, whole.width());
    assertEquals(elsewhere, excess, 0.02);
  }

  @Test
  void aPlaceDecodesAlikeInAnyTile() {
    NDArray latents =
        Noise.of(manager, model.latentShape(1, 96, 96), 1, Purpose.UPSCALE_NOISE, 1, 0);
    float[] values = latents.toFloatArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += i / 48 % 48 > 24 ? 2 : 0; // halves with statistics of their own
    }
    NDArray uneven = Torch.tensor(manager, values, latents.getShape());
    float[] whole = decoded(uneven, LARGE);
    float[] tiled = decoded(uneven, new Tiling(16, 8));
    double squares = 0;
    double differences = 0;
    for (int i = 0; i < whole.length; i++) {
      squares += whole[i] * whole[i];
      differences += (whole[i] - tiled[i]) * (whole[i] - tiled[i]);
    }
    assertTrue(Math.sqrt(differences / squares) < 0.07); // each by itself: 0.14
  }

  private static float[] decoded(NDArray latents, Tiling tiling) {
    float[] image = new float[3 * 96 * 96];
    new TiledModel(manager, model, 96, 96, tiling, Watch.NONE)
        .decode(
            latents,
            (top, rows, planes, plane) -> {
              for (int channel = 0; channel < 3; channel++) {
                System.arraycopy(
                    planes, channel * plane, image, (channel * 96 + top) * 96, rows * 96);
              }
            });
    return image;
  }

  @Test
  void decodedRowsComeOnceEachFromTopToBottom() {
    NDArray latents =
        Noise.of(manager, model.latentShape(1, 256, 100), 1, Purpose.UPSCALE_NOISE, 1, 0);
    TiledModel tiled = new TiledModel(manager, model, 256, 100, new Tiling(16, 4), Watch.NONE);
    List<Integer> tops = new ArrayList<>();
    int[] next = {0};
    tiled.decode(
        latents,
        (top, rows, planes, plane) -> {
          assertEquals(next[0], top);
          next[0] += rows;
          tops.add(top);
          assertTrue(plane <= 2 * 37 * 100, "floats of one row of tiles only: " + plane);
        });
    assertEquals(256, next[0]);
    assertEquals(4, tops.size());
  }

  @Test
  void contentSeedAndDialsDecideTheResult() {
    StoredImage image = stored(photo(12, 9));
    UpscaleSpec spec = spec(Tiling.DEFAULT, ColourFix.NONE);
    Picture first = upscale(image, spec);
    assertEquals(first.rgb(), upscale(image, spec).rgb());
    assertNotEquals(
        first.rgb(), upscaler(spec).upscale(image, 6, Watch.NONE).picture().rgb(), "item");
    assertNotEquals(first.rgb(), upscale(image, dials(4, 0, OptionalInt.of(250), 100)).rgb());
    assertNotEquals(
        upscale(image, dials(3, 0, OptionalInt.empty(), 999)).rgb(),
        upscale(image, dials(3, 0, OptionalInt.of(0), 999)).rgb());
  }

  @Test
  void smallInputsAreProcessedLargerAndComeBack() {
    List<RgbImage> seen = new ArrayList<>();
    Prompts prompts =
        new Prompts(
            model,
            Optional.of(prompt -> model.context(1)),
            Optional.of(
                enlarged -> {
                  seen.add(enlarged);
                  return List.of("cat", "tree");
                }),
            Optional.empty());
    UpscaleSpec spec = dials(3, 64, OptionalInt.of(250), 100);
    Upscaler.Result result =
        new Upscaler(manager, model, prompts, spec).upscale(stored(photo(9, 13)), 5, Watch.NONE);
    assertEquals("64×92", seen.get(0).toString());
    assertEquals("36×52×3 of 8 bits", result.picture().toString());
    assertEquals("cat, tree, clean, high-resolution, 8k,", result.prompt());
  }

  @Test
  void textStandsForTagsAndNeedsAnEncoder() {
    Conditioning encoder = prompt -> model.context(1);
    Prompts prompts =
        new Prompts(model, Optional.of(encoder), Optional.empty(), Optional.of("a dog"));
    assertEquals("a dog, clean, high-resolution, 8k,", prompts.prompt(photo(4, 4)));
    assertEquals("", Prompts.none(model).prompt(photo(4, 4)));
    assertThrows(
        IllegalArgumentException.class,
        () -> new Prompts(model, Optional.empty(), Optional.empty(), Optional.of("a dog")));
  }

  @Test
  void greyDeepAndTransparentImagesStayWhatTheyAre() {
    RgbImage lr = photo(11, 7);
    Picture alpha = Picture.blank(11, 7, 1, 16);
    for (int i = 0; i < alpha.length(); i++) {
      alpha.set(i, 65535);
    }
    UpscaleSpec spec = spec(Tiling.DEFAULT, ColourFix.ADAIN);
    Picture deep = upscale(new StoredImage(lr, Optional.of(alpha), true, 16), spec);
    assertEquals("44×28×2 of 16 bits", deep.toString());
    Picture plain = upscale(new StoredImage(lr, Optional.empty(), true, 8), spec);
    assertEquals("44×28×1 of 8 bits", plain.toString());
    for (int i = 0; i < plain.length(); i++) {
      assertEquals(65535, deep.sample(2 * i + 1));
      assertEquals(plain.sample(i), deep.sample(2 * i) / 257.0, 2);
    }
  }

  @Test
  void wantOfMemoryMakesSmallerTilesAndGoesOn() {
    StoredImage image = stored(photo(24, 24)); // 48 × 48 latent pixels
    Scarce scarce = new Scarce(new EngineException("DefaultCPUAllocator: can't allocate memory"));
    Upscaler.Result result =
        upscaler(spec(new Tiling(64, 16), ColourFix.NONE)).upscale(image, 5, scarce);
    assertEquals(new Tiling(32, 8), result.tiling());
    assertEquals(
        List.of("32 with overlap 8: DefaultCPUAllocator: can't allocate memory"), scarce.said);
    assertEquals(
        upscale(image, spec(new Tiling(32, 8), ColourFix.NONE)).rgb(), result.picture().rgb());

    Scarce heap = new Scarce(new OutOfMemoryError("Java heap space"));
    assertEquals(
        new Tiling(32, 8),
        upscaler(spec(new Tiling(64, 16), ColourFix.NONE)).upscale(image, 5, heap).tiling());
    Scarce other = new Scarce(new EngineException("expected 4 channels"));
    assertThrows(
        EngineException.class,
        () -> upscaler(spec(new Tiling(64, 16), ColourFix.NONE)).upscale(image, 5, other));
    Scarce never = new Scarce(new OutOfMemoryError("Java heap space"));
    assertThrows(
        OutOfMemoryError.class,
        () -> upscaler(spec(new Tiling(24, 8), ColourFix.NONE)).upscale(image, 5, never));
  }

  @Test
  void absurdResultsAreRefused() {
    RgbImage line = new RgbImage(4000, 1, new byte[12000]);
    String message =
        String.valueOf(
            assertThrows(
                    DataException.class,
                    () -> upscale(stored(line), dials(3, 4096, OptionalInt.of(1), 1)))
                .getMessage());
    assertTrue(message.startsWith("4000×1 pixels become 16384000×4096 "), message);
  }

  /** Fails once, at the first tile. */
  private static final class Scarce implements Watch {
    final List<String> said = new ArrayList<>();
    private Optional<Throwable> failure;

    Scarce(Throwable failure) {
      this.failure = Optional.of(failure);
    }

    @Override
    public void tiles(int done, int all) {
      Optional<Throwable> now = failure;
      failure = Optional.empty();
      now.ifPresent(
          t -> {
            if (t instanceof Error error) {
              throw error;
            }
            throw (RuntimeException) t;
          });
    }

    @Override
    public void smallerTiles(Tiling tiling, String reason) {
      said.add(tiling + ": " + reason);
    }
  }

  private static UpscaleSpec spec(Tiling tiling, ColourFix fix) {
    return new UpscaleSpec(3, 4, 0, OptionalInt.of(250), 100, fix, tiling);
  }

  private static UpscaleSpec dials(long seed, int processSize, OptionalInt add, int diff) {
    return new UpscaleSpec(seed, 4, processSize, add, diff, ColourFix.NONE, Tiling.DEFAULT);
  }

  private static Upscaler upscaler(UpscaleSpec spec) {
    return new Upscaler(manager, model, Prompts.none(model), spec);
  }

  private static Picture upscale(StoredImage image, UpscaleSpec spec) {
    return upscaler(spec).upscale(image, 5, Watch.NONE).picture();
  }

  private static StoredImage stored(RgbImage image) {
    return new StoredImage(image, Optional.empty(), false, 8);
  }

  /** Shading, waves and an edge. */
  private static RgbImage photo(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      double wave = 30 * Math.sin(x / 2.5 + i % 3) * Math.cos(y / 3.5);
      rgb[i] = (byte) (int) (60 + 1.5 * x + y + wave + (x > width / 3 && y > height / 2 ? 40 : 0));
    }
    return new RgbImage(width, height, rgb);
  }

  /** The same everywhere, as far as group norms can tell. */
  private static RgbImage texture(int width, int height) {
    byte[] rgb = new byte[3 * width * height];
    for (int i = 0; i < rgb.length; i++) {
      int x = i / 3 % width;
      int y = i / 3 / width;
      rgb[i] = (byte) (int) (128 + 60 * Math.sin(x / 1.3 + i % 3) * Math.cos(y / 1.7));
    }
    return new RgbImage(width, height, rgb);
  }

  /** Mean absolute step between columns from − 1 to until − 1. */
  private static double gradient(RgbImage image, int from, int until) {
    double sum = 0;
    for (int y = 0; y < image.height(); y++) {
      for (int x = from; x < until; x++) {
        sum += Math.abs(image.green(x, y) - image.green(x - 1, y));
      }
    }
    return sum / (image.height() * (until - from));
  }

  private static void assertClose(float[] expected, float[] actual, double tolerance) {
    double most = 0;
    double largest = 0;
    for (int i = 0; i < expected.length; i++) {
      most = Math.max(most, Math.abs(expected[i] - actual[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    assertEquals(expected.length, actual.length);
    assertTrue(most / largest < tolerance, most / largest + " of the largest");
    assertArrayEquals(expected, actual, (float) (tolerance * largest));
  }
}
