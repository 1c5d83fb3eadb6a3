package dev.konkyo.app.cli;

import dev.konkyo.graph.Cost;
import dev.konkyo.graph.TensorData;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * What evidence costs beside the decision.
 *
 * @param before multiply-adds of the decision alone, for one photo
 * @param after multiply-adds of both
 * @param ratios of the time of both to that of the decision alone, one for each pair of runs, ascending
 */
record EvidenceCost(long before, long after, List<Double> ratios) {
    private static final int WARM = 2;
    /** Even, so that each of the two goes first as often. */
    private static final int PAIRS = 16;

    EvidenceCost {
        ratios = ratios.stream().sorted().toList();
    }

    static EvidenceCost of(Model decision, Model evident) {
        var options = RuntimeOptions.sharing(1);
        try (var alone = OnnxRuntimeSession.of(decision.network(), options);
                var both = OnnxRuntimeSession.of(evident.network(), options)) {
            var input = new GoldenInput.Noise(1).tensor(decision.card().preprocessing());
            List<Double> ratios = new ArrayList<>();
            for (int pair = -WARM; pair < PAIRS; pair++) {
                boolean aloneFirst = pair % 2 == 0;
                double first = nanoseconds(aloneFirst ? alone : both, input);
                double second = nanoseconds(aloneFirst ? both : alone, input);
                if (pair >= 0) {
                    ratios.add(aloneFirst ? second / first : first / second);
                }
            }
            return new EvidenceCost(
                    Cost.of(decision.graph()).totalMultiplyAdds(),
                    Cost.of(evident.graph()).totalMultiplyAdds(),
                    ratios);
        }
    }

    private static double nanoseconds(OnnxRuntimeSession session, TensorData input) {
        long start = System.nanoTime();
        session.run(Map.of(session.inputs().getFirst().name(), input));
        return System.nanoTime() - start;
    }

    /** Linear between ranks. */
    private double quantile(double share) {
        double rank = share * (ratios.size() - 1);
        int below = (int) rank;
        int above = Math.min(below + 1, ratios.size() - 1);
        return ratios.get(below) + (rank - below) * (ratios.get(above) - ratios.get(below));
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
