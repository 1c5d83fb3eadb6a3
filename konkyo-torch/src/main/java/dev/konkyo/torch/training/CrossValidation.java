package dev.konkyo.torch.training;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.evidence.Evidence;
import dev.konkyo.evidence.EvidenceCalibration;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.heatmap.EvidenceScale;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.Thresholds;
import dev.konkyo.onnx.ModelFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Trains once for every fold, each time with that fold held back, and then once on all photos for the median of the folds' best epochs. The folds say
 * how well such a model does on new photos, and how much that varies; the last model has learnt from everything. Its evidence scale is the mean
 * of the folds', which were measured on photos that were held back.
 */
public final class CrossValidation {
    private final TrainingPlan plan;
    private final TrainingStart start;
    private final List<Dataset> folds;
    private final RunFolder folder;
    private final TrainingListener listener;

    /** @param folds each with its own training and validation part; together they validate every photo once */
    public CrossValidation(
            TrainingPlan plan, TrainingStart start, List<Dataset> folds, RunFolder folder, TrainingListener listener) {
        this.plan = plan;
        this.start = start;
        this.folds = List.copyOf(folds);
        this.folder = folder;
        this.listener = listener;
    }

    /**
     * What it left behind.
     *
     * @param folds the finished ones
     * @param whole the run on all photos; empty if the listener ended it before
     */
    public record Outcome(List<FoldResult> folds, Optional<TrainingOutcome> whole, List<Skipped> skipped) {
        public Outcome {
            folds = List.copyOf(folds);
            skipped = List.copyOf(skipped);
        }
    }

    /**
     * Trains.
     *
     * @param resume whether to go on with the run in the folder: finished folds are not trained again
     * @throws TrainingException as {@link Trainer#train} and {@link Trainer#resume}
     */
    public Outcome run(boolean resume) {
        if (!resume) {
            requireUnused();
        }
        List<FoldResult> results = new ArrayList<>();
        Set<Skipped> skipped = new LinkedHashSet<>();
        for (int fold = 1; fold <= folds.size(); fold++) {
            listener.fold(fold, folds.size());
            Trainer trainer = new Trainer(plan, start, folds.get(fold - 1), folder.fold(fold), listener);
            boolean begun = fold == 1 || Files.exists(folder.fold(fold).plan());
            TrainingOutcome outcome = resume && begun ? trainer.resume() : trainer.train();
            skipped.addAll(outcome.skipped());
            if (outcome.stopped()) {
                return new Outcome(results, Optional.empty(), List.copyOf(skipped));
            }
            results.add(new FoldResult(fold, outcome.epochs().size(), outcome.best()));
            write(results);
        }
        listener.fold(0, folds.size());
        TrainingOutcome whole = whole(resume, FoldResult.medianEpoch(results));
        skipped.addAll(whole.skipped());
        if (!whole.stopped()) {
            describe(results);
            HardExamples.write(heldOut(), folder.hardExamples());
        }
        return new Outcome(results, Optional.of(whole), List.copyOf(skipped));
    }

    /** Before the first fold is trained, since the last model would be refused after all of them. */
    private void requireUnused() {
        RunRecord.requireUnused(folder);
        for (int fold = 1; fold <= folds.size(); fold++) {
            RunRecord.requireUnused(folder.fold(fold));
        }
    }

    private TrainingOutcome whole(boolean resume, int epochs) {
        Trainer trainer =
                new Trainer(plan, start, folds.getFirst().trained(), folder, listener, Teaching.none(), epochs);
        return resume && Files.exists(folder.plan()) ? trainer.resume() : trainer.train();
    }

    /** Every photo as the model saw it that had not learnt from it. */
    private List<HardExample> heldOut() {
        List<Path> models = IntStream.rangeClosed(1, folds.size())
                .mapToObj(fold -> folder.fold(fold).model())
                .toList();
        return HardExamples.heldOut(models, folds, plan.computation().loaders());
    }

    private void describe(List<FoldResult> results) {
        Model model = ModelFile.read(folder.model()).model();
        Map<String, String> facts = new TreeMap<>(model.card().provenance());
        facts.put("folds", String.valueOf(results.size()));
        facts.put("foldAccuracyMean", String.valueOf(FoldResult.mean(results)));
        facts.put("foldAccuracyDeviation", String.valueOf(FoldResult.deviation(results)));
        List<ModelCard> cards = new ArrayList<>();
        for (int fold = 1; fold <= folds.size(); fold++) {
            cards.add(ModelFile.read(folder.fold(fold).model()).model().card());
        }
        List<EvidenceScale> scales = new ArrayList<>();
        Unit unit = Evidence.unit(model.card());
        for (ModelCard own : cards) {
            EvidenceScale scale = own.evidenceScale();
            if (scale != null) {
                scales.add(scale);
                unit = Evidence.ownUnit(own);
            }
        }
        if (!scales.isEmpty()) {
            facts.put(
                    EvidenceCalibration.FACT,
                    "the mean of " + scales.size() + " folds' scales on their held-out photos");
        }
        ModelCard card = model.card().withProvenance(facts);
        ModelCard scaled = scales.isEmpty() ? card : card.withEvidenceScale(mean(scales), unit);
        ModelFile.write(
                new Model(model.graph(), model.weights(), scaled.withThresholds(thresholds(card, cards))),
                folder.model());
    }

    /** The mean of the folds' thresholds, which were found on photos that were held back; the model's own without any. */
    private static @Nullable Thresholds thresholds(ModelCard card, List<ModelCard> folds) {
        List<Thresholds> found = folds.stream()
                .flatMap(fold -> Stream.ofNullable(fold.thresholds()))
                .toList();
        if (found.isEmpty()) {
            return card.thresholds();
        }
        List<Float> means = IntStream.range(0, card.labels().size())
                .mapToObj(label -> (float) found.stream()
                        .mapToDouble(thresholds -> thresholds.values().get(label))
                        .average()
                        .orElseThrow())
                .toList();
        return new Thresholds(means, found.getFirst().rule() + ", mean of the folds");
    }

    private static EvidenceScale mean(List<EvidenceScale> scales) {
        return new EvidenceScale(
                (float) scales.stream()
                        .mapToDouble(EvidenceScale::floor)
                        .average()
                        .orElseThrow(),
                (float) scales.stream()
                        .mapToDouble(EvidenceScale::ceiling)
                        .average()
                        .orElseThrow());
    }

    private void write(List<FoldResult> results) {
        StringBuilder text = new StringBuilder("fold,epochs,best_epoch,validation_loss,validation_accuracy\n");
        for (FoldResult result : results) {
            text.append(String.format(
                    Locale.ROOT,
                    "%d,%d,%d,%.6f,%.4f%n",
                    result.fold(),
                    result.epochs(),
                    result.best().epoch(),
                    result.best().validationLoss(),
                    result.best().validationAccuracy()));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(folder.folds(), out -> out.write(bytes));
    }
}
