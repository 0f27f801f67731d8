package org.gdposr.activities.storage;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.gaul.s3proxy.S3Proxy;
import org.gaul.s3proxy.auth.AuthenticationType;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;

/**
 * An S3 server in this process, on 127.0.0.1, over a folder: {@code <folder>/<bucket>/<key>}. Each
 * start makes new credentials. Only one server may own a folder at a time; its caller holds the
 * lock.
 */
public final class EmbeddedS3 implements AutoCloseable {
  /** The one bucket. */
  public static final String BUCKET = "gdpo-sr";

  private static final String REGION = "us-east-1";

  private final S3Proxy server;
  private final StoreEndpoint endpoint;

  private EmbeddedS3(S3Proxy server, StoreEndpoint endpoint) {
    this.server = server;
    this.endpoint = endpoint;
  }

  /**
   * Starts a server.
   *
   * @param folder where objects lie; created if absent
   * @param port 0 for any free one
   * @throws StageFailure of class CONFIG if the folder or port cannot be used
   */
  public static EmbeddedS3 start(Path folder, int port) {
    try {
      Files.createDirectories(folder.resolve(BUCKET));
    } catch (IOException e) {
      if (StoreFailures.noSpace(e)) {
        throw StoreFailures.local(folder, e);
      }
      throw new StageFailure(
          FailureType.CONFIG,
          "store: " + folder + " (expected: a folder to write to; " + e + ")",
          e);
    }
    Path root = folder.toAbsolutePath();
    return serve(
        new FullDiskBlobStore(new FilesystemNio2BlobStore(root.toString()), root),
        port,
        randomHex(8),
        randomHex(24));
  }

  static EmbeddedS3 serve(BlobStore blobs, int port, String accessKey, String secretKey) {
    S3Proxy server =
        S3Proxy.builder()
            .blobStore(blobs)
            .endpoint(URI.create("http://127.0.0.1:" + port))
            .awsAuthentication(AuthenticationType.AWS_V4, accessKey, secretKey)
            .build();
    try {
      server.start();
    } catch (Exception e) {
      throw new StageFailure(
          FailureType.CONFIG,
          "store: the embedded S3 server cannot listen on 127.0.0.1:" + port + " (" + e + ")",
          e);
    }
    return new EmbeddedS3(
        server,
        new StoreEndpoint(
            "http://127.0.0.1:" + server.getPort(), BUCKET, REGION, accessKey, secretKey));
  }

  public StoreEndpoint endpoint() {
    return endpoint;
  }

  @Override
  public void close() {
    try {
      server.stop();
    } catch (Exception e) {
      throw new StageFailure(
          FailureType.INTERNAL, "store: the embedded S3 server does not stop: " + e, e);
    }
  }

  private static String randomHex(int bytes) {
    byte[] random = new byte[bytes];
    new SecureRandom().nextBytes(random);
    return HexFormat.of().formatHex(random);
  }
}
