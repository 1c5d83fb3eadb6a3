package dev.konkyo.image.augment;

import dev.konkyo.image.Inputs;

/** How an input is mixed with its partner, and how much of it is left. */
public sealed interface Mixture {
    /** The share of the input's own label, in [0, 1]; the rest is the partner's. */
    double share();

    /**
     * Mixes one input.
     *
     * @param target its input at {@code index} is changed
     * @param partners of the same size; the input at {@code partner} is mixed in and stays as it is
     */
    void mix(Inputs target, int index, Inputs partners, int partner);

    /** Both photos shine through. */
    record Blend(double share) implements Mixture {
        @Override
        public void mix(Inputs target, int index, Inputs partners, int partner) {
            float own = (float) share;
            float[] mixed = target.values();
            float[] other = partners.values();
            int start = target.start(index);
            int from = partners.start(partner);
            for (int i = 0; i < target.length(); i++) {
                mixed[start + i] = own * mixed[start + i] + (1 - own) * other[from + i];
            }
        }
    }

    /**
     * A rectangle of the partner covers the photo.
     *
     * @param left first column
     * @param top first row
     * @param right column after the last
     * @param bottom row after the last
     * @param height rows of the inputs
     * @param width columns of the inputs
     */
    record Paste(int left, int top, int right, int bottom, int height, int width) implements Mixture {
        @Override
        public double share() {
            return 1 - (double) ((right - left) * (bottom - top)) / (height * width);
        }

        @Override
        public void mix(Inputs target, int index, Inputs partners, int partner) {
            int channels = target.length() / (height * width);
            for (int y = top; y < bottom; y++) {
                int first = (y * width + left) * channels;
                System.arraycopy(
                        partners.values(),
                        partners.start(partner) + first,
                        target.values(),
                        target.start(index) + first,
                        (right - left) * channels);
            }
        }
    }
}
