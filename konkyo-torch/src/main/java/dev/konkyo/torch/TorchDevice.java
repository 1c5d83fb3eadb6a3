package dev.konkyo.torch;

import org.bytedeco.pytorch.Device;

/**
 * Where tensors live and are computed.
 *
 * @param name as libtorch writes it: cpu, cuda:0
 */
public record TorchDevice(String name) {
    /** The processor. */
    public static final TorchDevice CPU = new TorchDevice("cpu");

    Device open() {
        try {
            return new Device(name);
        } catch (RuntimeException e) {
            throw TorchException.of("device '" + name + "'", e);
        }
    }
}
