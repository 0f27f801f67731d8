package org.gdposr.activities.storage;

import java.net.URI;
import java.util.Map;
import java.util.TreeMap;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;

/**
 * How to reach a bucket. Its text form hides the secret.
 *
 * @param url {@code http://host:port} or {@code https://…}
 * @param bucket the bucket, created if absent
 * @param region S3 region; {@code us-east-1} where a server knows none
 * @param accessKey access key
 * @param secretKey secret key
 */
public record StoreEndpoint(
    String url, String bucket, String region, String accessKey, String secretKey) {
  private static final String URL = "GDPO_S3_ENDPOINT";
  private static final String BUCKET = "GDPO_S3_BUCKET";
  private static final String REGION = "GDPO_S3_REGION";
  private static final String ACCESS_KEY = "AWS_ACCESS_KEY_ID";
  private static final String SECRET_KEY = "AWS_SECRET_ACCESS_KEY";

  public StoreEndpoint {
    // an address of other forms may hold a password
    check(validUrl(url), URL, "not printed", "http://host:port or https://host");
    check(
        bucket.matches("[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]"),
        BUCKET,
        bucket,
        "3 to 63 lower-case letters, digits, dots and dashes");
    check(!region.isBlank(), REGION, region, "not blank");
    check(!accessKey.isBlank(), ACCESS_KEY, "blank", "an access key");
    check(!secretKey.isBlank(), SECRET_KEY, "blank", "a secret key");
  }

  /**
   * Reads GDPO_S3_ENDPOINT, GDPO_S3_BUCKET, GDPO_S3_REGION ({@code us-east-1} if unset),
   * AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.
   *
   * @throws StageFailure of class CONFIG that names what is missing
   */
  public static StoreEndpoint fromEnvironment(Map<String, String> environment) {
    return new StoreEndpoint(
        required(environment, URL),
        required(environment, BUCKET),
        environment.getOrDefault(REGION, "us-east-1"),
        required(environment, ACCESS_KEY),
        required(environment, SECRET_KEY));
  }

  /** The same as environment variables of a stage process. */
  public Map<String, String> environment() {
    return new TreeMap<>(
        Map.of(
            URL,
            url,
            BUCKET,
            bucket,
            REGION,
            region,
            ACCESS_KEY,
            accessKey,
            SECRET_KEY,
            secretKey));
  }

  @Override
  public String toString() {
    return url + "/" + bucket;
  }

  private static String required(Map<String, String> environment, String name) {
    String value = environment.getOrDefault(name, "");
    check(!value.isBlank(), name, "unset", "set in the environment");
    return value;
  }

  private static boolean validUrl(String url) {
    try {
      URI uri = URI.create(url);
      return ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
          && uri.getHost() != null
          && uri.getUserInfo() == null;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static void check(boolean holds, String name, String value, String rule) {
    if (!holds) {
      throw new StageFailure(FailureType.CONFIG, name + ": " + value + " (expected: " + rule + ")");
    }
  }
}
