package dev.konkyo.app.cli;

import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.image.Fit;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.model.ModelCard;
import dev.konkyo.network.Network;
import dev.konkyo.network.Networks;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.torch.training.StartingPoint;
import dev.konkyo.weights.SafetensorsFile;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a training starts from: a listed network, weights for one, or a model of the user's own. */
final class StartOptions {
    /** The network of trainings that name none: quick on a processor, with weights to be had. */
    private static final String USUAL_NETWORK = "mobilenet_v2";

    /** Height and width of trainings that name none: enough for most parts and a third of the time of 224. */
    private static final int USUAL_SIZE = 160;

    /** How scores become a decision. */
    enum Head {
        SOFTMAX
    }

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "A network, see konkyo networks; by default the one that the weights fit, or " + USUAL_NETWORK
                    + ".")
    private @Nullable String network;

    @Option(
            names = "--from",
            paramLabel = "MODEL.onnx",
            description = "Go on from any ONNX classifier, under a new head.")
    private @Nullable Path from;

    @Option(
            names = "--weights",
            paramLabel = "FILE.safetensors",
            description = "Weights for the network, such as ones that were trained on ImageNet.")
    private @Nullable Path weights;

    @Option(names = "--head", paramLabel = "NAME", description = "How scores become a decision: softmax.")
    private Head head = Head.SOFTMAX;

    @Option(
            names = "--padding",
            paramLabel = "STYLE",
            description =
                    "Padding of convolutions with stride 2: symmetric or same; by default what the weights were trained with.")
    private @Nullable PaddingStyle padding;

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description = "Height and width that photos are brought to; by default " + USUAL_SIZE + ".")
    private @Nullable Integer imageSize;

    /**
     * The start of a training.
     *
     * @param note what was decided for the user; empty if nothing was
     */
    record Start(StartingPoint point, Preprocessing preprocessing, boolean pretrained, String note) {
        /**
         * The network for these labels.
         *
         * @throws CommandException if the network cannot be built for photos of this size or the weights do not fit it
         */
        StartingPoint.Ready prepare(List<String> labels, long seed) {
            try {
                return point.prepare(labels, preprocessing, seed);
            } catch (GraphException e) {
                throw new CommandException(
                        "no such network for photos of %d x %d: %s"
                                .formatted(preprocessing.height(), preprocessing.width(), e.getMessage()),
                        e);
            }
        }
    }

    /** Reads what the options name. */
    Start start() {
        if (from != null && (network != null || weights != null || padding != null)) {
            throw new UsageException("--from brings its own network; leave out --network, --weights and --padding");
        }
        if (from != null) {
            return continued(ModelFile.read(from));
        }
        return weights == null ? scratch() : pretrained(SafetensorsFile.read(weights));
    }

    Head head() {
        return head;
    }

    private Start scratch() {
        var chosen = named(network == null ? USUAL_NETWORK : network);
        var style = padding == null ? PaddingStyle.SYMMETRIC : padding;
        return new Start(new StartingPoint.Scratch(chosen, style), preprocessing(style), false, "");
    }

    private Start pretrained(SafetensorsFile file) {
        var origin = WeightsOrigin.of(file);
        var chosen = network == null ? origin.network() : named(network);
        var style = padding == null ? origin.padding(chosen) : padding;
        var note = "weights for " + chosen.name() + " with " + style.name().toLowerCase(Locale.ROOT) + " padding";
        return new Start(new StartingPoint.Pretrained(chosen, style, file.weights()), preprocessing(style), true, note);
    }

    private Start continued(ModelFile file) {
        var card = file.card();
        var style = card.map(ModelCard::padding).orElse(PaddingStyle.SYMMETRIC);
        var prepared = card.map(ModelCard::preprocessing).orElseGet(() -> preprocessing(style));
        var sized = imageSize == null ? prepared : prepared.sized(imageSize, imageSize);
        var foreign = new ForeignModel(
                file.onnx().graph(), file.onnx().weights(), ForeignModel.Normalization.IMAGENET, sized.height());
        var network = new WeightedGraph(foreign.graph(), foreign.weights());
        return new Start(new StartingPoint.Continued(network, style), sized, true, "");
    }

    /** The whole photo, normalised as the frameworks do that pad this way. */
    private Preprocessing preprocessing(PaddingStyle style) {
        int size = imageSize == null ? USUAL_SIZE : imageSize;
        if (size < 1) {
            throw new UsageException("--image-size must be at least 1, got " + size);
        }
        var published =
                style == PaddingStyle.SAME ? Preprocessing.tensorflow(size, size) : Preprocessing.imageNet(size, size);
        return published.with(new Fit.Stretch());
    }

    private static Network named(String name) {
        try {
            return Networks.named(name);
        } catch (GraphException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
