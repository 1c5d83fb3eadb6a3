package dev.konkyo.torch.texture;

import dev.konkyo.image.Image;

/**
 * A texture and how near it came.
 *
 * @param noise distance of the Gram matrices before the first step, as {@link TextureSynthesis} defines it
 * @param distance that is left
 */
public record Texture(Image picture, double noise, double distance) {}
