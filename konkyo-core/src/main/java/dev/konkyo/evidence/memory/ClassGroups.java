package dev.konkyo.evidence.memory;

import dev.konkyo.cluster.Clustering;
import dev.konkyo.cluster.KMeans;
import dev.konkyo.graph.EvidenceOutputs.Lookup;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/**
 * Groups of photos of which every class has at least one: those of k-means and, for each class that is the largest in none of them, one more of all
 * its photos, taken out of the others. Without it a small class would be explained by the channels of a larger one.
 */
final class ClassGroups {
    private ClassGroups() {}

    /** Photos and their middle. */
    static final class Group {
        private final List<Observation> members;
        private final double[] centre;

        Group(List<Observation> members, double... centre) {
            this.members = List.copyOf(members);
            this.centre = centre;
        }

        List<Observation> members() {
            return members;
        }

        double[] centre() {
            return centre;
        }

        /** The class that most of them show, of equally frequent ones the first. */
        int label() {
            return counts(members).entrySet().stream()
                    .max(Map.Entry.<Integer, Integer>comparingByValue()
                            .thenComparing(Map.Entry.comparingByKey(Comparator.reverseOrder())))
                    .orElseThrow()
                    .getKey();
        }
    }

    static List<Group> of(List<Observation> photos, KMeans means, RandomGenerator random) {
        Clustering clustering = means.cluster(points(photos), random);
        List<Group> groups = new ArrayList<>();
        for (int i = 0; i < clustering.clusters(); i++) {
            List<Observation> members =
                    IntStream.of(clustering.members(i)).mapToObj(photos::get).toList();
            groups.add(new Group(members, clustering.centre(i)));
        }
        KMeans middle = new KMeans(1, means.space(), 1, 1);
        counts(photos).keySet().stream().sorted().forEach(label -> {
            if (groups.stream().noneMatch(group -> group.label() == label)) {
                groups.replaceAll(group -> without(label, group, middle, random));
                groups.add(middle(
                        photos.stream().filter(photo -> photo.label() == label).toList(), middle, random));
            }
        });
        return groups;
    }

    /** Never empty: another class is the largest in the group. */
    private static Group without(int label, Group group, KMeans middle, RandomGenerator random) {
        List<Observation> others =
                group.members.stream().filter(photo -> photo.label() != label).toList();
        return others.size() == group.members.size() ? group : middle(others, middle, random);
    }

    private static Group middle(List<Observation> members, KMeans middle, RandomGenerator random) {
        return new Group(members, middle.cluster(points(members), random).centre(0));
    }

    private static double[][] points(List<Observation> photos) {
        return photos.stream()
                .map(photo -> {
                    float[] embedding = photo.embedding();
                    return IntStream.range(0, embedding.length)
                            .mapToDouble(i -> embedding[i])
                            .toArray();
                })
                .toArray(double[][]::new);
    }

    /** What is known of each group once all photos look for the nearest centre, as new ones will. */
    static List<MemoryCluster> described(List<Group> groups, List<Observation> photos, Lookup.ByCluster lookup) {
        int[] found = new int[groups.size()];
        int[] right = new int[groups.size()];
        for (Observation photo : photos) {
            int nearest = EvidenceMemory.nearest(lookup, photo.embedding());
            found[nearest]++;
            right[nearest] += photo.label() == groups.get(nearest).label() ? 1 : 0;
        }
        return IntStream.range(0, groups.size())
                .mapToObj(i -> new MemoryCluster(
                        found[i], groups.get(i).label(), found[i] == 0 ? 0 : (double) right[i] / found[i]))
                .toList();
    }

    private static Map<Integer, Integer> counts(List<Observation> photos) {
        Map<Integer, Integer> counts = new HashMap<>();
        photos.forEach(photo -> counts.merge(photo.label(), 1, Integer::sum));
        return counts;
    }
}
