package dev.konkyo.onnx;

/** An ONNX file that cannot be read or written; the message is one line for people. */
public sealed class OnnxException extends RuntimeException permits UnknownOperatorException {
    private static final long serialVersionUID = 1L;

    public OnnxException(String message) {
        super(oneLine(message));
    }

    public OnnxException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Names come from files, so a line break (or a whole page) in one must not break the message. */
    private static String oneLine(String message) {
        String line = message.replaceAll("\\p{Cntrl}", "?");
        return line.length() > 1000 ? line.substring(0, 1000) + "..." : line;
    }
}
