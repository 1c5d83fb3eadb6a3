package dev.konkyo.dataset;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.image.Border;
import dev.konkyo.image.Image;
import dev.konkyo.image.Mask;
import dev.konkyo.image.PhotoHeader;
import dev.konkyo.image.PhotoReader;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.UnreadablePhotoException;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.image.augment.Augmented;
import dev.konkyo.image.augment.Drawn;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes a larger data set of a small one, on disk: each photo to learn from is copied and joined by varied ones of its own size, whose masks and
 * boxes (see {@link BoxAnnotations}) follow. Boxes are written as YOLO keeps them, whatever they were: {@code <stem>.txt} beside the photo and the
 * names in {@code classes.txt}. Photos of the validation and test parts are copied as they are.
 *
 * <p>Photo, number and seed alone decide what is drawn, so that neither threads nor other photos change it. What a varied photo shows beyond the
 * original's edges mirrors it; where any photo of the data set has boxes it is grey in all of them, since a mirrored object would be one that
 * nobody boxed.
 *
 * @param perImage photos that each photo becomes, itself included, at least 1
 * @param policy must not mix photos, for a file in a class folder has one label
 * @param seed of everything random
 * @param threads photos that are worked on at the same time, at least 1
 */
public record Expansion(int perImage, AugmentationPolicy policy, long seed, int threads) {
    /** The file that lists what was made of what, one JSON object on each line; written last. */
    public static final String MANIFEST = "manifest.jsonl";

    /** The file that says with which settings, and of which data. */
    public static final String PLAN = "plan.json";

    /** What lies in the folder besides photos, masks and boxes. */
    static final Set<String> FILES = Set.of(MANIFEST, PLAN, ExpandedBoxes.NAMES);

    private static final int JPEG_QUALITY = 95;

    /** What YOLO's tools fill up photos with. */
    private static final Border GREY = new Border.Colour(114, 114, 114);

    private static final JsonMapper JSON = new JsonMapper();

    public Expansion {
        if (perImage < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "an expansion needs at least 1 photo per image and 1 thread, got " + perImage + " and " + threads);
        }
        if (policy.steps().isEmpty() && perImage > 1) {
            throw new IllegalArgumentException(
                    "without augmentations every new photo would be a copy; choose some, such as light");
        }
        if (policy.mixes()) {
            throw new IllegalArgumentException(
                    "mixup and cutmix give a photo two labels, which a class folder cannot hold;"
                            + " leave them out here and use them in training");
        }
    }

    /**
     * What was written.
     *
     * @param copied photos that are there as they were
     * @param varied photos that are new
     * @param skipped files that are left out, with the reason
     */
    public record Outcome(int copied, int varied, List<Skipped> skipped) {}

    /** A line of the manifest: paths in their data sets, and the numbers that were drawn in the order of their application. */
    private record Line(String file, String source, String label, Optional<String> mask, List<?> changes) {}

    /** What {@link #PLAN} holds; threads change nothing. */
    private record Plan(int perImage, AugmentationPolicy augmentation, long seed, Object border, String dataHash) {}

    private record Made(List<Line> lines, List<Skipped> skipped) {}

    /**
     * Writes the larger data set.
     *
     * @param places where everything goes
     * @param progress told the number of photos that are through
     * @throws DatasetException if the folder holds anything already
     * @throws UncheckedIOException if a file cannot be written
     */
    public Outcome write(Dataset data, ExpansionPlaces places, IntConsumer progress) {
        places.requireEmpty();
        List<Line> lines = new ArrayList<>();
        ExpandedBoxes boxes = ExpandedBoxes.of(data);
        List<Skipped> skipped = left(data, boxes);
        // One for all photos: if those with objects had another, it would tell the classes apart.
        Border border = boxes.any() ? GREY : Border.Edge.REFLECT;
        int copied = 0;
        try (ExecutorService pool = Executors.newFixedThreadPool(threads)) {
            try {
                List<Future<Made>> all = new ArrayList<>();
                for (int i = 0; i < data.samples().size(); i++) {
                    Sample sample = data.samples().get(i);
                    List<ExpansionPlaces.Place> names = places.of(sample, learnt(sample) ? perImage : 1);
                    all.add(pool.submit(() -> make(data, sample, names, border, boxes)));
                }
                for (int i = 0; i < all.size(); i++) {
                    Made made = all.get(i).get();
                    lines.addAll(made.lines());
                    skipped.addAll(made.skipped());
                    copied += made.lines().isEmpty() ? 0 : 1;
                    progress.accept(i + 1);
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new DatasetException("the expansion was interrupted; " + places.folder() + " is incomplete");
            } catch (ExecutionException e) {
                throw failed(places, e);
            } finally {
                pool.shutdownNow();
            }
        }
        boxes.namesFile().ifPresent(names -> written(places, ExpandedBoxes.NAMES, names));
        written(places, PLAN, plan(data, border));
        byte[] manifest = lines.stream()
                .map(line -> JSON.writeValueAsString(line) + "\n")
                .collect(Collectors.joining())
                .getBytes(StandardCharsets.UTF_8);
        written(places, MANIFEST, manifest);
        return new Outcome(copied, lines.size() - copied, List.copyOf(skipped));
    }

    private static void written(ExpansionPlaces places, String name, byte[] content) {
        AtomicFile.write(places.folder().resolve(name), out -> out.write(content));
    }

    private byte[] plan(Dataset data, Border border) {
        Plan plan = new Plan(perImage, policy, seed, border, DatasetHash.of(data));
        return (JSON.writerWithDefaultPrettyPrinter().writeValueAsString(plan) + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** What the reader left out, but for the boxes that are carried along. */
    private static List<Skipped> left(Dataset data, ExpandedBoxes boxes) {
        List<Skipped> left = new ArrayList<>(boxes.damaged());
        Set<Path> told = left.stream().map(Skipped::file).collect(Collectors.toSet());
        data.skipped().stream()
                .filter(skipped -> !told.contains(skipped.file()) && !boxes.carries(skipped.file()))
                .forEach(left::add);
        return left;
    }

    private static boolean learnt(Sample sample) {
        return sample.part() == Part.TRAINING || sample.part() == Part.UNDIVIDED;
    }

    private static RuntimeException failed(ExpansionPlaces places, ExecutionException failure) {
        return failure.getCause() instanceof IOException e
                ? new UncheckedIOException(
                        "cannot write into " + places.folder() + ", which is incomplete now: " + e.getMessage(), e)
                : new IllegalStateException("a photo could not be expanded: " + failure.getCause(), failure);
    }

    private Made make(
            Dataset data, Sample sample, List<ExpansionPlaces.Place> places, Border border, ExpandedBoxes boxes)
            throws IOException {
        PhotoReader reader = PhotoReader.standard();
        List<Skipped> skipped = new ArrayList<>();
        List<Line> lines = new ArrayList<>();
        try {
            byte[] file = reader.bytes(sample.photo());
            PhotoHeader header = reader.header(file);
            Image photo = reader.decode(file);
            Optional<Mask> mask = mask(sample, reader, skipped);
            Optional<YoloLabels> objects = boxes.of(sample.photo());
            boolean jpeg = header.format() == PhotoHeader.Format.JPEG;
            String source = data.relative(sample.photo());
            for (int number = 0; number < places.size(); number++) {
                ExpansionPlaces.Place place = places.get(number);
                List<?> changes = List.of();
                if (number == 0) {
                    write(place.photo(), file);
                    Optional<byte[]> boxed = boxes.copy(sample.photo());
                    if (boxed.isPresent()) {
                        write(YoloLabels.beside(place.photo()), boxed.get());
                    }
                    if (mask.isPresent()) {
                        write(
                                place.mask().orElseThrow(),
                                Files.readAllBytes(sample.mask().orElseThrow()));
                    }
                } else {
                    Drawn drawn = policy.draw(photo.height(), photo.width(), random(source, number));
                    Augmented varied = drawn.apply(photo, border);
                    changes = drawn.values();
                    write(
                            place.photo(),
                            jpeg ? PhotoWriter.jpeg(varied.view(), JPEG_QUALITY) : PhotoWriter.png(varied.view()));
                    if (objects.isPresent()) {
                        write(
                                YoloLabels.beside(place.photo()),
                                objects.get().follow(varied).bytes());
                    }
                    if (mask.isPresent()) {
                        Mask moved = border instanceof Border.Edge edge
                                ? varied.follow(mask.get(), edge)
                                : varied.follow(mask.get());
                        write(place.mask().orElseThrow(), PhotoWriter.png(moved));
                    }
                }
                lines.add(new Line(
                        place.photoName(), source, data.label(sample), mask.flatMap(_ -> place.maskName()), changes));
            }
        } catch (UnreadablePhotoException e) {
            skipped.add(new Skipped(sample.photo(), e.reason()));
        }
        return new Made(lines, skipped);
    }

    /** A mask that cannot be read costs the mask, not the photo. */
    private static Optional<Mask> mask(Sample sample, PhotoReader reader, List<Skipped> skipped) {
        try {
            return sample.mask().map(reader::readMask);
        } catch (UnreadablePhotoException e) {
            skipped.add(new Skipped(sample.mask().orElseThrow(), e.reason()));
            return Optional.empty();
        }
    }

    private static void write(Path file, byte[] bytes) throws IOException {
        Files.createDirectories(file.resolveSibling(""));
        Files.write(file, bytes);
    }

    private SplittableRandom random(String source, int number) {
        long path = 0;
        for (int i = 0; i < source.length(); i++) {
            path = 31 * path + source.charAt(i);
        }
        // Odd factors keep different (seed, photo, number) apart; SplittableRandom mixes the sum well.
        return new SplittableRandom(
                seed * 0x9e3779b97f4a7c15L + path * 0xbf58476d1ce4e5b9L + number * 0x94d049bb133111ebL);
    }
}
