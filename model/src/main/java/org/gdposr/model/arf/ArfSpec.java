package org.gdposr.model.arf;

import java.util.List;
import java.util.stream.Stream;
import org.gdposr.model.Check;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.metric.NiqeSpec;

/**
 * The attribute-aware reward (Eq. 7) and its scores.
 *
 * @param fullReference metrics against HR; their mean is weighted by the smooth regions' share
 * @param noReference metrics without HR; their mean is weighted by the detailed regions' share
 * @param weighting how the two means are weighted
 * @param greyOrder how the region map turns RGB into grey
 * @param patchSize side of the region map's patches, pixels
 * @param detailThreshold a patch is detailed above this complexity
 * @param niqe settings of NIQE's pristine model
 * @param chunkVisits groups per chunk, the unit of artifact and retry
 * @param threads compute threads of a process
 */
public record ArfSpec(
    List<MetricName> fullReference,
    List<MetricName> noReference,
    RegionWeighting weighting,
    GreyOrder greyOrder,
    int patchSize,
    double detailThreshold,
    NiqeSpec niqe,
    int chunkVisits,
    int threads) {
  public ArfSpec {
    fullReference = List.copyOf(fullReference);
    noReference = List.copyOf(noReference);
    Check.that(
        fullReference.stream().allMatch(MetricName::usesReference),
        "arf.fullReference",
        fullReference,
        "metrics that use a reference");
    Check.that(
        noReference.stream().allMatch(m -> m.kind() == MetricName.Kind.NO_REFERENCE),
        "arf.noReference",
        noReference,
        "metrics that use no reference");
    Check.that(
        !fullReference.isEmpty() || weighting == RegionWeighting.NO_REFERENCE_ONLY,
        "arf.fullReference",
        fullReference,
        "not empty");
    Check.that(
        !noReference.isEmpty() || weighting == RegionWeighting.FULL_REFERENCE_ONLY,
        "arf.noReference",
        noReference,
        "not empty");
    Check.that(patchSize >= 2, "arf.patchSize", patchSize, ">= 2");
    Check.that(detailThreshold >= 0, "arf.detailThreshold", detailThreshold, ">= 0");
    Check.that(chunkVisits >= 1, "arf.chunkVisits", chunkVisits, ">= 1");
    Check.that(threads >= 1, "arf.threads", threads, ">= 1");
  }

  /** All metrics, those with a reference first. */
  public List<MetricName> metrics() {
    return Stream.concat(fullReference.stream(), noReference.stream()).toList();
  }
}
