package dev.konkyo.app.live;

import java.awt.Color;
import java.awt.Dimension;
import java.awt.Graphics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.event.KeyAdapter;
import java.awt.event.KeyEvent;
import java.awt.image.BufferedImage;
import java.util.concurrent.atomic.AtomicReference;
import javax.swing.JPanel;
import org.jspecify.annotations.Nullable;

/** Shows the latest picture, as large as fits, and takes keys. */
final class ViewPanel extends JPanel {
    private static final long serialVersionUID = 1;

    private transient volatile @Nullable BufferedImage picture;
    private volatile boolean quit;

    ViewPanel(AtomicReference<ViewSettings> settings, Thresholding model) {
        setBackground(new Color(0x0B0D10));
        setFocusable(true);
        addKeyListener(new KeyAdapter() {
            @Override
            public void keyPressed(KeyEvent event) {
                ViewKey.of(event.getKeyCode()).ifPresent(key -> {
                    quit |= key.quits();
                    settings.updateAndGet(key.change(model));
                });
            }
        });
    }

    /** Shows a picture from now on; called from any thread. */
    void show(BufferedImage next) {
        picture = next;
        repaint();
    }

    /** Whether the key to quit was pressed. */
    boolean quit() {
        return quit;
    }

    @Override
    public Dimension getPreferredSize() {
        BufferedImage shown = picture;
        return shown == null ? new Dimension(640, 560) : new Dimension(shown.getWidth(), shown.getHeight());
    }

    @Override
    protected void paintComponent(Graphics graphics) {
        super.paintComponent(graphics);
        BufferedImage shown = picture;
        if (shown == null) {
            return;
        }
        double factor = Math.min((double) getWidth() / shown.getWidth(), (double) getHeight() / shown.getHeight());
        int width = (int) Math.round(factor * shown.getWidth());
        int height = (int) Math.round(factor * shown.getHeight());
        ((Graphics2D) graphics)
                .setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
        graphics.drawImage(shown, (getWidth() - width) / 2, (getHeight() - height) / 2, width, height, null);
    }
}
