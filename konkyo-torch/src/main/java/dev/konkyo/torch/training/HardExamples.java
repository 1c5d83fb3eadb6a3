package dev.konkyo.torch.training;

import dev.konkyo.dataset.Batch;
import dev.konkyo.dataset.BatchLoader;
import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.LoaderPlan;
import dev.konkyo.dataset.Part;
import dev.konkyo.dataset.Sample;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.graph.BatchNormFolding;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.Mode;
import dev.konkyo.torch.TensorScope;
import dev.konkyo.torch.Tensors;
import dev.konkyo.torch.TorchEngine;
import dev.konkyo.torch.TorchNetwork;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The photos of a run from the hardest to the easiest, and those among them whose label may be wrong. */
public final class HardExamples {
    private static final int BATCH = 32;

    /** Cosines become probabilities as they would in training with this scale: certain from a lead of about 0.5 on. */
    private static final double COSINE_SCALE = 16;

    private static final JsonMapper JSON = new JsonMapper();

    private HardExamples() {}

    /** A photo and the logarithms of the probabilities that a model gives it. */
    private static final class Judged {
        final Sample sample;
        final double[] logarithms;

        Judged(Sample sample, double[] logarithms) {
            this.sample = sample;
            this.logarithms = logarithms;
        }
    }

    /** Judges the training and validation photos, as they are. */
    static List<HardExample> of(Path file, Dataset data, int threads) {
        List<Part> parts = List.of(Part.TRAINING, Part.VALIDATION);
        List<Judged> judged = judged(file, data, parts, threads);
        return sorted(parts.stream()
                .map(part ->
                        judged.stream().filter(one -> one.sample.part() == part).toList())
                .flatMap(one -> examples(one, data).stream())
                .toList());
    }

    /**
     * Judges every photo by the model that held it back. The probabilities of all folds are judged together, as confident learning has it: in a
     * single fold of a small data set there are too few photos to doubt one.
     *
     * @param files the model of each fold
     */
    static List<HardExample> heldOut(List<Path> files, List<Dataset> folds, int threads) {
        List<Judged> judged = new ArrayList<>();
        for (int fold = 0; fold < folds.size(); fold++) {
            judged.addAll(judged(files.get(fold), folds.get(fold), List.of(Part.VALIDATION), threads));
        }
        return sorted(examples(judged, folds.getFirst()));
    }

    /** The highest loss first. */
    private static List<HardExample> sorted(List<HardExample> examples) {
        return examples.stream()
                .sorted(Comparator.comparingDouble(HardExample::loss).reversed().thenComparing(HardExample::photo))
                .toList();
    }

    private static List<Judged> judged(Path file, Dataset data, List<Part> parts, int threads) {
        List<Sample> samples = data.samples().stream()
                .filter(sample -> parts.contains(sample.part()))
                .toList();
        List<Judged> judged = new ArrayList<>();
        if (samples.isEmpty()) {
            return judged;
        }
        Model model = ModelFile.read(file).model();
        Preprocessing preprocessing = model.card().preprocessing();
        WeightedGraph folded = BatchNormFolding.fold(new WeightedGraph(model.graph(), model.weights()));
        LoaderPlan loading = LoaderPlan.evaluation(BATCH, 1).withThreads(threads);
        try (TorchNetwork network = new TorchNetwork(folded);
                BatchLoader loader = new BatchLoader(samples, preprocessing, PhotoReader.standard(), loading)) {
            for (Batch batch : loader.epoch(0)) {
                List<double[]> rows = logarithms(network, batch);
                for (int i = 0; i < rows.size(); i++) {
                    judged.add(new Judged(samples.get(batch.samples()[i]), rows.get(i)));
                }
            }
        }
        return judged;
    }

    private static List<HardExample> examples(List<Judged> judged, Dataset data) {
        List<double[]> logarithms = judged.stream().map(one -> one.logarithms).toList();
        int[] labels = judged.stream().mapToInt(one -> one.sample.label()).toArray();
        LabelDoubt doubt = LabelDoubt.of(logarithms, labels, data.labels().size());
        return judged.stream().map(one -> example(one, data, doubt)).toList();
    }

    private static HardExample example(Judged judged, Dataset data, LabelDoubt doubt) {
        Sample sample = judged.sample;
        double[] row = judged.logarithms;
        int predicted = LabelDoubt.highest(row);
        return new HardExample(
                data.relative(sample.photo()),
                sample.part().name().toLowerCase(Locale.ROOT),
                data.labels().get(sample.label()),
                data.labels().get(predicted),
                -row[sample.label()],
                Math.exp(row[sample.label()]),
                Math.exp(row[predicted]),
                doubt.of(row, sample.label()));
    }

    /** Logarithms of the probabilities, one row for each photo. */
    private static List<double[]> logarithms(TorchNetwork network, Batch batch) {
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                Tensor pixels = Tensors.channelsLast(batch.inputs());
                Tensor scores = network.forward(pixels, Mode.EVALUATION).to(torch.ScalarType.Double);
                Tensor logits = CosineHead.in(network.graph()) ? scores.mul(new Scalar(COSINE_SCALE)) : scores;
                double[] all = Tensors.data(torch.log_softmax(logits, 1)).toDoubles();
                int classes = all.length / batch.size();
                List<double[]> rows = new ArrayList<>();
                for (int i = 0; i < batch.size(); i++) {
                    rows.add(Arrays.copyOfRange(all, i * classes, (i + 1) * classes));
                }
                return rows;
            });
        }
    }

    static void write(List<HardExample> examples, Path file) {
        byte[] text = examples.stream()
                .map(example -> JSON.writeValueAsString(example) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    /**
     * The list that a run left.
     *
     * @throws TrainingException if the file cannot be read
     */
    public static List<HardExample> read(Path file) {
        try {
            return Files.readAllLines(file).stream()
                    .map(line -> JSON.readValue(line, HardExample.class))
                    .toList();
        } catch (JacksonException e) {
            throw new TrainingException(file + " is no list of hard examples; resume the run to have it made anew", e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }
}
