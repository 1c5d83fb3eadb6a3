/**
 * Numbers and pages about a model. In flow decisions on labelled photos ({@link dev.konkyo.app.report.Judgement}) and the epochs of a
 * training run; out flow scores ({@link dev.konkyo.app.report.ConfusionMatrix}), pictures and self-contained HTML pages that need
 * no network.
 */
@NullMarked
package dev.konkyo.app.report;

import org.jspecify.annotations.NullMarked;
