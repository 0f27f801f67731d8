package org.gdposr.model.gdpo;

import java.util.ArrayList;
import java.util.List;
import org.gdposr.model.CsvTable;
import org.gdposr.model.DataException;
import org.gdposr.model.StageFiles;

/** Every group's advantages, from the score tables that ARF published. */
final class Advantages {
  private final List<float[]> byVisit = new ArrayList<>();

  Advantages(StageFiles files) {
    for (String name : files.names()) {
      if (name.startsWith("scores/")) {
        read(CsvTable.read(files.path(name)));
      }
    }
  }

  /** A (G) of one visit. */
  float[] of(int visit) {
    if (visit >= byVisit.size()) {
      throw new DataException(
          "arf: no scores of visit " + visit + " (expected: " + byVisit.size() + " visits)");
    }
    return byVisit.get(visit);
  }

  private void read(CsvTable table) {
    int visitColumn = table.column("visit");
    int advantageColumn = table.column("advantage");
    List<Float> group = new ArrayList<>();
    int visit = byVisit.size();
    for (List<String> row : table.rows()) {
      if (Integer.parseInt(row.get(visitColumn)) != visit) {
        byVisit.add(array(group));
        group.clear();
        visit++;
      }
      group.add((float) Double.parseDouble(row.get(advantageColumn)));
    }
    byVisit.add(array(group));
  }

  private static float[] array(List<Float> values) {
    float[] array = new float[values.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = values.get(i);
    }
    return array;
  }
}
