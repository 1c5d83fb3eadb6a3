package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.Loss;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * The model that a run hands over with its validation numbers. They are those of its epoch until its network is changed in the end: from
 * then on it is another model, which is judged again.
 */
record KeptModel(Model model, EpochResult epoch) {
    /** Keys of the card's provenance. */
    static final String LOSS = "validationLoss";

    static final String ACCURACY = "validationAccuracy";

    /**
     * Judges the model anew and writes the numbers into its card.
     *
     * @param feed gives the validation photos
     * @param change of the network since its epoch, for people
     * @return as it was without validation photos
     */
    KeptModel judged(PhotoFeed feed, Loss loss, String change, TrainingListener listener) {
        EpochSums sums = new EpochSums();
        try (TorchNetwork network = new TorchNetwork(model.network())) {
            TrainingStep step = new TrainingStep(network, loss, Precision.FP32, 0);
            for (Batch batch : feed.validation(1)) {
                TrainingStep.Result result = step.judge(batch.inputs(), feed.targets(batch));
                sums.add(result.loss(), result.correct(), batch.size());
            }
        }
        if (sums.photos() == 0) {
            return this;
        }
        if (Double.isNaN(sums.loss())) {
            throw new TrainingException("with " + change + " the model gives no numbers for the validation photos;"
                    + " train with --batch-norm running or frozen");
        }
        var facts = Map.of(LOSS, String.valueOf(sums.loss()), ACCURACY, String.valueOf(sums.accuracy()));
        listener.note(String.format(
                Locale.ROOT,
                "with %s: validation accuracy %.4f, before %.4f",
                change,
                sums.accuracy(),
                epoch.validationAccuracy()));
        return new KeptModel(
                new Model(model.graph(), model.weights(), model.card().withFacts(facts)),
                epoch.validated(sums.loss(), sums.accuracy()));
    }

    /** The epoch with the numbers that the card of a finished run's model holds. */
    static EpochResult recalled(EpochResult epoch, Path file) {
        Map<String, String> facts = ModelFile.read(file).model().card().provenance();
        return facts.containsKey(LOSS) && facts.containsKey(ACCURACY)
                ? epoch.validated(
                        Double.parseDouble(facts.getOrDefault(LOSS, "")),
                        Double.parseDouble(facts.getOrDefault(ACCURACY, "")))
                : epoch;
    }
}
