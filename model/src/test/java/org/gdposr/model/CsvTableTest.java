package org.gdposr.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CsvTableTest {
  @TempDir Path folder;

  @Test
  void valuesWithCommasQuotesAndBreaksComeBack() {
    CsvTable table = new CsvTable(List.of("name", "value"));
    table.add("a,b \"c\"\nd", 0.1 + 0.2);
    table.add("plain", Double.NaN);
    Path file = folder.resolve("below/table.csv");
    table.write(file);
    CsvTable read = CsvTable.read(file);
    assertEquals(table.columns(), read.columns());
    assertEquals(table.rows(), read.rows());
    assertEquals(0.1 + 0.2, Double.parseDouble(read.rows().get(0).get(1)));
  }

  @Test
  void anEmptyFileIsNamed() throws Exception {
    Path file = Files.createFile(folder.resolve("empty.csv"));
    assertEquals(
        "empty.csv: empty (expected: a table with a header)",
        assertThrows(DataException.class, () -> CsvTable.read(file)).getMessage());
  }
}
