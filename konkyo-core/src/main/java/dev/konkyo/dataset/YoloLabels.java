package dev.konkyo.dataset;

import dev.konkyo.image.Box;
import dev.konkyo.image.Point;
import dev.konkyo.image.Polygon;
import dev.konkyo.image.augment.Augmented;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The objects in a photo as YOLO's tools keep them, in a text file beside the photo: one object on each line, its class and either the
 * box's middle, width and height or the outline's corners, all as fractions of the photo's sides.
 *
 * @param objects in the file's order
 */
record YoloLabels(List<Labelled> objects) {
    YoloLabels {
        objects = List.copyOf(objects);
    }

    /** Numbers are a box (4 of them) or an outline (at least 6, x and y in turn). */
    record Labelled(String kind, List<Double> numbers) {
        /** An object in a box, whose unit are the photo's sides. */
        static Labelled of(String kind, Box box) {
            return new Labelled(
                    kind, List.of(box.x() + box.width() / 2, box.y() + box.height() / 2, box.width(), box.height()));
        }

        /** The box, or the one around the outline, as shares of the photo's sides. */
        Box box() {
            if (numbers.size() == 4) {
                double width = numbers.get(2);
                double height = numbers.get(3);
                return new Box(numbers.get(0) - width / 2, numbers.get(1) - height / 2, width, height);
            }
            double left = 1;
            double top = 1;
            double right = 0;
            double bottom = 0;
            for (int i = 0; i < numbers.size(); i += 2) {
                left = Math.min(left, numbers.get(i));
                right = Math.max(right, numbers.get(i));
                top = Math.min(top, numbers.get(i + 1));
                bottom = Math.max(bottom, numbers.get(i + 1));
            }
            return new Box(left, top, Math.max(0, right - left), Math.max(0, bottom - top));
        }
    }

    /** The file beside a photo that would hold its objects. */
    static Path beside(Path photo) {
        String name = String.valueOf(photo.getFileName());
        return photo.resolveSibling(name.substring(0, name.lastIndexOf('.')) + ".txt");
    }

    /**
     * Reads a file.
     *
     * @return empty if it is something else, such as a note
     */
    static Optional<YoloLabels> read(Path file) throws IOException {
        List<Labelled> objects = new ArrayList<>();
        for (String line : new String(Files.readAllBytes(file), StandardCharsets.UTF_8)
                .lines()
                .toList()) {
            if (line.isBlank()) {
                continue;
            }
            List<String> words = Arrays.asList(line.strip().split("\\s+"));
            List<String> numbers = words.subList(1, words.size());
            boolean counts = numbers.size() == 4 || (numbers.size() >= 6 && numbers.size() % 2 == 0);
            if (!counts
                    || !words.getFirst().matches("\\d+")
                    || !numbers.stream().allMatch(YoloLabels::fraction)) {
                return Optional.empty();
            }
            objects.add(new Labelled(
                    words.getFirst(), numbers.stream().map(Double::valueOf).toList()));
        }
        return Optional.of(new YoloLabels(objects));
    }

    private static boolean fraction(String word) {
        return word.matches("\\d*\\.?\\d+([eE]-?\\d+)?") && Double.parseDouble(word) <= 1.001;
    }

    /** The objects moved as the photo was; what the view no longer shows is left out. */
    YoloLabels follow(Augmented varied) {
        return new YoloLabels(objects.stream()
                .flatMap(object ->
                        (object.numbers().size() == 4 ? box(object, varied) : outline(object, varied)).stream())
                .toList());
    }

    private static Optional<Labelled> box(Labelled object, Augmented varied) {
        int height = varied.scaledHeight();
        int width = varied.scaledWidth();
        return varied.follow(object.box().scaled(width, height), height, width)
                .map(moved -> moved.scaled(
                        1.0 / varied.view().width(), 1.0 / varied.view().height()))
                .map(moved -> Labelled.of(object.kind(), moved));
    }

    /** What the view shows of the outline; less than a pixel of it is nothing. */
    private static Optional<Labelled> outline(Labelled object, Augmented varied) {
        List<Point> moved = new ArrayList<>();
        for (int i = 0; i < object.numbers().size(); i += 2) {
            moved.add(varied.geometry()
                    .apply(new Point(
                            object.numbers().get(i) * varied.scaledWidth(),
                            object.numbers().get(i + 1) * varied.scaledHeight())));
        }
        Box view = varied.view().box();
        Polygon seen = new Polygon(moved).clipped(view);
        return seen.area() < 1
                ? Optional.empty()
                : Optional.of(new Labelled(
                        object.kind(),
                        seen.corners().stream()
                                .flatMap(corner -> Stream.of(corner.x() / view.width(), corner.y() / view.height()))
                                .toList()));
    }

    /** The file's bytes. */
    byte[] bytes() {
        return objects.stream()
                .map(object -> Stream.concat(
                                        Stream.of(object.kind()),
                                        object.numbers().stream()
                                                .map(number -> String.format(Locale.ROOT, "%.6f", number)))
                                .collect(Collectors.joining(" "))
                        + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
    }
}
