package dev.konkyo.app.demo;

import java.util.List;

/** What a nut's surface is made of. */
enum Coat {
    ZINC(new Colour(0.66, 0.68, 0.72), 0.25),
    STEEL(new Colour(0.52, 0.50, 0.47), 0),
    STAINLESS(new Colour(0.68, 0.66, 0.63), 0),
    /** Yellow chromate on zinc. */
    CHROMATE(new Colour(0.72, 0.61, 0.38), 1),
    BLACK_OXIDE(new Colour(0.12, 0.12, 0.13), 0);

    static final List<Coat> KINDS = List.of(values());

    // A colour is a record of numbers.
    @SuppressWarnings("ImmutableEnumChecker")
    private final Colour colour;

    private final double iridescence;

    Coat(Colour colour, double iridescence) {
        this.colour = colour;
        this.iridescence = iridescence;
    }

    /** Mirror reflectance. */
    Colour colour() {
        return colour;
    }

    /** Strength of thin-film colours, in [0, 1]. */
    double iridescence() {
        return iridescence;
    }
}
