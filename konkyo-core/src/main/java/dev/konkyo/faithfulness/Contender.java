package dev.konkyo.faithfulness;

import dev.konkyo.evidence.EvidenceMethod;

/**
 * A method that is judged, or a baseline.
 *
 * @param name as it stands in tables and JSON
 * @param baseline whether it never looks at the photo
 */
public record Contender(String name, EvidenceMethod method, boolean baseline) {}
