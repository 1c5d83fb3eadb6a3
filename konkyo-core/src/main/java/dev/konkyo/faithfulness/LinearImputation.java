package dev.konkyo.faithfulness;

import java.util.Arrays;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;

/**
 * Removed pixels become the weighted mean of their eight neighbours, removed ones included: a sparse system of linear equations with one
 * unknown for each removed pixel (Rong et al. 2022, "A Consistent and Efficient Evaluation Strategy for Attribution Methods", section 4.2).
 *
 * <p>The system is symmetric and, where any pixel is left, positive definite; it is solved by conjugate gradients without ever being
 * written down as a matrix. Where no pixel is left, all get the photo's mean colour.
 */
public record LinearImputation() implements Filling {
    private static final double BESIDE = 1 / 6.0;
    private static final double DIAGONAL = 1 / 12.0;
    private static final double RESIDUAL = 1e-5;

    @Override
    public String name() {
        return "in-painted";
    }

    @Override
    public Filled of(float[] image, int height, int width) {
        var mean = new MeanFilling().of(image, height, width);
        return removed -> {
            var system = new Equations(removed, height, width);
            if (system.unknowns() == removed.length) {
                return mean.without(removed);
            }
            float[] out = image.clone();
            if (system.unknowns() > 0) {
                for (int channel = 0; channel < image.length / removed.length; channel++) {
                    system.solve(out, channel * removed.length);
                }
            }
            return out;
        };
    }

    /** The equations of one set of removed pixels: for each, the sum over its neighbours of weight times difference is zero. */
    private static final class Equations extends RealLinearOperator {
        private static final int NEIGHBOURS = 8;

        private final int[] places;
        /** For each unknown and neighbour the place there; -1 beyond the photo. */
        private final int[] beside;
        /** For each place the unknown there; -1 where the pixel is left. */
        private final int[] unknown;

        private final double[] diagonal;

        Equations(boolean[] removed, int height, int width) {
            unknown = new int[removed.length];
            Arrays.fill(unknown, -1);
            int count = 0;
            int[] found = new int[removed.length];
            for (int i = 0; i < removed.length; i++) {
                if (removed[i]) {
                    unknown[i] = count;
                    found[count++] = i;
                }
            }
            places = Arrays.copyOf(found, count);
            beside = new int[NEIGHBOURS * count];
            diagonal = new double[count];
            for (int i = 0; i < count; i++) {
                neighbours(i, places[i] / width, places[i] % width, height, width);
            }
        }

        /** The four beside come first, then the four at the corners. */
        private void neighbours(int i, int y, int x, int height, int width) {
            int side = 0;
            int corner = NEIGHBOURS / 2;
            for (int dy = -1; dy <= 1; dy++) {
                for (int dx = -1; dx <= 1; dx++) {
                    if (dy == 0 && dx == 0) {
                        continue;
                    }
                    int at = NEIGHBOURS * i + (dy == 0 || dx == 0 ? side++ : corner++);
                    boolean inside = y + dy >= 0 && y + dy < height && x + dx >= 0 && x + dx < width;
                    beside[at] = inside ? (y + dy) * width + x + dx : -1;
                    diagonal[i] += inside ? weight(at) : 0;
                }
            }
        }

        private static double weight(int at) {
            return at % NEIGHBOURS < NEIGHBOURS / 2 ? BESIDE : DIAGONAL;
        }

        int unknowns() {
            return places.length;
        }

        @Override
        public int getRowDimension() {
            return places.length;
        }

        @Override
        public int getColumnDimension() {
            return places.length;
        }

        @Override
        public RealVector operate(RealVector vector) {
            double[] x = ((ArrayRealVector) vector).getDataRef();
            double[] product = new double[places.length];
            for (int i = 0; i < product.length; i++) {
                double sum = diagonal[i] * x[i];
                for (int at = NEIGHBOURS * i; at < NEIGHBOURS * (i + 1); at++) {
                    int other = beside[at] < 0 ? -1 : unknown[beside[at]];
                    if (other >= 0) {
                        sum -= weight(at) * x[other];
                    }
                }
                product[i] = sum;
            }
            return new ArrayRealVector(product, false);
        }

        /** Puts the solution for one channel in place of the removed pixels. */
        void solve(float[] image, int offset) {
            double[] known = new double[places.length];
            double total = 0;
            for (int i = 0; i < known.length; i++) {
                for (int at = NEIGHBOURS * i; at < NEIGHBOURS * (i + 1); at++) {
                    if (beside[at] >= 0 && unknown[beside[at]] < 0) {
                        known[i] += weight(at) * image[offset + beside[at]];
                        total += weight(at);
                    }
                }
            }
            // Begins at the mean of what borders on the hole.
            double start = Arrays.stream(known).sum() / total;
            var solver = new ConjugateGradient(10 * places.length + NEIGHBOURS, RESIDUAL, false);
            var solution =
                    solver.solve(this, new ArrayRealVector(known, false), new ArrayRealVector(places.length, start));
            for (int i = 0; i < places.length; i++) {
                image[offset + places[i]] = (float) solution.getEntry(i);
            }
        }
    }
}
