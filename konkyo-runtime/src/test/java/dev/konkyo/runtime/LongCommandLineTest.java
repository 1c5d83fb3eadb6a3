package dev.konkyo.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** An overflow of the engine's stack would end the process that it happens in, so it happens in another one. */
class LongCommandLineTest {
    /** What the other process runs. */
    static final class Program {
        private Program() {}

        public static void main(String[] arguments) {
            try (var classifier = new RuntimeClassifier(SmallModel.of(1), RuntimeOptions.sharing(1))) {
                System.out.println(arguments.length + " arguments, scores "
                        + classifier.logits(SmallModel.photos(1)).shape());
            }
        }
    }

    @Test
    void thousandsOfArgumentsDoNotEndTheProcess(@TempDir Path folder) throws Exception {
        var java = Path.of(System.getProperty("java.home"), "bin", "java");
        List<String> command = new ArrayList<>(List.of(java.toString(), "--enable-native-access=ALL-UNNAMED"));
        command.add(Program.class.getName());
        command.addAll(Collections.nCopies(5000, "photos/part.jpg"));
        var out = folder.resolve("out");
        var builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out.toFile());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        int status = builder.start().waitFor();
        assertThat(Files.readString(out)).contains("5000 arguments, scores [1, 3]");
        assertThat(status).isZero();
    }
}
