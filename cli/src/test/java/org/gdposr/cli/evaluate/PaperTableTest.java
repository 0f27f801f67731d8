package org.gdposr.cli.evaluate;

import static org.gdposr.model.metric.MetricName.AFINE;
import static org.gdposr.model.metric.MetricName.CLIPIQA;
import static org.gdposr.model.metric.MetricName.FID;
import static org.gdposr.model.metric.MetricName.MUSIQ;
import static org.gdposr.model.metric.MetricName.PSNR;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.gdposr.model.metric.MetricName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaperTableTest {
  @ParameterizedTest
  @ValueSource(strings = {"table02", "table2", "2", "02", "Table 2", "TABLE02", " table 2 "})
  void aTableIsFoundByItsNumber(String name) {
    PaperTable table = PaperTable.of(name);
    assertEquals("table02", table.name());
    assertEquals("Table 2", table.title());
    assertEquals(List.of("DRealSR", "RealSR", "DIV2K-val"), table.datasets());
    assertEquals(21, table.rows().size());
    assertEquals(9, table.metrics().size());
  }

  @ParameterizedTest
  @ValueSource(strings = {"table04", "13", "0", "", "tables", "table", "../table02"})
  void anUnknownTableIsRefusedWithThoseThatThereAre(String name) {
    String message =
        assertThrows(IllegalArgumentException.class, () -> PaperTable.of(name)).getMessage();
    assertEquals(
        "paper: "
            + name
            + " (expected: a table of the paper that is of metrics: table01, table02, table03,"
            + " table05, table06, table07, table08, table09, table10, table11, table12)",
        message);
  }

  @ParameterizedTest
  @MethodSource("org.gdposr.cli.evaluate.PaperTable#names")
  void everyTableIsWholeAndItsMethodsHaveNamesOfTheirOwn(String name) {
    PaperTable table = PaperTable.of(name);
    assertEquals(name, table.name());
    assertFalse(table.caption().isBlank());
    assertTrue(table.metrics().size() >= 4);
    Set<String> seen = new HashSet<>();
    for (PaperTable.Row row : table.rows()) {
      assertEquals(Set.copyOf(table.metrics()), row.figures().keySet());
      row.figures().values().forEach(figure -> assertTrue(figure.value() > 0));
      assertEquals(row, table.row(row.dataset(), row.method()).orElseThrow());
      assertTrue(seen.add(row.dataset() + " " + row.method()));
    }
  }

  @Test
  void figuresKeepThePrintedDigits() {
    assertEquals("8.654", figure("table03", "RealSR", "DP²O-SR", AFINE).printed());
    assertEquals("0.6620", figure("table08", "RealSR", "NAOSD", CLIPIQA).printed());
    assertEquals(0.6620, figure("table08", "RealSR", "NAOSD", CLIPIQA).value());
    assertEquals("25.85", figure("table10", "RealSR", "GDPO-SR (t_add=150)", PSNR).printed());
    assertEquals("57.14", figure("table12", "DRealSR", "BSRGAN", MUSIQ).printed());
  }

  @Test
  void spellingsOfANameAreOneName() {
    assertEquals("128.99", figure("2", "realsr", "diffbir", FID).printed());
    assertEquals("37.64", figure("12", "DIV2K_val", "Real-ESRGAN", FID).printed());
    assertEquals("131.79", figure("3", "Real-SR", "dp2o sr", FID).printed());
    assertEquals("112.13", figure("5", "RealSR", "GDPO", FID).printed());
    assertTrue(PaperTable.of("2").row("RealSR", "SR").isEmpty());
  }

  /** Whoever compares RealSR by AFINE takes Table 1, 2 or 11. */
  @Test
  void afineOfTableFiveIsThatOfAnotherDataSet() {
    for (String method : List.of("NAOSD", "GDPO-SR")) {
      PaperTable.Figure five =
          figure("5", "RealSR", method.equals("NAOSD") ? "NAOSD" : "GDPO", AFINE);
      assertEquals(figure("1", "DRealSR", method, AFINE), five);
      assertFalse(figure("1", "RealSR", method, AFINE).equals(five));
    }
  }

  private static PaperTable.Figure figure(
      String table, String dataset, String method, MetricName metric) {
    PaperTable.Row row = PaperTable.of(table).row(dataset, method).orElseThrow();
    return row.figure(metric).orElseThrow();
  }
}
