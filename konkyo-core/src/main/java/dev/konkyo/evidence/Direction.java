package dev.konkyo.evidence;

/** The direction in which the rows of a matrix are longest, by power iteration. */
final class Direction {
    private static final int STEPS = 1000;
    private static final double ENOUGH = 1e-9;

    private Direction() {}

    /**
     * Each row's component along the first right singular vector; its sign is that of the rows' sum along it.
     *
     * @param matrix [rows, columns]
     * @return one number per row; zeros if the matrix is zero
     */
    static double[] projection(double[] matrix, int rows, int columns) {
        double[] direction = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            // Slightly uneven, so that it is not orthogonal to the answer where rows cancel out.
            int row = i / columns;
            direction[i % columns] += matrix[i] * (1 + 1e-3 * row);
        }
        if (!unit(direction)) {
            System.arraycopy(matrix, longest(matrix, columns) * columns, direction, 0, columns);
            unit(direction);
        }
        for (int step = 0; step < STEPS; step++) {
            double[] next = transposed(matrix, times(matrix, direction, rows), columns);
            if (!unit(next)) {
                break;
            }
            double change = 0;
            for (int i = 0; i < columns; i++) {
                change += (next[i] - direction[i]) * (next[i] - direction[i]);
            }
            direction = next;
            if (change < ENOUGH * ENOUGH) {
                break;
            }
        }
        double[] projection = times(matrix, direction, rows);
        double sum = 0;
        for (double value : projection) {
            sum += value;
        }
        for (int i = 0; i < rows && sum < 0; i++) {
            projection[i] = -projection[i];
        }
        return projection;
    }

    private static int longest(double[] matrix, int columns) {
        int longest = 0;
        double most = 0;
        for (int row = 0; row < matrix.length / columns; row++) {
            double length = 0;
            for (int i = 0; i < columns; i++) {
                length += matrix[row * columns + i] * matrix[row * columns + i];
            }
            if (length > most) {
                most = length;
                longest = row;
            }
        }
        return longest;
    }

    private static double[] times(double[] matrix, double[] vector, int rows) {
        double[] product = new double[rows];
        for (int i = 0; i < matrix.length; i++) {
            product[i / vector.length] += matrix[i] * vector[i % vector.length];
        }
        return product;
    }

    private static double[] transposed(double[] matrix, double[] vector, int columns) {
        double[] product = new double[columns];
        for (int i = 0; i < matrix.length; i++) {
            product[i % columns] += matrix[i] * vector[i / columns];
        }
        return product;
    }

    /** Makes the length 1; false if it is 0. */
    private static boolean unit(double... vector) {
        double length = 0;
        for (double value : vector) {
            length += value * value;
        }
        length = Math.sqrt(length);
        if (length < Double.MIN_NORMAL) {
            return false;
        }
        for (int i = 0; i < vector.length; i++) {
            vector[i] /= length;
        }
        return true;
    }
}
