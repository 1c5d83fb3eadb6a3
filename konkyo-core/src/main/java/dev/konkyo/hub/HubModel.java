package dev.konkyo.hub;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A model's files in the cache.
 *
 * @param weights in the safetensors format
 * @param configuration {@code config.json}, where the model has one
 */
public record HubModel(Path weights, Optional<Path> configuration) {}
