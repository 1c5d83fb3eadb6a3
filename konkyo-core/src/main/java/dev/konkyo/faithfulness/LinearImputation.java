package dev.konkyo.faithfulness;

import java.util.Arrays;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.ConjugateGradient;
import org.apache.commons.math3.linear.RealLinearOperator;
import org.apache.commons.math3.linear.RealVector;

/**
 * Removed pixels become the weighted mean of their eight neighbours, removed ones included: a sparse system of linear equations with one
 * unknown for each removed pixel (Rong et al. 2022, "A Consistent and Efficient Evaluation Strategy for Attribution Methods", noisy linear imputation without its noise).
 *
 * <p>The system is symmetric and, where any pixel is left, positive definite; it is solved by conjugate gradients without ever being
 * written down as a matrix. Where no pixel is left, all get the photo's mean colour.
 */
public record LinearImputation() implements Filling {
    private static final double BESIDE = 1 / 6.0;
    private static final double DIAGONAL = 1 / 12.0;
    private static final double RESIDUAL = 1e-4;

    @Override
    public String name() {
        return "in-painted";
    }

    @Override
    public Filled of(float[] image, int height, int width) {
        var mean = new MeanFilling().of(image, height, width);
        return removed -> {
            var system = new Equations(removed, height, width);
            if (system.places.length == removed.length) {
                return mean.without(removed);
            }
            float[] out = image.clone();
            if (system.places.length > 0) {
                for (int channel = 0; channel < image.length / removed.length; channel++) {
                    system.solve(out, channel * removed.length);
                }
            }
            return out;
        };
    }

    /**
     * The equations of one set of removed pixels: for each, the sum over its neighbours of weight times difference is zero. Vectors are
     * photos with a border of one pixel; all but the unknowns stay zero in them.
     */
    private static final class Equations extends RealLinearOperator {
        private final boolean[] removed;
        private final int height;
        private final int width;
        private final int stride;
        /** Where the unknowns stand in a vector. */
        private final int[] places;

        private final double[] diagonal;

        Equations(boolean[] removed, int height, int width) {
            this.removed = removed;
            this.height = height;
            this.width = width;
            stride = width + 2;
            diagonal = new double[(height + 2) * stride];
            double[] inside = new double[diagonal.length];
            int[] found = new int[removed.length];
            int count = 0;
            for (int i = 0; i < removed.length; i++) {
                inside[place(i)] = 1;
                if (removed[i]) {
                    found[count++] = place(i);
                }
            }
            places = Arrays.copyOf(found, count);
            // Beyond the edges there are no neighbours.
            for (int place : places) {
                diagonal[place] = neighbours(inside, place);
            }
        }

        private int place(int pixel) {
            return (pixel / width + 1) * stride + pixel % width + 1;
        }

        private double neighbours(double[] x, int i) {
            int above = i - stride;
            int below = i + stride;
            return BESIDE * (x[i - 1] + x[i + 1] + x[above] + x[below])
                    + DIAGONAL * (x[above - 1] + x[above + 1] + x[below - 1] + x[below + 1]);
        }

        @Override
        public int getRowDimension() {
            return diagonal.length;
        }

        @Override
        public int getColumnDimension() {
            return diagonal.length;
        }

        @Override
        public RealVector operate(RealVector vector) {
            double[] x = ((ArrayRealVector) vector).getDataRef();
            double[] product = new double[x.length];
            for (int place : places) {
                product[place] = diagonal[place] * x[place] - neighbours(x, place);
            }
            return new ArrayRealVector(product, false);
        }

        private RealVector solution(RealVector known, RealVector start) {
            // Holes in black have black as their solution; no residual is small enough beside a length of zero.
            return known.getNorm() == 0
                    ? known
                    : new ConjugateGradient(10 * places.length, RESIDUAL, false).solve(this, known, start);
        }

        /** Puts the solution for one channel in place of the removed pixels. */
        void solve(float[] image, int offset) {
            double[] left = new double[diagonal.length];
            double[] guess = new PullPush(height, width).filled(image, offset, removed);
            double[] start = new double[diagonal.length];
            for (int i = 0; i < removed.length; i++) {
                (removed[i] ? start : left)[place(i)] = guess[i];
            }
            double[] known = new double[diagonal.length];
            for (int place : places) {
                known[place] = neighbours(left, place);
            }
            var solution = solution(new ArrayRealVector(known, false), new ArrayRealVector(start, false));
            for (int i = 0; i < removed.length; i++) {
                if (removed[i]) {
                    image[offset + i] = (float) solution.getEntry(place(i));
                }
            }
        }
    }
}
