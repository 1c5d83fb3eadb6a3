package dev.konkyo.evidence;

import java.util.SplittableRandom;

/**
 * A matrix [rows, columns] without negative numbers as a product of two such with few inner columns (Lee and Seung 2001, "Algorithms for Non-negative
 * Matrix Factorization", multiplicative updates for the Euclidean distance).
 */
final class Factorization {
    private static final int STEPS = 200;
    private static final double LEAST = 1e-12;

    private final int rows;
    private final int columns;
    private final int inner;
    private final double[] left;
    private final double[] right;

    private Factorization(int rows, int columns, int inner, SplittableRandom random) {
        this.rows = rows;
        this.columns = columns;
        this.inner = inner;
        left = random.doubles((long) rows * inner, 0.1, 1).toArray();
        right = random.doubles((long) inner * columns, 0.1, 1).toArray();
    }

    /** Factorises; negative numbers count as zero. */
    static Factorization of(double[] matrix, int rows, int columns, int inner, long seed) {
        double[] positive = new double[matrix.length];
        for (int i = 0; i < matrix.length; i++) {
            positive[i] = Math.max(matrix[i], 0);
        }
        Factorization factors = new Factorization(rows, columns, inner, new SplittableRandom(seed));
        for (int step = 0; step < STEPS; step++) {
            factors.improveRight(positive);
            factors.improveLeft(positive);
        }
        return factors;
    }

    /** right *= (left' matrix) / (left' left right). */
    private void improveRight(double[] matrix) {
        double[] wanted = new double[inner * columns];
        double[] square = new double[inner * inner];
        for (int row = 0; row < rows; row++) {
            for (int k = 0; k < inner; k++) {
                double factor = left[row * inner + k];
                for (int column = 0; column < columns; column++) {
                    wanted[k * columns + column] += factor * matrix[row * columns + column];
                }
                for (int other = 0; other < inner; other++) {
                    square[k * inner + other] += factor * left[row * inner + other];
                }
            }
        }
        double[] now = new double[inner * columns];
        for (int i = 0; i < now.length; i++) {
            for (int other = 0; other < inner; other++) {
                now[i] += square[i / columns * inner + other] * right[other * columns + i % columns];
            }
        }
        scale(right, wanted, now);
    }

    /** left *= (matrix right') / (left right right'). */
    private void improveLeft(double[] matrix) {
        double[] wanted = new double[rows * inner];
        double[] square = new double[inner * inner];
        for (int k = 0; k < inner; k++) {
            for (int row = 0; row < rows; row++) {
                wanted[row * inner + k] = product(matrix, row * columns, right, k * columns);
            }
            for (int other = 0; other < inner; other++) {
                square[k * inner + other] = product(right, k * columns, right, other * columns);
            }
        }
        double[] now = new double[rows * inner];
        for (int i = 0; i < now.length; i++) {
            for (int other = 0; other < inner; other++) {
                now[i] += left[i / inner * inner + other] * square[other * inner + i % inner];
            }
        }
        scale(left, wanted, now);
    }

    /** The product of two rows. */
    private double product(double[] first, int from, double[] second, int start) {
        double product = 0;
        for (int column = 0; column < columns; column++) {
            product += first[from + column] * second[start + column];
        }
        return product;
    }

    private static void scale(double[] factors, double[] wanted, double[] now) {
        for (int i = 0; i < factors.length; i++) {
            factors[i] *= wanted[i] / Math.max(now[i], LEAST);
        }
    }

    /** How much of a component each row has, with a mean of 1; zeros if none has any. */
    double[] presence(int component) {
        double[] presence = new double[rows];
        double mean = 0;
        for (int row = 0; row < rows; row++) {
            presence[row] = left[row * inner + component];
            mean += presence[row] / rows;
        }
        for (int row = 0; row < rows && mean > 0; row++) {
            presence[row] /= mean;
        }
        return presence;
    }

    /** An element of one component's part of the matrix, counted column by column. */
    float at(int component, int element) {
        return (float) (left[element % rows * inner + component] * right[component * columns + element / rows]);
    }
}
