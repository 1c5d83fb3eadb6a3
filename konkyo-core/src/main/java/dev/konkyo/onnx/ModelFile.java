package dev.konkyo.onnx;

import dev.konkyo.file.FileHash;
import dev.konkyo.graph.EvidenceOutputs;
import dev.konkyo.graph.GraphException;
import dev.konkyo.graph.WeightedGraph;
import dev.konkyo.model.Golden;
import dev.konkyo.model.Model;
import dev.konkyo.model.ModelCard;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model file: an ONNX file whose metadata holds the model card, or one of another tool without a card.
 *
 * @param onnx the network
 * @param card empty in files that Konkyo did not write; labels and preprocessing must then come from the user
 * @param sha256 of the file, 64 hexadecimal digits
 */
public record ModelFile(OnnxModel onnx, Optional<ModelCard> card, String sha256) {
    /** The metadata key of the card. */
    public static final String CARD = "konkyo.card";

    /** The metadata key of the golden outputs. */
    public static final String GOLDEN = "konkyo.golden";

    /**
     * Reads a file with or without a card.
     *
     * @throws OnnxException with one line if it is no ONNX file, or if its card is damaged or of a newer format, or its evidence memory is
     *     damaged
     */
    public static ModelFile read(Path file) {
        OnnxModel onnx = OnnxFile.read(file);
        try {
            Optional<ModelCard> card =
                    Optional.ofNullable(onnx.metadata().get(CARD)).map(CardJson::read);
            EvidenceOutputs.requireSound(new WeightedGraph(onnx.graph(), onnx.weights()));
            return new ModelFile(onnx, card, FileHash.sha256(file));
        } catch (OnnxException | GraphException e) {
            throw new OnnxException(file + ": " + e.getMessage(), e);
        }
    }

    /**
     * Writes a model with its card; the file is replaced as a whole or not at all.
     *
     * @throws OnnxException if the model needs more than 2 GiB
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void write(Model model, Path file) {
        OnnxFile.write(model.graph(), model.weights(), Map.of(CARD, CardJson.write(model.card())), file);
    }

    /** The same with what the model must give for some inputs, so that any machine can check that it does. */
    public static void write(Model model, Golden golden, Path file) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put(CARD, CardJson.write(model.card()));
        metadata.put(GOLDEN, GoldenJson.write(golden));
        OnnxFile.write(model.graph(), model.weights(), metadata, file);
    }

    /** Writes this file with another card; all other metadata stays. */
    public void rewrite(ModelCard other, Path file) {
        Map<String, String> metadata = new LinkedHashMap<>(onnx.metadata());
        metadata.put(CARD, CardJson.write(other));
        OnnxFile.write(onnx.graph(), onnx.weights(), metadata, file);
    }

    /**
     * What the model must give for some inputs; empty if the file does not say.
     *
     * @throws OnnxException if it is damaged
     */
    public Optional<Golden> golden() {
        return Optional.ofNullable(onnx.metadata().get(GOLDEN)).map(GoldenJson::read);
    }

    /**
     * The model of a file with a card.
     *
     * @throws OnnxException if there is none
     */
    public Model model() {
        return model(card.orElseThrow(() -> new OnnxException("the model '"
                + onnx.graph().name()
                + "' has no card that names labels and preprocessing; give them, or train it with Konkyo")));
    }

    /** The model with a card that the user gave. */
    public Model model(ModelCard given) {
        return new Model(onnx.graph(), onnx.weights(), given);
    }
}
