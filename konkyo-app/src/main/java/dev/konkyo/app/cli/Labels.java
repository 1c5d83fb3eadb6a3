package dev.konkyo.app.cli;

import dev.konkyo.model.ModelCard;
import java.util.List;

/** Labels that people type. */
final class Labels {
    private static final int SHOWN = 10;

    private Labels() {}

    /**
     * The class of this label.
     *
     * @throws UsageException if the model has no such label
     */
    static int index(ModelCard card, String label) {
        int index = card.index(label);
        if (index < 0) {
            throw new UsageException("the model has no label '" + label + "'; it has " + shortened(card.labels()));
        }
        return index;
    }

    static String shortened(List<String> labels) {
        var shown = String.join(", ", labels.subList(0, Math.min(SHOWN, labels.size())));
        return labels.size() > SHOWN ? shown + " and " + (labels.size() - SHOWN) + " more" : shown;
    }
}
