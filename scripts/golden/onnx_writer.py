"""ONNX files without the onnx package: its protobuf messages by hand. The numbers are the fields' in onnx.proto."""
import os
import struct
import sys


def write_onnx(path, name, nodes, weights, inputs, outputs):
    """Writes a network from "input" to "logits", both float32 [N, sizes]; its producer is the script that was started.

    nodes: operator, names of inputs, name of the output, attributes (whole numbers, lists of them, or text).
    """
    graph = b"".join(message(1, node(*layer)) for layer in nodes) + message(2, name.encode())
    graph += b"".join(message(5, tensor(key, value)) for key, value in weights.items())
    graph += message(11, value_info("input", inputs)) + message(12, value_info("logits", outputs))
    model = number(1, 8) + message(2, os.path.basename(sys.argv[0]).encode()) + message(7, graph) + message(8, number(2, 17))
    with open(path, "wb") as file:
        file.write(model)


def varint(value):
    out = bytearray()
    while value > 127:
        out.append(value & 127 | 128)
        value >>= 7
    return bytes(out + bytes([value]))


def number(field, value):
    return varint(field << 3) + varint(value)


def message(field, content):
    return varint(field << 3 | 2) + varint(len(content)) + content


def node(operator, inputs, output, attributes):
    names = b"".join(message(1, key.encode()) for key in inputs) + message(2, output.encode()) + message(3, output.encode())
    return names + message(4, operator.encode()) + b"".join(message(5, attribute(*pair)) for pair in attributes.items())


def attribute(key, value):
    if isinstance(value, str):
        return message(1, key.encode()) + message(4, value.encode()) + number(20, 3)
    if isinstance(value, int):
        return message(1, key.encode()) + number(3, value) + number(20, 2)
    return message(1, key.encode()) + b"".join(number(8, v) for v in value) + number(20, 7)


def tensor(key, value):
    raw = struct.pack("<%df" % value.size, *value.ravel())
    return b"".join(number(1, size) for size in value.shape) + number(2, 1) + message(8, key.encode()) + message(9, raw)


def value_info(key, sizes):
    """float32 [N, sizes]."""
    shape = message(1, message(2, b"N")) + b"".join(message(1, number(1, size)) for size in sizes)
    return message(1, key.encode()) + message(2, message(1, number(1, 1) + message(2, shape)))
