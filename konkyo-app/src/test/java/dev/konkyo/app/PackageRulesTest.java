package dev.konkyo.app;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMember;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaPackage;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The rules of docs/architecture.md that no compiler keeps. */
class PackageRulesTest {
    private static final String FORMAT = "dev.konkyo.onnx.format..";
    private static final String EVENTS = "dev.konkyo.tensorboard.format..";
    private static final String[] ENGINES = {
        "org.bytedeco..", "ai.onnxruntime..", "com.google.protobuf..", "org.apache.commons.math3..", FORMAT, EVENTS,
    };

    /** What each package of the core may use beside itself; a package that is missing here may use nothing. */
    private static final Map<String, List<String>> CORE = Map.ofEntries(
            Map.entry("file", List.of()),
            Map.entry("cluster", List.of()),
            Map.entry("specialist", List.of("cluster", "file", "evidence", "model", "graph", "heatmap", "image")),
            Map.entry("tensorboard", List.of("file")),
            Map.entry("image", List.of("file")),
            Map.entry("geometry", List.of()),
            Map.entry("heatmap", List.of("file", "image")),
            Map.entry("graph", List.of("file", "heatmap", "image")),
            Map.entry("model", List.of("file", "graph", "heatmap", "image")),
            Map.entry("network", List.of("file", "model", "graph", "heatmap", "image")),
            Map.entry("onnx", List.of("file", "model", "graph", "heatmap", "image")),
            Map.entry("evidence", List.of("file", "cluster", "weights", "model", "graph", "heatmap", "image")),
            Map.entry(
                    "faithfulness",
                    List.of("file", "cluster", "weights", "evidence", "model", "graph", "heatmap", "image")),
            Map.entry(
                    "analysis",
                    List.of(
                            "file",
                            "cluster",
                            "weights",
                            "faithfulness",
                            "evidence",
                            "model",
                            "graph",
                            "heatmap",
                            "image")),
            Map.entry("weights", List.of("file", "graph", "heatmap", "image")),
            Map.entry("hub", List.of("file")),
            Map.entry("dataset", List.of("file", "heatmap", "image")));

    private static JavaClasses konkyo = new ClassFileImporter().importClasses();

    @BeforeAll
    static void readClasses() {
        konkyo = new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .withImportOption(location -> !location.contains("-tests.jar"))
                .importPackages("dev.konkyo");
        assertThat(konkyo.stream().map(JavaClass::getPackageName))
                .contains("dev.konkyo.graph", "dev.konkyo.runtime", "dev.konkyo.torch", "dev.konkyo.app.cli");
    }

    @ParameterizedTest
    @CsvSource({
        "org.bytedeco.opencv.., dev.konkyo.image.. dev.konkyo.app.live..",
        "org.bytedeco.ffmpeg.., dev.konkyo.app.live..",
        "org.bytedeco.javacv.., dev.konkyo.app.live..",
        "org.bytedeco.pytorch.., dev.konkyo.torch..",
        "ai.onnxruntime.., dev.konkyo.runtime..",
        "com.google.protobuf.., dev.konkyo.onnx.. dev.konkyo.tensorboard..",
        "dev.konkyo.onnx.format.., dev.konkyo.onnx..",
        "dev.konkyo.tensorboard.format.., dev.konkyo.tensorboard..",
        "org.apache.commons.math3.., dev.konkyo.faithfulness..",
    })
    void anEngineIsTouchedByItsPackagesOnly(String engine, String owners) {
        noClasses()
                .that(resideOutsideOfPackages(owners.split(" ")))
                .should()
                .dependOnClassesThat(resideInAnyPackage(engine))
                .check(konkyo);
    }

    @Test
    void noEngineTypeIsInAPublicSignatureOfTheCoreOrTheRuntime() {
        classes()
                .that(resideInAnyPackage("dev.konkyo..")
                        .and(resideOutsideOfPackages("dev.konkyo.torch..", FORMAT, EVENTS))
                        .and(DescribedPredicate.describe("are public", PackageRulesTest::isVisible)))
                .should(showNoTypeOf(ENGINES))
                .check(konkyo);
    }

    @Test
    void thePackagesOfTheCoreFollowTheirOrder() {
        for (var name : corePackages()) {
            var allowed = Stream.concat(Stream.of(name), CORE.getOrDefault(name, List.of()).stream())
                    .map(other -> "dev.konkyo." + other + "..");
            var outside =
                    resideInAnyPackage("dev.konkyo..").and(resideOutsideOfPackages(allowed.toArray(String[]::new)));
            noClasses()
                    .that(resideInAnyPackage("dev.konkyo." + name + ".."))
                    .should()
                    .dependOnClassesThat(outside)
                    .because(
                            "the core's order is image, heatmap, graph, model, network; list a new package in this test")
                    .check(konkyo);
        }
    }

    @Test
    void theEnginesKnowNothingOfTheAppNorOfEachOther() {
        noClasses()
                .that(resideInAnyPackage("dev.konkyo.runtime.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.konkyo.torch..", "dev.konkyo.app.."))
                .check(konkyo);
        noClasses()
                .that(resideInAnyPackage("dev.konkyo.torch.."))
                .should()
                .dependOnClassesThat(resideInAnyPackage("dev.konkyo.runtime..", "dev.konkyo.app.."))
                .check(konkyo);
    }

    @Test
    void packagesFormNoCycle() {
        slices().matching("dev.konkyo.(**)").should().beFreeOfCycles().check(konkyo);
    }

    @Test
    void everyPackageIsNullMarked() {
        var unmarked = konkyo.stream()
                .map(JavaClass::getPackage)
                .distinct()
                .filter(folder -> !folder.getName().endsWith(".format"))
                .filter(folder -> !folder.isAnnotatedWith(NullMarked.class))
                .map(JavaPackage::getName);
        assertThat(unmarked)
                .as("packages without a package-info.java with @NullMarked")
                .isEmpty();
    }

    private static List<String> corePackages() {
        return konkyo.stream()
                .map(type -> type.getPackageName().replaceFirst("dev\\.konkyo\\.(\\w+).*", "$1"))
                .filter(name ->
                        !List.of("runtime", "torch", "app", "spark", "bench").contains(name))
                .distinct()
                .sorted()
                .toList();
    }

    private static boolean isVisible(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PackageRulesTest::isVisible).orElse(true);
    }

    private static ArchCondition<JavaClass> showNoTypeOf(String... packages) {
        var engine = resideInAnyPackage(packages);
        return new ArchCondition<>("show no type of " + Arrays.toString(packages)) {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                Stream<JavaClass> parents =
                        Stream.concat(type.getRawSuperclass().stream(), type.getRawInterfaces().stream());
                var shown = type.getMembers().stream()
                        .filter(member -> member.getModifiers().contains(JavaModifier.PUBLIC)
                                || member.getModifiers().contains(JavaModifier.PROTECTED))
                        .flatMap(PackageRulesTest::typesOf);
                Stream.concat(parents, shown)
                        .filter(engine)
                        .forEach(seen -> events.add(
                                SimpleConditionEvent.violated(type, type.getName() + " shows " + seen.getName())));
            }
        };
    }

    private static Stream<JavaClass> typesOf(JavaMember member) {
        return member.getAllInvolvedRawTypes().stream();
    }
}
