package dev.konkyo.app.cli;

import dev.konkyo.graph.Cost;
import dev.konkyo.graph.TensorData;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import java.util.Arrays;
import java.util.Map;

/**
 * What evidence costs beside the decision.
 *
 * @param before multiply-adds of the decision alone, for one photo
 * @param after multiply-adds of both
 * @param ratio of the time of both to that of the decision alone: medians of alternating runs
 */
record EvidenceCost(long before, long after, double ratio) {
    private static final int WARM = 3;
    private static final int RUNS = 15;

    static EvidenceCost of(Model decision, Model evident) {
        var options = RuntimeOptions.sharing(1);
        try (var alone = OnnxRuntimeSession.of(decision.network(), options);
                var both = OnnxRuntimeSession.of(evident.network(), options)) {
            var input = new GoldenInput.Noise(1).tensor(decision.card().preprocessing());
            double[] first = new double[RUNS];
            double[] second = new double[RUNS];
            for (int run = -WARM; run < RUNS; run++) {
                first[Math.max(run, 0)] = nanoseconds(alone, decision.network(), input);
                second[Math.max(run, 0)] = nanoseconds(both, evident.network(), input);
            }
            return new EvidenceCost(
                    Cost.of(decision.graph()).totalMultiplyAdds(),
                    Cost.of(evident.graph()).totalMultiplyAdds(),
                    median(second) / median(first));
        }
    }

    private static double nanoseconds(OnnxRuntimeSession session, WeightedGraph network, TensorData input) {
        long start = System.nanoTime();
        session.run(Map.of(network.graph().input().name(), input));
        return System.nanoTime() - start;
    }

    private static double median(double... values) {
        Arrays.sort(values);
        return values[values.length / 2];
    }

    String sentence() {
        return "%.1f M multiply-adds instead of %.1f M; %.3f times the time of the decision alone (median of %d runs each, one thread, this machine)"
                .formatted(after / 1e6, before / 1e6, ratio, RUNS);
    }
}
