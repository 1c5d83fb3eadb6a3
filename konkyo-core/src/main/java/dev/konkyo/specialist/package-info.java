/**
 * Specialists beside a generalist (Hinton, Vinyals and Dean 2015, "Distilling the Knowledge in a Neural Network", section 5). In flow what
 * a generalist says of many photos, out flow groups of classes that it confuses; then a generalist and the specialists for those
 * groups, out flows one classifier.
 */
@NullMarked
package dev.konkyo.specialist;

import org.jspecify.annotations.NullMarked;
