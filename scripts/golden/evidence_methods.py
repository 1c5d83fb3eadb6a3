"""Golden maps for the evidence methods: a small network with hand-written gradients, in NumPy alone.

Writes the network as ONNX (evidence-methods.onnx, and evidence-methods-linear.onnx with the head that CAM needs), and a photo with each method's
map as JSON (evidence-methods.json). Run from the project's root:

    python3 scripts/golden/evidence_methods.py konkyo-torch/src/test/resources/golden

The network: 3x3 convolution (3 to 4 channels), ReLU, 2x2 max pooling, 3x3 convolution (4 to 5), ReLU ("features", 5 x 4 x 4), flattened, linear
(80 to 6), tanh, linear (6 to 3). CAM's map is of the same layers with a linear head in place of that: the mean over all places, linear (5 to 3).
The formulas are written down again from the papers, in double precision and without looking at the Java code:
convolutions as loops over taps, Hessian products as differences of gradients, eigenvectors by LAPACK.
"""
import json
import os
import sys

import numpy as np

from onnx_writer import write_onnx

TARGET = 0
rng = np.random.default_rng(7)
W = {
    "conv1.weight": rng.normal(0, 0.4, (4, 3, 3, 3)),
    "conv1.bias": rng.normal(0, 0.2, 4),
    "features.weight": rng.normal(0, 0.35, (5, 4, 3, 3)),
    "features.bias": rng.normal(0.1, 0.2, 5),
    "fc1.weight": rng.normal(0, 0.2, (6, 80)),
    "fc1.bias": rng.normal(0, 0.2, 6),
    "fc2.weight": rng.normal(0, 0.9, (3, 6)),
    "fc2.bias": rng.normal(0, 0.3, 3),
}
# As the files hold them, so that both sides compute with the same numbers.
W = {name: w.astype(np.float32).astype(float) for name, w in W.items()}
PHOTO = np.array([float("%.6g" % v) for v in rng.uniform(0, 1, 192)]).reshape(3, 8, 8)

# Drawn last, so that everything above stays what it was.
LINEAR = {"fc.weight": rng.normal(0, 0.8, (3, 5)), "fc.bias": rng.normal(0, 0.3, 3)}
LINEAR = {name: w.astype(np.float32).astype(float) for name, w in LINEAR.items()}


def conv(x, w, b):
    c, h, width = x.shape
    padded = np.zeros((c, h + 2, width + 2))
    padded[:, 1:-1, 1:-1] = x
    out = np.zeros((w.shape[0], h, width)) + b[:, None, None]
    for dy in range(3):
        for dx in range(3):
            out += np.einsum("oc,chw->ohw", w[:, :, dy, dx], padded[:, dy:dy + h, dx:dx + width])
    return out


def conv_back(g, w):
    o, h, width = g.shape
    padded = np.zeros((w.shape[1], h + 2, width + 2))
    for dy in range(3):
        for dx in range(3):
            padded[:, dy:dy + h, dx:dx + width] += np.einsum("oc,ohw->chw", w[:, :, dy, dx], g)
    return padded[:, 1:-1, 1:-1]


def pool(x):
    blocks = x.reshape(x.shape[0], 4, 2, 4, 2).transpose(0, 1, 3, 2, 4).reshape(x.shape[0], 4, 4, 4)
    return blocks.max(-1), blocks.argmax(-1)


def pool_back(g, where):
    c = g.shape[0]
    blocks = np.zeros((c, 4, 4, 4))
    np.put_along_axis(blocks, where[..., None], g[..., None], -1)
    return blocks.reshape(c, 4, 4, 2, 2).transpose(0, 1, 3, 2, 4).reshape(c, 8, 8)


def head(features):
    hidden = np.tanh(W["fc1.weight"] @ features.ravel() + W["fc1.bias"])
    return W["fc2.weight"] @ hidden + W["fc2.bias"], hidden


def head_back(slope, hidden):
    return (W["fc1.weight"].T @ ((1 - hidden ** 2) * (W["fc2.weight"].T @ slope))).reshape(5, 4, 4)


def forward(photo):
    z1 = conv(photo, W["conv1.weight"], W["conv1.bias"])
    a1 = np.maximum(z1, 0)
    p1, where = pool(a1)
    z2 = conv(p1, W["features.weight"], W["features.bias"])
    a2 = np.maximum(z2, 0)
    logits, hidden = head(a2)
    return dict(z1=z1, a1=a1, p1=p1, where=where, z2=z2, a2=a2, logits=logits, hidden=hidden)


def backward(run, slope, guided=False):
    g = {"a2": head_back(slope, run["hidden"])}
    g["z2"] = (np.maximum(g["a2"], 0) if guided else g["a2"]) * (run["z2"] > 0)
    g["p1"] = conv_back(g["z2"], W["features.weight"])
    g["a1"] = pool_back(g["p1"], run["where"])
    g["z1"] = (np.maximum(g["a1"], 0) if guided else g["a1"]) * (run["z1"] > 0)
    g["x"] = conv_back(g["z1"], W["conv1.weight"])
    return g


def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


def logits_of(photo):
    return forward(photo)["logits"]


def upsample(grid, size):
    """Bilinear, cell centres half a cell inside the border."""
    n = grid.shape[0]
    position = np.clip((np.arange(size) + 0.5) * n / size - 0.5, 0, n - 1)
    low = np.floor(position).astype(int)
    high = np.minimum(low + 1, n - 1)
    t = position - low
    m = np.zeros((size, n))
    m[np.arange(size), low] += 1 - t
    m[np.arange(size), high] += t
    return m @ grid @ m.T


def relu(x):
    return np.maximum(x, 0)


def main(folder):
    run = forward(PHOTO)
    logits = run["logits"]
    one = np.eye(3)[TARGET]
    g = backward(run, one)
    A, G, Z = run["a2"], g["a2"], 16
    maps = {}

    # The Grad-CAM family. Weights are summed over places, so that a map's mean is in the unit of the score.
    def cam(slope):
        return relu(np.einsum("c,chw->hw", head_back(slope, run["hidden"]).sum((1, 2)), A))

    maps["grad-cam"] = cam(one)
    alpha = np.where(G != 0, G ** 2 / (2 * G ** 2 + A.sum((1, 2))[:, None, None] * G ** 3 + (G == 0)), 0)
    maps["grad-cam++"] = relu(np.einsum("c,chw->hw", (alpha * relu(G)).sum((1, 2)), A))
    maps["hires-cam"] = Z * (A * G).sum(0)
    sums = A.sum((1, 2))
    x = np.where(sums != 0, (A * G).sum((1, 2)) / np.where(sums == 0, 1, sums), 0)
    maps["xgrad-cam"] = relu(Z * np.einsum("c,chw->hw", x, A))
    maps["elementwise-grad-cam"] = Z * relu(A * G).sum(0)
    fine = relu(64 * (relu(g["a1"]) * run["a1"]).sum(0))
    coarse = relu(16 * (relu(G) * A).sum(0))
    fine *= coarse.mean() / fine.mean()
    enlarged = upsample(coarse, 8)
    maps["layer-cam"] = np.maximum(fine, enlarged + coarse.mean() - enlarged.mean())

    def rest_gradient(features):
        z, hidden = head(features)
        return head_back(2 * one - softmax(z), hidden)

    step = 1e-5
    product = (rest_gradient(A * (1 + step)) - rest_gradient(A * (1 - step))) / (2 * step)
    maps["shapley-cam"] = relu(np.einsum("c,chw->hw", (rest_gradient(A) - product / 2).sum((1, 2)), A))
    others = np.where(one > 0, 0, softmax(logits))
    maps["finer-cam"] = cam(one - others / others.sum())
    other = max((i for i in range(3) if i != TARGET), key=lambda i: logits[i])
    maps["contrast-cam"] = cam(softmax(logits) - np.eye(3)[other])

    # Zhou et al. 2016, equation 2, of the linear head: its mean and the bias are the score (equation 1).
    maps["cam"] = np.einsum("c,chw->hw", LINEAR["fc.weight"][TARGET], A)
    linear_logits = LINEAR["fc.weight"] @ A.mean((1, 2)) + LINEAR["fc.bias"]

    # Principal components.
    def projected(rows):
        u, s, vt = np.linalg.svd(rows, full_matrices=False)
        p = rows @ vt[0]
        return p if p.sum() >= 0 else -p

    rows = A.reshape(5, 16).T
    maps["eigen-cam"] = projected(rows).reshape(4, 4) / np.sqrt(5)
    weighted = Z * (A * G).reshape(5, 16).T
    maps["eigen-grad-cam"] = projected(weighted).reshape(4, 4) * (-1 if weighted.sum() < 0 else 1)
    kernel = np.tanh(rows @ rows.T / 5 + 1)
    centring = np.eye(16) - 1 / 16
    values, vectors = np.linalg.eigh(centring @ kernel @ centring)
    component = vectors[:, -1] * np.sqrt(values[-1])
    component *= 1 if component @ rows.sum(1) >= 0 else -1
    maps["kpca-cam"] = component.reshape(4, 4)

    # Perturbations.
    weights = np.zeros(5)
    for c in range(5):
        if A[c].any():
            without = A.copy()
            without[c] = 0
            weights[c] = (logits[TARGET] - head(without)[0][TARGET]) / np.abs(A[c]).mean()
    maps["ablation-cam"] = relu(np.einsum("c,chw->hw", weights, A))
    mask = np.array([[1, 2, 1], [2, 4, 2], [1, 2, 1]]) / 16
    recipro = np.zeros((4, 4))
    for y in range(4):
        for x in range(4):
            kept = np.zeros((6, 6))
            kept[y:y + 3, x:x + 3] = mask
            recipro[y, x] = Z * (head(A * kept[1:-1, 1:-1])[0] - head(0 * A)[0])[TARGET]
    maps["recipro-cam"] = recipro
    scores = {}
    for c in range(5):
        if A[c].max() > A[c].min():
            h = upsample(A[c], 8)
            scores[c] = logits_of(PHOTO * (h - h.min()) / (h.max() - h.min()))[TARGET]
    share = softmax(np.array(list(scores.values())))
    maps["score-cam"] = relu(sum(s * A[c] for s, c in zip(share, scores)))
    falls, counts = np.zeros((8, 8)), np.zeros((8, 8))
    for y in range(7):
        for x in range(7):
            covered = PHOTO.copy()
            covered[:, y:y + 2, x:x + 2] = PHOTO.mean((1, 2))[:, None, None]
            falls[y:y + 2, x:x + 2] += softmax(logits)[TARGET] - softmax(logits_of(covered))[TARGET]
            counts[y:y + 2, x:x + 2] += 1
    maps["occlusion"] = falls / counts

    # Pixels.
    maps["gradient-x-input"] = 64 * (PHOTO * g["x"]).sum(0)
    mean = sum(backward(forward((i + 0.5) / 64 * PHOTO), one)["x"] for i in range(64)) / 64
    maps["integrated-gradients"] = 64 * (PHOTO * mean).sum(0)
    maps["guided-backpropagation"] = 64 * np.ptp(PHOTO) / 255 * np.abs(backward(run, one, True)["x"]).sum(0)
    maps["lrp-epsilon"] = 64 * relevance(run).sum(0)

    # Biases: of both convolutions at their places; of the head and of tanh nowhere.
    full = 64 * (PHOTO * g["x"]).sum(0)
    full = full + 64 * np.einsum("c,chw->hw", W["conv1.bias"], g["z1"])
    late = 16 * np.einsum("c,chw->hw", W["features.bias"], g["z2"])
    enlarged = upsample(late, 8)
    maps["full-grad"] = full + enlarged + late.mean() - enlarged.mean()

    listed = lambda a: [float("%.7g" % v) for v in np.asarray(a).ravel()]
    golden = {
        "target": TARGET,
        "photo": listed(PHOTO),
        "logits": listed(logits),
        "linearLogits": listed(linear_logits),
        "maps": {name: {"size": m.shape[0], "values": listed(m)} for name, m in maps.items()},
    }
    with open(os.path.join(folder, "evidence-methods.json"), "w") as file:
        json.dump(golden, file, separators=(",", ":"))
        file.write("\n")
    write_onnx(os.path.join(folder, "evidence-methods.onnx"), "golden", FEATURES + HEAD, W, [3, 8, 8], [3])
    shared = {name: w for name, w in W.items() if not name.startswith("fc")}
    write_onnx(os.path.join(folder, "evidence-methods-linear.onnx"), "linear", FEATURES + LINEAR_HEAD, shared | LINEAR,
               [3, 8, 8], [3])


# The layers as ONNX nodes: operator, inputs, output, attributes. The reader's names of values are these.
PADDED = {"kernel_shape": [3, 3], "pads": [1, 1, 1, 1]}
FEATURES = [
    ("Conv", ["input", "conv1.weight", "conv1.bias"], "conv1", PADDED),
    ("Relu", ["conv1"], "relu1", {}),
    ("MaxPool", ["relu1"], "pooled", {"kernel_shape": [2, 2], "strides": [2, 2]}),
    ("Conv", ["pooled", "features.weight", "features.bias"], "features", PADDED),
    ("Relu", ["features"], "relu2", {}),
]
HEAD = [
    ("Flatten", ["relu2"], "flat", {}),
    ("Gemm", ["flat", "fc1.weight", "fc1.bias"], "fc1", {"transB": 1}),
    ("Tanh", ["fc1"], "tanh", {}),
    ("Gemm", ["tanh", "fc2.weight", "fc2.bias"], "logits", {"transB": 1}),
]
LINEAR_HEAD = [
    ("GlobalAveragePool", ["relu2"], "mean", {}),
    ("Flatten", ["mean"], "flat", {}),
    ("Gemm", ["flat", "fc.weight", "fc.bias"], "logits", {"transB": 1}),
]


def relevance(run, epsilon=0.01):
    """Each layer shares its relevance out in proportion to the contributions to z + epsilon sign z."""
    stable = lambda z: z + epsilon * np.where(z >= 0, 1, -1)
    z3 = W["fc1.weight"] @ run["a2"].ravel() + W["fc1.bias"]
    out = run["logits"] * np.eye(3)[TARGET]
    r = run["hidden"] * (W["fc2.weight"].T @ (out / stable(run["logits"])))
    r = run["a2"] * (W["fc1.weight"].T @ (r / stable(z3))).reshape(5, 4, 4)
    r = run["p1"] * conv_back(r / stable(run["z2"]), W["features.weight"])
    r = pool_back(r, run["where"])
    return PHOTO * conv_back(r / stable(run["z1"]), W["conv1.weight"])


main(sys.argv[1])
