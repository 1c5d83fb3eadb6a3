"""Small ONNX classifiers with an operator that Konkyo does not list and ONNX Runtime runs: Einsum. Run from the project's root:

    python3 scripts/golden/unlisted_operator.py konkyo-app/src/test/resources

Each class of einsum.onnx sums the three components of a pixel by its own weights; the score is the mean over all 8 x 8 pixels. einsum-sigmoid.onnx
gives a single score, the sigmoid of green less red.
"""
import pathlib
import sys

import numpy as np

from onnx_writer import write_onnx

FOLDER = pathlib.Path(sys.argv[1])
MEANS = [
    ("Einsum", ["input", "weights"], "maps", {"equation": "nchw,kc->nkhw"}),
    ("GlobalAveragePool", ["maps"], "mean", {}),
]
FLAT = [("Flatten", ["mean"], "logits", {})]
SIGMOID = [("Flatten", ["mean"], "flat", {}), ("Sigmoid", ["flat"], "logits", {})]

write_onnx(FOLDER / "einsum.onnx", "einsum", MEANS + FLAT, {"weights": np.array([[1.0, -1.0, 0.0], [0.0, 2.0, 0.5]])}, [3, 8, 8], [2])
write_onnx(FOLDER / "einsum-sigmoid.onnx", "einsum", MEANS + SIGMOID, {"weights": np.array([[-1.0, 1.0, 0.0]])}, [3, 8, 8], [1])
