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
import dev.konkyo.graph.Shape;
import dev.konkyo.graph.TensorData;
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

    /** Judges the training and validation photos, as they are. */
    static List<HardExample> of(Path file, Dataset data, int threads) {
        Model model = ModelFile.read(file).model();
        List<HardExample> examples = new ArrayList<>();
        WeightedGraph folded = BatchNormFolding.fold(new WeightedGraph(model.graph(), model.weights()));
        try (TorchNetwork network = new TorchNetwork(folded)) {
            for (Part part : List.of(Part.TRAINING, Part.VALIDATION)) {
                examples.addAll(judge(network, model.card().preprocessing(), data, part, threads));
            }
        }
        return sorted(examples);
    }

    /** The highest loss first. */
    static List<HardExample> sorted(List<HardExample> examples) {
        return examples.stream()
                .sorted(Comparator.comparingDouble(HardExample::loss).reversed().thenComparing(HardExample::photo))
                .toList();
    }

    private static List<HardExample> judge(
            TorchNetwork network, Preprocessing preprocessing, Dataset data, Part part, int threads) {
        List<Sample> samples = data.only(part).samples();
        List<Sample> seen = new ArrayList<>();
        List<double[]> logarithms = new ArrayList<>();
        if (!samples.isEmpty()) {
            LoaderPlan loading = LoaderPlan.evaluation(BATCH, 1).withThreads(threads);
            try (BatchLoader loader = new BatchLoader(samples, preprocessing, PhotoReader.standard(), loading)) {
                for (Batch batch : loader.epoch(0)) {
                    logarithms.addAll(logarithms(network, preprocessing, batch));
                    for (int index : batch.samples()) {
                        seen.add(samples.get(index));
                    }
                }
            }
        }
        int[] labels = seen.stream().mapToInt(Sample::label).toArray();
        LabelDoubt doubt = LabelDoubt.of(logarithms, labels, data.labels().size());
        List<HardExample> examples = new ArrayList<>();
        for (int i = 0; i < labels.length; i++) {
            double[] row = logarithms.get(i);
            int predicted = LabelDoubt.highest(row);
            examples.add(new HardExample(
                    data.relative(seen.get(i).photo()),
                    part.name().toLowerCase(Locale.ROOT),
                    data.labels().get(labels[i]),
                    data.labels().get(predicted),
                    -row[labels[i]],
                    Math.exp(row[labels[i]]),
                    Math.exp(row[predicted]),
                    doubt.of(row, labels[i])));
        }
        return examples;
    }

    /** Logarithms of the probabilities, one row for each photo. */
    private static List<double[]> logarithms(TorchNetwork network, Preprocessing preprocessing, Batch batch) {
        Shape shape = Shape.of(batch.size(), 3, preprocessing.height(), preprocessing.width());
        try (TensorScope _ = new TensorScope()) {
            return TorchEngine.noGrad(() -> {
                Tensor pixels = Tensors.channelsLast(TensorData.ofFloats(shape, batch.pixels()));
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
