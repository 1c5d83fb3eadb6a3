/**
 * Watching a line as it runs. In flow frames from cameras, streams, video files and folders, and a classifier with an evidence method; out flow
 * decisions, drawn frames and how fast both came. Capture, decision and drawing run on a thread each and hand one thing over at a
 * time, so that nothing queues.
 *
 * <p>Beside {@code image} the only package that touches OpenCV, and the only one that touches FFmpeg.
 */
@NullMarked
package dev.konkyo.app.live;

import org.jspecify.annotations.NullMarked;
