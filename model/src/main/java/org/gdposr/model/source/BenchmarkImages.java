package org.gdposr.model.source;

/**
 * The images of a benchmark: as many LR as HR images, of the same names but for their endings, in
 * the same order.
 *
 * @param lr what is restored
 * @param hr what it is compared with
 */
public record BenchmarkImages(SourceImages lr, SourceImages hr) {}
