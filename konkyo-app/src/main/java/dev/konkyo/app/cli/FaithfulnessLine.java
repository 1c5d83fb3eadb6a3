package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.faithfulness.Estimate;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.MethodFindings;
import dev.konkyo.faithfulness.SanityCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code faithfulness --json} prints of each method; the components are the JSON's fields, and those that do not apply are left out.
 *
 * @param baseline whether it never looks at the photo
 * @param milliseconds median time of one map
 * @param numbers by measure
 * @param sanity how the maps change when the model forgets
 * @param warnings what speaks against the method
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record FaithfulnessLine(
        String method,
        boolean baseline,
        @Nullable Double milliseconds,
        Map<String, NumberLine> numbers,
        @Nullable SanityLine sanity,
        List<String> warnings) {

    /**
     * A number with the range that holds 95 % of what other photos would give.
     *
     * @param better higher or lower
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record NumberLine(
            double value, @Nullable Double low, @Nullable Double high, int photos, String better) {}

    /**
     * How alike the maps of a model that forgets are at each step.
     *
     * @param passed whether those without any trained weight are others; missing without a verdict
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record SanityLine(@Nullable Boolean passed, List<SanityCheck.Step> steps) {
        static SanityLine of(SanityCheck check) {
            return new SanityLine(
                    switch (check.verdict()) {
                        case PASSES -> true;
                        case FAILS -> false;
                        case CONSTANT_MAPS, FEW_PLACES, CHANCE -> null;
                    },
                    check.steps());
        }
    }

    static List<FaithfulnessLine> of(Findings findings) {
        return findings.methods().stream().map(method -> of(findings, method)).toList();
    }

    private static FaithfulnessLine of(Findings findings, MethodFindings method) {
        Map<String, NumberLine> numbers = new LinkedHashMap<>();
        for (var measure : findings.measures()) {
            var better = measure.better().name().toLowerCase(Locale.ROOT);
            method.number(measure.name()).ifPresent(estimate -> numbers.put(measure.name(), number(estimate, better)));
        }
        return new FaithfulnessLine(
                method.name(),
                method.baseline(),
                finite(method.milliseconds()),
                numbers,
                method.sanity().map(SanityLine::of).orElse(null),
                method.warnings());
    }

    private static NumberLine number(Estimate estimate, String better) {
        return new NumberLine(
                estimate.value(), finite(estimate.low()), finite(estimate.high()), estimate.photos(), better);
    }

    private static @Nullable Double finite(double value) {
        return Double.isFinite(value) ? value : null;
    }
}
