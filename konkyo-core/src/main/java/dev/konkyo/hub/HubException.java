package dev.konkyo.hub;

/** A file that the hub did not give; the message is one line for people. */
public final class HubException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public HubException(String message) {
        super(message.replaceAll("\\p{Cntrl}", "?"));
    }

    public HubException(String message, Throwable cause) {
        super(message.replaceAll("\\p{Cntrl}", "?"), cause);
    }
}
