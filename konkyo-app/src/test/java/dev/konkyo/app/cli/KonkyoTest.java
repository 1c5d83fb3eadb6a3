package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class KonkyoTest {
    @Test
    void theVersionNamesTheProjectAndTheJavaItRunsOn() {
        var run = Run.konkyo("--version");
        assertThat(run.status()).isZero();
        assertThat(run.outLines()).first().asString().matches("konkyo \\d+\\.\\d+\\.\\d+.*");
        assertThat(run.outLines()).last().isEqualTo("java " + Runtime.version());
        assertThat(run.err()).isEmpty();
    }

    @Test
    void helpGoesToStandardOutputAndListsTheCommands() {
        var run = Run.konkyo("--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).contains("completion", "watch").doesNotContain("serve");
        assertThat(run.err()).isEmpty();
    }

    /** The program itself sees to it, not whoever starts it. */
    @Test
    void numbersAreTheSameInEveryCountry() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder =
                new ProcessBuilder(java, "-Duser.language=de", "-Duser.country=DE", Konkyo.class.getName(), "networks");
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        var process = builder.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said).isEqualTo(Run.konkyo("networks").out()).containsPattern("\\d\\.\\d{3} G");
    }

    @Test
    void noCommandIsWrongUsageInOneLine() {
        var run = Run.konkyo();
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("konkyo: a command is missing; see konkyo --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void anUnknownOptionIsWrongUsageInOneLine() {
        var run = Run.konkyo("completion", "--colour");
        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errLines()).containsExactly("konkyo: Unknown option: '--colour'; see konkyo completion --help");
        assertThat(run.out()).isEmpty();
    }

    @Test
    void wordsThatWereNearlyRightAreOffered() {
        assertThat(Run.konkyo("trian", "photos").errLines())
                .containsExactly("konkyo: no command is called 'trian'; did you mean 'train'?; see konkyo --help");
        var option = Run.konkyo("train", "photos", "--epoch", "3");
        assertThat(option.status()).isEqualTo(2);
        assertThat(option.errLines())
                .singleElement()
                .asString()
                .contains("'--epoch'", "did you mean '--epochs'?; see konkyo train --help");
    }

    @Test
    void helpIsACommandToo() {
        assertThat(Run.konkyo("help").out()).isEqualTo(Run.konkyo("--help").out());
        assertThat(Run.konkyo("help", "show").out())
                .isEqualTo(Run.konkyo("show", "--help").out());
        var unknown = Run.konkyo("help", "shwo");
        assertThat(unknown.status()).isEqualTo(2);
        assertThat(unknown.errLines())
                .containsExactly("konkyo: no command is called 'shwo'; did you mean 'show'?; see konkyo --help");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void everyCommandHasHelpWithAnExample(String command) {
        var run = Run.konkyo(command, "--help");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("Usage: konkyo " + command).contains("Example: ", "konkyo ");
        assertThat(run.err()).isEmpty();
    }

    static Iterable<String> commands() {
        return new CommandLine(new Konkyo(new Output(OutputStream.nullOutputStream(), System.err)))
                .getSubcommands()
                .keySet();
    }

    @Test
    void theCompletionScriptKnowsEveryCommand() {
        var run = Run.konkyo("completion");
        assertThat(run.status()).isZero();
        assertThat(run.out()).startsWith("#!/usr/bin/env bash");
        for (var command : commands()) {
            assertThat(run.out()).contains("_picocli_konkyo_" + command.replace("-", ""));
        }
    }

    @Test
    void aReaderThatHasGoneEndsTheCommandInSilence() {
        var messages = new ByteArrayOutputStream();
        int status = Konkyo.run(
                failing("Broken pipe"), new PrintStream(messages, true, StandardCharsets.UTF_8), "completion");
        assertThat(status).isEqualTo(1);
        assertThat(messages.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void aFullDiskBehindStandardOutputIsAnError() {
        var messages = new ByteArrayOutputStream();
        int status = Konkyo.run(
                failing("No space left on device"),
                new PrintStream(messages, true, StandardCharsets.UTF_8),
                "completion");
        assertThat(status).isEqualTo(1);
        assertThat(messages.toString(StandardCharsets.UTF_8))
                .isEqualToIgnoringNewLines("konkyo: cannot write to standard output: No space left on device");
    }

    @Test
    void aStackTraceIsShownOnRequestOnly() {
        var quiet = new ByteArrayOutputStream();
        var loud = new ByteArrayOutputStream();
        Konkyo.run(failing("full"), new PrintStream(quiet, true, StandardCharsets.UTF_8), "completion");
        Konkyo.run(failing("full"), new PrintStream(loud, true, StandardCharsets.UTF_8), "completion", "--verbose");
        assertThat(quiet.toString(StandardCharsets.UTF_8)).doesNotContain("\tat ");
        assertThat(loud.toString(StandardCharsets.UTF_8)).contains("\tat dev.konkyo.app.cli.");
    }

    private static OutputStream failing(String reason) {
        return new OutputStream() {
            @Override
            public void write(int value) throws IOException {
                throw new IOException(reason);
            }
        };
    }
}
