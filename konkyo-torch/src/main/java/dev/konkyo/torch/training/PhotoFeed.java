package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.BatchLoader;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.LoaderPlan;
import dev.konkyo.dataset.LoadingTimes;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.dataset.Sampler;
import dev.konkyo.dataset.Skipped;
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The photos of a run: training batches in random order and augmented, validation batches as they are. */
final class PhotoFeed implements AutoCloseable {
    private static final int VALIDATION_BATCH = 32;

    private final Lessons lessons;
    private final int classes;
    private final List<Sample> samples;
    private final BatchLoader training;
    private final @Nullable BatchLoader validation;
    private final BatchLoader plain;
    private final int plainPasses;
    private int plainEpochs;

    PhotoFeed(TrainingPlan plan, Preprocessing preprocessing, Dataset data, Teaching teaching) {
        lessons = new Lessons(teaching, data.labels(), preprocessing);
        classes = data.labels().size();
        List<Sample> labelled = data.only(Part.TRAINING).samples();
        samples = Stream.concat(labelled.stream(), teaching.extra(classes).stream())
                .toList();
        if (labelled.isEmpty()) {
            throw new TrainingException(data.folder() + " has no photos to train on: "
                    + data.counts().summary());
        }
        int epochs = plan.course().epochs();
        Presentation presentation = plan.presentation();
        int threads = plan.computation().loaders();
        LoaderPlan loading = LoaderPlan.training(
                        plan.course().batch(), presentation.augmentation(), plan.seed(), epochs)
                .with(sampler(presentation.sampler(), labelled.size()))
                .withThreads(threads);
        PhotoReader reader = PhotoReader.standard();
        training = new BatchLoader(samples, lessons.seen(), reader, loading);
        // One more pass than epochs: stored photos and re-estimated statistics need one at the end.
        plainPasses = epochs + 1;
        plain = new BatchLoader(
                labelled,
                preprocessing,
                reader,
                LoaderPlan.evaluation(VALIDATION_BATCH, plainPasses).withThreads(threads));
        List<Sample> held = data.only(Part.VALIDATION).samples();
        LoaderPlan judging = LoaderPlan.evaluation(VALIDATION_BATCH, epochs).withThreads(threads);
        validation = held.isEmpty() ? null : new BatchLoader(held, preprocessing, reader, judging);
    }

    private Sampler sampler(Sampler chosen, int labelled) {
        return labelled == samples.size() ? chosen : new Sampler.WithUnlabelled(chosen, classes);
    }

    int stepsPerEpoch() {
        return training.batchesPerEpoch();
    }

    /** The training batches of an epoch, counted from 1. */
    Iterable<Batch> training(int epoch) {
        return training.epoch(epoch - 1);
    }

    /** The validation batches; none without validation photos. */
    Iterable<Batch> validation(int epoch) {
        return validation == null ? List.of() : validation.epoch(epoch - 1);
    }

    /** The labelled training photos once through, in the data set's order and as they are. */
    Iterable<Batch> plain() {
        int epoch = plainEpochs++;
        return plain.epoch(epoch % plainPasses);
    }

    /** Nanoseconds that training steps waited for photos so far. */
    long waited() {
        return training.waited();
    }

    /** How long the threads that load training photos have worked so far. */
    LoadingTimes loading() {
        return training.times();
    }

    /** The classes' shares in a batch's photos, float32 [N, classes]; rows of photos without a label have the sum 0. */
    TensorData targets(Batch batch) {
        float[] known = new float[batch.size() * classes];
        float[] all = batch.shares(classes + 1);
        for (int photo = 0; photo < batch.size(); photo++) {
            System.arraycopy(all, photo * (classes + 1), known, photo * classes, classes);
        }
        return TensorData.ofFloats(Shape.of(batch.size(), classes), known);
    }

    /** What a training batch teaches. */
    Lesson lesson(Batch batch) {
        return lessons.of(batch.inputs(), targets(batch));
    }

    /** File names of a batch's photos, for messages. */
    String names(Batch batch) {
        return Arrays.stream(batch.samples())
                .limit(3)
                .mapToObj(index -> String.valueOf(samples.get(index).photo().getFileName()))
                .collect(Collectors.joining(", ", "", batch.size() > 3 ? ", ..." : ""));
    }

    List<Skipped> skipped() {
        return validation == null
                ? training.skipped()
                : Stream.concat(training.skipped().stream(), validation.skipped().stream())
                        .toList();
    }

    @Override
    public void close() {
        training.close();
        plain.close();
        if (validation != null) {
            validation.close();
        }
    }
}
