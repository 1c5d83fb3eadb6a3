package dev.konkyo.app.cli;

import dev.konkyo.app.report.Evaluation;
import dev.konkyo.app.report.Evaluator;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.MethodEntry;
import dev.konkyo.evidence.Needs;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import java.util.Optional;

/**
 * Judges labelled photos with a model, on the engine that the method needs.
 *
 * @param threads of the engine
 */
record Judge(Output output, MethodOptions methods, int threads) {
    /** Judges every photo by one model. */
    Evaluation judge(Model model, Dataset data, boolean explained) {
        return judge(model, Optional.empty(), data, explained);
    }

    /** Judges every photo by a model that gives nothing but scores; it remains open. */
    Evaluation judge(Classifier scoresOnly, Dataset data, boolean explained) {
        try (var progress = ProgressLine.start(output, "judged", data.samples().size())) {
            var method = explained
                    ? Optional.of(MethodOptions.make(methods.scoresOnly(), scoresOnly))
                    : Optional.<EvidenceMethod>empty();
            return new Evaluator(scoresOnly, method, PhotoReader.standard(), progress::at).judge(data);
        }
    }

    /**
     * Judges every photo.
     *
     * @param specialists whom the model is asked together with
     * @param data under the model's labels
     * @param explained whether each photo is explained too
     */
    Evaluation judge(Model model, Optional<SpecialistsFolder> specialists, Dataset data, boolean explained) {
        Optional<MethodEntry> entry = explained ? Optional.of(methods.entry(model)) : Optional.empty();
        try (var engines = new ExplainingEngines(model, specialists, threads);
                var progress =
                        ProgressLine.start(output, "judged", data.samples().size())) {
            var classifier = engines.classifier(entry.map(MethodEntry::needs).orElse(Needs.SCORES));
            var method = entry.map(chosen -> engines.method(chosen, methods));
            return new Evaluator(classifier, method, PhotoReader.standard(), progress::at).judge(data);
        }
    }
}
