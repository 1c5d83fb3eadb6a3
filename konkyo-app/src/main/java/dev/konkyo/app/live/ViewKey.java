package dev.konkyo.app.live;

import java.awt.event.KeyEvent;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** What a key does while frames come. */
enum ViewKey {
    MODE(KeyEvent.VK_M),
    DECISION_UP(KeyEvent.VK_UP),
    DECISION_DOWN(KeyEvent.VK_DOWN),
    EVIDENCE_UP(KeyEvent.VK_RIGHT),
    EVIDENCE_DOWN(KeyEvent.VK_LEFT),
    QUIT(KeyEvent.VK_Q),
    ESCAPE(KeyEvent.VK_ESCAPE);

    private final int code;

    ViewKey(int code) {
        this.code = code;
    }

    /** What the key of a {@link KeyEvent} does. */
    static Optional<ViewKey> of(int code) {
        return Arrays.stream(values()).filter(key -> key.code == code).findFirst();
    }

    boolean quits() {
        return this == QUIT || this == ESCAPE;
    }

    /** The change of the settings. */
    UnaryOperator<ViewSettings> change(Thresholding model) {
        return switch (this) {
            case MODE -> settings -> settings.with(settings.mode().next());
            case DECISION_UP -> settings -> settings.decisionMoved(1, model);
            case DECISION_DOWN -> settings -> settings.decisionMoved(-1, model);
            case EVIDENCE_UP -> settings -> settings.evidenceMoved(1);
            case EVIDENCE_DOWN -> settings -> settings.evidenceMoved(-1);
            case QUIT, ESCAPE -> UnaryOperator.identity();
        };
    }

    /** All keys in one line. */
    static String help() {
        return "M heatmap / boxes   up, down decision threshold   left, right evidence threshold   Q quit";
    }
}
