package dev.konkyo.app.cli;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.GraphInput;
import dev.konkyo.graph.PaddingStyle;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.hub.ModelConfiguration;
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
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What a training starts from: a listed network, weights for one, or a model of the user's own. */
final class StartOptions {
    /** The network of trainings that name none: quick on a processor, with weights to be had. */
    private static final String USUAL_NETWORK = "mobilenet_v2";

    /** Height and width of trainings that name none: enough for most parts and a third of the time of 224. */
    static final int USUAL_SIZE = 160;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "A network, see konkyo networks; by default the one that the weights fit, or " + USUAL_NETWORK
                    + ".")
    private @Nullable String network;

    @Option(
            names = "--from",
            paramLabel = "MODEL.onnx",
            description = "Go on from any ONNX classifier; its head stays if its card has the data's labels.")
    private @Nullable Path from;

    @Option(
            names = "--weights",
            paramLabel = "FILE|hf:OWNER/NAME",
            description =
                    "Weights for the network with torchvision's or timm's names: a safetensors file, or a model of"
                            + " the Hugging Face hub (hf:OWNER/NAME[@REVISION]), downloaded once.")
    private @Nullable String weights;

    @Option(
            names = "--padding",
            paramLabel = "STYLE",
            description =
                    "Padding of convolutions with stride 2: symmetric or same; by default what the weights were trained with.")
    private @Nullable PaddingStyle padding;

    @Option(
            names = "--preprocessing",
            paramLabel = "NAME",
            description = "How photos are normalised: ${COMPLETION-CANDIDATES}; by default what a model's card says or"
                    + " the weights were trained with. A model of --from without a card needs it.")
    private ForeignModel.@Nullable Normalization preprocessing;

    @Option(
            names = "--image-size",
            paramLabel = "N",
            description =
                    "Height and width that photos are brought to; by default that of --from, else " + USUAL_SIZE + ".")
    private @Nullable Integer imageSize;

    @Mixin
    private ClassifierOptions classifier = new ClassifierOptions();

    /**
     * The start of a training.
     *
     * @param notes what was decided or assumed for the user
     * @param card of the model that is gone on from; empty without one
     */
    record Start(
            StartingPoint point,
            Preprocessing preprocessing,
            boolean pretrained,
            List<String> notes,
            Optional<ModelCard> card) {
        /** The same start with other layers that make scores. */
        Start with(ClassifierStyle style) {
            return new Start(point.with(style), preprocessing, pretrained, notes, card);
        }

        /**
         * The network for these labels.
         *
         * @throws CommandException if the network cannot be built for photos of this size or the weights do not fit it
         */
        StartingPoint.Ready prepare(List<String> labels, long seed) {
            try {
                return point.prepare(labels, preprocessing, seed);
            } catch (GraphException e) {
                var advice = point instanceof StartingPoint.Continued continued
                                && continued.classifier() instanceof ClassifierStyle.Own
                        ? "; --classifier linear puts a new head on the last map"
                        : "";
                throw new CommandException(
                        "no such network for photos of %d x %d: %s%s"
                                .formatted(preprocessing.height(), preprocessing.width(), e.getMessage(), advice),
                        e);
            }
        }
    }

    /** Makes sure that the options go together, before anything is read. */
    void check() {
        if (imageSize != null && imageSize < 1) {
            throw new UsageException("--image-size must be at least 1, got " + imageSize);
        }
        if (from != null && (network != null || weights != null || padding != null)) {
            throw new UsageException("--from brings its own network; leave out --network, --weights and --padding");
        }
        if (network != null) {
            named(network);
        }
    }

    /**
     * Reads what the options name.
     *
     * @param output where a download shows how far it is
     * @param environment variables of the process, which say where the hub is
     */
    Start start(Output output, Map<String, String> environment) {
        if (from != null) {
            return continued(from, ModelFile.read(from));
        }
        return weights == null ? scratch() : pretrained(WeightsSource.of(weights, output, environment));
    }

    /** What was asked for besides the head. */
    ClassifierOptions classifier() {
        return classifier;
    }

    private Start scratch() {
        var chosen = named(network == null ? USUAL_NETWORK : network);
        var style = padding == null ? PaddingStyle.SYMMETRIC : padding;
        var prepared = chosen.preprocessing(size(), size(), style);
        return new Start(
                new StartingPoint.Scratch(chosen, style, classifier.style()),
                whole(prepared),
                false,
                List.of(),
                Optional.empty());
    }

    private Start pretrained(WeightsSource source) {
        var file = SafetensorsFile.read(source.file());
        var origin = WeightsOrigin.of(file, source.configuration().map(ModelConfiguration::read));
        var match = network == null ? origin.match() : origin.match(named(network));
        var style = padding == null ? origin.padding(match) : padding;
        var note = "weights for " + match.network().name() + " with names of "
                + match.naming().source() + " and " + style.name().toLowerCase(Locale.ROOT) + " padding";
        return new Start(
                new StartingPoint.Pretrained(
                        match.network(), style, file.weights(), match.naming(), classifier.style()),
                whole(origin.preprocessing(match.network(), style, size())),
                true,
                List.of(note),
                Optional.empty());
    }

    private Start continued(Path path, ModelFile file) {
        var card = file.card();
        if (card.isPresent() && preprocessing != null) {
            throw new UsageException(
                    "the card of " + path + " says how its photos are prepared; leave out --preprocessing");
        }
        if (card.isEmpty() && preprocessing == null) {
            throw new UsageException(path + " has no model card that says how its photos were normalised; name it with"
                    + " --preprocessing, one of " + ForeignModel.Normalization.names()
                    + ": a network that sees other numbers than it learnt from starts far behind");
        }
        var prepared = card.map(ModelCard::preprocessing).orElseGet(() -> stretched(file));
        var sized = imageSize == null ? prepared : prepared.sized(imageSize, imageSize);
        // Evidence in the file was of the weights as they were.
        var whole = EvidenceOutputs.without(
                new WeightedGraph(file.onnx().graph(), file.onnx().weights()));
        var foreign = new ForeignModel(whole.graph(), whole.weights(), normalization(), prepared.height());
        // A head of cosines goes on learning with its embedding, which is a further output.
        var network = CosineHead.in(whole.graph()) ? whole : foreign.network();
        var point = new StartingPoint.Continued(
                network,
                card.map(ModelCard::padding).orElse(PaddingStyle.SYMMETRIC),
                card.map(ModelCard::labels).orElse(List.of()),
                classifier.style());
        return new Start(point, sized, true, card.isPresent() ? List.of() : List.of(told(path, sized)), card);
    }

    /** For a model without a card: its own size if it has one, and the whole photo. */
    private Preprocessing stretched(ModelFile file) {
        var sizes = file.onnx().graph().input().sizes();
        int height = sizes.size() == 4 && sizes.get(2) != GraphInput.FREE ? sizes.get(2) : size();
        int width = sizes.size() == 4 && sizes.get(3) != GraphInput.FREE ? sizes.get(3) : size();
        return normalization().of(height, width).with(new Fit.Stretch());
    }

    private ForeignModel.Normalization normalization() {
        return preprocessing == null ? ForeignModel.Normalization.IMAGENET : preprocessing;
    }

    private String told(Path path, Preprocessing sized) {
        return path + " has no model card: photos are brought to " + sized.height() + " x " + sized.width()
                + " and prepared as '" + normalization() + "' says";
    }

    private int size() {
        return imageSize == null ? USUAL_SIZE : imageSize;
    }

    /** The whole photo, normalised as the weights want it or the user says. */
    private Preprocessing whole(Preprocessing published) {
        var said = preprocessing == null ? published : preprocessing.of(published.height(), published.width());
        return said.with(new Fit.Stretch());
    }

    private static Network named(String name) {
        try {
            return Networks.named(name);
        } catch (GraphException e) {
            throw new UsageException(String.valueOf(e.getMessage()));
        }
    }
}
