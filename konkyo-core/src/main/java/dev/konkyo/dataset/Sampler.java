package dev.konkyo.dataset;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Which samples an epoch shows, and in what order. */
@JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "kind")
public sealed interface Sampler {
    /** Every sample once, in the data set's order: for evaluation. */
    record InOrder() implements Sampler {
        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            return IntStream.range(0, labels.length).toArray();
        }
    }

    /** Every sample once, in random order. */
    record Shuffled() implements Sampler {
        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            return shuffle(IntStream.range(0, labels.length).toArray(), random);
        }
    }

    /**
     * As many samples as there are, every class equally often (to one), in random order. Samples of a small class come several
     * times, and no sample comes again before its class is through; of a large class some are left to a later epoch.
     */
    record ClassBalanced() implements Sampler {
        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            int[] classes = shuffle(Arrays.stream(labels).distinct().sorted().toArray(), random);
            int[] order = new int[labels.length];
            int filled = 0;
            for (int i = 0; i < classes.length; i++) {
                int label = classes[i];
                int[] members = members(labels, label);
                int share = labels.length / classes.length + (i < labels.length % classes.length ? 1 : 0);
                for (int taken = 0; taken < share; taken++) {
                    if (taken % members.length == 0) {
                        shuffle(members, random);
                    }
                    order[filled++] = members[taken % members.length];
                }
            }
            return shuffle(order, random);
        }
    }

    /**
     * Matched groups: the first samples of all classes belong together, so do the second ones, and so on, as photos of the same parts
     * before and after do. A group's samples come one after the other, the groups in random order: in a batch that is a multiple of
     * the number of classes, everything that a group's photos share cancels in the gradient, and what tells them apart is left.
     * So that it stays so, a group is augmented as one: all its photos are turned and brightened alike.
     */
    record Matched() implements Sampler {
        /** @throws DatasetException if the classes have different numbers of samples */
        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            List<int[]> classes = Arrays.stream(labels)
                    .distinct()
                    .sorted()
                    .mapToObj(label -> members(labels, label))
                    .toList();
            int groups = labels.length == 0 ? 0 : classes.getFirst().length;
            for (int[] members : classes) {
                if (members.length != groups) {
                    throw new DatasetException("matched photos need as many of every class, got " + groups + " and "
                            + members.length + "; add the missing ones or choose another order");
                }
            }
            int[] shuffled = shuffle(IntStream.range(0, groups).toArray(), random);
            return Arrays.stream(shuffled)
                    .flatMap(group -> classes.stream().mapToInt(members -> members[group]))
                    .toArray();
        }

        @Override
        public int changedAlike(int[] labels) {
            return Math.max(1, Math.toIntExact(Arrays.stream(labels).distinct().count()));
        }
    }

    /**
     * Groups of samples of one class, one after the other, as many samples as there are. Classes come in random order, none again before all others have, and within a class
     * no sample before its class is through; a class with fewer samples than a group has shows some twice in it. A batch of P groups holds P
     * classes with K samples each, if there are as many classes (Hermans et al. 2017, "In Defense of the Triplet Loss for Person Re-Identification", section
     * 2).
     *
     * @param size samples of a group, the paper's K; at least 2, as a class's samples are compared with each other
     */
    record Groups(int size) implements Sampler {
        public Groups {
            if (size < 2) {
                throw new IllegalArgumentException("a group of a class's photos has at least 2, got " + size);
            }
        }

        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            int[] classes = Arrays.stream(labels).distinct().sorted().toArray();
            List<int[]> members = Arrays.stream(classes)
                    .mapToObj(label -> shuffle(members(labels, label), random))
                    .toList();
            int[] next = new int[classes.length];
            int[] turns = IntStream.range(0, classes.length).toArray();
            int[] order = new int[labels.length];
            for (int place = 0; place < order.length; place++) {
                int group = place / size;
                if (place % size == 0 && group % classes.length == 0) {
                    shuffle(turns, random);
                }
                int turn = turns[group % classes.length];
                int[] own = members.get(turn);
                if (next[turn] == own.length) {
                    shuffle(own, random);
                    next[turn] = 0;
                }
                order[place] = own[next[turn]++];
            }
            return order;
        }
    }

    /**
     * Half of the samples of one class, half of all others together, in random order, as many as there are in all; none comes again before its half
     * is through. For a specialist, whose one class is everything that it is no specialist for.
     */
    record Halved(int label) implements Sampler {
        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            // Two classes, balanced: the one and the rest.
            int[] halves =
                    Arrays.stream(labels).map(other -> other == label ? 1 : 0).toArray();
            return new ClassBalanced().order(halves, random);
        }
    }

    /**
     * Labelled samples as another sampler orders them, and the others once each at random places among them.
     *
     * @param labelled orders the samples that have a label
     * @param classes samples whose label is not below it have none
     */
    record WithUnlabelled(Sampler labelled, int classes) implements Sampler {
        @Override
        public int[] order(int[] labels, RandomGenerator random) {
            int[] known = members(labels, true);
            int[] own = labelled.order(
                    Arrays.stream(known).map(sample -> labels[sample]).toArray(), random);
            int[] others = shuffle(members(labels, false), random);
            // Which places the labelled samples take is drawn; their own order stays.
            int[] places =
                    shuffle(IntStream.range(0, own.length + others.length).toArray(), random);
            Arrays.sort(places, 0, own.length);
            int[] order = new int[places.length];
            for (int i = 0; i < places.length; i++) {
                order[places[i]] = i < own.length ? known[own[i]] : others[i - own.length];
            }
            return order;
        }

        private int[] members(int[] labels, boolean having) {
            return IntStream.range(0, labels.length)
                    .filter(sample -> (labels[sample] < classes) == having)
                    .toArray();
        }
    }

    /**
     * The samples of one epoch.
     *
     * @param labels the label of every sample
     * @return indices into {@code labels}
     */
    int[] order(int[] labels, RandomGenerator random);

    /**
     * How many samples that follow one another in {@link #order} are augmented by the same draw, at least 1.
     *
     * @param labels the label of every sample
     */
    default int changedAlike(int[] labels) {
        return 1;
    }

    private static int[] members(int[] labels, int label) {
        return IntStream.range(0, labels.length)
                .filter(sample -> labels[sample] == label)
                .toArray();
    }

    /** Shuffles in place (Fisher and Yates) and returns the same array. */
    private static int[] shuffle(int[] values, RandomGenerator random) {
        for (int i = values.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int value = values[i];
            values[i] = values[j];
            values[j] = value;
        }
        return values;
    }
}
