package dev.konkyo.torch.training;

import dev.konkyo.file.FileHash;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A process of its own that runs out of space while it writes checkpoints. Every refusal goes to standard output as one line; the process
 * fails if an older checkpoint was touched or cannot be gone on from.
 */
final class FullDisk {
    private static final int PAGE = 4096;
    private static final EpochTimes TIMES = new EpochTimes(1, 1, 1, 1, 1);

    private final Path folder;
    private final Checkpoint checkpoint;
    private final double expectedLoss;
    private final Map<Path, String> intact;

    private FullDisk(Path folder) throws IOException {
        this.folder = folder;
        checkpoint = new Checkpoint(Files.createDirectories(folder.resolve("last")));
        try (TinyTraining training = new TinyTraining(8)) {
            training.learn();
            checkpoint.save(training.network.weights(), training.descent, training.average, epochs(1));
            expectedLoss = training.learn();
        }
        intact = files();
    }

    private static List<EpochResult> epochs(int count) {
        return IntStream.rangeClosed(1, count)
                .mapToObj(epoch -> new EpochResult(epoch, 0.1, 1.5, 0.5, 1.25, 0.5, 100, 0, 1, TIMES))
                .toList();
    }

    private Map<Path, String> files() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("last"))) {
            return all.filter(Files::isRegularFile)
                    .collect(Collectors.toMap(file -> file, FileHash::sha256, (a, _) -> a, TreeMap::new));
        }
    }

    /** The older checkpoint has its bytes, nothing lies beside it, and training goes on from it as if nothing had happened. */
    private void requireIntact() throws IOException {
        if (!files().equals(intact)) {
            throw new IllegalStateException("expected " + intact + ", got " + files());
        }
        try (TinyTraining resumed = new TinyTraining(8)) {
            checkpoint.restore(checkpoint.state().orElseThrow(), resumed.network, resumed.descent, resumed.average);
            double loss = resumed.learn();
            if (loss != expectedLoss) {
                throw new IllegalStateException("expected the loss " + expectedLoss + ", got " + loss);
            }
        }
    }

    private boolean saved(TinyTraining training, int epochs) throws IOException {
        try {
            checkpoint.save(training.network.weights(), training.descent, training.average, epochs(epochs));
            return true;
        } catch (RuntimeException e) {
            System.out.println(e.getMessage());
            requireIntact();
            return false;
        }
    }

    /** On a small disk: leaves one page more at each attempt, until the checkpoint fits. */
    private void pageByPage() throws IOException {
        try (TinyTraining training = new TinyTraining(8);
                FileChannel ballast = FileChannel.open(
                        folder.resolve("ballast"), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            training.learn();
            fill(ballast);
            while (!saved(training, 2)) {
                ballast.truncate(ballast.size() - PAGE);
            }
        }
        System.out.println("saved " + checkpoint.state().orElseThrow().checkpoint());
    }

    private static void fill(FileChannel ballast) {
        try {
            int written;
            do {
                written = ballast.write(ByteBuffer.allocate(PAGE));
            } while (written == PAGE);
        } catch (IOException _) {
            return; // full
        }
    }

    /** Where files may have a certain size only: one checkpoint for each file that is too large. */
    private void fileByFile() throws IOException {
        try (TinyTraining wide = new TinyTraining(1024);
                TinyTraining middle = new TinyTraining(128);
                TinyTraining small = new TinyTraining(8)) {
            for (TinyTraining training : List.of(wide, middle, small)) {
                training.learn();
            }
            System.out.println("saved " + (saved(wide, 2) || saved(middle, 2) || saved(small, 10_000)));
        }
    }

    public static void main(String[] arguments) throws IOException {
        FullDisk disk = new FullDisk(Path.of(arguments[0]));
        if (arguments[1].equals("pages")) {
            disk.pageByPage();
        } else {
            disk.fileByFile();
        }
    }
}
