package dev.konkyo.app.cli;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import dev.konkyo.graph.GraphException;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;

/** What makes scores of the network's last map. */
final class ClassifierOptions {
    /** The styles by name. */
    enum Style {
        OWN,
        LINEAR,
        DROPOUT_LINEAR,
        FLATTEN_DROPOUT_LINEAR;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    @Option(
            names = "--classifier",
            paramLabel = "NAME",
            converter = StyleName.class,
            description =
                    "Layers that make scores of the last map: own (the network's), linear (mean over places, one"
                            + " layer), dropout-linear, or flatten-dropout-linear (all places, photos of one size); by default own.")
    private Style style = Style.OWN;

    @Option(
            names = "--dropout",
            paramLabel = "SHARE",
            description = "Share that a new classifier's dropout zeroes; by default ${DEFAULT-VALUE}.")
    private float dropout = 0.2f;

    /** Takes the names with hyphens. */
    static final class StyleName implements ITypeConverter<Style> {
        @Override
        public Style convert(String name) {
            return Style.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    ClassifierStyle style() {
        try {
            return switch (style) {
                case OWN -> new ClassifierStyle.Own();
                case LINEAR -> new ClassifierStyle.Linear();
                case DROPOUT_LINEAR -> new ClassifierStyle.DropoutLinear(dropout);
                case FLATTEN_DROPOUT_LINEAR -> new ClassifierStyle.FlattenDropoutLinear(dropout);
            };
        } catch (GraphException e) {
            throw new UsageException("--dropout: " + e.getMessage());
        }
    }

    /**
     * Cosines of an embedding, with dropout before it if a classifier with dropout was asked for.
     *
     * @throws UsageException for classifiers that have no embedding
     */
    ClassifierStyle cosine(int embedding, CosineHead.Centres centres) {
        return switch (style) {
            case OWN, LINEAR -> new ClassifierStyle.Cosine(embedding, 0, centres);
            case DROPOUT_LINEAR -> new ClassifierStyle.Cosine(embedding, dropout, centres);
            case FLATTEN_DROPOUT_LINEAR ->
                throw new UsageException("--classifier " + style
                        + " cannot give embeddings: choose linear or dropout-linear, or --head softmax");
        };
    }
}
