"""A small ONNX classifier with an operator that Konkyo does not list and ONNX Runtime runs: Einsum. Run from the project's root:

    python3 scripts/golden/unlisted_operator.py konkyo-app/src/test/resources/einsum.onnx

Each class sums the three components of a pixel by its own weights; the score is the mean over all 8 x 8 pixels.
"""
import sys

import numpy as np

from onnx_writer import write_onnx

NODES = [
    ("Einsum", ["input", "weights"], "maps", {"equation": "nchw,kc->nkhw"}),
    ("GlobalAveragePool", ["maps"], "mean", {}),
    ("Flatten", ["mean"], "logits", {}),
]
write_onnx(sys.argv[1], "einsum", NODES, {"weights": np.array([[1.0, -1.0, 0.0], [0.0, 2.0, 0.5]])}, [3, 8, 8], [2])
