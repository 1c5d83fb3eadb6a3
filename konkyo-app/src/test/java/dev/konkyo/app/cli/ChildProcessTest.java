package dev.konkyo.app.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ChildProcessTest {
    /** Says its words and ends with the status that the first names; waits to be ended if that is negative. */
    static final class Child {
        private Child() {}

        public static void main(String[] arguments) throws InterruptedException {
            int status = Integer.parseInt(arguments[0]);
            byte[] ballast = new byte[150_000_000];
            System.err.println("konkyo: last words of " + (ballast.length > 0 ? arguments[1] : ""));
            Thread.sleep(status < 0 ? 60_000 : 400);
            Runtime.getRuntime().halt(status);
        }
    }

    @Test
    void itsLinesStatusAndMemoryAreKnown() {
        List<String> lines = Collections.synchronizedList(new ArrayList<>());
        var ended = new ChildProcess(Child.class, () -> false).run(List.of("1", "mine"), lines::add);
        assertThat(ended.status()).isEqualTo(1);
        assertThat(ended.reason()).isEqualTo("last words of mine");
        assertThat(lines).containsExactly("konkyo: last words of mine");
        if (OS.LINUX.isCurrentOs()) {
            assertThat(ended.peakMemory().orElseThrow()).isBetween(150_000_000L, 4_000_000_000L);
        }
    }

    @Test
    void aCrashIsNamedByItsStatus() {
        var ended = new ChildProcess(Child.class, () -> false).run(List.of("134", "mine"), _ -> {});
        assertThat(ended.reason()).isEqualTo("the process ended with status 134; its last line: last words of mine");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void itEndsWhenItIsTold() {
        var ended = new ChildProcess(Child.class, () -> true).run(List.of("-1", "mine"), _ -> {});
        assertThat(ended.status()).isEqualTo(128 + 15);
    }
}
