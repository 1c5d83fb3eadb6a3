package dev.konkyo.onnx;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A network with an operator that Konkyo does not know; an engine that runs the file as it is may know it. */
public final class UnknownOperatorException extends OnnxException {
    private static final long serialVersionUID = 1L;

    /** What the user can do about it. */
    public static final String ADVICE = "export the network without it";

    private final String reason;

    UnknownOperatorException(String reason) {
        super(reason + "; " + ADVICE);
        this.reason = reason;
    }

    /** Which operator it is, without the advice. */
    public String reason() {
        return reason;
    }

    /** The operator because of which a file could not be read, if that was why. */
    public static Optional<UnknownOperatorException> in(OnnxException failure) {
        @Nullable Throwable cause = failure;
        while (cause != null && !(cause instanceof UnknownOperatorException)) {
            cause = cause.getCause();
        }
        return Optional.ofNullable((UnknownOperatorException) cause);
    }
}
