package org.gdposr.cli.upscale;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.gdposr.activities.failure.StageFailure;
import org.gdposr.activities.payload.Json;
import org.gdposr.activities.run.RunHeader;
import org.gdposr.activities.run.RunRecords;
import org.gdposr.activities.run.RunState;
import org.gdposr.activities.source.BaseWeights;
import org.gdposr.activities.storage.ArtifactFile;
import org.gdposr.activities.storage.ArtifactStore;
import org.gdposr.activities.storage.Manifest;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.run.RunReader;
import org.gdposr.cli.wiring.Home;
import org.gdposr.cli.wiring.LocalStore;
import org.gdposr.model.DataException;
import org.gdposr.model.Stage;
import org.gdposr.model.naosd.NaosdModel;
import org.gdposr.model.upscale.Tiling;

/**
 * A model in a folder: {@code vae/}, {@code unet/} and what conditions them.
 *
 * @param name for people
 * @param folder where it lies
 * @param digest of its files, the same for a run's policy and a copy of it
 * @param tAdd t_add that it was tuned for
 * @param tDiff t_diff that it was tuned for
 */
public record UpscaleModel(String name, Path folder, String digest, int tAdd, int tDiff) {
  private static final int PAPER_T_ADD = 250;
  private static final int PAPER_T_DIFF = 100;
  private static final int OFFICIAL_LEVELS = 4;
  private static final int OFFICIAL_SIZE = 512;
  private static final String MODEL = "model/";

  /**
   * The model that a name stands for.
   *
   * @param named a run, or a folder; without it the newest finished run counts
   * @param workingFolder where a relative folder starts
   * @throws CommandFailure if there is no such model
   */
  public static UpscaleModel find(Home home, Optional<String> named, Path workingFolder) {
    LocalStore store = LocalStore.readOnly(home);
    if (named.isEmpty()) {
      return ofRun(home, store, newestFinished(store.records()));
    }
    String name = named.get();
    if (store.records().header(name).isPresent()) {
      return ofRun(home, store, name);
    }
    Path folder = workingFolder.resolve(name);
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--model: " + name + " (expected: a run, or a folder with vae/ and unet/)",
          "see 'gdpo list'");
    }
    return ofFolder(home, folder);
  }

  private static String newestFinished(RunRecords records) {
    return records.runIds().stream()
        .filter(id -> records.outcome(id).filter(o -> o.state() == RunState.DONE).isPresent())
        .max(Comparator.comparing(records::createdAt).thenComparing(Comparator.naturalOrder()))
        .orElseThrow(
            () ->
                new CommandFailure(
                    ExitCode.USAGE,
                    "no run has finished yet, so there is no model",
                    "train one with 'gdpo run', or name a folder: --model DIR"));
  }

  private static UpscaleModel ofFolder(Home home, Path folder) {
    if (!Files.isDirectory(folder.resolve("vae")) || !Files.isDirectory(folder.resolve("unet"))) {
      throw new CommandFailure(
          ExitCode.DATA,
          "--model: " + folder + " (expected: a folder with vae/ and unet/ in diffusers' layout)",
          "");
    }
    String digest =
        new BaseWeights(home.cache(), "--model", NaosdModel::checkNetworks).digest(folder);
    return new UpscaleModel(folder.toString(), folder, digest, PAPER_T_ADD, PAPER_T_DIFF);
  }

  private static UpscaleModel ofRun(Home home, LocalStore store, String runId) {
    RunReader reader = store.reader();
    RunHeader run = reader.require(runId);
    Manifest manifest =
        reader
            .manifest(runId, Stage.GDPO)
            .orElseThrow(
                () ->
                    new CommandFailure(
                        ExitCode.USAGE,
                        "--model: run " + runId + " has no policy yet",
                        "finish it: gdpo resume " + runId));
    SortedMap<String, ArtifactFile> files = new TreeMap<>();
    SortedMap<String, String> digests = new TreeMap<>();
    for (ArtifactFile file : manifest.files()) {
      if (file.name().startsWith(MODEL)) {
        files.put(file.name().substring(MODEL.length()), file);
        digests.put(file.name().substring(MODEL.length()), file.sha256());
      }
    }
    String digest = BaseWeights.digestOf(digests);
    Path folder = home.cache().resolve("models").resolve(digest);
    place(home, store.artifacts(), files, digest, folder);
    return new UpscaleModel(
        "run " + runId,
        folder,
        digest,
        run.config().benchmark().noiseTimestep(),
        run.config().benchmark().denoiseTimestep());
  }

  /** Copies published files to where networks can be loaded from, unless they lie there. */
  private static void place(
      Home home,
      ArtifactStore artifacts,
      SortedMap<String, ArtifactFile> files,
      String digest,
      Path folder) {
    if (holds(home, folder, digest)) {
      return;
    }
    files.forEach((name, file) -> artifacts.fetch(file, folder.resolve(name)));
    if (!holds(home, folder, digest)) {
      throw new CommandFailure(
          ExitCode.DATA, folder + ": other files lie there", "delete it: it is a cache");
    }
  }

  private static boolean holds(Home home, Path folder, String digest) {
    try {
      return Files.isDirectory(folder)
          && new BaseWeights(home.cache()).digest(folder).equals(digest);
    } catch (StageFailure e) {
      return false; // incomplete
    }
  }

  /** Whether its VAE is as deep as Stable Diffusion's, which most defaults are meant for. */
  public boolean official() {
    Path config = folder.resolve("vae/config.json");
    try {
      JsonNode levels = Json.MAPPER.readTree(config.toFile()).path("block_out_channels");
      return levels.size() == OFFICIAL_LEVELS;
    } catch (IOException | UncheckedIOException e) {
      throw new DataException(config + ": can't be read (expected: JSON): " + e.getMessage(), e);
    }
  }

  /** The side below which inputs are enlarged first, before they are scaled; 0 for none. */
  public int processSize() {
    return official() ? OFFICIAL_SIZE : 0;
  }

  /** Side of tiles; attention among a shallow VAE's many latent pixels would take long. */
  public int tile() {
    return official() ? Tiling.DEFAULT.tile() : Tiling.DEFAULT.tile() / 2;
  }
}
