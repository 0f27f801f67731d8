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
            new MetricValue("held-out/base/psnr", 0, 24.5, 9),
            new MetricValue("held-out/gdpo/psnr", 0, 25.25, 9),
            new MetricValue("RealSR/gdpo/maniqa-koniq", 0, 0.5, 9)),
        ResultCsv.values(
            "set,model,psnr,maniqa-koniq\nheld-out,base,24.5,\nheld-out,gdpo,25.25,\nRealSR,gdpo,,0.5\n",
            9));
  }

  @Test
  void anEmptyTableHasNone() {
    assertTrue(ResultCsv.values("", 0).isEmpty());
    assertTrue(ResultCsv.values("set,model,psnr\n", 0).isEmpty());
  }
}
