package org.gdposr.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.Locale;
import org.gdposr.model.Stage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who looks for a stage finds it under its word, in the method and in the activities. */
class StagePackagesTest {
  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("org.gdposr.model", "org.gdposr.activities");

  @ParameterizedTest
  @EnumSource
  void aStageHasItsPackages(Stage stage) {
    String word = stage.word();
    String capital = word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1);

    assertTrue(
        CODE.contain("org.gdposr.model." + word + "." + capital + "Spec"),
        () -> "no spec in org.gdposr.model." + word);
    assertTrue(
        CODE.contain("org.gdposr.activities." + word + "." + capital + "Activities"),
        () -> "no activities in org.gdposr.activities." + word);
  }
}
