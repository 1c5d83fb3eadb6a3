package dev.konkyo.app.cli;

import picocli.CommandLine.Option;

/** How an engine runs. */
final class EngineOptions {
    @Option(names = "--threads", paramLabel = "N", description = "Threads of the engine; by default one per processor.")
    private int threads = Runtime.getRuntime().availableProcessors();

    int threads() {
        if (threads < 1) {
            throw new UsageException("--threads must be at least 1, got " + threads);
        }
        return threads;
    }
}
