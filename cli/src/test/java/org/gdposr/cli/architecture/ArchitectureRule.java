package org.gdposr.cli.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;

/** What the compiler and the class path leave open; each rule names the fixture that breaks it. */
enum ArchitectureRule {
  LAYERS("model.KnowsActivities") {
    @Override
    ArchRule under(String root) {
      return layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("model")
          .definedBy(root + ".model..")
          .layer("activities")
          .definedBy(root + ".activities..")
          .layer("workflows")
          .definedBy(root + ".workflows..")
          .optionalLayer("cli")
          .definedBy(root + ".cli..")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("workflows")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("activities")
          .mayOnlyBeAccessedByLayers("workflows", "cli");
    }
  },
  WORKFLOWS_SEE_CONTRACTS_ONLY("workflows.KnowsImplementation") {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".workflows..")
          .should()
          .dependOnClassesThat(resideInAPackage(root + ".activities..").and(not(CONTRACT)));
    }
  },
  WORKFLOWS_READ_NO_CLOCK_AND_NO_CHANCE("workflows.ReadsClock") {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".workflows..")
          .should()
          .callMethodWhere(READS_CLOCK.or(DRAWS));
    }
  },
  WORKFLOWS_KEEP_NO_ORDER_OF_CHANCE_AND_NO_THREAD("workflows.KeepsHashMap") {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".workflows..")
          .should()
          .dependOnClassesThat()
          .belongToAnyOf(
              HashMap.class,
              HashSet.class,
              ConcurrentHashMap.class,
              Random.class,
              ThreadLocalRandom.class,
              Thread.class);
    }
  },
  MODEL_HAS_NO_CYCLES("model.alpha.ModelAlpha") {
    @Override
    ArchRule under(String root) {
      return slices().matching(root + ".model.(*)..").should().beFreeOfCycles();
    }
  },
  ACTIVITIES_HAVE_NO_CYCLES("activities.alpha.ActivitiesAlpha") {
    @Override
    ArchRule under(String root) {
      return slices().matching(root + ".activities.(*)..").should().beFreeOfCycles();
    }
  },
  MODEL_IS_CLOSED_TO_HEIRS("model.OpenToHeirs") {
    @Override
    ArchRule under(String root) {
      return classes()
          .that()
          .resideInAPackage(root + ".model..")
          .and()
          .arePublic()
          .and()
          .areNotInterfaces()
          .and()
          .areNotEnums()
          .should()
          .haveModifier(JavaModifier.FINAL)
          .orShould()
          .haveModifier(JavaModifier.ABSTRACT);
    }
  },
  MODEL_READS_NO_CLOCK("model.TellsTime") {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideInAPackage(root + ".model..")
          .should()
          .callMethodWhere(READS_CLOCK)
          .orShould()
          .dependOnClassesThat()
          .belongToAnyOf(Clock.class);
    }
  },
  ONLY_THE_COMMAND_LINE_PRINTS("activities.Prints") {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideOutsideOfPackage(root + ".cli..")
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");
    }
  },
  ONLY_THE_COMMAND_LINE_READS_THE_ENVIRONMENT("activities.ReadsEnvironment") {
    @Override
    ArchRule under(String root) {
      return noClasses()
          .that()
          .resideOutsideOfPackage(root + ".cli..")
          .should()
          .callMethodWhere(calls("reads the environment", Set.of("getenv"), System.class));
    }
  };

  private static final DescribedPredicate<JavaClass> CONTRACT =
      describe(
          "interfaces, records or enums",
          type -> type.isInterface() || type.isRecord() || type.isEnum());

  private static final DescribedPredicate<JavaMethodCall> READS_CLOCK =
      calls("reads a clock", Set.of("now"), Instant.class)
          .or(calls("reads a clock", Set.of("currentTimeMillis", "nanoTime"), System.class))
          .or(
              describe(
                  "reads a clock",
                  call ->
                      call.getName().equals("now")
                          && call.getTargetOwner().getPackageName().equals("java.time")));

  private static final DescribedPredicate<JavaMethodCall> DRAWS =
      calls("draws a random number", Set.of("randomUUID"), UUID.class)
          .or(calls("draws a random number", Set.of("random"), Math.class, StrictMath.class));

  private final String fixture;

  ArchitectureRule(String fixture) {
    this.fixture = fixture;
  }

  /** The rule for packages below a root. */
  abstract ArchRule under(String root);

  /** Class below the root of violations that breaks it. */
  String fixture() {
    return fixture;
  }

  private static DescribedPredicate<JavaMethodCall> calls(
      String description, Set<String> names, Class<?>... owners) {
    return describe(
        description,
        call ->
            names.contains(call.getName())
                && List.of(owners).stream()
                    .anyMatch(owner -> call.getTargetOwner().isEquivalentTo(owner)));
  }
}
