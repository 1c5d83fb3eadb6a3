package dev.konkyo.torch.training;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.model.LearntPhotos;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.loss.Loss;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Derives the model that a run hands over from the best epoch's weights: statistics, centres, stored photos, thresholds, numbers and the
 * scale of its evidence. It always begins with the weights as they were learnt and writes once, so a run that is killed in between or
 * resumed derives the same model again.
 *
 * @param learns which parameters ever did
 */
record Finishing(
        TrainingPlan plan,
        Dataset data,
        Teaching teaching,
        PhotoFeed feed,
        Loss loss,
        Predicate<String> learns,
        TrainingListener listener) {
    /**
     * Writes the model.
     *
     * @param best the model of the best epoch as it was learnt
     * @param epoch the best
     * @return the epoch with the numbers of the model as it is written
     */
    EpochResult apply(RunFolder folder, Path best, EpochResult epoch) {
        Model learnt = ModelFile.read(best).model();
        DecisionFitting decision = new DecisionFitting(plan, feed, listener);
        List<String> changes = new ArrayList<>();
        Model estimated = estimated(learnt);
        // A network without normalisations has no statistics.
        if (!estimated.network().equals(learnt.network())) {
            changes.add("statistics of batch normalisation estimated anew");
            estimated = decision.centred(estimated);
        }
        Model fitted = decision.fitted(estimated);
        if (fitted.graph().parameters().containsKey(CosineHead.PHOTOS)) {
            changes.add("stored photos that decide");
        }
        KeptModel kept = new KeptModel(fitted, epoch);
        if (!changes.isEmpty()) {
            kept = kept.judged(feed, loss, String.join(" and ", changes), listener);
        }
        ModelFile.write(told(EvidenceScaling.scaled(kept.model(), feed.validation(1), listener)), folder.model());
        return kept.epoch();
    }

    /** With the photos that it has learnt from: here, with and without labels, before, and through its teachers. */
    private Model told(Model model) {
        List<Sample> labelled = data.only(Part.TRAINING).samples();
        List<Sample> unlabelled = teaching.unlabelled().map(Dataset::samples).orElse(List.of());
        LearntPhotos learnt = LearntPhotos.of(Stream.concat(labelled.stream(), unlabelled.stream())
                .map(Sample::photo)
                .toList());
        Stream<ModelCard> teachers =
                teaching.teachers().stream().map(teacher -> teacher.model().card());
        for (ModelCard card : Stream.concat(Stream.of(model.card()), teachers).toList()) {
            LearntPhotos before = card.learnt();
            learnt = before == null ? learnt : learnt.and(before);
        }
        ModelCard card = model.card().withLearnt(learnt);
        return new Model(model.graph(), model.weights(), card);
    }

    private Model estimated(Model model) {
        return plan.fineTuning().statistics() == FineTuning.Statistics.RE_ESTIMATED
                ? PreciseStatistics.of(model, plan, data, learns)
                : model;
    }
}
