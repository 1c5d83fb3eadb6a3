package dev.konkyo.app.live;

import dev.konkyo.image.Image;
import java.util.Optional;
import java.util.OptionalDouble;
import org.bytedeco.javacpp.Loader;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.global.opencv_videoio;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_videoio.VideoCapture;

/** A camera of this machine, through OpenCV. */
final class CameraSource implements FrameSource {
    private final VideoCapture camera;
    private final Mat blueGreenRed = new Mat();
    private final Mat redGreenBlue = new Mat();

    private CameraSource(VideoCapture camera) {
        this.camera = camera;
    }

    static void load() {
        Loader.load(opencv_videoio.class);
    }

    static CameraSource open(int index) {
        VideoCapture camera = new VideoCapture(index, opencv_videoio.CAP_ANY);
        if (!camera.isOpened()) {
            camera.close();
            throw new SourceException("cannot be opened; is it plugged in, free, and may you read it?");
        }
        return new CameraSource(camera);
    }

    @Override
    public Optional<Shot> next() {
        if (!camera.read(blueGreenRed) || blueGreenRed.empty()) {
            throw new SourceException("gave no frame; was it unplugged?");
        }
        opencv_imgproc.cvtColor(blueGreenRed, redGreenBlue, opencv_imgproc.COLOR_BGR2RGB);
        byte[] rgb = new byte[Math.multiplyExact(3, Math.multiplyExact(redGreenBlue.rows(), redGreenBlue.cols()))];
        redGreenBlue.data().get(rgb);
        return Optional.of(Shot.of(new Image(redGreenBlue.rows(), redGreenBlue.cols(), rgb)));
    }

    @Override
    public OptionalDouble rate() {
        double rate = camera.get(opencv_videoio.CAP_PROP_FPS);
        return rate > 0 ? OptionalDouble.of(rate) : OptionalDouble.empty();
    }

    @Override
    public void close() {
        camera.release();
        camera.close();
        blueGreenRed.close();
        redGreenBlue.close();
    }
}
