package dev.konkyo.dataset;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What tells a photo's class. */
public sealed interface LabelSource {
    /** The uppermost folder; photos may lie deeper inside it. */
    record Folders() implements LabelSource {
        @Override
        public Optional<String> label(List<String> path) {
            return path.size() > 1 ? Optional.of(path.getFirst()) : Optional.empty();
        }

        @Override
        public String expected() {
            return "a photo in a class folder such as ok/ or ng/";
        }

        @Override
        public Comparator<String> order() {
            return Comparator.naturalOrder();
        }
    }

    /** The number before the file name's first underscore: {@code 1_0001.jpg} shows class 1. Folders mean nothing. */
    record FileNames() implements LabelSource {
        private static final Pattern NUMBERED = Pattern.compile("0*([0-9]{1,9})_.*");

        @Override
        public Optional<String> label(List<String> path) {
            Matcher matcher = NUMBERED.matcher(path.getLast());
            return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
        }

        @Override
        public String expected() {
            return "a file name that begins with the class's number and an underscore, such as 1_0001.jpg";
        }

        @Override
        public Comparator<String> order() {
            return Comparator.comparingInt(Integer::parseInt);
        }
    }

    /** Nothing does: all photos are of one class, which means nothing. For photos that a teacher judges. */
    record Unknown() implements LabelSource {
        @Override
        public Optional<String> label(List<String> path) {
            return Optional.of("unknown");
        }

        @Override
        public String expected() {
            return "a photo";
        }

        @Override
        public Comparator<String> order() {
            return Comparator.naturalOrder();
        }
    }

    /**
     * The class of a photo, if this source tells it.
     *
     * @param path names of folders and file, from the data set's folder (or its part's) on
     */
    Optional<String> label(List<String> path);

    /** What this source needs, for messages. */
    String expected();

    /** The order of the labels. */
    Comparator<String> order();
}
