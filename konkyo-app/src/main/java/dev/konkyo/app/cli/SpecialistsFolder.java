package dev.konkyo.app.cli;

import dev.konkyo.evidence.EvidenceMethod;
import dev.konkyo.evidence.Needs;
import dev.konkyo.file.AtomicFile;
import dev.konkyo.model.Classifier;
import dev.konkyo.model.Model;
import dev.konkyo.onnx.ModelFile;
import dev.konkyo.specialist.Committee;
import dev.konkyo.specialist.CommitteeEvidence;
import dev.konkyo.specialist.Specialist;
import dev.konkyo.torch.training.RunFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** A generalist and its specialists: what {@code specialists} leaves, and what can stand for a model elsewhere. */
record SpecialistsFolder(Path folder) {
    private static final JsonMapper JSON = new JsonMapper();

    /**
     * One specialist in {@code specialists.json}.
     *
     * @param model its file, from the folder on
     * @param dustbinShift see {@link Specialist}
     */
    record Entry(String model, List<String> labels, double dustbinShift) {}

    private record Contents(String generalist, List<Entry> specialists) {}

    Path generalist() {
        return folder.resolve("generalist.onnx");
    }

    /** The run folder of a specialist, counted from 1. */
    RunFolder run(int number) {
        return new RunFolder(folder.resolve("specialist-" + number));
    }

    private Path list() {
        return folder.resolve("specialists.json");
    }

    void write(List<Entry> entries) {
        byte[] text = JSON.writerWithDefaultPrettyPrinter()
                .writeValueAsBytes(new Contents(generalist().getFileName().toString(), entries));
        AtomicFile.write(list(), out -> out.write(text));
    }

    /** The generalist, whose card speaks for all. */
    Model model() {
        contents();
        return ModelFile.read(generalist()).model();
    }

    private Contents contents() {
        if (!Files.exists(list())) {
            throw new CommandException(folder + " is a folder without specialists.json; expected a model file, or a"
                    + " folder that konkyo specialists finished");
        }
        try {
            return JSON.readValue(Files.readAllBytes(list()), Contents.class);
        } catch (IOException | JacksonException e) {
            throw new CommandException(list() + " cannot be read: " + ErrorLine.of(e), e);
        }
    }

    /** Everybody together. */
    Committee committee(Classifier generalist, int threads) {
        return new Committee(
                generalist,
                contents().specialists().stream()
                        .map(entry -> new Specialist(
                                Engines.open(
                                        ModelFile.read(folder.resolve(entry.model()))
                                                .model(),
                                        Needs.SCORES,
                                        threads),
                                entry.dustbinShift()))
                        .toList());
    }

    /** A method for the generalist as one for everybody together. */
    static EvidenceMethod explaining(Classifier classifier, EvidenceMethod method) {
        return classifier instanceof Committee committee ? new CommitteeEvidence(committee, method) : method;
    }
}
