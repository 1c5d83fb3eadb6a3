package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import dev.konkyo.image.PhotoWriter;
import java.awt.image.BufferedImage;
import java.awt.image.DataBufferByte;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A folder of pictures, one per frame: {@code frame-000017.jpg}.
 *
 * @param folder made if missing
 */
record PictureSink(Path folder) implements FrameSink {
    private static final int QUALITY = 92;

    @Override
    public void accept(BufferedImage picture, Decision decision) {
        Path file = folder.resolve("frame-%06d.jpg".formatted(decision.frame().number()));
        try {
            Files.createDirectories(folder);
            PhotoWriter.writeJpeg(image(picture), file, QUALITY, PhotoWriter.Chroma.FULL);
        } catch (IOException e) {
            throw new SinkException("cannot write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Image image(BufferedImage picture) {
        byte[] bgr = ((DataBufferByte) picture.getRaster().getDataBuffer()).getData();
        byte[] rgb = new byte[bgr.length];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = bgr[i + 2];
            rgb[i + 1] = bgr[i + 1];
            rgb[i + 2] = bgr[i];
        }
        return new Image(picture.getHeight(), picture.getWidth(), rgb);
    }

    @Override
    public void close() {}
}
