package dev.konkyo.app.report;

import dev.konkyo.dataset.Skipped;
import dev.konkyo.faithfulness.Findings;
import dev.konkyo.faithfulness.PointingGame;
import dev.konkyo.image.PhotoReader;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * A model's judgements on a data set.
 *
 * @param labels everything that the model can say of a photo
 * @param skipped photos that could not be judged
 * @param trust how far the evidence can be trusted, where that was asked
 */
public record Evaluation(
        List<String> labels, List<Judgement> judgements, List<Skipped> skipped, Optional<Trust> trust) {
    public Evaluation {
        labels = List.copyOf(labels);
        judgements = List.copyOf(judgements);
        skipped = List.copyOf(skipped);
    }

    /** Judgements alone. */
    public Evaluation(List<String> labels, List<Judgement> judgements, List<Skipped> skipped) {
        this(labels, judgements, skipped, Optional.empty());
    }

    /** The same with what is known of the evidence. */
    public Evaluation with(Trust known) {
        return new Evaluation(labels, judgements, skipped, Optional.of(known));
    }

    /** How far the evidence can be trusted, where that was measured. */
    public Optional<Findings> faithfulness() {
        return trust.flatMap(Trust::found);
    }

    /**
     * Judgements on several parts of the photos as one.
     *
     * @param parts at least one, all under the same labels
     */
    public static Evaluation joined(List<Evaluation> parts) {
        var labels = parts.getFirst().labels;
        if (!parts.stream().allMatch(part -> part.labels.equals(labels))) {
            throw new IllegalArgumentException("evaluations can be joined under the same labels only, got "
                    + parts.stream().map(Evaluation::labels).toList());
        }
        return new Evaluation(
                labels,
                parts.stream().flatMap(part -> part.judgements.stream()).toList(),
                parts.stream().flatMap(part -> part.skipped.stream()).distinct().toList());
    }

    public ConfusionMatrix confusion() {
        return ConfusionMatrix.of(labels, judgements);
    }

    /**
     * How well the scores of two classes are kept apart, whatever the threshold: the chance that a photo of the one is ranked above a photo of the
     * other, equal scores counting half. Which of the two is called positive makes no difference.
     *
     * @return in [0, 1], 0.5 for chance; empty unless the model has two labels and there are photos of both
     */
    public OptionalDouble auroc() {
        return Auroc.of(judgements);
    }

    /**
     * How often the evidence's peak lies on the marked pixels, over the photos that have a mask, were explained and were judged right.
     *
     * @return in [0, 1]; empty if there is no such photo
     */
    public OptionalDouble pointingGame(PointingGame game, PhotoReader reader) {
        return judgements.stream()
                .filter(Judgement::right)
                .filter(judgement ->
                        judgement.mask().isPresent() && judgement.explanation().isPresent())
                .mapToInt(judgement -> hits(judgement, game, reader) ? 1 : 0)
                .average();
    }

    private static boolean hits(Judgement judgement, PointingGame game, PhotoReader reader) {
        var mask = judgement.mask().orElseThrow().read(reader);
        return game.hit(judgement.explanation().orElseThrow().heatmap(), mask);
    }
}
