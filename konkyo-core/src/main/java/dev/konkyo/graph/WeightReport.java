package dev.konkyo.graph;

import java.util.List;

/**
 * What became of the tensors of a weights file.
 *
 * @param loaded names that went into the network
 * @param missing parameters that the file lacks; they keep their initial values
 * @param unexpected names in the file that the network has no parameter for
 * @param wrongShape head parameters that keep their initial values since the file has them for other classes
 */
public record WeightReport(
        List<String> loaded, List<String> missing, List<String> unexpected, List<WrongShape> wrongShape) {

    /** A tensor that does not fit its parameter. */
    public record WrongShape(String name, Shape expected, Shape found) {
        @Override
        public String toString() {
            return "'" + name + "': expected " + expected + ", got " + found;
        }
    }

    public WeightReport {
        loaded = List.copyOf(loaded);
        missing = List.copyOf(missing);
        unexpected = List.copyOf(unexpected);
        wrongShape = List.copyOf(wrongShape);
    }

    /** Whether every parameter was loaded and every tensor used. */
    public boolean complete() {
        return missing.isEmpty() && unexpected.isEmpty() && wrongShape.isEmpty();
    }

    /** One line for people. */
    public String summary() {
        return loaded.size() + " loaded, " + missing.size() + " missing" + some(missing) + ", " + unexpected.size()
                + " unexpected" + some(unexpected) + ", " + wrongShape.size() + " of another shape (new head)"
                + some(wrongShape);
    }

    private static String some(List<?> names) {
        int shown = Math.min(3, names.size());
        return names.isEmpty() ? "" : " " + names.subList(0, shown) + (names.size() > shown ? "..." : "");
    }
}
