package dev.konkyo.app.demo;

/** Linear reflectances in [0, 1]. */
record Colour(double red, double green, double blue) {
    /** Relative luminance (ITU-R BT.709), in [0, 1]. */
    double luminance() {
        return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
    }
}
