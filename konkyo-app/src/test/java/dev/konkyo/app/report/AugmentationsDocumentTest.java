package dev.konkyo.app.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.konkyo.app.demo.Condition;
import dev.konkyo.app.demo.NutRenderer;
import dev.konkyo.heatmap.Captioned;
import dev.konkyo.heatmap.ContactSheet;
import dev.konkyo.image.Border;
import dev.konkyo.image.Image;
import dev.konkyo.image.Inputs;
import dev.konkyo.image.PhotoWriter;
import dev.konkyo.image.Preprocessing;
import dev.konkyo.image.augment.Augmentation;
import dev.konkyo.image.augment.AugmentationEntry;
import dev.konkyo.image.augment.AugmentationPolicy;
import dev.konkyo.image.augment.Augmentations;
import dev.konkyo.image.augment.Mixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Holds docs/augmentation.md to the list of augmentations; run with -Dkonkyo.renew=true to write its table and picture anew. */
class AugmentationsDocumentTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "augmentation.md");
    private static final Path PICTURE = Path.of("..", "docs", "images", "augmentations.jpg");
    private static final String BEGIN = "<!-- table: begin -->\n";
    private static final String END = "<!-- table: end -->";
    private static final int SIDE = 128;

    /** A nut of a coloured metal, so that colours can be seen to change. */
    private static final long COLOURED = 27;

    /** Draws among which the most visible is shown, so that the settings can be told apart. */
    private static final int DRAWS = 16;

    @Test
    void listsEveryAugmentationAsItIs() throws IOException {
        String text = Files.readString(DOCUMENT);
        int begin = text.indexOf(BEGIN) + BEGIN.length();
        int end = text.indexOf(END);
        if (Boolean.getBoolean("konkyo.renew")) {
            Files.writeString(DOCUMENT, text.substring(0, begin) + table() + text.substring(end));
            PhotoWriter.writeJpeg(sheet(), PICTURE, 75);
            return;
        }
        assertThat(text.substring(begin, end))
                .as("docs/augmentation.md is stale; renew it by running this test with -Dkonkyo.renew=true")
                .isEqualTo(table());
        assertThat(PICTURE).isRegularFile();
        assertThat(Files.size(PICTURE)).isLessThan(150_000);
    }

    private static String table() {
        StringBuilder table = new StringBuilder("""
                | name | range | weak, usual, strong | probability | in `plan.json` | source |
                |---|---|---|---:|---|---|
                """);
        for (AugmentationEntry entry : Augmentations.all()) {
            table.append(String.format(
                    Locale.ROOT,
                    "| `%s` | %s | %s | %s | `%s` | %s |\n",
                    entry.name(),
                    entry.range().map(AugmentationEntry.Range::meaning).orElse(""),
                    entry.range()
                            .map(range -> "%s, %s, %s"
                                    .formatted(number(range.weak()), number(range.usual()), number(range.strong())))
                            .orElse(""),
                    number(entry.probability()),
                    entry.type().getSimpleName(),
                    entry.source()));
        }
        return table.toString();
    }

    private static String number(double value) {
        return value == Math.rint(value) ? String.valueOf((long) value) : String.valueOf(value);
    }

    private static Image sheet() {
        NutRenderer nuts = new NutRenderer(SIDE, 0.9);
        Image photo = nuts.render(new SplittableRandom(COLOURED), Condition.NG).photo();
        Image other = nuts.render(new SplittableRandom(7), Condition.OK).photo();
        List<Captioned> pictures = new ArrayList<>();
        pictures.add(new Captioned("photo", photo));
        pictures.add(new Captioned("its partner", other));
        for (AugmentationEntry entry : Augmentations.all()) {
            if (entry.range().isEmpty()) {
                pictures.add(new Captioned(entry.name(), varied(entry, 0, 0, photo, other)));
            }
        }
        for (AugmentationEntry entry : Augmentations.all()) {
            entry.range().ifPresent(range -> {
                long seed = mostVisible(entry, range, photo, other);
                for (double number : new double[] {range.weak(), range.usual(), range.strong()}) {
                    pictures.add(new Captioned(
                            entry.name() + "=" + number(number), varied(entry, number, seed, photo, other)));
                }
            });
        }
        return new ContactSheet(9, 96, 96).of(paddedTo(9, 4, pictures));
    }

    /** Fills the first row up with white, so that each augmentation's three settings stay together. */
    private static List<Captioned> paddedTo(int columns, int first, List<Captioned> pictures) {
        List<Captioned> padded = new ArrayList<>(pictures.subList(0, first));
        while (padded.size() < columns) {
            padded.add(new Captioned("", Image.filled(SIDE, SIDE, 255, 255, 255)));
        }
        padded.addAll(pictures.subList(first, pictures.size()));
        return padded;
    }

    private static long mostVisible(AugmentationEntry entry, AugmentationEntry.Range range, Image photo, Image other) {
        return LongStream.range(0, DRAWS)
                .boxed()
                .max(Comparator.comparingDouble(seed -> {
                    Augmentation usual = entry.make(range.usual());
                    return usual instanceof Augmentation.Mixing mixing
                            ? -Math.abs(0.6
                                    - mixing.draw(SIDE, SIDE, new SplittableRandom(seed))
                                            .share())
                            : difference(photo, varied(entry, range.strong(), seed, photo, other));
                }))
                .orElseThrow();
    }

    private static double difference(Image one, Image other) {
        double sum = 0;
        for (int i = 0; i < one.rgb().length; i++) {
            sum += Math.abs((one.rgb()[i] & 0xff) - (other.rgb()[i] & 0xff));
        }
        return sum;
    }

    private static Image varied(AugmentationEntry entry, double number, long seed, Image photo, Image other) {
        Augmentation certain = entry.maker().make(1, number, Optional.empty());
        SplittableRandom random = new SplittableRandom(seed);
        return switch (certain) {
            case Augmentation.Mixing mixing -> mixed(mixing.draw(SIDE, SIDE, random), photo, other);
            case Augmentation.Geometric _, Augmentation.Photometric _ ->
                new AugmentationPolicy(List.of(certain))
                        .draw(SIDE, SIDE, random)
                        .apply(photo, Border.Edge.REFLECT)
                        .view();
        };
    }

    private static Image mixed(Mixture mixture, Image photo, Image other) {
        Preprocessing plain = Preprocessing.stretched(SIDE, SIDE);
        Inputs inputs = Inputs.zeros(2, plain);
        plain.normalise(plain.view(photo), inputs, 0);
        plain.normalise(plain.view(other), inputs, 1);
        mixture.mix(inputs, 0, inputs, 1);
        return plain.picture(inputs.planes(0), 0);
    }
}
