package dev.konkyo.app.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine.IVersionProvider;

/** Says which Konkyo runs on which Java. */
final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() throws IOException {
        try (var file = Version.class.getResourceAsStream("version.txt")) {
            var version = file == null ? "unknown" : new String(file.readAllBytes(), StandardCharsets.UTF_8).strip();
            return new String[] {"konkyo " + version, "java " + Runtime.version()};
        }
    }
}
