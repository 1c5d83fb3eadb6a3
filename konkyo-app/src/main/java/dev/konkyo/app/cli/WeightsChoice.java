package dev.konkyo.app.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which weights each of several networks begins with.
 *
 * @param words what the user named: {@code NETWORK=WEIGHTS} for one network, a folder or a file for all that it fits
 */
record WeightsChoice(List<String> words) {
    private static final String SUFFIX = ".safetensors";

    WeightsChoice {
        words = List.copyOf(words);
        for (var word : words) {
            if (!word.contains("=") && !Files.exists(Path.of(word))) {
                throw new UsageException("--weights " + word
                        + ": no such file or folder; expected a file, a folder of them, or NETWORK=WEIGHTS");
            }
        }
    }

    /** The weights that are meant for a network, as {@code train --weights} takes them: its own before a folder's or a file's. */
    Optional<String> of(String network) {
        return words.stream()
                .filter(word -> word.startsWith(network + "="))
                .map(word -> word.substring(network.length() + 1))
                .findFirst()
                .or(() -> words.stream()
                        .filter(word -> !word.contains("="))
                        .flatMap(word -> inside(Path.of(word), network).stream())
                        .findFirst());
    }

    private static Optional<String> inside(Path path, String network) {
        if (!Files.isDirectory(path)) {
            return Optional.of(path.toString());
        }
        try (Stream<Path> files = Files.list(path)) {
            return files.filter(file -> isFor(file.getFileName().toString(), network))
                    .sorted()
                    .map(Path::toString)
                    .findFirst();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + path + ": " + e.getMessage(), e);
        }
    }

    /** {@code resnet50.safetensors}, or as torchvision's downloads are called, {@code resnet50-0676ba61.safetensors}. */
    private static boolean isFor(String file, String network) {
        return file.equals(network + SUFFIX) || (file.startsWith(network + "-") && file.endsWith(SUFFIX));
    }
}
