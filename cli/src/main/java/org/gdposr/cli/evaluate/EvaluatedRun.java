package org.gdposr.cli.evaluate;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.model.image.ImageFolder;

/**
 * One run of a method over a data set: the folder that holds its images.
 *
 * @param method its name
 * @param dataset empty where it is not known
 * @param seed names its noise; empty where the method was run once
 * @param sr the folder of its images
 * @param hr the folder of the HR images
 */
public record EvaluatedRun(String method, String dataset, String seed, Path sr, Optional<Path> hr) {

  /**
   * Where runs are looked for.
   *
   * @param hr the HR images, or folders of them by data set
   * @param dataset name of the data set of folders that hold images themselves
   * @param seeds runs of each method over each data set; 0 for one without a folder of its own
   */
  public record Layout(Optional<Path> hr, String dataset, int seeds) {}

  /**
   * The runs of all methods.
   *
   * @param named folders, each with its method's name and {@code =} before it or named as the
   *     method
   * @param workingFolder where relative paths start
   * @throws CommandFailure if a folder holds no runs, or a name is there twice
   */
  public static List<EvaluatedRun> all(List<String> named, Path workingFolder, Layout layout) {
    List<EvaluatedRun> runs = new ArrayList<>();
    Set<String> methods = new HashSet<>();
    for (String text : named) {
      int equals = text.indexOf('=');
      boolean hasName =
          equals > 0
              && text.lastIndexOf('/', equals) < 0
              && !Files.exists(workingFolder.resolve(text));
      Path folder = workingFolder.resolve(hasName ? text.substring(equals + 1) : text).normalize();
      String method = hasName ? text.substring(0, equals) : name(folder);
      if (!methods.add(method)) {
        throw new CommandFailure(
            ExitCode.USAGE,
            "--sr: two methods are named " + method,
            "give each a name: --sr METHOD=DIR");
      }
      runs.addAll(of(method, folder, layout));
    }
    return runs;
  }

  /**
   * The runs below a method's folder: it holds images, or a folder for each seed, or a folder for
   * each data set that holds either.
   *
   * @throws CommandFailure if it holds none, or other than so many seeds
   */
  static List<EvaluatedRun> of(String method, Path folder, Layout layout) {
    requireFolder("--sr", folder);
    layout.hr().ifPresent(hr -> requireFolder("--hr", hr));
    boolean flat = layout.seeds() == 0;
    if (flat ? holdsImages(folder) : holdRuns(folder)) {
      return runs(method, layout.dataset(), folder, layout.hr(), layout.seeds());
    }
    List<EvaluatedRun> runs = new ArrayList<>();
    for (Path dataset : ImageFolder.folders(folder)) {
      if (flat ? holdsImages(dataset) : holdRuns(dataset)) {
        String name = name(dataset);
        runs.addAll(
            runs(method, name, dataset, layout.hr().map(hr -> ofSet(hr, name)), layout.seeds()));
      }
    }
    if (runs.isEmpty()) {
      String expected =
          flat
              ? "images, or a folder of images for each data set"
              : layout.seeds() + " folders of images, one a seed, or such for each data set";
      throw new CommandFailure(
          ExitCode.DATA, "--sr: " + folder + " (expected: " + expected + ")", "check the path");
    }
    return runs;
  }

  private static List<EvaluatedRun> runs(
      String method, String dataset, Path folder, Optional<Path> hr, int seeds) {
    if (seeds == 0) {
      return List.of(new EvaluatedRun(method, dataset, "", folder, hr));
    }
    List<EvaluatedRun> runs =
        ImageFolder.folders(folder).stream()
            .filter(EvaluatedRun::holdsImages)
            .map(seed -> new EvaluatedRun(method, dataset, name(seed), seed, hr))
            .toList();
    if (runs.size() != seeds) {
      throw new CommandFailure(
          ExitCode.USAGE,
          "--seeds: "
              + seeds
              + ", but "
              + folder
              + " has "
              + runs.size()
              + " folders of images ("
              + runs.stream().map(EvaluatedRun::seed).collect(Collectors.joining(", "))
              + ")",
          "");
    }
    return runs;
  }

  /** HR images by data set lie in {@code DATASET} or in {@code DATASET/HR}. */
  private static Path ofSet(Path hr, String dataset) {
    List<Path> places =
        Stream.of(hr.resolve(dataset), hr.resolve(dataset).resolve("HR"))
            .filter(Files::isDirectory)
            .filter(EvaluatedRun::holdsImages)
            .toList();
    if (places.isEmpty()) {
      throw new CommandFailure(
          ExitCode.DATA,
          "--hr: "
              + hr
              + " (expected: HR images in a folder "
              + dataset
              + ", as --sr has data sets)",
          "");
    }
    return places.get(0);
  }

  private static boolean holdsImages(Path folder) {
    return !ImageFolder.images(folder).isEmpty();
  }

  private static boolean holdRuns(Path folder) {
    return ImageFolder.folders(folder).stream().anyMatch(EvaluatedRun::holdsImages);
  }

  private static void requireFolder(String option, Path folder) {
    if (!Files.isDirectory(folder)) {
      throw new CommandFailure(
          ExitCode.USAGE, option + ": " + folder + " (expected: a folder)", "check the path");
    }
  }

  private static String name(Path folder) {
    return String.valueOf(folder.getFileName());
  }
}
