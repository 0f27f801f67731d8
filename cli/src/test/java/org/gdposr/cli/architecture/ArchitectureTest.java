package org.gdposr.cli.architecture;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ArchitectureTest {
  private static final String ROOT = "org.gdposr";
  private static final String VIOLATIONS = ROOT + ".cli.architecture.violations";

  private static final JavaClasses CODE =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages(ROOT);

  private static final JavaClasses FIXTURES = new ClassFileImporter().importPackages(VIOLATIONS);

  @ParameterizedTest
  @EnumSource
  void theCodeKeepsIt(ArchitectureRule rule) {
    rule.under(ROOT).check(CODE);
  }

  @ParameterizedTest
  @EnumSource
  void itFiresOnItsFixture(ArchitectureRule rule) {
    List<String> violations =
        rule.under(VIOLATIONS).evaluate(FIXTURES).getFailureReport().getDetails();

    assertTrue(
        violations.stream().anyMatch(line -> line.contains(VIOLATIONS + "." + rule.fixture())),
        () -> rule + " found " + violations);
  }
}
