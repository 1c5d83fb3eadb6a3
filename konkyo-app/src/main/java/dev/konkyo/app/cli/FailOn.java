package dev.konkyo.app.cli;

import dev.konkyo.model.ModelCard;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The label that turns the exit status to 3. */
final class FailOn {
    @Option(
            names = "--fail-on",
            paramLabel = "LABEL",
            description = "Exit with status 3 if the model gives any photo this label.")
    private @Nullable String label;

    private boolean seen;

    /** Makes sure that the model knows the label. */
    void check(ModelCard card) {
        if (label != null && !card.answers().contains(label)) {
            Labels.index(card, label);
        }
    }

    Optional<String> label() {
        return Optional.ofNullable(label);
    }

    void saw(String given) {
        seen |= given.equals(label);
    }

    int status() {
        return seen ? Konkyo.LABEL_SEEN : 0;
    }
}
