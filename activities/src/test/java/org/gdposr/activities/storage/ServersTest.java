package org.gdposr.activities.storage;

import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The contract on a server of one's own (MinIO, versitygw, S3): set GDPO_TEST_S3_ENDPOINT,
 * GDPO_TEST_S3_BUCKET, GDPO_TEST_S3_REGION, GDPO_TEST_S3_ACCESS_KEY and GDPO_TEST_S3_SECRET_KEY,
 * and run with {@code -DexcludedGroups= -Dgroups=servers}.
 */
@Tag("servers")
class ServersTest extends ObjectStoreContract {
  private static MinioObjectStore store;
  private final String prefix = "contract/" + UUID.randomUUID() + "/";

  @BeforeAll
  static void connect() {
    Map<String, String> environment = System.getenv();
    store =
        new MinioObjectStore(
            new StoreEndpoint(
                environment.getOrDefault("GDPO_TEST_S3_ENDPOINT", "http://127.0.0.1:9000"),
                environment.getOrDefault("GDPO_TEST_S3_BUCKET", "gdpo-sr-test"),
                environment.getOrDefault("GDPO_TEST_S3_REGION", "us-east-1"),
                environment.getOrDefault("GDPO_TEST_S3_ACCESS_KEY", "minioadmin"),
                environment.getOrDefault("GDPO_TEST_S3_SECRET_KEY", "minioadmin")));
  }

  @AfterAll
  static void disconnect() {
    store.close();
  }

  @AfterEach
  void cleanUp() {
    store.list(prefix).forEach(store::delete);
  }

  @Override
  ObjectStore store() {
    return store;
  }

  @Override
  String prefix() {
    return prefix;
  }
}
