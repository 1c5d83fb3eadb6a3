package dev.konkyo.image;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/** The way into OpenCV: its settings, made once, and pixels from and to its matrices. The caller closes every matrix. */
final class OpenCv {
    static {
        // Its own thread pool would compete with the inference engine's for the same cores.
        opencv_core.setNumThreads(1);
    }

    private OpenCv() {}

    /** A matrix of three channels in the image's own order: red, green, blue. */
    static Mat matrix(Image image) {
        Mat matrix = new Mat(image.height(), image.width(), opencv_core.CV_8UC3);
        matrix.data().put(image.rgb());
        return matrix;
    }

    /** The image of a matrix of bytes in the order red, green, blue. */
    static Image image(Mat matrix) {
        return new Image(matrix.rows(), matrix.cols(), bytes(matrix));
    }

    /** All bytes of a matrix, row by row without gaps. */
    static byte[] bytes(Mat matrix) {
        int row = Math.toIntExact(matrix.cols() * matrix.elemSize());
        byte[] bytes = new byte[Math.multiplyExact(row, matrix.rows())];
        if (matrix.isContinuous()) {
            matrix.data().get(bytes);
        } else {
            for (int y = 0; y < matrix.rows(); y++) {
                matrix.ptr(y).get(bytes, y * row, row);
            }
        }
        return bytes;
    }

    /** A matrix of one row around the bytes of a file. */
    static Mat file(BytePointer bytes) {
        return new Mat(1, Math.toIntExact(bytes.capacity()), opencv_core.CV_8UC1, bytes);
    }
}
