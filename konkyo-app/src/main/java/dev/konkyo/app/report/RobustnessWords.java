package dev.konkyo.app.report;

/** How much of its lead over chance a model keeps on changed photos. */
final class RobustnessWords {
    /** Share of the lead that counts as kept. */
    static final double MOST = 0.8;

    private static final double SOME = 0.4;

    private RobustnessWords() {}

    /**
     * In words.
     *
     * @param whole accuracy on the photos as they are
     * @param changed accuracy on the changed ones
     * @param chance what always naming one class gives
     */
    static String kept(double whole, double changed, double chance) {
        if (whole <= chance) {
            return "is no better than always naming that class before either";
        }
        double kept = (changed - chance) / (whole - chance);
        if (kept >= MOST) {
            return "does without the shapes";
        }
        return kept >= SOME ? "needs the shapes for a part" : "needs more than textures";
    }
}
