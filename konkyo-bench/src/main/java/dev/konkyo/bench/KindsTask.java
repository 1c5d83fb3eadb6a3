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
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Rendered nuts of 25 kinds, small: photos of many, of few and of no labels, and others to choose and to judge models by. */
record KindsTask(Path folder, int threads) {
    private static final int SIDE = 48;
    private static final int VALIDATION = 8;
    private static final int TEST = 40;

    /** Renders what is missing. */
    void render(int labelled) throws IOException {
        var kinds = new NutKinds(SIDE);
        kinds.write(folder.resolve("photos"), labelled, 1);
        kinds.write(folder.resolve("validation"), VALIDATION, 2);
        kinds.write(folder.resolve("test"), TEST, 3);
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

    /** These photos to learn from and the validation photos to choose the epoch by. */
    Dataset validated(Dataset training) {
        Dataset held = DatasetReader.standard().read(folder.resolve("validation"));
        return training.with(Stream.concat(
                        training.samples().stream(), held.samples().stream().map(sample -> sample.in(Part.VALIDATION)))
                .toList());
    }

    /** Trains from scratch; returns the model's file. */
    Path train(Network network, Dataset training, Teaching teaching, int epochs, long seed, String run) {
        var data = validated(training);
        var start = new StartingPoint.Scratch(network, PaddingStyle.SYMMETRIC)
                .prepare(data.labels(), Preprocessing.stretched(SIDE, SIDE), seed)
                .start();
        var plan = TrainingPlan.standard(seed)
                .with(Course.of(epochs, 25))
                .with(Objective.crossEntropy(0))
                .with(Computation.standard().withThreads(threads));
        var target = new RunFolder(folder.resolve(run));
        return new Trainer(plan, start, data, target, TrainingListener.SILENT, teaching)
                .train()
                .model();
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
        var test = DatasetReader.standard()
                .read(folder.resolve("test"))
                .ordered(classifier.card().labels());
        var judged = new Evaluator(classifier, Optional.empty(), PhotoReader.standard(), _ -> {}).judge(test);
        return judged.judgements().stream()
                .mapToInt(photo -> photo.right() ? 1 : 0)
                .average()
                .orElseThrow();
    }

    /** Mean and standard deviation over runs, in percent. */
    static String summary(List<Double> accuracies) {
        double mean =
                accuracies.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        double squares = accuracies.stream()
                .mapToDouble(value -> (value - mean) * (value - mean))
                .sum();
        double deviation = Math.sqrt(squares / Math.max(1, accuracies.size() - 1));
        return "%.1f ± %.1f".formatted(100 * mean, 100 * deviation);
    }
}
