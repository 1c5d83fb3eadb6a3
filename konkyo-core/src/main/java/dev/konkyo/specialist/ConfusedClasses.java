package dev.konkyo.specialist;

import dev.konkyo.cluster.Clustering;
import dev.konkyo.cluster.KMeans;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Groups of classes that are often predicted together: k-means on the columns of the covariance matrix of a generalist's predictions (Hinton,
 * Vinyals and Dean 2015, section 5.3). No labels are needed.
 *
 * <p>Columns are compared by their directions, which say with whom a class is confused; their lengths say how often it is predicted at all,
 * and by them frequent classes would stay alone and all rare ones come together.
 */
public final class ConfusedClasses {
    private ConfusedClasses() {}

    /**
     * The groups.
     *
     * @param predictions probabilities of the classes, one row for each photo
     * @param groups to look for, at least 1
     * @return classes in ascending order, every group with at least two of them: alone a class has nothing to be told apart from
     */
    public static List<List<Integer>> of(List<double[]> predictions, int groups, RandomGenerator random) {
        double[][] columns = covariance(predictions);
        // A class that gets the same probability in every photo has no direction, and nothing that confuses it.
        int[] varied = IntStream.range(0, columns.length)
                .filter(i -> columns[i][i] > 0)
                .toArray();
        if (varied.length == 0) {
            return List.of();
        }
        Clustering found = KMeans.spherical(groups)
                .cluster(Arrays.stream(varied).mapToObj(i -> columns[i]).toArray(double[][]::new), random);
        return IntStream.range(0, found.clusters())
                .mapToObj(found::members)
                .filter(members -> members.length > 1)
                .map(members -> Arrays.stream(members).mapToObj(i -> varied[i]).toList())
                .toList();
    }

    /** The covariance of the classes' probabilities, [classes, classes]. */
    static double[][] covariance(List<double[]> predictions) {
        int classes = predictions.getFirst().length;
        double[] means = new double[classes];
        for (double[] row : predictions) {
            for (int i = 0; i < classes; i++) {
                means[i] += row[i] / predictions.size();
            }
        }
        double[][] covariance = new double[classes][classes];
        for (double[] row : predictions) {
            for (int i = 0; i < classes; i++) {
                for (int j = 0; j < classes; j++) {
                    covariance[i][j] += (row[i] - means[i]) * (row[j] - means[j]) / predictions.size();
                }
            }
        }
        return covariance;
    }
}
