package dev.konkyo.app.cli;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.konkyo.app.report.Comparison;
import dev.konkyo.app.report.Entrant;
import dev.konkyo.app.report.Trust;
import dev.konkyo.model.WilsonInterval;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What {@code compare --json} prints of a network; of one that failed there are name and reason only.
 *
 * @param weights what the network began with
 * @param weightsHash SHA-256 of the file of weights, where there was one
 * @param interval of the accuracy, with 95 % confidence
 * @param pValue of the difference to the best network, which has none
 * @param multiplyAdds for one photo
 * @param bytes of the model file
 * @param milliseconds for one decision, the median
 * @param peakMemory of the training process, in bytes
 * @param faithfulness how far its evidence can be trusted, beside the baselines; where that was measured
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ComparisonLine(
        String network,
        @Nullable String reason,
        @Nullable String weights,
        @Nullable String weightsHash,
        @Nullable Double accuracy,
        @Nullable List<Double> interval,
        @Nullable Double pValue,
        @Nullable Map<String, Double> recall,
        @Nullable Long parameters,
        @Nullable Long multiplyAdds,
        @Nullable Long bytes,
        @Nullable Double milliseconds,
        @Nullable Integer threads,
        @Nullable Double trainingSeconds,
        @Nullable Long peakMemory,
        @Nullable List<FaithfulnessLine> faithfulness) {

    /** @param trust how far a network's evidence can be trusted; null if nobody asked */
    static ComparisonLine of(Comparison comparison, Entrant entrant, @Nullable Trust trust) {
        return switch (entrant) {
            case Entrant.Failed failed -> failed(failed);
            case Entrant.Finished finished -> finished(comparison, finished, trust);
        };
    }

    private static ComparisonLine failed(Entrant.Failed entrant) {
        return new ComparisonLine(
                entrant.network(),
                entrant.reason(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static ComparisonLine finished(Comparison comparison, Entrant.Finished entrant, @Nullable Trust trust) {
        var confusion = comparison.confusion(entrant);
        var interval = WilsonInterval.of(confusion.hits(), confusion.total());
        Map<String, Double> recall = new LinkedHashMap<>();
        // No held-out photo shows "unknown", so that it has no recall.
        for (int label = 0; label < comparison.photos().labels().size(); label++) {
            recall.put(confusion.labels().get(label), confusion.recall(label));
        }
        return new ComparisonLine(
                entrant.network(),
                null,
                entrant.start(),
                entrant.weightsHash(),
                confusion.accuracy(),
                List.of(interval.low(), interval.high()),
                comparison.pValue(entrant).orElse(null),
                recall,
                entrant.parameters(),
                entrant.multiplyAdds(),
                entrant.fileBytes(),
                entrant.milliseconds(),
                entrant.threads(),
                entrant.trainingSeconds(),
                entrant.peakMemory(),
                Optional.ofNullable(trust)
                        .flatMap(Trust::found)
                        .map(FaithfulnessLine::of)
                        .orElse(null));
    }

    /** The table that {@link #addTo} fills. */
    static Table table() {
        return new Table(
                "network",
                "accuracy",
                "95 % interval",
                "p",
                "parameters",
                "multiply-adds",
                "file",
                "ms",
                "memory",
                "weights");
    }

    /** The same for people; why a network failed is too long for a table. */
    void addTo(Table table) {
        table.row(
                network,
                accuracy == null ? "failed" : "%.4f".formatted(accuracy),
                interval == null ? "" : "%.3f-%.3f".formatted(interval.getFirst(), interval.getLast()),
                pValue == null ? "" : "%.3f".formatted(pValue),
                parameters == null ? "" : "%.2f M".formatted(parameters / 1e6),
                multiplyAdds == null ? "" : "%.3f G".formatted(multiplyAdds / 1e9),
                bytes == null ? "" : "%.1f MB".formatted(bytes / 1e6),
                milliseconds == null ? "" : "%.2f".formatted(milliseconds),
                peakMemory == null ? "" : "%.2f GB".formatted(peakMemory / 1e9),
                weights == null ? "" : weights);
    }
}
