package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetCheck;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.LabelSource;
import dev.konkyo.dataset.Sample;
import dev.konkyo.file.FileHash;
import dev.konkyo.image.PhotoReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A folder of photos that nobody labelled.
 *
 * @param threads that open photos
 */
record UnlabelledPhotos(Path folder, int threads) {
    /**
     * Lists those that can be read. Copies of labelled photos are left out: a copy of one that is held back would be learnt from.
     *
     * @throws CommandException if none is left
     */
    Dataset read(Dataset labelled, Output output) {
        var listed = new DatasetReader(new LabelSource.Unknown()).read(folder);
        var readable = new DatasetCheck(PhotoReader.standard(), DatasetCheck.Depth.STRUCTURE, threads).apply(listed);
        Set<String> known = labelled.samples().stream()
                .map(sample -> FileHash.sha256(sample.photo()))
                .collect(Collectors.toSet());
        List<Sample> fresh = new ArrayList<>();
        List<Path> copies = new ArrayList<>();
        for (var sample : readable.samples()) {
            if (known.contains(FileHash.sha256(sample.photo()))) {
                copies.add(sample.photo());
            } else {
                fresh.add(sample);
            }
        }
        readable.skipped().forEach(file -> output.note("skipped " + file.file() + ": " + file.reason()));
        if (!copies.isEmpty()) {
            output.note("left out %d photos without labels that are copies of labelled ones, the first %s"
                    .formatted(copies.size(), copies.getFirst()));
        }
        if (fresh.isEmpty()) {
            throw new CommandException(folder + " holds no photo beside the labelled ones; give --unlabelled others");
        }
        output.note("the teachers judge %d photos without labels".formatted(fresh.size()));
        return readable.with(fresh);
    }
}
