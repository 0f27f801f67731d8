package org.gdposr.activities.payload;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import io.temporal.api.common.v1.Payload;
import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DataConverterException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.gdposr.activities.failure.FailureType;
import org.gdposr.activities.storage.Progress;
import org.gdposr.activities.storage.ShardExit;
import org.gdposr.activities.storage.ShardResult;
import org.gdposr.activities.storage.ShardTask;
import org.gdposr.model.Stage;
import org.junit.jupiter.api.Test;

final class PipelinePayloadsTest {
  private final DataConverter converter = PipelinePayloads.converter();

  private <T> T roundTrip(T value, Class<T> type) {
    return converter.fromPayload(converter.toPayload(value).orElseThrow(), type, type);
  }

  private <T> T decode(String json, Class<T> type) {
    Payload payload =
        Payload.newBuilder()
            .putMetadata("encoding", ByteString.copyFromUtf8("json/plain"))
            .setData(ByteString.copyFromUtf8(json))
            .build();
    return converter.fromPayload(payload, type, type);
  }

  @Test
  void recordsSurviveARoundTrip() {
    ShardTask task = new ShardTask("r", Stage.ROLLOUT, "k", 2, 0, 3);
    assertEquals(task, roundTrip(task, ShardTask.class));
  }

  @Test
  void optionalsSurviveARoundTrip() {
    ShardExit finished =
        new ShardExit(Optional.of(new ShardResult(1, 2, 3, 4.5)), Optional.empty(), "");
    ShardExit failed = new ShardExit(Optional.empty(), Optional.of(FailureType.DATA), "torn");
    assertEquals(finished, roundTrip(finished, ShardExit.class));
    assertEquals(failed, roundTrip(failed, ShardExit.class));
  }

  @Test
  void notANumberArrivesAsNotANumber() {
    Progress sent =
        new Progress(1, "unet", 0, 1, 2, 3, Double.NaN, Map.of("loss", Double.NaN), "now");
    Progress received = roundTrip(sent, Progress.class);
    assertTrue(Double.isNaN(received.rate()));
    assertEquals(Map.of("loss", Double.NaN), received.metrics());
  }

  @Test
  void aMissingNumberIsAnErrorRatherThanZero() {
    assertThrows(
        DataConverterException.class,
        () -> decode("{\"chunksMade\":1,\"chunksReused\":0,\"seconds\":1.0}", ShardResult.class));
  }

  @Test
  void anUnknownPropertyIsAnError() {
    DataConverterException e =
        assertThrows(
            DataConverterException.class,
            () ->
                decode(
                    "{\"chunksMade\":1,\"chunksReused\":0,\"resumedAtStep\":0,\"seconds\":1.0,"
                        + "\"colour\":1}",
                    ShardResult.class));
    assertTrue(String.valueOf(e.getMessage()).contains("colour"));
  }

  @Test
  void aRecordsOwnChecksRunOnDecoding() {
    DataConverterException e =
        assertThrows(
            DataConverterException.class,
            () ->
                decode(
                    "{\"runId\":\"r\",\"stage\":\"ARF\",\"stageKey\":\"k\",\"generation\":1,"
                        + "\"firstChunk\":3,\"endChunk\":3}",
                    ShardTask.class));
    assertTrue(String.valueOf(e.getMessage()).contains("chunks: 3…3"));
  }

  @Test
  void canonicalBytesNameEmptyOptionalsAndSortKeys() {
    assertEquals(
        "{\"failure\":null,\"message\":\"\",\"result\":null}",
        new String(
            Json.write(new ShardExit(Optional.empty(), Optional.empty(), "")),
            StandardCharsets.UTF_8));
  }
}
