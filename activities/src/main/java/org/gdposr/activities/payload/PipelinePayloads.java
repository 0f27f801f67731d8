package org.gdposr.activities.payload;

import io.temporal.common.converter.DataConverter;
import io.temporal.common.converter.DefaultDataConverter;
import io.temporal.common.converter.JacksonJsonPayloadConverter;

/** Temporal's payloads in the store's JSON: a missing or unknown property is an error. */
public final class PipelinePayloads {
  private PipelinePayloads() {}

  /** For the client, and so for its workers; every process of a deployment uses it. */
  public static DataConverter converter() {
    return DefaultDataConverter.newDefaultInstance()
        .withPayloadConverterOverrides(new JacksonJsonPayloadConverter(Json.MAPPER));
  }
}
