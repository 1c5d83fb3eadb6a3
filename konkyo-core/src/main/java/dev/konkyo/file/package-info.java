/**
 * Files that are whole or not there. In flow bytes and a path; out comes a file that a power cut, a full disk or a killed process
 * never leaves half written.
 */
@NullMarked
package dev.konkyo.file;

import org.jspecify.annotations.NullMarked;
