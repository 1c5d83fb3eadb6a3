package dev.konkyo.app.report;

import dev.konkyo.faithfulness.Findings;
import java.util.List;
import java.util.Optional;

/** How far a model's evidence can be trusted: what a test of it found, or why there was none. */
public sealed interface Trust {
    /** What was found, if there was a test. */
    default Optional<Findings> found() {
        return switch (this) {
            case Tested tested -> Optional.of(tested.findings());
            case Untested _ -> Optional.empty();
        };
    }

    /** The same with more to know of what was found. */
    default Trust noting(String note) {
        return switch (this) {
            case Tested tested -> new Tested(tested.findings().noting(List.of(note)));
            case Untested untested -> untested;
        };
    }

    /** A test was made. */
    record Tested(Findings findings) implements Trust {}

    /**
     * No test was possible.
     *
     * @param reason in one line
     */
    record Untested(String reason) implements Trust {}
}
