package dev.konkyo.app.report;

/** A length of time as people read it: with two figures at least, and in minutes or hours where it is long. */
final class Seconds {
    private static final int MINUTE = 60;
    private static final int HOUR = 60 * MINUTE;

    private Seconds() {}

    /** Such as "0.042 s", "3.1 s", "48 s", "2 min 05 s" or "3 h 20 min". */
    static String text(double seconds) {
        if (seconds < 1) {
            return seconds == 0 ? "0 s" : "%.2g s".formatted(seconds);
        }
        if (seconds < 9.95) {
            return "%.1f s".formatted(seconds);
        }
        long whole = Math.round(seconds);
        if (whole < 2 * MINUTE) {
            return whole + " s";
        }
        if (whole < 2 * HOUR) {
            return "%d min %02d s".formatted(whole / MINUTE, whole % MINUTE);
        }
        long minutes = Math.round(seconds / MINUTE);
        return "%d h %02d min".formatted(minutes / MINUTE, minutes % MINUTE);
    }
}
