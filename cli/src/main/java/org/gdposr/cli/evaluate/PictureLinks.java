package org.gdposr.cli.evaluate;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Links from a page to pictures on the same disk. */
final class PictureLinks {
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

  private final Path folder;

  /**
   * @param folder where the page lies
   */
  PictureLinks(Path folder) {
    this.folder = folder.toAbsolutePath().normalize();
  }

  /** Relative to the page, so that both can move together; absolute from another drive. */
  String to(Path picture) {
    Path file = picture.toAbsolutePath().normalize();
    if (!folder.getRoot().equals(file.getRoot())) {
      return file.toUri().toASCIIString();
    }
    List<String> names = new ArrayList<>();
    // a name with a colon first would read as a scheme
    names.add(".");
    folder.relativize(file).forEach(name -> names.add(escaped(name.toString())));
    return String.join("/", names);
  }

  private static String escaped(String name) {
    StringBuilder text = new StringBuilder();
    for (byte b : name.getBytes(StandardCharsets.UTF_8)) {
      if (UNRESERVED.indexOf(b) >= 0) {
        text.append((char) b);
      } else {
        text.append('%').append("%02X".formatted(b & 0xff));
      }
    }
    return text.toString();
  }
}
