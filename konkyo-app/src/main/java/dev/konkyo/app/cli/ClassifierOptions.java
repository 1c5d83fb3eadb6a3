package dev.konkyo.app.cli;

import dev.konkyo.graph.ClassifierStyle;
import dev.konkyo.graph.CosineHead;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
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

    private static final float USUAL_DROPOUT = 0.2f;

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
            description = "Share that dropout-linear and flatten-dropout-linear zero, in [0, 1); by default "
                    + USUAL_DROPOUT + ".")
    private @Nullable Float dropout;

    /** Takes the names with hyphens. */
    static final class StyleName implements ITypeConverter<Style> {
        @Override
        public Style convert(String name) {
            return Style.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        }
    }

    /**
     * Makes sure that the options fit each other.
     *
     * @throws UsageException for a share that no dropout would zero
     */
    void check() {
        if (dropout == null) {
            return;
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new UsageException("--dropout must lie in [0, 1), got " + dropout);
        }
        if (style == Style.OWN || style == Style.LINEAR) {
            throw new UsageException("--dropout belongs to --classifier " + Style.DROPOUT_LINEAR + " or "
                    + Style.FLATTEN_DROPOUT_LINEAR + ", got --classifier " + style);
        }
    }

    ClassifierStyle style() {
        return switch (style) {
            case OWN -> new ClassifierStyle.Own();
            case LINEAR -> new ClassifierStyle.Linear();
            case DROPOUT_LINEAR -> new ClassifierStyle.DropoutLinear(share());
            case FLATTEN_DROPOUT_LINEAR -> new ClassifierStyle.FlattenDropoutLinear(share());
        };
    }

    private float share() {
        return dropout == null ? USUAL_DROPOUT : dropout;
    }

    /**
     * Cosines of an embedding, with dropout before it if a classifier with dropout was asked for.
     *
     * @throws UsageException for classifiers that have no embedding
     */
    ClassifierStyle cosine(int embedding, CosineHead.Centres centres) {
        return switch (style) {
            case OWN, LINEAR -> new ClassifierStyle.Cosine(embedding, 0, centres);
            case DROPOUT_LINEAR -> new ClassifierStyle.Cosine(embedding, share(), centres);
            case FLATTEN_DROPOUT_LINEAR ->
                throw new UsageException("--classifier " + style
                        + " cannot give embeddings: choose linear or dropout-linear, or --head softmax");
        };
    }
}
