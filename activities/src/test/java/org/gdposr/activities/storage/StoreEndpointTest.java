package org.gdposr.activities.storage;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeout;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Map;
import org.gdposr.activities.failure.ExpectedFailure;
import org.gdposr.activities.failure.FailureType;
import org.junit.jupiter.api.Test;

class StoreEndpointTest {
  private static final StoreEndpoint ENDPOINT =
      new StoreEndpoint("http://127.0.0.1:9000", "bucket", "local", "the-access", "the-secret");

  @Test
  void theEnvironmentCarriesItWhole() {
    assertEquals(ENDPOINT, StoreEndpoint.fromEnvironment(ENDPOINT.environment()));
  }

  @Test
  void itsTextHidesTheKeys() {
    assertEquals("http://127.0.0.1:9000/bucket", ENDPOINT.toString());
  }

  @Test
  void aMissingVariableIsNamed() {
    String message =
        ExpectedFailure.message(FailureType.CONFIG, () -> StoreEndpoint.fromEnvironment(Map.of()));
    assertTrue(message.startsWith("GDPO_S3_ENDPOINT: unset"), message);
  }

  @Test
  void credentialsInTheUrlAreRefusedUnprinted() {
    String message =
        ExpectedFailure.message(
            FailureType.CONFIG,
            () -> new StoreEndpoint("http://me:hunter2@host:9000", "bucket", "r", "a", "s"));
    assertFalse(message.contains("hunter2"), message);
  }

  @Test
  void aStoreThatIsAwayIsNamedWithinSeconds() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    StoreEndpoint away = new StoreEndpoint(url, "bucket", "local", "the-access", "the-secret");
    String message =
        assertTimeout(
            Duration.ofSeconds(10),
            () ->
                ExpectedFailure.message(
                    FailureType.INFRASTRUCTURE, () -> new MinioObjectStore(away)));
    assertTrue(message.startsWith("store: " + url + " cannot be reached ("), message);
    assertFalse(message.contains("the-secret"));
  }
}
