package org.gdposr.cli.evaluate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.gdposr.cli.page.Html;

/** How a comparison's cells and legend are set. */
enum Markup {
  MARKDOWN("**%s**", "<u>%s</u>", "%s", "–") {
    /** Signs that would end a cell or begin markup. */
    @Override
    String escaped(String text) {
      return text.replaceAll("[\\\\`*_\\[\\]<>|~&#]", "\\\\$0").replaceAll("\\R", " ");
    }
  },
  HTML("<b>%s</b>", "<u>%s</u>", "<span class=\"paper\">%s</span>", "–") {
    @Override
    String escaped(String text) {
      return Html.escaped(text);
    }
  },
  LATEX("\\textbf{%s}", "\\underline{%s}", "%s", "--") {
    @Override
    String escaped(String text) {
      return text.codePoints()
          .mapToObj(sign -> LATEX_SIGNS.getOrDefault(sign, Character.toString(sign)))
          .collect(Collectors.joining());
    }
  };

  private static final Map<Integer, String> LATEX_SIGNS =
      Map.ofEntries(
          Map.entry((int) '\\', "\\textbackslash{}"),
          Map.entry((int) '~', "\\textasciitilde{}"),
          Map.entry((int) '^', "\\textasciicircum{}"),
          Map.entry((int) '<', "\\textless{}"),
          Map.entry((int) '>', "\\textgreater{}"),
          Map.entry((int) '|', "\\textbar{}"),
          Map.entry((int) '²', "\\textsuperscript{2}"),
          Map.entry((int) '&', "\\&"),
          Map.entry((int) '%', "\\%"),
          Map.entry((int) '$', "\\$"),
          Map.entry((int) '#', "\\#"),
          Map.entry((int) '_', "\\_"),
          Map.entry((int) '{', "\\{"),
          Map.entry((int) '}', "\\}"));

  private final String best;
  private final String second;
  private final String paper;
  private final String nothing;

  Markup(String best, String second, String paper, String nothing) {
    this.best = best;
    this.second = second;
    this.paper = paper;
    this.nothing = nothing;
  }

  /** Text that reads as itself. */
  abstract String escaped(String text);

  /** The marked score, then the paper's figure. */
  String cell(Comparison.Cell cell) {
    List<String> parts = new ArrayList<>();
    cell.rounded().map(score -> marked(score, cell.mark())).ifPresent(parts::add);
    cell.bracketed().map(paper::formatted).ifPresent(parts::add);
    return parts.isEmpty() ? nothing : String.join(" ", parts);
  }

  /** What marks and brackets mean, and the comparison's notes. */
  String legend(Comparison comparison) {
    List<String> sentences = new ArrayList<>();
    sentences.add(
        "Measured means, %s and %s of a data set marked."
            .formatted(best.formatted("best"), second.formatted("second best")));
    comparison
        .paper()
        .map(
            table ->
                "In brackets: %s of the GDPO-SR paper (%s)."
                    .formatted(table.title(), escaped(table.caption())))
        .ifPresent(sentences::add);
    comparison.notes().forEach(note -> sentences.add(escaped(note)));
    return String.join(" ", sentences);
  }

  private String marked(String score, Comparison.Mark mark) {
    return switch (mark) {
      case BEST -> best.formatted(score);
      case SECOND -> second.formatted(score);
      case NONE -> score;
    };
  }
}
