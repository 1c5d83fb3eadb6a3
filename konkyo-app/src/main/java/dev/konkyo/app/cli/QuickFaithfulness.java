package dev.konkyo.app.cli;

import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.FaithfulnessPhotos;
import dev.konkyo.app.report.Trust;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.faithfulness.Study;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Measures on some photos how far the evidence of an evaluation can be trusted: deletion and insertion in eight steps, and the evidence's
 * places where there are masks.
 *
 * @param threads of the engine
 * @param photos at most, of each kind; 0 leaves the measurement out
 */
record QuickFaithfulness(Output output, MethodOptions methods, int threads, int photos) {
    /** What reports measure unless they are told otherwise. */
    static final int PHOTOS = 32;

    /** Where the training took long enough: intervals that mean something, and about 600 forward passes. */
    static final int FEW = 12;

    private static final long SEED = 1;

    /** The evaluation of one model with what is known of its evidence. */
    Evaluation add(Model model, Dataset data, Evaluation evaluation) {
        return add(model, Optional.empty(), data, evaluation);
    }

    /**
     * The evaluation with what is known of its evidence; as it was if that was not asked.
     *
     * @param specialists whom the model was asked together with
     * @param data under the model's labels
     */
    Evaluation add(Model model, Optional<SpecialistsFolder> specialists, Dataset data, Evaluation evaluation) {
        return asked(evaluation) ? evaluation.with(of(model, specialists, data)) : evaluation;
    }

    /** The same for a model that gives nothing but scores. */
    Evaluation add(Classifier scoresOnly, Dataset data, Evaluation evaluation) {
        return asked(evaluation)
                ? evaluation.with(of(() -> new Contenders(scoresOnly, methods), methods::scoresOnly, data))
                : evaluation;
    }

    private boolean asked(Evaluation evaluation) {
        return photos > 0 && !evaluation.judgements().isEmpty();
    }

    /**
     * What is known of a model's evidence; if it cannot be explained a note says why.
     *
     * @param specialists whom the model is asked together with
     * @param data under the model's labels
     */
    Trust of(Model model, Optional<SpecialistsFolder> specialists, Dataset data) {
        return of(() -> new Contenders(model, specialists, methods, threads), () -> methods.entry(model), data);
    }

    private Trust of(Supplier<Contenders> opening, Supplier<MethodEntry> entry, Dataset data) {
        try (var contenders = opening.get()) {
            int classes = contenders.scores().card().labels().size();
            return of(contenders, entry.get(), FaithfulnessPhotos.of(data, classes, photos));
        } catch (RuntimeException e) {
            // The judgements stand, whatever becomes of their explanation.
            return untested(ErrorLine.of(e));
        }
    }

    private Trust of(Contenders contenders, MethodEntry entry, FaithfulnessPhotos chosen) {
        try (var progress = ProgressLine.start(output, "tested", chosen.count())) {
            Map<String, String> refused = new LinkedHashMap<>();
            var usable = contenders.usable(List.of(entry), refused);
            if (usable.isEmpty()) {
                return untested(refused.values().iterator().next());
            }
            var plan = Study.Plan.quick(contenders::floor, SEED);
            return new Trust.Tested(contenders.findings(usable, plan, SEED, chosen, progress::at));
        }
    }

    private Trust untested(String reason) {
        output.note("how far the evidence can be trusted was not measured: " + reason);
        return new Trust.Untested(reason);
    }
}
