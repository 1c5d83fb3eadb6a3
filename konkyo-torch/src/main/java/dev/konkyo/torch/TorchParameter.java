package dev.konkyo.torch;

import dev.konkyo.graph.Parameter;
import org.bytedeco.pytorch.Tensor;

/**
 * A parameter as libtorch holds it.
 *
 * @param tensor owned by its network and valid until that is closed; changed in place by optimisers and by batch normalisation
 */
public record TorchParameter(String name, Parameter.Role role, Tensor tensor) {}
