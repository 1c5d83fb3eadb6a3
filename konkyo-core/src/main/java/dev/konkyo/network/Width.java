package dev.konkyo.network;

/** The width multiplier of the MobileNets. */
final class Width {
    private static final int DIVISOR = 8;

    private Width() {}

    /** So many channels times the factor, rounded to a multiple of 8 that is not more than 10 % less. */
    static int scaled(int channels, double factor) {
        double wanted = channels * factor;
        int rounded = Math.max(DIVISOR, (int) (wanted + DIVISOR / 2.0) / DIVISOR * DIVISOR);
        return rounded < 0.9 * wanted ? rounded + DIVISOR : rounded;
    }

    /** The family's name, with the factor unless it is 1. */
    static String named(String family, double factor) {
        return factor == 1 ? family : family + "_" + factor;
    }
}
