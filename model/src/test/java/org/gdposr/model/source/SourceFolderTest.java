package org.gdposr.model.source;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.model.DataException;
import org.gdposr.model.image.ImageFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceFolderTest {
  @TempDir Path parent;

  @Test
  void usableFilesComeInOrderOfNamesAndTheRestIsReported() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("hr"));
    Files.createDirectory(folder.resolve("sub"));
    Files.createDirectory(folder.resolve("folder.png"));
    image(folder.resolve("sub/b.png"), 64, 1);
    image(folder.resolve("a.png"), 64, 2);
    Files.copy(folder.resolve("a.png"), folder.resolve("copy.png"));
    image(folder.resolve("small.png"), 32, 3);
    Files.write(folder.resolve("torn.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    Files.createFile(folder.resolve("zero.jpg"));
    Files.writeString(folder.resolve("readme.txt"), "no image");
    image(parent.resolve("outside.png"), 64, 4);
    Files.createSymbolicLink(folder.resolve("out.png"), parent.resolve("outside.png"));

    SourceSurvey survey = SourceFolder.survey(folder, 48);

    assertEquals(
        List.of("a.png", "sub/b.png"), survey.usable().stream().map(SourceFile::name).toList());
    SourceFile first = survey.usable().get(0);
    assertEquals(64, first.width());
    assertEquals(Files.size(folder.resolve("a.png")), first.bytes());
    assertEquals(64, first.sha256().length());
    assertEquals(
        List.of("copy.png", "folder.png", "out.png", "small.png", "torn.png", "zero.jpg"),
        survey.skipped().stream().map(SkippedFile::name).toList());
    assertTrue(survey.skipped().get(0).reason().contains("a.png"));
    assertTrue(survey.skipped().get(3).reason().contains("data.minimumSide = 48"));
  }

  @Test
  void linkedFolderIsFollowed() throws IOException {
    Path folder = Files.createDirectory(parent.resolve("real"));
    image(folder.resolve("a.png"), 64, 2);
    Path link = Files.createSymbolicLink(parent.resolve("link"), folder);
    assertEquals(SourceFolder.survey(folder, 48), SourceFolder.survey(link, 48));
  }

  @Test
  void folderWithoutUsableImagesIsNamedWithTheWayOut() throws IOException {
    Path missing = parent.resolve("missing");
    assertEquals(
        "data.images: "
            + missing
            + ": no such folder (name a folder of PNG, JPEG or BMP images, or dead-leaves)",
        message(missing));
    Path empty = Files.createDirectory(parent.resolve("empty"));
    assertTrue(message(empty).contains("no image files"));
    image(empty.resolve("small.png"), 32, 1);
    assertTrue(message(empty).contains("small.png: 32×32 pixels"));
  }

  private static String message(Path folder) {
    return String.valueOf(
        assertThrows(DataException.class, () -> SourceFolder.survey(folder, 48)).getMessage());
  }

  private static void image(Path path, int size, int seed) {
    ImageFiles.writePng(path, DeadLeaves.render(new DeadLeavesSpec(2, size), seed, 0));
  }
}
