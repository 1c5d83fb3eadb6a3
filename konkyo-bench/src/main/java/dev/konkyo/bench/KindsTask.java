package dev.konkyo.bench;

import dev.konkyo.app.demo.NutKinds;
import dev.konkyo.app.report.Evaluator;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.file.FileHash;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Classifier;
import dev.konkyo.network.Network;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.runtime.RuntimeClassifier;
import dev.konkyo.runtime.RuntimeOptions;
import dev.konkyo.torch.training.Computation;
import dev.konkyo.torch.training.Course;
import dev.konkyo.torch.training.Objective;
import dev.konkyo.torch.training.RunFolder;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.torch.training.Teacher;
import dev.konkyo.torch.training.Teaching;
import dev.konkyo.torch.training.Trainer;
import dev.konkyo.torch.training.TrainingListener;
import dev.konkyo.torch.training.TrainingPlan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rendered nuts of 25 kinds, small: photos of many, of few and of no labels, and others to choose and to judge models by. */
record KindsTask(Path folder, int threads) {
    private static final int SIDE = 48;
    private static final int VALIDATION = 12;
    private static final int TEST = 40;

    /** Renders photos to train on, so many of each class, and those to choose and to judge models by. */
    void render(int photos) throws IOException {
        render("photos", photos, 1);
        render("validation", VALIDATION, 2);
        render("test", TEST, 3);
    }

    private void render(String name, int photos, long seed) throws IOException {
        var last = folder.resolve(name, NutKinds.labels().getLast(), "%04d.png".formatted(photos - 1));
        if (!Files.exists(last)) {
            new NutKinds(SIDE).write(folder.resolve(name), photos, seed);
        }
    }

    /** The training photos: of each class those from one number on, up to another. */
    Dataset photos(int from, int to) {
        Dataset all = DatasetReader.standard().read(folder.resolve("photos"));
        return all.with(all.samples().stream()
                .filter(sample -> number(sample) >= from && number(sample) < to)
                .map(sample -> sample.in(Part.TRAINING))
                .toList());
    }

    private static int number(Sample sample) {
        return Integer.parseInt(sample.photo().getFileName().toString().substring(0, 4));
    }

    /** The same photos listed several times, so that an epoch shows each so often. */
    static Dataset repeated(Dataset photos, int times) {
        return photos.with(Collections.nCopies(times, photos.samples()).stream()
                .flatMap(List::stream)
                .toList());
    }

    /** These photos to learn from and the validation photos to choose the epoch by. */
    Dataset validated(Dataset training) {
        Dataset held = DatasetReader.standard().read(folder.resolve("validation"));
        return training.with(Stream.concat(
                        training.samples().stream(), held.samples().stream().map(sample -> sample.in(Part.VALIDATION)))
                .toList());
    }

    /** Trains from scratch, or goes on with a run that was interrupted; returns the model's file. */
    Path train(Network network, Dataset training, Teaching teaching, int epochs, long seed, String run) {
        var data = validated(training);
        var start = new StartingPoint.Scratch(network, PaddingStyle.SYMMETRIC)
                .prepare(data.labels(), Preprocessing.stretched(SIDE, SIDE), seed)
                .start();
        var plan = TrainingPlan.standard(seed)
                .with(Course.of(epochs, 25))
                .with(Objective.crossEntropy(0))
                .with(computation());
        var target = new RunFolder(folder.resolve(run));
        return finished(new Trainer(plan, start, data, target, TrainingListener.SILENT, teaching), target);
    }

    /** A run, from its beginning or from where it was interrupted; returns the model's file. */
    static Path finished(Trainer trainer, RunFolder run) {
        return (Files.exists(run.plan()) ? trainer.resume() : trainer.train()).model();
    }

    Computation computation() {
        return Computation.standard().withThreads(threads);
    }

    Classifier open(Path model) {
        return new RuntimeClassifier(ModelFile.read(model).model(), RuntimeOptions.sharing(threads));
    }

    Teacher teacher(Path model) {
        return new Teacher(model.toString(), FileHash.sha256(model), open(model));
    }

    /** Share of the test photos that a model judges rightly. */
    double accuracy(Path model) {
        try (var classifier = open(model)) {
            return accuracy(classifier);
        }
    }

    double accuracy(Classifier classifier) {
        return accuracy(classifier, "test");
    }

    /** Share of the validation photos that a model judges rightly: what may be looked at to choose one. */
    double validation(Classifier classifier) {
        return accuracy(classifier, "validation");
    }

    private double accuracy(Classifier classifier, String photos) {
        var test = DatasetReader.standard()
                .read(folder.resolve(photos))
                .ordered(classifier.card().labels());
        var judged = new Evaluator(classifier, Optional.empty(), PhotoReader.standard(), _ -> {}).judge(test);
        return judged.judgements().stream()
                .mapToInt(photo -> photo.right() ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /** A row of the table: mean, standard deviation and every run's accuracy, in percent. */
    static String row(String name, List<Double> accuracies) {
        String each = accuracies.stream()
                .map(accuracy -> "%.1f".formatted(100 * accuracy))
                .collect(Collectors.joining(", "));
        return "| %s | %s | %s |".formatted(name, summary(accuracies), each);
    }

    private static String summary(List<Double> accuracies) {
        double mean =
                accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = accuracies.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / Math.max(1, accuracies.size() - 1));
        return "%.1f ± %.1f".formatted(100 * mean, 100 * deviation);
    }
}
