package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.BatchLoader;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.LoaderPlan;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Sampler;
import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.model.Prediction;
import dev.konkyo.model.WeightsHash;
import dev.konkyo.specialist.ConfusedClasses;
import dev.konkyo.specialist.Specialist;
import dev.konkyo.torch.Tensors;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Trains specialists for the classes that a generalist confuses (Hinton, Vinyals and Dean 2015, section 5). Each begins with the
 * generalist's weights and a new head for its group's classes and a dustbin, and sees its group in half of its photos.
 *
 * @param plan of every specialist; the sampler is replaced
 * @param generalist whose labels are the data's
 */
public record SpecialistTraining(TrainingPlan plan, Model generalist) {
    private static final int BATCH = 32;

    /**
     * The groups of classes that a generalist confuses, by its predictions on training and validation photos.
     *
     * @param model the generalist in an engine
     * @param data under the generalist's labels
     * @param groups to look for
     */
    public List<List<Integer>> groups(Classifier model, Dataset data, int groups) {
        List<double[]> predictions = new ArrayList<>();
        Preprocessing preprocessing = generalist.card().preprocessing();
        LoaderPlan once =
                LoaderPlan.evaluation(BATCH, 1).withThreads(plan.computation().loaders());
        List<Sample> samples = data.only(Part.TRAINING, Part.VALIDATION).samples();
        try (BatchLoader loader = new BatchLoader(samples, preprocessing, PhotoReader.standard(), once)) {
            for (Batch batch : loader.epoch(0)) {
                TensorData logits = model.logits(Tensors.planes(batch.inputs()));
                for (int row = 0; row < batch.size(); row++) {
                    predictions.add(Prediction.of(generalist.card(), logits, row).scores().stream()
                            .mapToDouble(Float::doubleValue)
                            .toArray());
                }
            }
        }
        return ConfusedClasses.of(predictions, groups, new SplittableRandom(plan.seed()));
    }

    /** The photos of a group: its classes by name and, as the last, the dustbin with all others. */
    public Dataset photos(Dataset data, List<Integer> group) {
        List<String> labels = Stream.concat(group.stream().map(data.labels()::get), Stream.of(Specialist.DUSTBIN))
                .toList();
        List<Sample> relabelled = data.samples().stream()
                .map(sample ->
                        sample.labelled(group.contains(sample.label()) ? group.indexOf(sample.label()) : group.size()))
                .toList();
        Dataset all = new Dataset(data.folder(), labels, relabelled, data.skipped(), List.of());
        return all.with(Stream.concat(all.only(Part.TRAINING).samples().stream(), thinned(all, group.size()).stream())
                .toList());
    }

    /** As many validation photos of the dustbin as of the group, so that the best epoch is not the one that knows the dustbin best. */
    private static List<Sample> thinned(Dataset all, int dustbin) {
        List<Sample> held = all.only(Part.VALIDATION).samples();
        List<Sample> others =
                held.stream().filter(sample -> sample.label() == dustbin).toList();
        List<Sample> kept = new ArrayList<>(
                held.stream().filter(sample -> sample.label() != dustbin).toList());
        int wanted = Math.min(kept.size(), others.size());
        for (int i = 0; i < wanted; i++) {
            kept.add(others.get((int) ((long) i * others.size() / wanted)));
        }
        return kept;
    }

    /** What {@link Specialist} needs to know of a group's training. */
    public static double dustbinShift(Dataset photos) {
        int dustbin = photos.labels().size() - 1;
        List<Sample> trained = photos.only(Part.TRAINING).samples();
        int others = (int)
                trained.stream().filter(sample -> sample.label() == dustbin).count();
        return Specialist.dustbinShift(trained.size() - others, others);
    }

    /** The start of a specialist. Its origin is the generalist's weights: with those of another it cannot be resumed. */
    public TrainingStart start(Dataset photos) {
        return new StartingPoint.Continued(
                        generalist.network(),
                        generalist.card().padding(),
                        generalist.card().labels(),
                        new ClassifierStyle.Own())
                .prepare(photos.labels(), generalist.card().preprocessing(), plan.seed())
                .start()
                .withLearnt(generalist.card().learnt())
                .withOrigin(Map.of("generalist", WeightsHash.of(generalist.network())));
    }

    /**
     * A specialist's run.
     *
     * @param photos see {@link #photos}
     */
    public Trainer trainer(Dataset photos, RunFolder folder, TrainingListener listener) {
        Sampler halved = new Sampler.Halved(photos.labels().size() - 1);
        return new Trainer(plan.with(plan.presentation().with(halved)), start(photos), photos, folder, listener);
    }
}
