package org.gdposr.activities.tracking;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class ResultCsvTest {
  @Test
  void eachNumberIsAMetricOfItsModel() {
    assertEquals(
        List.of(
            new MetricValue("base.PSNR", 0, 24.5, 9),
            new MetricValue("policy.PSNR", 0, 25.25, 9),
            new MetricValue("policy.MANIQA-koniq", 0, 0.5, 9)),
        ResultCsv.values("model,PSNR,MANIQA-koniq\nbase,24.5,\npolicy,25.25,0.5\n", 9));
  }

  @Test
  void anEmptyTableHasNone() {
    assertTrue(ResultCsv.values("", 0).isEmpty());
    assertTrue(ResultCsv.values("model,PSNR\n", 0).isEmpty());
  }
}
