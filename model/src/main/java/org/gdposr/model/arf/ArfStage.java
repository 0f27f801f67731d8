package org.gdposr.model.arf;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.Chunks;
import org.gdposr.model.CsvTable;
import org.gdposr.model.Stage;
import org.gdposr.model.StageHost;
import org.gdposr.model.StageInputs;
import org.gdposr.model.StageWork;
import org.gdposr.model.StoppedException;
import org.gdposr.model.degradation.LrItems;
import org.gdposr.model.degradation.Split;
import org.gdposr.model.image.RgbImage;
import org.gdposr.model.metric.MetricName;
import org.gdposr.model.rollout.GroupFiles;
import org.gdposr.model.source.HrCrops;
import org.gdposr.model.torch.Engine;

/**
 * Scores every member of every group, and turns scores into rewards and advantages (Eq. 7–8). A
 * chunk publishes {@code scores/<chunk>.csv}: visit, member, item, one column per metric, the
 * regions' ratios, reward and advantage.
 */
public final class ArfStage implements StageWork {
  private final ArfSpec spec;
  private final Chunks chunks;
  private final FittedNiqe niqe;

  /**
   * @param visits groups that rollout makes
   */
  public ArfStage(ArfSpec spec, int visits) {
    this.spec = spec;
    niqe = new FittedNiqe(spec.niqe());
    this.chunks = new Chunks(visits, spec.chunkVisits());
  }

  @Override
  public List<String> chunks() {
    return chunks.names("");
  }

  @Override
  public void run(String chunk, StageInputs inputs, Path out, StageHost host) {
    int index = chunks().indexOf(chunk);
    LrItems items = new LrItems(inputs.of(Stage.DEGRADATION), Split.PREFERENCE);
    HrCrops hr = new HrCrops(inputs.sources());
    GroupFiles groups = new GroupFiles(inputs.of(Stage.ROLLOUT));
    CsvTable table = new CsvTable(columns());
    int first = chunks.first(index);
    try (Engine engine = new Engine(spec.threads())) {
      Scorers scorers = Scorers.open(spec.metrics(), niqe, inputs, engine::manager);
      for (int visit = first; visit < chunks.end(index); visit++) {
        if (host.stopRequested()) {
          throw new StoppedException();
        }
        int item = groups.item(visit);
        addGroup(table, visit, item, items.reference(hr, item), groups.samples(visit), scorers);
        host.progress("groups", visit - first + 1, chunks.end(index) - first);
      }
    }
    table.write(out.resolve("scores/" + chunk + ".csv"));
  }

  private void addGroup(
      CsvTable table,
      int visit,
      int item,
      RgbImage reference,
      List<RgbImage> samples,
      Scorers scorer) {
    RegionRatios ratios =
        RegionRatios.of(reference, spec.greyOrder(), spec.patchSize(), spec.detailThreshold());
    List<double[]> fullReference = scores(spec.fullReference(), samples, reference, scorer);
    List<double[]> noReference = scores(spec.noReference(), samples, reference, scorer);
    double[] rewards =
        AttributeAwareReward.rewards(
            normalised(spec.fullReference(), fullReference),
            normalised(spec.noReference(), noReference),
            spec.weighting(),
            ratios.detail());
    double[] advantages = GroupAdvantage.of(rewards);
    for (int member = 0; member < samples.size(); member++) {
      List<Object> row = new ArrayList<>(List.of(visit, member, item));
      for (double[] scores : fullReference) {
        row.add(scores[member]);
      }
      for (double[] scores : noReference) {
        row.add(scores[member]);
      }
      row.addAll(List.of(ratios.smooth(), ratios.detail(), rewards[member], advantages[member]));
      table.add(row.toArray());
    }
  }

  /** Raw scores of each metric (metrics, G). */
  private static List<double[]> scores(
      List<MetricName> metrics, List<RgbImage> samples, RgbImage reference, Scorers scorers) {
    return metrics.stream()
        .map(m -> samples.stream().mapToDouble(s -> scorers.score(m, s, reference)).toArray())
        .toList();
  }

  private static List<double[]> normalised(List<MetricName> metrics, List<double[]> scores) {
    List<double[]> all = new ArrayList<>();
    for (int i = 0; i < metrics.size(); i++) {
      all.add(MinMax.normalise(metrics.get(i), scores.get(i)));
    }
    return all;
  }

  private List<String> columns() {
    List<String> columns = new ArrayList<>(List.of("visit", "member", "item"));
    spec.metrics().forEach(m -> columns.add(m.word()));
    columns.addAll(List.of("smooth_ratio", "detail_ratio", "reward", "advantage"));
    return columns;
  }
}
