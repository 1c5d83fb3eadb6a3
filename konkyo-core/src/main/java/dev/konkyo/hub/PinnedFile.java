package dev.konkyo.hub;

import dev.konkyo.file.AtomicFile;
import dev.konkyo.file.FileHash;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file of the cache whose hash is written beside it at its first use and holds from then on, also if the file itself is deleted. */
record PinnedFile(Path file) {
    private Path pin() {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    /**
     * Makes a finished download this file, pinned or as pinned before.
     *
     * @throws HubException if an older pin names other bytes; the download is removed
     */
    void take(Path download, HubReference reference) {
        String hash = FileHash.sha256(download);
        try {
            if (Files.exists(pin()) && !pinned().equals(hash)) {
                Files.delete(download);
                throw new HubException(
                        "%s of %s has changed on the hub: expected the pinned SHA-256 %s, got %s; name the old one by its commit, as hf:owner/name@commit, or delete %s to accept the new one"
                                .formatted(file.getFileName(), reference, pinned(), hash, pin()));
            }
            AtomicFile.write(pin(), out -> out.write((hash + "\n").getBytes(StandardCharsets.US_ASCII)));
            try (FileChannel channel = FileChannel.open(download, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            Files.move(download, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new HubException("cannot keep " + file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Reads the file again and compares.
     *
     * @throws HubException if it is not what was pinned
     */
    void check() {
        if (!Files.exists(pin())) {
            throw new HubException(file + " has no pinned hash beside it; delete it, and it is downloaded again");
        }
        String hash = FileHash.sha256(file);
        if (!hash.equals(pinned())) {
            throw new HubException(
                    "%s was changed after it was downloaded: expected the pinned SHA-256 %s, got %s; delete it, and it is downloaded again"
                            .formatted(file, pinned(), hash));
        }
    }

    private String pinned() {
        try {
            return Files.readString(pin(), StandardCharsets.US_ASCII).strip();
        } catch (IOException e) {
            throw new HubException("cannot read " + pin() + ": " + e.getMessage(), e);
        }
    }
}
