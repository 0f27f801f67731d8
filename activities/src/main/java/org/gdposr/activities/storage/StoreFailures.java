package org.gdposr.activities.storage;

import io.minio.errors.ErrorResponseException;
import io.minio.errors.InvalidResponseException;
import io.minio.errors.MinioException;
import io.minio.errors.ServerException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Set;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.failure.StageFailure;
import org.jspecify.annotations.Nullable;

/** What a store's errors mean. */
final class StoreFailures {
  private static final Set<String> ABSENT = Set.of("NoSuchKey", "NoSuchObject", "NotFound");

  /** What MinIO calls a full disk. */
  static final String STORAGE_FULL = "XMinioStorageFull";

  private static final Set<String> FULL =
      Set.of(STORAGE_FULL, "InsufficientStorage", "InsufficientCapacity", "QuotaExceeded");
  private static final Set<String> REFUSED =
      Set.of("AccessDenied", "InvalidAccessKeyId", "SignatureDoesNotMatch", "InvalidBucketName");

  private StoreFailures() {}

  /** The failure that stands for an error of the server or the way to it. */
  static StageFailure remote(StoreEndpoint endpoint, String key, MinioException e) {
    String where = "store: " + endpoint.url();
    if (noSpace(e)) {
      return new StageFailure(
          FailureType.DISK_FULL, where + " has no space left for " + key + reason(e), e);
    }
    String code = code(e);
    if (REFUSED.contains(code)) {
      return new StageFailure(
          FailureType.CONFIG,
          where + " refuses bucket " + endpoint.bucket() + " with this access key (" + code + ")",
          e);
    }
    if (e.getCause() instanceof IOException) {
      return new StageFailure(
          FailureType.INFRASTRUCTURE, where + " cannot be reached" + reason(e), e);
    }
    return new StageFailure(FailureType.INFRASTRUCTURE, where + " fails at " + key + reason(e), e);
  }

  /** The failure that stands for an error of a local folder. */
  static StageFailure local(Path path, IOException e) {
    if (noSpace(e)) {
      return new StageFailure(
          FailureType.DISK_FULL,
          path + ": no space left (" + freeMegabytes(path) + " MB free where it lies)",
          e);
    }
    return new StageFailure(
        FailureType.INFRASTRUCTURE, path + ": cannot be read or written (" + e + ")", e);
  }

  static boolean absent(MinioException e) {
    return ABSENT.contains(code(e));
  }

  static boolean noBucket(MinioException e) {
    return code(e).equals("NoSuchBucket");
  }

  /** A condition of the request that did not hold. */
  static boolean preconditionFailed(MinioException e) {
    return code(e).equals("PreconditionFailed") || status(e) == 412;
  }

  /** Whether the same request may succeed in a moment. */
  static boolean transientFailure(MinioException e) {
    int status = status(e);
    return !noSpace(e)
        && (e.getCause() instanceof IOException
            // an answer that is no S3's: a gateway's page in front of it
            || e instanceof InvalidResponseException
            || status == 409
            || status == 429
            || status >= 500
            || code(e).equals("SlowDown"));
  }

  static boolean noSpace(Throwable e) {
    if (e instanceof MinioException minio && (status(minio) == 507 || FULL.contains(code(minio)))) {
      return true;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = cause.getMessage();
      if (message != null && message.toLowerCase(Locale.ROOT).contains("no space left")) {
        return true;
      }
    }
    return false;
  }

  private static String code(MinioException e) {
    if (e instanceof ErrorResponseException response) {
      String code = response.errorResponse().code();
      return code == null ? "" : code;
    }
    return "";
  }

  private static int status(MinioException e) {
    if (e instanceof ErrorResponseException response && response.response() != null) {
      return response.response().code();
    }
    return e instanceof ServerException server ? server.statusCode() : 0;
  }

  private static String reason(MinioException e) {
    Throwable cause = e.getCause() instanceof IOException io ? io : e;
    if (cause instanceof ErrorResponseException response) {
      return " (" + code(e) + ": " + response.errorResponse().message() + ")";
    }
    return " (" + cause.getMessage() + ")";
  }

  static long freeMegabytes(Path path) {
    @Nullable Path folder = path.toAbsolutePath();
    while (folder != null && !Files.exists(folder)) {
      folder = folder.getParent();
    }
    try {
      return folder == null ? 0 : Files.getFileStore(folder).getUsableSpace() >> 20;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
