package dev.konkyo.app.cli;

import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.EvidenceMethods;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Smoothed;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import java.util.List;
import picocli.CommandLine.Option;

/** Several methods at once, and smoother ones. */
final class ComparisonOptions {
    private static final String ALL = "all";

    @Option(
            names = "--methods",
            split = ",",
            paramLabel = "NAME,...|all",
            description =
                    "Explain each photo by several methods instead of one; with all, those that cannot explain the model are left out.")
    private List<String> names = List.of();

    @Option(
            names = "--smooth",
            description =
                    "Average each map over the photo, its mirror image and both a tenth weaker and stronger; six times the work.")
    private boolean smooth;

    boolean several() {
        return !names.isEmpty();
    }

    /** Whether whatever suits the model was asked for. */
    boolean all() {
        return all(names);
    }

    /**
     * Whether names of methods ask for whatever suits the model.
     *
     * @throws UsageException if others stand beside that
     */
    static boolean all(List<String> names) {
        if (names.contains(ALL) && names.stream().distinct().count() > 1) {
            throw new UsageException("--methods is either all or names of methods, got " + String.join(",", names));
        }
        return names.contains(ALL);
    }

    /** The methods to explain with. */
    List<MethodEntry> entries(MethodOptions single, Model model, boolean predicted) {
        if (!several()) {
            return List.of(single.entry(model, predicted));
        }
        if (single.named()) {
            throw new UsageException("--method and --methods were both given; use one of them");
        }
        single.check(model);
        boolean evident = EvidenceOutputs.in(model.graph()) && predicted;
        return all()
                ? EvidenceMethods.all().stream()
                        .filter(entry -> evident || !entry.name().equals(MethodOptions.WITHIN_THE_GRAPH))
                        .toList()
                : names.stream().distinct().map(MethodOptions::named).toList();
    }

    /** The methods to explain a model with that gives nothing but scores. */
    List<MethodEntry> scoresOnly(MethodOptions single) {
        var usual = single.scoresOnly();
        if (!several()) {
            return List.of(usual);
        }
        if (single.named()) {
            throw new UsageException("--method and --methods were both given; use one of them");
        }
        return all()
                ? EvidenceMethods.all()
                : names.stream().distinct().map(MethodOptions::named).toList();
    }

    /** What follows a photo's name where a method's evidence is written. */
    String suffix(MethodEntry entry) {
        return several() ? "." + entry.name().replaceAll("[:=]", "-") : "";
    }

    EvidenceMethod smoothed(Classifier model, EvidenceMethod method) {
        return smooth ? new Smoothed(model, method) : method;
    }
}
