package dev.konkyo.app.cli;

import dev.konkyo.graph.TensorData;
import dev.konkyo.model.GoldenInput;
import dev.konkyo.model.Model;
import dev.konkyo.model.Tolerances;
import dev.konkyo.runtime.OnnxRuntimeSession;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.TorchModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What a rounded file stores for other machines: its own outputs for those inputs that hang least on numbers halfway between two steps. How much they
 * do is seen by another engine, which takes other last digits at every layer, where another machine's build of the same one takes them at few.
 *
 * @param inputs for each answer of the model the clearest, then the clearest of all
 * @param tolerances what the engines differ by on these, at least a step of 255
 */
record EightBitGolden(List<GoldenInput> inputs, Tolerances tolerances) {
    /** Inputs to choose each one from. */
    static final int CANDIDATES = 4;

    private static final double STEP = 1.0 / 255;

    private static final double MOST = 0.5;

    /** @param gaps how far the engines differ on each output, as a share of its largest number */
    private record Candidate(GoldenInput input, int answer, boolean sameWhole, Map<String, Double> gaps) {
        double largest() {
            return gaps.values().stream().mapToDouble(Double::doubleValue).max().orElse(0);
        }
    }

    static EightBitGolden of(Model rounded, List<GoldenInput> inputs, int count) {
        List<Candidate> candidates = new ArrayList<>();
        try (var torch = new TorchModel(rounded.network());
                var session = OnnxRuntimeSession.of(rounded.network(), RuntimeOptions.sharing(1))) {
            for (var input : inputs) {
                var tensor = input.tensor(rounded.card().preprocessing());
                candidates.add(candidate(input, GoldenRun.outputs(session, tensor), torch.outputs(tensor)));
            }
        }
        candidates.sort(Comparator.comparing((Candidate candidate) -> !candidate.sameWhole())
                .thenComparingDouble(Candidate::largest));
        var chosen = chosen(candidates, count);
        Map<String, Double> tolerances = new LinkedHashMap<>();
        chosen.forEach(candidate -> candidate
                .gaps()
                .forEach((name, gap) -> tolerances.merge(name, Math.clamp(gap, STEP, MOST), Math::max)));
        return new EightBitGolden(chosen.stream().map(Candidate::input).toList(), new Tolerances(tolerances));
    }

    private static List<Candidate> chosen(List<Candidate> candidates, int count) {
        Set<Integer> answers = new HashSet<>();
        List<Candidate> ordered = new ArrayList<>(candidates.stream()
                .filter(candidate -> candidate.sameWhole() && answers.add(candidate.answer()))
                .toList());
        candidates.stream().filter(candidate -> !ordered.contains(candidate)).forEach(ordered::add);
        return ordered.subList(0, Math.min(count, ordered.size()));
    }

    private static Candidate candidate(GoldenInput input, Map<String, TensorData> got, Map<String, TensorData> other) {
        Map<String, Double> gaps = new LinkedHashMap<>();
        boolean same = true;
        int answer = 0;
        for (var output : got.entrySet()) {
            var second = Objects.requireNonNull(other.get(output.getKey()));
            if (output.getValue().type().floating()) {
                answer = gaps.isEmpty() ? largest(output.getValue().toFloats()) : answer;
                gaps.put(output.getKey(), gap(output.getValue(), second));
            } else {
                same &= output.getValue().equals(second);
            }
        }
        return new Candidate(input, answer, same, gaps);
    }

    private static int largest(float... values) {
        int largest = 0;
        for (int i = 1; i < values.length; i++) {
            largest = values[i] > values[largest] ? i : largest;
        }
        return largest;
    }

    /** The largest difference as a share of the largest number. */
    static double gap(TensorData first, TensorData second) {
        float[] before = first.toFloats();
        float[] after = second.toFloats();
        double largest = Float.MIN_NORMAL;
        double difference = 0;
        for (int i = 0; i < before.length; i++) {
            largest = Math.max(largest, Math.abs(before[i]));
            difference = Math.max(difference, Math.abs((double) before[i] - after[i]));
        }
        return difference / largest;
    }
}
