package org.gdposr.cli.evaluate;

import static org.gdposr.cli.evaluate.Comparison.Mark.BEST;
import static org.gdposr.cli.evaluate.Comparison.Mark.NONE;
import static org.gdposr.cli.evaluate.Comparison.Mark.SECOND;
import static org.gdposr.cli.evaluate.Evaluations.method;
import static org.gdposr.cli.evaluate.Evaluations.seeds;
import static org.gdposr.model.metric.MetricName.LPIPS;
import static org.gdposr.model.metric.MetricName.LPIPS_VGG;
import static org.gdposr.model.metric.MetricName.NIQE;
import static org.gdposr.model.metric.MetricName.PSNR;
import static org.gdposr.model.metric.MetricName.SSIM;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.gdposr.cli.evaluate.Comparison.Mark;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;

class ComparisonTest {
  private static final String LEGEND =
      "Measured means, **best** and <u>second best</u> of a data set marked.";

  @Test
  void theHighestOrLowestIsBestAsTheMetricHasIt() {
    assertEquals(List.of(NONE, SECOND, BEST), marks(PSNR, 26, 27, 28));
    assertEquals(List.of(BEST, SECOND, NONE), marks(LPIPS, 0.1, 0.2, 0.3));
  }

  @Test
  void scoresThatPrintTheSameShareAMark() {
    assertEquals(List.of(BEST, BEST, SECOND, SECOND, NONE), marks(PSNR, 28, 28.004, 27, 27, 26));
    assertEquals(List.of(BEST, BEST), marks(LPIPS, 0.25, 0.25));
  }

  @Test
  void loneScoresAndScoresThatAreNoNumberHaveNoMark() {
    assertEquals(List.of(NONE), marks(PSNR, 28));
    assertEquals(List.of(NONE, NONE), marks(PSNR, 28, Double.NaN));
    assertEquals(List.of(BEST, SECOND, NONE), marks(PSNR, 28, 27, Double.NaN));
  }

  @Test
  void dataSetsAreRankedApart() {
    Comparison comparison =
        Comparison.of(
            Evaluations.of(
                List.of(PSNR),
                method("A", "RealSR", Map.of(PSNR, 20.0)),
                method("A", "DRealSR", Map.of(PSNR, 30.0)),
                method("B", "RealSR", Map.of(PSNR, 21.0)),
                method("B", "DRealSR", Map.of(PSNR, 29.0))));
    assertEquals(
        """
        | Data set | Method | PSNR ↑ |
        | --- | --- | ---: |
        | RealSR | A | <u>20.00</u> |
        | RealSR | B | **21.00** |
        | DRealSR | A | **30.00** |
        | DRealSR | B | <u>29.00</u> |

        """
            + LEGEND
            + "\n",
        comparison.markdown());
  }

  @Test
  void thePapersFigureStandsBesideTheMeasuredAndItsOtherMethodsFollow() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR, SSIM, LPIPS_VGG),
            method("gdpo sr", "realsr", Map.of(PSNR, 25.5, LPIPS_VGG, 0.3)),
            method("Mine", "realsr", Map.of(PSNR, 25.1, SSIM, 0.72)));
    assertEquals(
        """
        | Data set | Method | PSNR ↑ | FID ↓ | DISTS ↓ | MUSIQ ↑ | AFINE ↓ |
        | --- | --- | ---: | ---: | ---: | ---: | ---: |
        | realsr | gdpo sr | **25.50** | – | – | – | – |
        | realsr | Mine | <u>25.10</u> | – | – | – | – |
        | realsr | NAOSD | (25.25) | (114.91) | (0.2001) | (69.06) | (20.52) |
        | realsr | Diffusion-DPO | (25.41) | (112.87) | (0.2010) | (69.16) | (20.22) |
        | realsr | DanceGRPO | (25.10) | (113.74) | (0.2049) | (69.95) | (16.52) |
        | realsr | GDPO (ours) | (25.48) | (112.13) | (0.1980) | (69.42) | (18.72) |

        """
            + LEGEND
            + " In brackets: Table 5 of the GDPO-SR paper (Ablation studies on GDPO on the RealSR"
            + " dataset). No measured method has a name of Table 5: NAOSD, Diffusion-DPO,"
            + " DanceGRPO, GDPO (ours).\n",
        Comparison.of(evaluation, PaperTable.of("table05")).markdown());
    String beside = Comparison.of(evaluation, PaperTable.of("table08")).markdown();
    assertTrue(beside.contains("| realsr | gdpo sr | **25.50** (25.49) | (0.7336) |"), beside);
    assertTrue(beside.contains("| realsr | Mine | <u>25.10</u> | 0.7200 | – |"), beside);
    assertFalse(beside.contains("| realsr | GDPO-SR |"), beside);
  }

  @Test
  void measuredDataSetsStandInThePapersOrder() {
    Comparison comparison =
        Comparison.of(
            Evaluations.of(
                List.of(PSNR),
                method("A", "Urban100", Map.of(PSNR, 20.0)),
                method("A", "DIV2K-val", Map.of(PSNR, 20.0)),
                method("SeeSR", "DRealSR", Map.of(PSNR, 20.0))),
            PaperTable.of("table02"));
    assertEquals(
        List.of("DRealSR", "DIV2K-val", "Urban100"),
        comparison.groups().stream().map(Comparison.Group::dataset).toList());
    assertEquals(List.of(7, 8, 1), comparison.groups().stream().map(g -> g.rows().size()).toList());
    assertEquals(
        List.of("Urban100 is not in Table 2, which has DRealSR, RealSR, DIV2K-val."),
        comparison.notes());
  }

  @Test
  void aDataSetWithoutANameIsComparedWithATablesOnlyOne() {
    Evaluation evaluation = Evaluations.of(List.of(PSNR), method("NAOSD", "", Map.of(PSNR, 25.3)));
    Comparison one = Comparison.of(evaluation, PaperTable.of("table08"));
    assertTrue(one.markdown().contains("| unnamed (paper: RealSR) | NAOSD | 25.30 (25.27) |"));
    assertEquals(
        List.of("The data set has no name; it is compared with RealSR, the only one of Table 8."),
        one.notes());
    Comparison many = Comparison.of(evaluation, PaperTable.of("table01"));
    assertTrue(many.markdown().contains("| unnamed | NAOSD | 25.30 | – |"), many.markdown());
    assertEquals(
        List.of(
            "A data set without a name is not compared with Table 1: name its folder as one of"
                + " DRealSR, RealSR, DIV2K-val."),
        many.notes());
  }

  @Test
  void methodsThatThePaperDoesNotNameAreTold() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR),
            method("sr", "RealSR", Map.of(PSNR, 25.3)),
            method("NAOSD", "Urban100", Map.of(PSNR, 25.3)));
    assertEquals(
        List.of(
            "Urban100 is not in Table 8, which has RealSR.",
            "No measured method has a name of Table 8: NAOSD, GDPO-SR."),
        Comparison.of(evaluation, PaperTable.of("table08")).notes());
  }

  @Test
  void aMethodIsKnownThoughNoneOfItsMetricsIsInTheTable() {
    Evaluation evaluation =
        Evaluations.of(List.of(NIQE), method("NAOSD", "RealSR", Map.of(NIQE, 5.0)));
    assertEquals(List.of(), Comparison.of(evaluation, PaperTable.of("table08")).notes());
  }

  @Test
  void withSeedsACellIsTheMeanOverThem() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR),
            seeds("NAOSD", "RealSR", PSNR, 25.0, 25.5),
            seeds("GDPO-SR", "RealSR", PSNR, 25.4, 25.5, 25.6));
    Comparison comparison = Comparison.of(evaluation, PaperTable.of("table08"));
    String markdown = comparison.markdown();
    assertTrue(markdown.contains("| NAOSD | <u>25.25</u> (25.27) |"), markdown);
    assertTrue(markdown.contains("| GDPO-SR | **25.50** (25.49) |"), markdown);
    assertEquals(List.of("Means over 2 to 3 seeds."), comparison.notes());
  }

  @Test
  void csvHasAllDigitsOfWhatWasMeasuredAndThePrintedOfThePaper() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR),
            method("GDPO-SR", "RealSR", Map.of(PSNR, 25.0 + 1.0 / 3)),
            method("a,b", "RealSR", Map.of()));
    List<String> lines = Comparison.of(evaluation, PaperTable.of("table07")).csv().lines().toList();
    assertEquals(
        "dataset,method,PSNR,DISTS,MANIQA,CLIPIQA,"
            + "PSNR (paper),DISTS (paper),MANIQA (paper),CLIPIQA (paper)",
        lines.get(0));
    assertEquals("RealSR,GDPO-SR,25.333333333333332,,,,,,,", lines.get(1));
    assertEquals("RealSR,\"a,b\",,,,,,,,", lines.get(2));
    assertEquals("RealSR,NAOSD,,,,,25.25,0.2001,0.6459,0.6617", lines.get(3));
    assertEquals(
        "dataset,method,PSNR\nRealSR,GDPO-SR,25.333333333333332\nRealSR,\"a,b\",\n",
        Comparison.of(evaluation).csv());
  }

  @Test
  void latexIsAFloatThatNamesItsSource() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR),
            method("A_1 & 50% {x} \\ ~ ^ # $ <²>", "RealSR", Map.of(PSNR, 25.4)),
            method("NAOSD", "RealSR", Map.of(PSNR, 25.2)));
    String latex = Comparison.of(evaluation, PaperTable.of("table07")).latex();
    assertTrue(
        latex.contains(
            "\\multirow{5}{*}{RealSR} & A\\_1 \\& 50\\% \\{x\\} \\textbackslash{}"
                + " \\textasciitilde{} \\textasciicircum{} \\# \\$"
                + " \\textless{}\\textsuperscript{2}\\textgreater{} & \\textbf{25.40} & -- & -- &"
                + " -- \\\\\n & NAOSD & \\underline{25.20} (25.25) & (0.2001) & (0.6459) &"
                + " (0.6617) \\\\\n"),
        latex);
    assertTrue(latex.contains("In brackets: Table 7 of the GDPO-SR paper"), latex);
    assertTrue(latex.contains("\\label{tab:table07}"), latex);
    assertTrue(latex.contains("\\begin{tabular}{llrrrr}\n\\toprule\n"), latex);
    assertTrue(latex.contains("& PSNR $\\uparrow$ & DISTS $\\downarrow$ &"), latex);
    assertTrue(latex.startsWith("% \\usepackage{booktabs,multirow,graphicx}\n\\begin{table*}\n"));
  }

  @Test
  void htmlIsAFragmentWithMarksAndEscapes() {
    Evaluation evaluation =
        Evaluations.of(
            List.of(PSNR),
            method("<b>&\"", "RealSR", Map.of(PSNR, 25.4)),
            method("NAOSD", "RealSR", Map.of(PSNR, 25.2)));
    String html = Comparison.of(evaluation, PaperTable.of("table07")).html();
    assertTrue(
        html.startsWith("<table class=\"comparison\">\n<caption>Measured means, <b>best</b>"),
        html);
    assertTrue(
        html.contains("<th scope=\"row\">&lt;b&gt;&amp;&quot;</th><td><b>25.40</b></td><td>–</td>"),
        html);
    assertTrue(
        html.contains(
            "<td><u>25.20</u> <span class=\"paper\">(25.25)</span></td>"
                + "<td><span class=\"paper\">(0.2001)</span></td>"),
        html);
    assertTrue(html.contains("In brackets: Table 7 of the GDPO-SR paper"), html);
    assertTrue(html.endsWith("</tbody>\n</table>\n"), html);
    assertTrue(html.contains("<th scope=\"rowgroup\" rowspan=\"5\">RealSR</th>"), html);
  }

  @Test
  void markdownOfAnyNameStaysInItsCell() {
    Evaluation evaluation =
        Evaluations.of(List.of(PSNR), method("a|b*c_d", "", Map.of(PSNR, 25.4)));
    String markdown = Comparison.of(evaluation).markdown();
    assertTrue(markdown.contains("| unnamed | a\\|b\\*c\\_d | 25.40 |\n"), markdown);
  }

  private static List<Mark> marks(MetricName metric, double... scores) {
    List<MethodScores> methods = new ArrayList<>();
    Arrays.stream(scores)
        .forEach(s -> methods.add(method("m" + methods.size(), "RealSR", Map.of(metric, s))));
    Evaluation evaluation = Evaluations.of(List.of(metric), methods.toArray(MethodScores[]::new));
    return Comparison.of(evaluation).groups().get(0).rows().stream()
        .map(row -> row.cells().get(0).mark())
        .toList();
  }
}
