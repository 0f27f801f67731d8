package org.gdposr.activities.storage;

import java.io.InputStream;
import java.nio.file.Path;
import java.util.function.Supplier;
import org.gaul.s3proxy.blobstore.BlobStore;
import org.gaul.s3proxy.blobstore.ForwardingBlobStore;
import org.gaul.s3proxy.blobstore.domain.MultipartUpload;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.CompleteMultipartUploadResponse;
import software.amazon.awssdk.services.s3.model.CreateMultipartUploadRequest;
import software.amazon.awssdk.services.s3.model.PutObjectRequest;
import software.amazon.awssdk.services.s3.model.PutObjectResponse;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.UploadPartRequest;
import software.amazon.awssdk.services.s3.model.UploadPartResponse;

/**
 * Answers a full disk as MinIO does, with status 507: the embedded server alone says "internal
 * error, try again", which clients do for ever.
 */
final class FullDiskBlobStore extends ForwardingBlobStore {
  private static final int INSUFFICIENT_STORAGE = 507;

  private final Path folder;

  FullDiskBlobStore(BlobStore store, Path folder) {
    super(store);
    this.folder = folder;
  }

  @Override
  public PutObjectResponse putBlob(PutObjectRequest request, InputStream content) {
    return write(() -> super.putBlob(request, content));
  }

  @Override
  public MultipartUpload initiateMultipartUpload(CreateMultipartUploadRequest request) {
    return write(() -> super.initiateMultipartUpload(request));
  }

  @Override
  public UploadPartResponse uploadMultipartPart(
      MultipartUpload upload, UploadPartRequest request, InputStream content) {
    return write(() -> super.uploadMultipartPart(upload, request, content));
  }

  @Override
  public CompleteMultipartUploadResponse completeMultipartUpload(
      MultipartUpload upload, CompleteMultipartUploadRequest request) {
    return write(() -> super.completeMultipartUpload(upload, request));
  }

  private <T> T write(Supplier<T> call) {
    try {
      return call.get();
    } catch (RuntimeException e) {
      if (!StoreFailures.noSpace(e)) {
        throw e;
      }
      String message =
          "no space left in " + folder + ", " + StoreFailures.freeMegabytes(folder) + " MB free";
      throw S3Exception.builder()
          .statusCode(INSUFFICIENT_STORAGE)
          .message(message)
          .awsErrorDetails(
              AwsErrorDetails.builder()
                  .errorCode(StoreFailures.STORAGE_FULL)
                  .errorMessage(message)
                  .build())
          .cause(e)
          .build();
    }
  }
}
