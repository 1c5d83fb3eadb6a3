package dev.konkyo.app.live;

import java.awt.AWTError;
import java.awt.GraphicsEnvironment;
import java.awt.HeadlessException;
import java.awt.image.BufferedImage;
import java.lang.reflect.InvocationTargetException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JFrame;
import javax.swing.SwingUtilities;
import javax.swing.WindowConstants;
import org.jspecify.annotations.Nullable;

/** A window that shows the latest picture. */
final class WindowSink implements FrameSink {
    private final ViewPanel panel;
    private final JFrame window;
    private boolean fitted;

    private WindowSink(String title, ViewPanel panel) {
        this.panel = panel;
        window = new JFrame(title);
        window.setDefaultCloseOperation(WindowConstants.DISPOSE_ON_CLOSE);
        window.setContentPane(panel);
        window.pack();
        window.setLocationByPlatform(true);
        window.setVisible(true);
        panel.requestFocusInWindow();
    }

    /**
     * Opens the window.
     *
     * @return empty without a display
     * @throws SinkException if there is a display that cannot be used; nothing can be drawn then, since Java has tied itself to it
     */
    static Optional<FrameSink> open(String title, AtomicReference<ViewSettings> settings, Thresholding model) {
        try {
            if (GraphicsEnvironment.isHeadless()) {
                return Optional.empty();
            }
            AtomicReference<@Nullable WindowSink> made = new AtomicReference<>();
            SwingUtilities.invokeAndWait(() -> made.set(new WindowSink(title, new ViewPanel(settings, model))));
            return Optional.ofNullable(made.get());
        } catch (InvocationTargetException | HeadlessException | AWTError | LinkageError e) {
            Throwable reason = e instanceof InvocationTargetException && e.getCause() != null ? e.getCause() : e;
            String words = String.valueOf(reason.getMessage())
                    .strip()
                    .lines()
                    .findFirst()
                    .orElse("");
            throw new SinkException("no window: " + words + "; --no-window goes without one", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    @Override
    public void accept(BufferedImage picture, Decision decision) {
        panel.show(picture);
        if (!fitted) {
            fitted = true;
            SwingUtilities.invokeLater(window::pack);
        }
    }

    @Override
    public boolean finished() {
        return panel.quit() || !window.isDisplayable();
    }

    @Override
    public void close() {
        SwingUtilities.invokeLater(window::dispose);
    }
}
