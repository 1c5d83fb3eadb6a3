package dev.konkyo.torch.texture;

import dev.konkyo.image.Image;

/**
 * A texture and how near it came. Distances are means over layers of the squared distance of its Gram matrix from the photo's, as a share of the
 * square of the photo's: 0 where they are equal, 1 for a picture without any feature.
 *
 * @param noise distance before the first step
 * @param distance that is left
 */
public record Texture(Image picture, double noise, double distance) {}
