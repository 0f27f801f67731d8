package org.gdposr.cli.evaluate;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.gdposr.cli.page.Html;

/** The report of an evaluation: tables, and every picture beside its HR image. */
public final class EvaluationPage {
  private static final List<String> SCRIPTS =
      List.of(
          "dom.js",
          "data.js",
          "scope.js",
          "cases.js",
          "distribution.js",
          "table.js",
          "viewport.js",
          "viewer.js",
          "report.js");

  private EvaluationPage() {}

  /**
   * One page that needs nothing but the pictures it links to.
   *
   * @param folder where the page will lie; links are relative to it
   * @param comparison tables that compare with others' numbers, as HTML
   * @param facts what the head tells, in its order
   */
  public static String html(
      Evaluation evaluation, Path folder, Optional<String> comparison, Map<String, String> facts) {
    ScoreDigits digits = new ScoreDigits(evaluation);
    return Html.page(
        "Evaluation of " + subject(evaluation),
        "'self' data: file:",
        Html.resource(EvaluationPage.class, "report.css"),
        head(evaluation, facts)
            + notScored(evaluation)
            + new SummarySection(evaluation, digits).html()
            + comparison.map(EvaluationPage::comparison).orElse("")
            + images(PageData.json(evaluation, digits, new PictureLinks(folder)))
            + "<footer>This page loads nothing but the pictures beside it.</footer>",
        "\"use strict\";\n"
            + SCRIPTS.stream()
                .map(script -> Html.resource(EvaluationPage.class, script))
                .collect(Collectors.joining("\n")));
  }

  private static String head(Evaluation evaluation, Map<String, String> facts) {
    String digests = facts(facts, true);
    return """
    <header><h1>Evaluation of %s</h1>
    <p class="soft counts">%s</p>
    <dl class="meta">%s</dl>%s</header>
    """
        .formatted(
            Html.escaped(subject(evaluation)),
            counts(evaluation),
            facts(facts, false),
            digests.isEmpty()
                ? ""
                : "<details><summary>Digests</summary><dl class=\"meta digests\">%s</dl></details>"
                    .formatted(digests));
  }

  /** Digests are long and seldom read: they have a place of their own. */
  private static String facts(Map<String, String> facts, boolean digests) {
    return facts.entrySet().stream()
        .filter(fact -> digests == fact.getValue().matches("(sha256:)?[0-9a-f]{40,}"))
        .map(fact -> Html.meta(fact.getKey(), fact.getValue()))
        .collect(Collectors.joining());
  }

  private static String subject(Evaluation evaluation) {
    List<String> datasets =
        evaluation.methods().stream()
            .map(MethodScores::dataset)
            .filter(name -> !name.isEmpty())
            .distinct()
            .toList();
    String methods =
        named(
            evaluation.methods().stream().map(MethodScores::method).distinct().toList(), "methods");
    return datasets.isEmpty() ? methods : methods + " on " + named(datasets, "data sets");
  }

  private static String named(List<String> names, String many) {
    return switch (names.size()) {
      case 0 -> "no " + many;
      case 1 -> names.get(0);
      case 2 -> names.get(0) + " and " + names.get(1);
      case 3 -> names.get(0) + ", " + names.get(1) + " and " + names.get(2);
      default -> names.size() + " " + many;
    };
  }

  private static String counts(Evaluation evaluation) {
    long images =
        evaluation.methods().stream()
            .flatMap(method -> method.seeds().stream())
            .mapToLong(seed -> seed.images().size())
            .sum();
    int seeds =
        evaluation.methods().stream().mapToInt(method -> method.seeds().size()).max().orElse(0);
    int skipped = evaluation.skipped().size();
    int missing = evaluation.missing().size();
    return Stream.of(
            counted(images, "image") + " scored",
            counted(evaluation.metrics().size(), "metric"),
            seeds > 1 ? counted(seeds, "seed") : "",
            skipped + missing == 0
                ? ""
                : "<a href=\"#not-scored\">%s not scored</a>"
                    .formatted(
                        Stream.of(
                                skipped == 0 ? "" : counted(skipped, "file"),
                                missing == 0 ? "" : counted(missing, "metric"))
                            .filter(text -> !text.isEmpty())
                            .collect(Collectors.joining(" and "))))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(" · "));
  }

  private static String counted(long count, String noun) {
    return String.format(Locale.ROOT, "%,d %s%s", count, noun, count == 1 ? "" : "s");
  }

  private static String notScored(Evaluation evaluation) {
    if (evaluation.skipped().isEmpty() && evaluation.missing().isEmpty()) {
      return "";
    }
    String rows =
        Stream.concat(
                evaluation.missing().stream()
                    .map(missing -> notScored(missing.metric().label(), missing.reason())),
                evaluation.skipped().stream()
                    .map(skipped -> notScored(skipped.name(), skipped.reason())))
            .collect(Collectors.joining());
    return """
    <section class="notice" aria-labelledby="not-scored"><h2 id="not-scored">Not scored</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="not-scored"><table><thead><tr><th scope="col">Metric or file</th><th scope="col">Reason</th></tr></thead><tbody>%s</tbody></table></div></section>
    """
        .formatted(rows);
  }

  private static String notScored(String name, String reason) {
    return "<tr><th scope=\"row\">%s</th><td>%s</td></tr>"
        .formatted(Html.escaped(name), Html.escaped(reason));
  }

  private static String comparison(String tables) {
    return """
    <section aria-labelledby="comparison"><h2 id="comparison">Comparison</h2>
    <div class="scroll" tabindex="0" role="region" aria-labelledby="comparison">%s</div></section>
    """
        .formatted(tables);
  }

  /** Filled by the scripts. */
  private static String images(String json) {
    return """
    <div id="images"></div>
    <noscript><p class="notice">The images and their scores are shown by this page's script. Without it, read per-image.csv.</p></noscript>
    <script type="application/json" id="data">%s</script>
    """
        .formatted(json);
  }
}
