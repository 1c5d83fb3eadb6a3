package dev.konkyo.app.cli;

import dev.konkyo.dataset.Dataset;
import dev.konkyo.dataset.DatasetReader;
import dev.konkyo.dataset.LabelSource;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The labelled photos that a command works on. */
@SuppressWarnings("NullAway.Init") // picocli sets the annotated fields
final class DataArgument {
    @Parameters(
            paramLabel = "DATA",
            description =
                    "A folder of class folders such as ok/ and ng/, these below train/, val/ and test/, or MVTec AD's layout.")
    private Path folder;

    @Option(
            names = "--numbered",
            description = "Take the class from the number before the underscore of file names such as 1_0001.jpg.")
    private boolean numbered;

    Path folder() {
        return folder;
    }

    Dataset read() {
        return read(numbered);
    }

    /** @param numbered whether classes come from file names, whatever the option says */
    Dataset read(boolean numbered) {
        return new DatasetReader(numbered ? new LabelSource.FileNames() : new LabelSource.Folders()).read(folder);
    }
}
