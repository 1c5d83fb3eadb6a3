/**
 * Evidence without gradients (Chen et al. 2020, "Adapting Grad-CAM for Embedding Networks"). In flow labelled photos and a classifier that
 * gives gradients; out flows an {@link dev.konkyo.evidence.memory.EvidenceMemory}: clusters of embeddings and, for each, the
 * channels that its photos' decisions rested on, by Grad-CAM or, of cosines, by their parts. {@link dev.konkyo.evidence.memory.EvidenceMemory#lookup} makes it a part of the
 * network; {@link dev.konkyo.evidence.memory.MemorySearch} chooses its size by how near its maps come to true ones.
 */
@NullMarked
package dev.konkyo.evidence.memory;

import org.jspecify.annotations.NullMarked;
