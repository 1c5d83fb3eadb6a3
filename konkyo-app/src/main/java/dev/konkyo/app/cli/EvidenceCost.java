package dev.konkyo.app.cli;

import dev.konkyo.graph.Cost;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import java.util.List;

/**
 * What evidence costs beside the decision.
 *
 * @param before multiply-adds of the decision alone, for one photo
 * @param after multiply-adds of both
 * @param ratios of the time of both to that of the decision alone, one for each pair of runs
 */
record EvidenceCost(long before, long after, List<Double> ratios) {
    EvidenceCost {
        ratios = List.copyOf(ratios);
    }

    static EvidenceCost of(Model decision, Model evident) {
        var input = new GoldenInput.Noise(1).tensor(decision.card().preprocessing());
        return new EvidenceCost(
                Cost.of(decision.graph()).totalMultiplyAdds(),
                Cost.of(evident.graph()).totalMultiplyAdds(),
                PairedTimes.of(decision.network(), evident.network(), input).ratios());
    }

    private double quantile(double share) {
        return PairedTimes.quantile(ratios, share);
    }

    /** Whether the middle half of the pairs lies on one side of 1. */
    boolean measurable() {
        return quantile(0.25) > 1 || quantile(0.75) < 1;
    }

    String sentence() {
        return "%.1f M multiply-adds instead of %.1f M; %s (median of %d pairs of runs %.3f, their middle half %.3f to %.3f; one thread, this machine)"
                .formatted(
                        after / 1e6,
                        before / 1e6,
                        measurable()
                                ? "%.3f times the time of the decision alone".formatted(quantile(0.5))
                                : "no measurable difference in time from the decision alone",
                        ratios.size(),
                        quantile(0.5),
                        quantile(0.25),
                        quantile(0.75));
    }
}
