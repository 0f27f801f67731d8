package org.gdposr.activities.storage;

import io.minio.BucketExistsArgs;
import io.minio.GetObjectArgs;
import io.minio.GetObjectResponse;
import io.minio.ListObjectsArgs;
import io.minio.MakeBucketArgs;
import io.minio.MinioClient;
import io.minio.ObjectArgs;
import io.minio.PutObjectArgs;
import io.minio.RemoveObjectArgs;
import io.minio.Result;
import io.minio.StatObjectArgs;
import io.minio.UploadObjectArgs;
import io.minio.errors.MinioException;
import io.minio.messages.Item;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okhttp3.OkHttpClient;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;

/**
 * A bucket behind the MinIO client: MinIO, versitygw, S3 or the embedded server. Threads may share
 * it.
 *
 * <p>What may pass in a moment (a lost connection, a conflict, an overloaded server) is tried again
 * until the patience is used up; only then does the call fail.
 */
public final class MinioObjectStore implements ObjectStore, AutoCloseable {
  private static final Duration CONNECT = Duration.ofSeconds(5);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int CREATE_ONCE_LIMIT = 5_000_000;

  private final StoreEndpoint endpoint;
  private final Patience patience;
  private final OkHttpClient http;
  private final MinioClient client;

  /** With a patience of 3 seconds: for commands that a person waits for. */
  public MinioObjectStore(StoreEndpoint endpoint) {
    this(endpoint, Duration.ofSeconds(3));
  }

  /**
   * Connects, and creates the bucket if absent.
   *
   * @param patience how long a call tries again before it fails; minutes for stage processes, which
   *     outlive an outage of their store
   */
  public MinioObjectStore(StoreEndpoint endpoint, Duration patience) {
    this.endpoint = endpoint;
    this.patience = new Patience(patience);
    http = StoreHttp.client(CONNECT, ANSWER);
    client =
        MinioClient.builder()
            .endpoint(endpoint.url())
            .region(endpoint.region())
            .credentials(endpoint.accessKey(), endpoint.secretKey())
            .httpClient(http)
            .build();
    try {
      createBucket();
    } catch (StageFailure e) {
      close();
      throw e;
    }
  }

  private void createBucket() {
    String bucket = endpoint.bucket();
    call(
        "bucket " + bucket,
        () -> {
          if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
            try {
              client.makeBucket(MakeBucketArgs.builder().bucket(bucket).build());
            } catch (MinioException e) {
              // another process was faster
              if (!client.bucketExists(BucketExistsArgs.builder().bucket(bucket).build())) {
                throw e;
              }
            }
          }
          return true;
        });
  }

  @Override
  public Optional<byte[]> find(String key) {
    return ifPresent(
        key,
        () -> {
          try (GetObjectResponse response = client.getObject(at(GetObjectArgs.builder(), key))) {
            return response.readAllBytes();
          } catch (IOException e) {
            throw new MinioException(e);
          }
        });
  }

  @Override
  public void put(String key, byte[] content) {
    call(key, () -> client.putObject(at(data(content), key)));
  }

  @Override
  public boolean createOnce(String key, byte[] content) {
    if (content.length > CREATE_ONCE_LIMIT) {
      throw new StageFailure(
          FailureType.INTERNAL,
          key + ": " + content.length + " bytes (expected: <= " + CREATE_ONCE_LIMIT + ")");
    }
    PutObjectArgs.Builder request = data(content).extraHeaders(Map.of("If-None-Match", "*"));
    return call(
        key,
        () -> {
          try {
            client.putObject(at(request, key));
            return true;
          } catch (MinioException e) {
            if (!StoreFailures.preconditionFailed(e)) {
              throw e;
            }
          }
          // an earlier try of this very call may have created it and lost the answer
          return find(key).map(stored -> Arrays.equals(stored, content)).orElse(false);
        });
  }

  @Override
  public void upload(String key, Path file) {
    if (!Files.isReadable(file)) {
      throw StoreFailures.local(file, new NoSuchFileException(file.toString()));
    }
    call(
        key,
        () -> client.uploadObject(at(UploadObjectArgs.builder().filename(file.toString()), key)));
  }

  @Override
  public void download(String key, Path file) {
    Optional<Long> bytes =
        ifPresent(
            key,
            () -> {
              try (GetObjectResponse content = client.getObject(at(GetObjectArgs.builder(), key));
                  OutputStream out = Files.newOutputStream(file)) {
                return content.transferTo(out);
              } catch (IOException e) {
                // what comes over the network is no file system's error
                if (e instanceof FileSystemException || StoreFailures.noSpace(e)) {
                  throw StoreFailures.local(file, e);
                }
                throw new MinioException(e);
              }
            });
    if (bytes.isEmpty()) {
      throw new StageFailure(FailureType.DATA, "store: " + key + " is missing");
    }
  }

  @Override
  public Optional<Long> size(String key) {
    return ifPresent(key, () -> client.statObject(at(StatObjectArgs.builder(), key)).size());
  }

  @Override
  public List<String> list(String prefix) {
    ListObjectsArgs request =
        ListObjectsArgs.builder().bucket(endpoint.bucket()).prefix(prefix).recursive(true).build();
    return call(
        prefix,
        () -> {
          List<String> keys = new ArrayList<>();
          for (Result<Item> result : client.listObjects(request)) {
            keys.add(result.get().objectName());
          }
          return keys.stream().filter(StoreKeys::complete).sorted().toList();
        });
  }

  @Override
  public void delete(String key) {
    ifPresent(
        key,
        () -> {
          client.removeObject(at(RemoveObjectArgs.builder(), key));
          return key;
        });
  }

  @Override
  public void close() {
    StoreHttp.close(http);
  }

  @Override
  public String toString() {
    return endpoint.toString();
  }

  private static PutObjectArgs.Builder data(byte[] content) {
    return PutObjectArgs.builder().data(content, content.length);
  }

  private <B extends ObjectArgs.Builder<B, A>, A extends ObjectArgs> A at(B request, String key) {
    return request.bucket(endpoint.bucket()).object(StoreKeys.checked(key)).build();
  }

  private <T> Optional<T> ifPresent(String key, Patience.Attempt<T> attempt) {
    return call(
        key,
        () -> {
          try {
            return Optional.of(attempt.run());
          } catch (MinioException e) {
            if (StoreFailures.absent(e)) {
              return Optional.empty();
            }
            throw e;
          }
        });
  }

  private <T> T call(String key, Patience.Attempt<T> attempt) {
    try {
      return patience.call(attempt);
    } catch (MinioException e) {
      throw StoreFailures.remote(endpoint, key, e);
    }
  }
}
