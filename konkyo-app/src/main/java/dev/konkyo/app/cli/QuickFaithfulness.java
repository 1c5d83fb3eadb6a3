package dev.konkyo.app.cli;

import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.FaithfulnessPhotos;
import dev.konkyo.app.report.Trust;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.faithfulness.Study;
import dev.konkyo.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
        return photos == 0 || evaluation.judgements().isEmpty()
                ? evaluation
                : evaluation.with(of(model, specialists, data));
    }

    /**
     * What is known of a model's evidence; if it cannot be explained a note says why.
     *
     * @param specialists whom the model is asked together with
     * @param data under the model's labels
     */
    Trust of(Model model, Optional<SpecialistsFolder> specialists, Dataset data) {
        var chosen = FaithfulnessPhotos.of(data, model.card().labels().size(), photos);
        try (var contenders = new Contenders(model, specialists, methods, threads);
                var progress = ProgressLine.start(output, "tested", chosen.count())) {
            Map<String, String> refused = new LinkedHashMap<>();
            var usable = contenders.usable(List.of(methods.entry(model)), refused);
            if (usable.isEmpty()) {
                return untested(refused.values().iterator().next());
            }
            var plan = Study.Plan.quick(contenders::floor, SEED);
            return new Trust.Tested(contenders.findings(usable, plan, SEED, chosen, progress::at));
        } catch (RuntimeException e) {
            // The judgements stand, whatever becomes of their explanation.
            return untested(ErrorLine.of(e));
        }
    }

    private Trust untested(String reason) {
        output.note("how far the evidence can be trusted was not measured: " + reason);
        return new Trust.Untested(reason);
    }
}
