package dev.konkyo.heatmap;

import dev.konkyo.image.Image;
import java.util.List;

/**
 * Pictures in rows on white paper, such as photo, heatmap and mask side by side.
 *
 * @param columns pictures in a row
 * @param cellHeight room for one picture, in pixels; pictures are scaled to fit, their shape is kept
 * @param cellWidth likewise
 */
public record ContactSheet(int columns, int cellHeight, int cellWidth) {
    private static final int GUTTER = 12;

    public ContactSheet {
        if (columns < 1 || cellHeight < 1 || cellWidth < 1) {
            throw new IllegalArgumentException("a contact sheet needs columns and cells with positive sides, got "
                    + columns + " columns of " + cellHeight + " x " + cellWidth);
        }
    }

    /**
     * The sheet, row by row; a last row may be short.
     *
     * @throws IllegalArgumentException if there are no pictures
     */
    public Image of(List<Captioned> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("a contact sheet needs a picture, got none");
        }
        int across = Math.min(columns, pictures.size());
        int rows = Math.ceilDiv(pictures.size(), columns);
        Lettering lettering = new Lettering(Math.clamp(cellWidth / 18, 11, 24));
        int lines = pictures.stream()
                .mapToInt(
                        picture -> lettering.lines(picture.caption(), cellWidth).size())
                .max()
                .orElse(1);
        int rowHeight = cellHeight + (1 + lines) * lettering.size() + GUTTER;
        Canvas canvas = new Canvas(
                GUTTER + rows * rowHeight - GUTTER / 2, GUTTER + across * (cellWidth + GUTTER), Canvas.PAPER);
        for (int i = 0; i < pictures.size(); i++) {
            int left = GUTTER + i % columns * (cellWidth + GUTTER);
            int top = GUTTER + i / columns * rowHeight;
            place(canvas, pictures.get(i), left, top, lettering);
        }
        return canvas.image();
    }

    private void place(Canvas canvas, Captioned picture, int left, int top, Lettering lettering) {
        Image image = fitted(picture.image());
        canvas.paste(image, left + (cellWidth - image.width()) / 2, top + (cellHeight - image.height()) / 2);
        List<String> caption = lettering.lines(picture.caption(), cellWidth);
        for (int line = 0; line < caption.size(); line++) {
            double middle = left + (cellWidth - lettering.width(caption.get(line))) / 2;
            double base = top + cellHeight + (1.4 + line) * lettering.size();
            canvas.text(caption.get(line), middle, base, lettering, Canvas.INK);
        }
    }

    private Image fitted(Image image) {
        double factor = Math.min((double) cellHeight / image.height(), (double) cellWidth / image.width());
        int height = Math.clamp(Math.round(factor * image.height()), 1, cellHeight);
        int width = Math.clamp(Math.round(factor * image.width()), 1, cellWidth);
        return height == image.height() && width == image.width() ? image : image.resized(height, width);
    }
}
