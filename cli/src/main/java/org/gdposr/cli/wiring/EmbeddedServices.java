package org.gdposr.cli.wiring;

import io.temporal.client.WorkflowClient;
import io.temporal.client.WorkflowClientOptions;
import io.temporal.serviceclient.WorkflowServiceStubs;
import io.temporal.serviceclient.WorkflowServiceStubsOptions;
import io.temporal.testserver.TestServer;
import io.temporal.testserver.TestServer.InProcessTestServer;
import java.util.concurrent.TimeUnit;
import org.gdposr.activities.payload.PipelinePayloads;
import org.gdposr.activities.storage.EmbeddedS3;
import org.gdposr.activities.storage.StoreEndpoint;

/**
 * S3 and Temporal inside this process: S3 on a free loopback port, for stage processes; Temporal on
 * no port at all, since its server would listen to every network, and knows no passwords.
 */
public final class EmbeddedServices implements AutoCloseable {
  private final EmbeddedS3 s3;
  private final InProcessTestServer temporal;
  private final WorkflowServiceStubs stubs;

  private EmbeddedServices(
      EmbeddedS3 s3, InProcessTestServer temporal, WorkflowServiceStubs stubs) {
    this.s3 = s3;
    this.temporal = temporal;
    this.stubs = stubs;
  }

  public static EmbeddedServices start(Home home) {
    EmbeddedS3 s3 = EmbeddedS3.start(home.store(), 0);
    // real time: the other kind skips over waits
    InProcessTestServer temporal = TestServer.createServer(true);
    WorkflowServiceStubs stubs =
        WorkflowServiceStubs.newServiceStubs(
            WorkflowServiceStubsOptions.newBuilder().setChannel(temporal.getChannel()).build());
    return new EmbeddedServices(s3, temporal, stubs);
  }

  public StoreEndpoint store() {
    return s3.endpoint();
  }

  /** A client whose payloads are the pipeline's. */
  public WorkflowClient client() {
    return WorkflowClient.newInstance(
        stubs,
        WorkflowClientOptions.newBuilder().setDataConverter(PipelinePayloads.converter()).build());
  }

  @Override
  public void close() {
    stubs.shutdownNow();
    stubs.awaitTermination(5, TimeUnit.SECONDS);
    temporal.close();
    s3.close();
  }
}
