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

    /**
     * Makes sure that weights of single networks are those of networks that take part.
     *
     * @throws UsageException naming the one that is not
     */
    void check(List<String> networks) {
        for (var word : words) {
            int end = word.indexOf('=');
            if (end >= 0 && !networks.contains(word.substring(0, end))) {
                throw new UsageException("--weights %s: '%s' is none of --networks %s"
                        .formatted(word, word.substring(0, end), String.join(",", networks)));
            }
        }
    }

    /** Folders and files that are meant for every network that they fit. */
    List<String> shared() {
        return words.stream().filter(word -> !word.contains("=")).toList();
    }

    /** The weights that were named for just this network. */
    Optional<String> own(String network) {
        return words.stream()
                .filter(word -> word.startsWith(network + "="))
                .map(word -> word.substring(network.length() + 1))
                .findFirst();
    }

    /** The weights that are meant for a network, as {@code train --weights} takes them: its own before a folder's or a file's. */
    Optional<String> of(String network) {
        return own(network)
                .or(() -> shared().stream()
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
