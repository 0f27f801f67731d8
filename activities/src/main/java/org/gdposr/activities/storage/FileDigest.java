package org.gdposr.activities.storage;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * Digest and size of a file's bytes, read as a stream.
 *
 * @param sha256 lower-case hex
 * @param bytes size
 */
public record FileDigest(String sha256, long bytes) {
  /**
   * @throws org.gdposr.activities.failure.StageFailure if the file cannot be read
   */
  public static FileDigest of(Path file) {
    try (DigestInputStream in =
        new DigestInputStream(Files.newInputStream(file), MessageDigest.getInstance("SHA-256"))) {
      long bytes = in.transferTo(OutputStream.nullOutputStream());
      return new FileDigest(HexFormat.of().formatHex(in.getMessageDigest().digest()), bytes);
    } catch (IOException e) {
      throw StoreFailures.local(file, e);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
