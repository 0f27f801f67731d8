package org.gdposr.cli.wiring;

/**
 * The process that serves a home, as other commands find it in {@code endpoint.json}. No secrets.
 *
 * @param pid its process
 * @param runId the run it works on
 * @param store address of its S3
 * @param startedAt ISO-8601 instant
 */
public record Endpoint(long pid, String runId, String store, String startedAt) {}
