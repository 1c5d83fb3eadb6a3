package dev.konkyo.app.cli;

import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.FaithfulnessPhotos;
import dev.konkyo.app.report.FaithfulnessRun;
import dev.konkyo.app.report.Scales;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.faithfulness.Scorer;
import dev.konkyo.faithfulness.Study;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

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

    private static final long SEED = 1;

    /**
     * The evaluation with what was found; as it was, and a note why, if the model cannot be explained.
     *
     * @param data under the model's labels
     */
    Evaluation add(Model model, Dataset data, Evaluation evaluation) {
        if (photos == 0 || evaluation.judgements().isEmpty()) {
            return evaluation;
        }
        var chosen = FaithfulnessPhotos.of(data, model.card().labels().size(), photos);
        try (var contenders = new Contenders(model, methods, threads);
                var progress = ProgressLine.start(output, "tested", chosen.count())) {
            Map<String, String> refused = new LinkedHashMap<>();
            var usable = contenders.usable(List.of(methods.entry(model)), refused);
            if (usable.isEmpty()) {
                return missing(evaluation, refused.values().iterator().next());
            }
            var plan = Study.Plan.quick(unit -> Scales.of(model.card(), unit).floor(), SEED);
            var study =
                    new Study(new Scorer(contenders.scores(), contenders.batch()), contenders.with(usable, SEED), plan);
            return evaluation.with(
                    new FaithfulnessRun(study, contenders.scores(), PhotoReader.standard(), progress::at).of(chosen));
        } catch (RuntimeException e) {
            // The judgements stand, whatever becomes of their explanation.
            return missing(evaluation, ErrorLine.of(e));
        }
    }

    private Evaluation missing(Evaluation evaluation, String reason) {
        output.note("how far the evidence can be trusted was not measured: " + reason);
        return evaluation;
    }
}
