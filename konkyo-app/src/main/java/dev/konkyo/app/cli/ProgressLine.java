package dev.konkyo.app.cli;

import java.io.PrintStream;
import java.util.Optional;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on the terminal while many like things are done; nothing where standard error is no terminal. */
final class ProgressLine implements AutoCloseable {
    /** The terminal's width; the launcher sets it where standard error is one. */
    private static final Optional<Integer> COLUMNS = Optional.ofNullable(Integer.getInteger("konkyo.columns"));

    private static final int NARROWEST = 40;
    private static final int WIDEST = 120;

    private final Optional<ProgressBar> bar;

    private ProgressLine(Optional<ProgressBar> bar) {
        this.bar = bar;
    }

    /**
     * Begins a bar.
     *
     * @param what is done
     * @param total how many
     */
    static ProgressLine start(Output output, String what, long total) {
        return new ProgressLine(COLUMNS.map(columns -> bar(output.messages(), what, total, columns)));
    }

    private static ProgressBar bar(PrintStream messages, String what, long total, int columns) {
        return new ProgressBarBuilder()
                .setTaskName(what)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .setConsumer(new ConsoleProgressBarConsumer(messages, Math.clamp(columns - 1, NARROWEST, WIDEST)))
                .clearDisplayOnFinish()
                .build();
    }

    void at(long done) {
        bar.ifPresent(drawn -> drawn.stepTo(done));
    }

    /** Shows a few words behind the bar. */
    void say(String words) {
        bar.ifPresent(drawn -> drawn.setExtraMessage(words));
    }

    @Override
    public void close() {
        bar.ifPresent(ProgressBar::close);
    }
}
