/**
 * Textures made of photos: pictures with the same local features in the same amounts, at other places. In flows a model, whose features count, and a
 * picture; out flows a {@link dev.konkyo.torch.texture.Texture}.
 */
@NullMarked
package dev.konkyo.torch.texture;

import org.jspecify.annotations.NullMarked;
