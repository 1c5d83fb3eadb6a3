package dev.konkyo.faithfulness;

/** What becomes of pixels that are taken away. */
public interface Filling {
    /** The name in the measures that use it. */
    String name();

    /** Gets ready for one photo, [3, height, width]. */
    Filled of(float[] image, int height, int width);

    /** A photo that pixels can be taken away from. */
    interface Filled {
        /**
         * The photo without some of its pixels.
         *
         * @param removed one flag for each place, row by row
         * @return [3, height, width], a new array
         */
        float[] without(boolean[] removed);
    }

    /** Takes removed pixels from another picture of the same size. */
    static Filled from(float[] image, float[] other) {
        return removed -> {
            float[] out = image.clone();
            for (int i = 0; i < out.length; i++) {
                if (removed[i % removed.length]) {
                    out[i] = other[i];
                }
            }
            return out;
        };
    }
}
