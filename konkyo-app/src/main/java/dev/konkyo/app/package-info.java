/**
 * What people run. Nothing lies here itself: {@code app.cli} is the command line, {@code app.demo} renders the parts of the
 * five-minute tour. In flow folders of photos and model files; out flow models, tables, JSON lines and pages.
 */
@NullMarked
package dev.konkyo.app;

import org.jspecify.annotations.NullMarked;
