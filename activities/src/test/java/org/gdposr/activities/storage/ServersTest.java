package org.gdposr.activities.storage;

import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;

/**
 * The contract on a server of one's own: set GDPO_S3_ENDPOINT, GDPO_S3_BUCKET, AWS_ACCESS_KEY_ID
 * and AWS_SECRET_ACCESS_KEY, and run with {@code -DexcludedGroups= -Dgroups=servers}.
 */
@Tag("servers")
class ServersTest extends ObjectStoreContract {
  private static MinioObjectStore store;
  private final String prefix = "contract/" + UUID.randomUUID() + "/";

  @BeforeAll
  static void connect() {
    store = new MinioObjectStore(StoreEndpoint.fromEnvironment(System.getenv()));
  }

  @AfterAll
  static void disconnect() {
    store.close();
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
