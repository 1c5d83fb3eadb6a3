package dev.konkyo.faithfulness;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What was found of one method.
 *
 * @param numbers by measure
 * @param curves mean scores at equal steps of the share of pixels, by measure
 * @param milliseconds median time of one map
 * @param losses to the baselines
 * @param sanity where it was checked
 */
public record MethodFindings(
        String name,
        boolean baseline,
        Map<String, Estimate> numbers,
        Map<String, List<Double>> curves,
        double milliseconds,
        List<Loss> losses,
        Optional<SanityCheck> sanity) {
    public MethodFindings {
        numbers = Collections.unmodifiableMap(new LinkedHashMap<>(numbers));
        curves = Collections.unmodifiableMap(new LinkedHashMap<>(curves));
        losses = List.copyOf(losses);
    }

    /** A number, if the method has it. */
    public Optional<Estimate> number(String measure) {
        return Optional.ofNullable(numbers.get(measure)).filter(estimate -> !Double.isNaN(estimate.value()));
    }

    /** A number's value; not a number if the method has none. */
    public double value(String measure) {
        return number(measure).map(Estimate::value).orElse(Double.NaN);
    }

    public MethodFindings with(SanityCheck check) {
        return new MethodFindings(name, baseline, numbers, curves, milliseconds, losses, Optional.of(check));
    }

    /** What speaks against trusting the method's maps, one sentence each. */
    public List<String> warnings() {
        var failed = sanity.stream().flatMap(MethodFindings::doubts);
        return Stream.concat(
                        failed, Stream.of(CentredGaussian.NAME, RandomMap.NAME).flatMap(this::lost))
                .toList();
    }

    private static Stream<String> doubts(SanityCheck check) {
        var last = check.steps().getLast();
        return switch (check.verdict()) {
            case PASSES -> Stream.of();
            case FAILS ->
                Stream.of(String.format(
                        Locale.ROOT,
                        "fails the sanity check: its maps hardly change (rank correlation %.2f without sign) when the model forgets all it learnt",
                        last.absoluteRankCorrelation()));
            case CONSTANT_MAPS ->
                Stream.of(
                        "has no verdict of the sanity check: its maps, or those of a model that forgot, are constant");
            case FEW_PLACES ->
                Stream.of(
                        "has no verdict of the sanity check: its maps have so few different places that even unchanged ones would not stand out from chance; more photos or a finer map would");
            case CHANCE ->
                Stream.of(String.format(
                        Locale.ROOT,
                        "has no verdict of the sanity check: a rank correlation of %.2f without sign comes about by chance in %.0f of 100 cases with so few places; more photos or a finer map would tell",
                        last.absoluteRankCorrelation(),
                        100 * last.chance()));
        };
    }

    private Stream<String> lost(String other) {
        var certain = measures(other, true);
        var perhaps = measures(other, false);
        return Stream.of(
                        certain.isEmpty() ? "" : "loses to the " + other + " on " + String.join(", ", certain),
                        perhaps.isEmpty() ? "" : "does not beat the " + other + " on " + String.join(", ", perhaps))
                .filter(sentence -> !sentence.isEmpty());
    }

    private List<String> measures(String other, boolean certain) {
        return losses.stream()
                .filter(loss -> loss.baseline().equals(other) && loss.certain() == certain)
                .map(Loss::measure)
                .toList();
    }
}
