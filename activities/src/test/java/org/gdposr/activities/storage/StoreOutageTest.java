package org.gdposr.activities.storage;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.S3Exceptions;
import org.gaul.s3proxy.nio2blob.FilesystemNio2BlobStore;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;

class StoreOutageTest {
  @TempDir Path folder;
  private final AtomicInteger puts = new AtomicInteger();

  @BeforeEach
  void makeBucket() throws IOException {
    Files.createDirectories(folder.resolve(EmbeddedS3.BUCKET));
  }

  private BlobStore disk() {
    return new FilesystemNio2BlobStore(folder.toString());
  }

  private static EmbeddedS3 serve(BlobStore blobs, int port) {
    return EmbeddedS3.serve(blobs, port, "the-access", "the-secret");
  }

  @Test
  void aFullDiskIsSaidAtOnceAndNotTriedAgain() {
    BlobStore full =
        new ForwardingBlobStore(disk()) {
          @Override
          public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            puts.incrementAndGet();
            throw new UncheckedIOException(new IOException("No space left on device"));
          }
        };
    try (EmbeddedS3 server = serve(new FullDiskBlobStore(full, folder), 0);
        MinioObjectStore store = new MinioObjectStore(server.endpoint())) {
      String message =
          ExpectedFailure.message(FailureType.DISK_FULL, () -> store.put("a/b", new byte[] {1}));
      assertTrue(
          message.startsWith("store: " + server.endpoint().url() + " has no space left for a/b"),
          message);
      assertTrue(message.contains(folder.toString()) && message.contains("MB free"), message);
      assertEquals(1, puts.get());
    }
  }

  @Test
  void anOverloadedServerIsTriedAgain() {
    BlobStore busy =
        new ForwardingBlobStore(disk()) {
          @Override
          public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            if (puts.incrementAndGet() < 3) {
              throw S3Exceptions.fromStatusCode(503);
            }
            return super.putBlob(request, content);
          }
        };
    try (EmbeddedS3 server = serve(busy, 0);
        MinioObjectStore store = new MinioObjectStore(server.endpoint())) {
      assertTrue(store.createOnce("a/b", new byte[] {1}));
      assertArrayEquals(new byte[] {1}, store.find("a/b").orElseThrow());
    }
  }

  @Test
  void aLostAnswerOfACreationIsStillSuccess() {
    BlobStore forgetful =
        new ForwardingBlobStore(disk()) {
          @Override
          public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
            PutObjectResponse response = super.putBlob(request, content);
            if (puts.incrementAndGet() == 1) {
              throw S3Exceptions.fromStatusCode(500);
            }
            return response;
          }
        };
    try (EmbeddedS3 server = serve(forgetful, 0);
        MinioObjectStore store = new MinioObjectStore(server.endpoint())) {
      assertTrue(store.createOnce("a/b", new byte[] {1}));
      assertFalse(store.createOnce("a/b", new byte[] {2}));
    }
  }

  @Test
  void aPatientCallOutlivesARestartOfTheServer() throws Exception {
    EmbeddedS3 first = serve(disk(), 0);
    int port = URI.create(first.endpoint().url()).getPort();
    try (MinioObjectStore store = new MinioObjectStore(first.endpoint(), Duration.ofSeconds(30))) {
      store.put("a", new byte[] {1});
      first.close();
      CompletableFuture<Boolean> late =
          CompletableFuture.supplyAsync(() -> store.createOnce("b", new byte[] {2}));
      Thread.sleep(300);
      assertFalse(late.isDone());
      try (EmbeddedS3 second = serve(disk(), port)) {
        assertTrue(late.get(20, TimeUnit.SECONDS));
        assertEquals(second.endpoint(), first.endpoint());
        assertArrayEquals(new byte[] {1}, store.find("a").orElseThrow());
      }
    }
  }
}
