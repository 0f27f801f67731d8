package org.gdposr.activities.storage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedS3Test extends ObjectStoreContract {
  @TempDir static Path folder;
  private static EmbeddedS3 server;
  private static MinioObjectStore store;
  private String prefix = "";

  @BeforeAll
  static void start() {
    server = EmbeddedS3.start(folder, 0);
    store = new MinioObjectStore(server.endpoint());
  }

  @AfterAll
  static void stop() {
    store.close();
    server.close();
  }

  @BeforeEach
  void nameObjects(TestInfo test) {
    prefix = test.getTestMethod().orElseThrow().getName() + "/";
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  String prefix() {
    return prefix;
  }

  @Test
  void theFolderViewShowsTheSame() throws Exception {
    FolderObjectStore view = new FolderObjectStore(folder);
    store.put("view/a/1.json", "one".getBytes(UTF_8));
    store.put("view/b.json", "two".getBytes(UTF_8));
    assertEquals(store.list("view/"), view.list("view/"));
    assertEquals(List.of("view/a/1.json"), view.list("view/a"));
    assertArrayEquals("two".getBytes(UTF_8), view.find("view/b.json").orElseThrow());
    assertEquals(store.size("view/b.json"), view.size("view/b.json"));
    view.download("view/b.json", work.resolve("b"));
    assertTrue(view.find("view/a").isEmpty());
    assertTrue(view.size("view/none").isEmpty());
    assertEquals(List.of(), new FolderObjectStore(work.resolve("absent")).list("runs/"));
  }

  @Test
  void theFolderViewIsReadOnly() {
    FolderObjectStore view = new FolderObjectStore(folder);
    for (Executable write :
        List.<Executable>of(
            () -> view.put("view/x", new byte[] {1}),
            () -> view.createOnce("view/x", new byte[] {1}),
            () -> view.upload("view/x", work),
            () -> view.delete("view/x"))) {
      assertTrue(ExpectedFailure.message(FailureType.CONFIG, write).contains("read-only"));
    }
  }

  @Test
  void objectsOutliveTheServer() {
    Path own = work.resolve("store");
    String secret;
    try (EmbeddedS3 first = EmbeddedS3.start(own, 0);
        MinioObjectStore objects = new MinioObjectStore(first.endpoint())) {
      objects.put("kept", new byte[] {3});
      secret = first.endpoint().secretKey();
    }
    try (EmbeddedS3 second = EmbeddedS3.start(own, 0);
        MinioObjectStore objects = new MinioObjectStore(second.endpoint())) {
      assertArrayEquals(new byte[] {3}, objects.find("kept").orElseThrow());
      assertNotEquals(secret, second.endpoint().secretKey());
    }
  }

  @Test
  void otherCredentialsAreRefusedAndNotPrinted() {
    StoreEndpoint right = server.endpoint();
    StoreEndpoint wrong =
        new StoreEndpoint(
            right.url(), right.bucket(), right.region(), right.accessKey(), "not-the-secret");
    String message = ExpectedFailure.message(FailureType.CONFIG, () -> new MinioObjectStore(wrong));
    assertFalse(message.contains("not-the-secret"));
    assertFalse(message.contains(right.accessKey()));
    assertTrue(message.contains(right.url()), message);
  }

  @Test
  void aTakenPortIsNamed() {
    int port = URI.create(server.endpoint().url()).getPort();
    String message =
        ExpectedFailure.message(
            FailureType.CONFIG, () -> EmbeddedS3.start(work.resolve("s"), port));
    assertTrue(message.contains("127.0.0.1:" + port), message);
  }

  @Test
  void aFolderThatCannotBeIsNamed() throws Exception {
    Path file = Files.createFile(work.resolve("file"));
    String message = ExpectedFailure.message(FailureType.CONFIG, () -> EmbeddedS3.start(file, 0));
    assertTrue(message.startsWith("store: " + file), message);
  }
}
