package dev.konkyo.app.cli;

import dev.konkyo.hub.DownloadListener;
import java.util.Optional;

/** Shows how far a download is: a bar on a terminal, and one line when a large file is whole. */
final class DownloadDisplay implements DownloadListener, AutoCloseable {
    private static final long KILOBYTE = 1000;
    private static final double MEGABYTE = 1e6;

    private final Output output;
    private Optional<ProgressLine> bar = Optional.empty();
    private String shown = "";

    DownloadDisplay(Output output) {
        this.output = output;
    }

    @Override
    public void progress(String file, long done, long total) {
        if (!shown.equals(file)) {
            close();
            shown = file;
            bar = total > 0 ? Optional.of(ProgressLine.start(output, file, total / KILOBYTE)) : Optional.empty();
        }
        bar.ifPresent(line -> line.at(done / KILOBYTE));
        if (done == total) {
            close();
            output.note("downloaded %s, %.1f MB".formatted(file, total / MEGABYTE));
        }
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressLine::close);
        bar = Optional.empty();
    }
}
