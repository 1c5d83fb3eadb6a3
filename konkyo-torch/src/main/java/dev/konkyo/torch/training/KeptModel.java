package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.graph.Weights;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.TorchNetwork;
import dev.konkyo.torch.loss.Loss;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The numbers of the model that a run keeps. They are those of its epoch until its statistics are estimated anew: from then on the file
 * holds another model, which is judged again.
 *
 * @param file of the model
 */
record KeptModel(Path file) {
    /** Keys of the card's provenance. */
    static final String LOSS = "validationLoss";

    static final String ACCURACY = "validationAccuracy";

    /**
     * Judges the model as it lies in the file and writes its numbers into its card.
     *
     * @param epoch that it was made in
     * @param feed gives the validation photos
     * @param settling work on the network that is due before it is judged
     * @return the epoch with the numbers of the file's model
     */
    EpochResult judged(
            EpochResult epoch, PhotoFeed feed, Loss loss, Consumer<TorchNetwork> settling, TrainingListener listener) {
        Model model = ModelFile.read(file).model();
        Weights weights;
        EpochSums sums = new EpochSums();
        try (TorchNetwork network = new TorchNetwork(model.network())) {
            settling.accept(network);
            weights = network.weights();
            TrainingStep step = new TrainingStep(network, loss, Precision.FP32, 0);
            for (Batch batch : feed.validation(1)) {
                TrainingStep.Result result = step.judge(feed.pixels(batch), feed.targets(batch));
                sums.add(result.loss(), result.correct(), batch.size());
            }
        }
        requireNumbers(sums);
        Map<String, String> facts = new TreeMap<>(model.card().provenance());
        if (sums.photos() > 0) {
            facts.put(LOSS, String.valueOf(sums.loss()));
            facts.put(ACCURACY, String.valueOf(sums.accuracy()));
        }
        ModelFile.write(new Model(model.graph(), weights, model.card().withProvenance(facts)), file);
        if (sums.photos() == 0) {
            return epoch;
        }
        listener.note(String.format(
                Locale.ROOT,
                "statistics of batch normalisation estimated anew: validation accuracy %.4f, before %.4f",
                sums.accuracy(),
                epoch.validationAccuracy()));
        return epoch.validated(sums.loss(), sums.accuracy());
    }

    private static void requireNumbers(EpochSums sums) {
        if (sums.photos() > 0 && Double.isNaN(sums.loss())) {
            throw new TrainingException("with its statistics of batch normalisation estimated anew the model gives no"
                    + " numbers for the validation photos; train with --batch-norm running or frozen");
        }
    }

    /** The epoch with the numbers that the card holds: those of a finished run. */
    EpochResult recalled(EpochResult epoch) {
        Map<String, String> facts = ModelFile.read(file).model().card().provenance();
        return facts.containsKey(LOSS) && facts.containsKey(ACCURACY)
                ? epoch.validated(
                        Double.parseDouble(facts.getOrDefault(LOSS, "")),
                        Double.parseDouble(facts.getOrDefault(ACCURACY, "")))
                : epoch;
    }
}
