package dev.konkyo.torch.training;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.jdi.Bootstrap;
import com.sun.jdi.Method;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.ClassPrepareEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.ClassPrepareRequest;
import dev.konkyo.file.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * A process that is killed while it writes a checkpoint, without any chance to tidy up, leaves the one before, from which training goes on
 * as if nothing had happened. A debugger holds it where a file is about to take its name, so that the kill lands there and nowhere else.
 */
final class KilledWritingTest {
    /** Of a process that signal 9 ended. */
    private static final int KILLED = 128 + 9;

    /** Files of a checkpoint: weights, average, optimiser and state. */
    private static final int FILES = 4;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @Timeout(value = 5, unit = TimeUnit.MINUTES)
    @CsvSource({"1, weights.safetensors", "4, state.json"})
    void aKillAtTheFirstOrLastFileOfACheckpointLeavesTheOneBefore(int place, String file) throws Exception {
        VirtualMachine child = started(folder);
        Process process = child.process();
        try {
            holdAtRename(child, FILES + place);
            process.destroyForcibly();
            assertThat(process.waitFor()).isEqualTo(KILLED);
        } finally {
            process.destroyForcibly();
        }
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.map(path -> path.getFileName().toString()).filter(name -> name.endsWith(".tmp")))
                    .singleElement()
                    .asString()
                    .startsWith("." + file + ".");
        }
        requireSound(folder);
    }

    private static VirtualMachine started(Path last) throws Exception {
        var connector = Bootstrap.virtualMachineManager().defaultConnector();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        String options = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC --enable-native-access=ALL-UNNAMED -cp \""
                + System.getProperty("java.class.path") + "\"";
        Objects.requireNonNull(arguments.get("options")).setValue(options);
        Objects.requireNonNull(arguments.get("main"))
                .setValue(EndlessCheckpoints.class.getName() + " \"" + last + "\"");
        return connector.launch(arguments);
    }

    /** Lets the child run up to where the file of this number, counted from 1, is complete and still has its temporary name. */
    private static void holdAtRename(VirtualMachine child, int number) throws Exception {
        ClassPrepareRequest loaded = child.eventRequestManager().createClassPrepareRequest();
        loaded.addClassFilter(AtomicFile.class.getName());
        loaded.enable();
        int met = 0;
        while (met < number) {
            EventSet events = child.eventQueue().remove();
            for (Event event : events) {
                if (event instanceof ClassPrepareEvent prepared) {
                    Method rename =
                            prepared.referenceType().methodsByName("rename").getFirst();
                    child.eventRequestManager()
                            .createBreakpointRequest(rename.location())
                            .enable();
                } else if (event instanceof BreakpointEvent) {
                    met++;
                }
            }
            if (met < number) {
                events.resume();
            }
        }
    }

    /** Everything in the checkpoint is that of a training which nobody killed, and so are the steps after it, saved in the same folder. */
    private static void requireSound(Path last) throws IOException {
        Checkpoint checkpoint = new Checkpoint(last);
        Checkpoint.State state = checkpoint.state().orElseThrow();
        assertThat(state.checkpoint()).isEqualTo("epoch-1");
        List<EpochResult> epochs = new ArrayList<>(state.epochs());
        try (TinyTraining unbroken = new TinyTraining(EndlessCheckpoints.CHANNELS);
                TinyTraining resumed = new TinyTraining(EndlessCheckpoints.CHANNELS)) {
            for (EpochResult epoch : epochs) {
                assertThat(epoch.trainingLoss()).isEqualTo(unbroken.learn());
            }
            AtomicFile.sweep(last);
            checkpoint.restore(state, resumed.network, resumed.descent, resumed.average);
            for (int step = 0; step < 3; step++) {
                assertThat(resumed.network.weights()).isEqualTo(unbroken.network.weights());
                assertThat(resumed.average.weights()).isEqualTo(unbroken.average.weights());
                EndlessCheckpoints.learnAndSave(resumed, checkpoint, epochs);
                assertThat(epochs.getLast().trainingLoss()).isEqualTo(unbroken.learn());
            }
        }
        try (Stream<Path> left = Files.list(last)) {
            assertThat(left.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder("state.json", "epoch-" + epochs.size());
        }
    }
}
