package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class ChildProcessTest {
    /** Says its words and ends with the status that the first names, once there is the file that the third names, or when told. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> System.err.println("konkyo: ended early")));
            byte[] ballast = new byte[150_000_000];
            System.err.println("konkyo: last words of " + (ballast.length > 0 ? arguments[1] : ""));
            var leave = Path.of(arguments[2]);
            while (!Files.exists(leave)) {
                Thread.sleep(10);
            }
            Runtime.getRuntime().halt(Integer.parseInt(arguments[0]));
        }
    }

    /** Starts another that says what it got of the environment, and passes its lines on. */
    static final class Between {
        private Between() {}

        public static void main(String[] arguments) {
            var ended = new ChildProcess(Grandchild.class, () -> false).run(List.of(), System.out::println);
            Runtime.getRuntime().halt(ended.status());
        }
    }

    static final class Grandchild {
        private Grandchild() {}

        public static void main(String[] arguments) {
            System.out.println(System.getProperty("first") + System.getProperty("second"));
        }
    }

    @TempDir
    private Path folder;

    private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

    private Path leave() {
        return folder.resolve("leave");
    }

    private ChildProcess.Ended run(BooleanSupplier stop, int status) {
        return new ChildProcess(Child.class, stop).run(List.of("" + status, "mine", "" + leave()), lines::add);
    }

    /** Lets the child leave once its memory was looked at after its words; asked after each look. */
    private final class Looked implements BooleanSupplier {
        private boolean spoken;

        @Override
        public boolean getAsBoolean() {
            if (spoken && !Files.exists(leave())) {
                letLeave();
            }
            spoken = !lines.isEmpty();
            return false;
        }
    }

    private void letLeave() {
        try {
            Files.createFile(leave());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void itsLinesStatusAndMemoryAreKnown() {
        var ended = run(new Looked(), 1);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.reason()).isEqualTo("last words of mine");
        assertThat(lines).containsExactly("konkyo: last words of mine");
        if (OS.LINUX.isCurrentOs()) {
            assertThat(ended.peakMemory().orElseThrow()).isBetween(150_000_000L, 4_000_000_000L);
        }
    }

    @Test
    void aCrashIsNamedByItsStatus() {
        letLeave();
        var ended = run(() -> false, 134);
        assertThat(ended.reason()).isEqualTo("the process ended with status 134; its last line: last words of mine");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itEndsWhenItIsTold() {
        var ended = run(() -> !lines.isEmpty(), 1);
        assertThat(ended.status()).isEqualTo(128 + 15);
        assertThat(ended.lastLine()).isEqualTo("konkyo: ended early");
        assertThat(lines).containsExactly("konkyo: last words of mine", "konkyo: ended early");
    }

    /** The JVM would say so, in the midst of the child's lines. */
    @Test
    void optionsOfTheEnvironmentAreTakenOnce() throws IOException, InterruptedException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var builder = new ProcessBuilder(java, Between.class.getName());
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        builder.environment().put("JAVA_TOOL_OPTIONS", "-Dfirst=one");
        builder.environment().put("JDK_JAVA_OPTIONS", "-Dsecond=two");
        var process = builder.redirectError(ProcessBuilder.Redirect.DISCARD).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).isZero();
        assertThat(said.lines()).containsExactly("onetwo");
    }
}
