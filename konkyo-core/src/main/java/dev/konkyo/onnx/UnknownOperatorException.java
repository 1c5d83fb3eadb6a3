package dev.konkyo.onnx;

import org.jspecify.annotations.Nullable;

/** A network with an operator that Konkyo does not know; an engine that runs the file as it is may know it. */
public final class UnknownOperatorException extends OnnxException {
    private static final long serialVersionUID = 1L;

    UnknownOperatorException(String message) {
        super(message);
    }

    /** Whether a file could not be read because of such an operator. */
    public static boolean caused(OnnxException failure) {
        @Nullable Throwable cause = failure;
        while (cause != null && !(cause instanceof UnknownOperatorException)) {
            cause = cause.getCause();
        }
        return cause != null;
    }
}
