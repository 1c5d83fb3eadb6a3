/**
 * How alike two models decide: the five comparisons of Brendel and Bethge 2019, "Approximating CNNs with Bag-of-local-Features models works
 * surprisingly well on ImageNet", section 4. In flow two classifiers of the same classes ({@link dev.konkyo.analysis.ModelPair}) and
 * labelled photos; out flow the figures of each comparison, with intervals where other photos would change them.
 *
 * <p>A comparison is one file that is given photos one by one and holds its formula; {@link dev.konkyo.analysis.PairStudy} gathers photos for all
 * of them. Both models see the very same picture, and every change to it is made once for both.
 */
@NullMarked
package dev.konkyo.analysis;

import org.jspecify.annotations.NullMarked;
