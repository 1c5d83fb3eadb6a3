package dev.konkyo.app.cli;

import picocli.CommandLine.Option;

/** The choice between tables for people and lines for programs. */
final class JsonOption {
    @Option(names = "--json", description = "Print one JSON object per line and nothing else on standard output.")
    private boolean chosen;

    boolean chosen() {
        return chosen;
    }
}
