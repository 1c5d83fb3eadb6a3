package dev.konkyo.image.augment;

/** How an input is mixed with its partner, and how much of it is left. Inputs lie channel by channel, row by row. */
public sealed interface Mixture {
    /** The share of the input's own label, in [0, 1]; the rest is the partner's. */
    double share();

    /**
     * Mixes one channel.
     *
     * @param target the channel's pixels lie here from {@code offset} on and are changed
     * @param partner the same channel of the partner lies here from {@code partnerOffset} on
     */
    void mix(float[] target, int offset, float[] partner, int partnerOffset);

    /**
     * Both photos shine through.
     *
     * @param pixels of a channel
     */
    record Blend(double share, int pixels) implements Mixture {
        @Override
        public void mix(float[] target, int offset, float[] partner, int partnerOffset) {
            float own = (float) share;
            for (int i = 0; i < pixels; i++) {
                target[offset + i] = own * target[offset + i] + (1 - own) * partner[partnerOffset + i];
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
     */
    record Paste(int left, int top, int right, int bottom, int height, int width) implements Mixture {
        @Override
        public double share() {
            return 1 - (double) ((right - left) * (bottom - top)) / (height * width);
        }

        @Override
        public void mix(float[] target, int offset, float[] partner, int partnerOffset) {
            for (int y = top; y < bottom; y++) {
                int row = y * width + left;
                System.arraycopy(partner, partnerOffset + row, target, offset + row, right - left);
            }
        }
    }
}
