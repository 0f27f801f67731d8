package org.gdposr.cli.upscale;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.gdposr.cli.console.CommandFailure;
import org.gdposr.cli.console.ExitCode;
import org.gdposr.cli.upscale.UpscaleTask.Item;
import org.gdposr.model.image.ImageFiles;
import org.gdposr.model.image.ImageFolder;

/** Which images there are, and the names of the pictures that they become. */
public final class UpscaleFiles {
  private static final String PNG = ".png";

  private UpscaleFiles() {}

  /**
   * The items of a file, or of a folder's images in the order of names: neither hidden ones nor
   * those of its subfolders. Makes the folder that they go to.
   *
   * @param in a file or folder
   * @param out for a folder a folder; for a file a name that ends in .png, or a folder
   * @throws CommandFailure if there is nothing to do, or an input would be written over
   */
  public static List<Item> items(Path in, Path out) {
    if (!Files.exists(in)) {
      throw new CommandFailure(ExitCode.DATA, in + ": no such file or folder", "check the path");
    }
    boolean folder = Files.isDirectory(in);
    List<Path> images = folder ? ImageFolder.someImages(in) : List.of(in);
    List<String> names = outputNames(images.stream().map(UpscaleFiles::name).toList());
    boolean toFile = !folder && hasPngName(out) && !Files.isDirectory(out);
    Path target = toFile ? out.resolveSibling("") : out;
    requireFolder(in, out, target, folder);
    List<Item> items = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      Path output = toFile ? out : target.resolve(names.get(i));
      items.add(
          new Item(
              name(images.get(i)),
              images.get(i).toAbsolutePath().toString(),
              output.toAbsolutePath().toString()));
    }
    requireOther(images, items);
    return items;
  }

  /**
   * A name that ends in .png for each, all different: where several differ in their endings only,
   * {@code a.png} stays and {@code a.jpg} becomes {@code a.jpg.png}.
   */
  static List<String> outputNames(List<String> names) {
    Map<String, Integer> stems = new HashMap<>();
    names.forEach(name -> stems.merge(stem(name), 1, Integer::sum));
    Set<String> used = new HashSet<>();
    names.stream().filter(name -> name.endsWith(PNG)).forEach(used::add);
    List<String> outputs = new ArrayList<>();
    for (String name : names) {
      boolean alone = stems.getOrDefault(stem(name), 0) == 1;
      String output = alone ? stem(name) + PNG : name + PNG;
      if (name.endsWith(PNG)) {
        output = name;
      } else {
        while (!used.add(output)) {
          output += PNG;
        }
      }
      outputs.add(output);
    }
    return outputs;
  }

  private static void requireFolder(Path in, Path out, Path target, boolean folder) {
    try {
      if (folder && Files.isDirectory(out) && Files.isSameFile(in, out)) {
        throw new CommandFailure(
            ExitCode.USAGE, out + ": the folder of the inputs", "name another folder");
      }
      if (ImageFiles.looksLikeImage(out) && !hasPngName(out) && !Files.isDirectory(out)) {
        throw new CommandFailure(
            ExitCode.USAGE, out + " (expected: a name that ends in .png, or a folder)", "");
      }
      if (folder && hasPngName(out) && !Files.isDirectory(out)) {
        throw new CommandFailure(
            ExitCode.USAGE, out + " (expected: a folder, as " + in + " is one)", "");
      }
      Files.createDirectories(target.toAbsolutePath());
    } catch (IOException e) {
      throw new CommandFailure(
          ExitCode.USAGE, target + ": can't be made: " + e, "name another folder");
    }
    if (!Files.isWritable(target.toAbsolutePath())) {
      throw new CommandFailure(
          ExitCode.USAGE, target + " (expected: a folder that can be written)", "");
    }
  }

  /** Pictures may take the place of anything but an image that is still to be read, or was. */
  private static void requireOther(List<Path> images, List<Item> items) {
    try {
      Set<Path> inputs = new HashSet<>();
      for (Path image : images) {
        if (Files.exists(image)) { // a dead link is skipped later
          inputs.add(image.toRealPath());
        }
      }
      for (Item item : items) {
        if (Files.exists(item.output()) && inputs.contains(item.output().toRealPath())) {
          throw new CommandFailure(
              ExitCode.USAGE,
              item.output() + ": would write over an input",
              "name another file or folder");
        }
      }
    } catch (IOException e) {
      throw new CommandFailure(ExitCode.USAGE, "inputs and outputs can't be told apart: " + e, "");
    }
  }

  private static boolean hasPngName(Path path) {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(PNG);
  }

  private static String stem(String name) {
    return name.substring(0, name.lastIndexOf('.') < 0 ? name.length() : name.lastIndexOf('.'));
  }

  private static String name(Path file) {
    return String.valueOf(file.getFileName());
  }
}
