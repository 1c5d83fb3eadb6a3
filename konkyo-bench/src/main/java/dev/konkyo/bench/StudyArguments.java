package dev.konkyo.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a study of a method's gain is run with: size, folder, seeds and engine threads, in this order; by default full, a new temporary folder, 3
 * and 1.
 *
 * @param small whether to take few minutes instead of all the photos and epochs
 * @param folder for photos and runs; a study that was interrupted goes on where it was
 * @param seeds how often everything is trained
 * @param threads of the engine
 */
record StudyArguments(boolean small, Path folder, int seeds, int threads) {
    StudyArguments {
        if (seeds < 1 || threads < 1) {
            throw new IllegalArgumentException(
                    "seeds and threads must be at least 1, got " + seeds + " and " + threads);
        }
    }

    static StudyArguments of(String... arguments) throws IOException {
        String size = arguments.length > 0 ? arguments[0] : "full";
        if (!size.equals("small") && !size.equals("full")) {
            throw new IllegalArgumentException("the first argument is small or full, got " + size);
        }
        return new StudyArguments(
                size.equals("small"),
                arguments.length > 1 ? Path.of(arguments[1]) : Files.createTempDirectory("konkyo-study"),
                arguments.length > 2 ? Integer.parseInt(arguments[2]) : 3,
                arguments.length > 3 ? Integer.parseInt(arguments[3]) : 1);
    }

    KindsTask task() {
        return new KindsTask(folder, threads);
    }
}
