package org.gdposr.cli.upscale;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.cli.upscale.UpscaleTask.Item;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class UpscaleFilesTest {
  @TempDir Path folder;

  @Test
  void namesAreToldApartWhateverTheirOrder() {
    assertEquals(
        List.of("a.jpg.png", "a.png", "b.png", "c.d.png"),
        UpscaleFiles.outputNames(List.of("a.jpg", "a.png", "b.bmp", "c.d.JPG")));
    assertEquals(
        List.of("a.png", "a.jpg.png"), UpscaleFiles.outputNames(List.of("a.png", "a.jpg")));
    assertEquals(
        List.of("x.jpg.png.png", "x.jpg.png", "x.png"),
        UpscaleFiles.outputNames(List.of("x.jpg", "x.jpg.png", "x.png")));
    assertEquals(
        List.of("p.PNG.png", "p.png"), UpscaleFiles.outputNames(List.of("p.PNG", "p.png")));
  }

  @Test
  void folderGivesItsOwnVisibleImagesInOrder() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    for (String name : List.of("b.jpg", "a.png", ".hidden.png", "notes.txt", "C.BMP")) {
      Files.createFile(in.resolve(name));
    }
    Files.createDirectories(in.resolve("sub.png"));
    Path out = folder.resolve("deep/out");
    List<Item> items = UpscaleFiles.items(in, out);
    assertEquals(List.of("C.BMP", "a.png", "b.jpg"), items.stream().map(Item::name).toList());
    assertEquals(out.resolve("b.png"), items.get(2).output());
    assertTrue(Files.isDirectory(out));
  }

  @Test
  void fileGoesToAFileOrIntoAFolder() throws IOException {
    Path in = Files.createFile(folder.resolve("a.jpg"));
    assertEquals(
        folder.resolve("x/b.PNG"),
        UpscaleFiles.items(in, folder.resolve("x/b.PNG")).get(0).output());
    assertEquals(
        folder.resolve("y/a.png"), UpscaleFiles.items(in, folder.resolve("y")).get(0).output());
  }

  @Test
  void inputsAreNeverWrittenOver() throws IOException {
    Path in = Files.createDirectory(folder.resolve("in"));
    Path image = Files.createFile(in.resolve("a.png"));
    refused("the folder of the inputs", in, in);
    refused("would write over an input", image, image);
    refused("would write over an input", image, in);
    Path link = Files.createSymbolicLink(folder.resolve("link"), in);
    refused("the folder of the inputs", in, link);
    Files.createSymbolicLink(folder.resolve("a.png"), image);
    refused("would write over an input", in, folder);
  }

  @Test
  void whatCannotBeIsSaid() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Path image = Files.createFile(folder.resolve("a.png"));
    refused("no image files (expected: at least one png, jpg, jpeg or bmp)", empty, image);
    refused("no such file or folder", folder.resolve("none"), image);
    refused("(expected: a name that ends in .png, or a folder)", image, folder.resolve("b.jpg"));
    refused("(expected: a folder, as ", folder, folder.resolve("b.png"));
    refused("can't be made", folder, image.resolve("out"));
  }

  private static void refused(String why, Path in, Path out) {
    String message =
        String.valueOf(
            assertThrows(RuntimeException.class, () -> UpscaleFiles.items(in, out)).getMessage());
    assertTrue(message.contains(why), message);
  }
}
