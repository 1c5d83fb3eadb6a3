package dev.konkyo.torch.training;

import dev.konkyo.file.AtomicFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One row per epoch in {@code metrics.csv}, for spreadsheets and plots. */
final class MetricsFile {
    private static final String HEADER =
            "epoch,rate,training_loss,training_accuracy,validation_loss,validation_accuracy,"
                    + "images_per_second,waiting,seconds,off_class_cosine,cosine_scale";

    private MetricsFile() {}

    /** The table as text. */
    static String text(List<EpochResult> epochs) {
        List<String> rows = new ArrayList<>(List.of(HEADER));
        epochs.forEach(epoch -> rows.add(row(epoch)));
        return String.join("\n", rows) + "\n";
    }

    static void write(List<EpochResult> epochs, Path file) {
        byte[] text = text(epochs).getBytes(StandardCharsets.UTF_8);
        AtomicFile.write(file, out -> out.write(text));
    }

    private static String row(EpochResult epoch) {
        return String.format(
                Locale.ROOT,
                "%d,%.6g,%.6f,%.4f,%.6f,%.4f,%.1f,%.3f,%.2f,%s",
                epoch.epoch(),
                epoch.rate(),
                epoch.trainingLoss(),
                epoch.trainingAccuracy(),
                epoch.validationLoss(),
                epoch.validationAccuracy(),
                epoch.imagesPerSecond(),
                epoch.waiting(),
                epoch.seconds(),
                cosines(epoch.cosines()));
    }

    /** Empty cells for heads without embeddings and losses without a scale. */
    private static String cosines(@Nullable Cosines cosines) {
        return cosines == null ? "," : cell(cosines.offClass()) + "," + cell(cosines.scale());
    }

    private static String cell(double value) {
        return Double.isNaN(value) ? "" : String.format(Locale.ROOT, "%.4f", value);
    }
}
