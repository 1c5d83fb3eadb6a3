package dev.konkyo.app.cli;

import dev.konkyo.evidence.Needs;
import dev.konkyo.evidence.memory.ImportedMemory;
import dev.konkyo.evidence.memory.NumberTable;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.heatmap.Unit;
import dev.konkyo.image.Fit;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import dev.konkyo.model.ModelCard.ScoreKind;
import dev.konkyo.onnx.OnnxFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;

/** Makes one model file of a network and the tables in which Faster-Grad-CAM was first published. */
@Command(
        name = "import-memory",
        description =
                "Make one model file of a network that gives evidence layer and embedding, and of a memory in CSV tables without headings.",
        footer = {
            "",
            "Example: konkyo import-memory network.onnx --vectors vector_pa.csv --centres kmeans_centers.csv"
                    + " --addresses channel_adress.csv --weights channel_weight.csv --labels gu,pa --output janken.onnx"
        })
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class ImportMemoryCommand implements Callable<Integer> {
    @ParentCommand
    private Konkyo konkyo;

    @Parameters(
            paramLabel = "NETWORK",
            description = "An ONNX file with one output [N, channels, height, width] and one [N, length].")
    private Path file;

    @Option(
            names = "--vectors",
            required = true,
            paramLabel = "FILE",
            description = "Embeddings of photos of the second label, one per line.")
    private Path vectors;

    @Option(
            names = "--centres",
            required = true,
            paramLabel = "FILE",
            description = "Centres of the clusters of embeddings, one per line.")
    private Path centres;

    @Option(
            names = "--addresses",
            required = true,
            paramLabel = "FILE",
            description = "Numbers of the channels that count, from 0, one line per cluster.")
    private Path addresses;

    @Option(
            names = "--weights",
            required = true,
            paramLabel = "FILE",
            description = "Weights of these channels, one line per cluster.")
    private Path weights;

    @Option(
            names = "--labels",
            required = true,
            split = ",",
            paramLabel = "BELOW,ABOVE",
            description = "What is said below the threshold and above it.")
    private List<String> labels;

    @Option(
            names = "--threshold",
            paramLabel = "COSINE",
            description = "The least cosine with one of the vectors for the second label; by default ${DEFAULT-VALUE}.")
    private float threshold = 0.25f;

    @Option(
            names = "--preprocessing",
            paramLabel = "NAME",
            description =
                    "How the network wants its photos, of which it sees the middle square: ${COMPLETION-CANDIDATES}; by default ${DEFAULT-VALUE}.")
    private ForeignModel.Normalization preprocessing = ForeignModel.Normalization.UNIT;

    @Option(
            names = {"-o", "--output"},
            required = true,
            paramLabel = "FILE",
            description = "The ONNX file to write.")
    private Path output;

    @Override
    public Integer call() {
        if (labels.size() != 2) {
            throw new UsageException("--labels takes two, below the threshold and above it, got " + labels);
        }
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new UsageException("--threshold is a cosine in [-1, 1], got " + threshold);
        }
        var onnx = OnnxFile.read(file);
        var network = new WeightedGraph(onnx.graph(), onnx.weights());
        var memory = new ImportedMemory(
                NumberTable.read(vectors),
                NumberTable.read(centres),
                NumberTable.read(addresses),
                NumberTable.read(weights));
        var evident = memory.in(network, threshold);
        var model = new Model(evident.graph(), evident.weights(), card(network, memory.reference()));
        try (var classifier = Engines.open(model, Needs.SCORES, 1);
                var expected = new ExpectedOutputs(model)) {
            var golden = new GoldenInputs(2, Optional.empty()).chosen(classifier);
            new CheckedFile(output).write(model, golden.inputs(), 2, expected);
        }
        konkyo.output().line(output + ": " + String.join(", ", evident.graph().outputs()));
        return 0;
    }

    private ModelCard card(WeightedGraph network, float reference) {
        var sizes = network.graph().input().sizes();
        if (sizes.size() != 4 || sizes.get(2) == GraphInput.FREE || sizes.get(3) == GraphInput.FREE) {
            throw new CommandException("the network's input is " + sizes
                    + ", expected photos [N, 3, height, width] of one size; export it with fixed sizes");
        }
        // The middle square of a photo, as large as fits: what a camera that looks down on a hand has in view.
        var photos = preprocessing.of(sizes.get(2), sizes.get(3)).with(new Fit.Crop(1));
        return ModelCard.of(network.graph().name(), labels, photos)
                .withScores(ScoreKind.COSINE)
                .withEvidenceLayer(ImportedMemory.layer(network))
                .withEvidenceUnit(Unit.RELATIVE)
                .withProvenance(Map.of(
                        "evidence",
                        ("imported memory, whose weights have no unit: 1 is what the strongest cluster's channels give at"
                                        + " activations of 1 (weights divided by %.4g)")
                                .formatted(reference)));
    }
}
