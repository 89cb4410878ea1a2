"""Writes a trained net as two int8 ONNX graphs: sentences (four layers, worth, embedding) and windows (two, tags).

    python -m training.export --net RUN_FOLDER/net.pt --minilm MODEL_FOLDER --out claims/weights

The products of all large matrices are computed in integers (MatMulIntegerToFloat and QAttention, 8 by 8 bits), with
weights scaled by column and activations by a constant that was learned, so that no reading depends on its batch.
"""

import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from tokenizers import Tokenizer

from training.net import HEADS, POSITIONS, ROLES, SENTENCES, TAGS, WIDTH, Layer, Linear8, Net, Pool

MICROSOFT = "com.microsoft"
# Taken off the logit of "outside": the linker can drop a span but not invent one. Chosen on the articles set aside.
LEAN = {"source": 0.4, "cue": 0.4, "content": 0.8}


class Graph:
    """Collects nodes and constants under unique names."""

    def __init__(self) -> None:
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}
        self.count = 0

    def add(self, op: str, inputs: list[str], domain: str = "", **settings: object) -> str:
        """Add a node with one output and return the output's name."""
        self.count += 1
        name = f"{op}_{self.count}"
        self.nodes.append(helper.make_node(op, inputs, [name], domain=domain, **settings))
        return name

    def constant(self, value: object, kind: type | None = None) -> str:
        """Add a constant, once for equal ones."""
        array = np.asarray(value, dtype=kind)
        if array.size < 8:
            name = f"c_{array.dtype}_{array.shape}_{array.tobytes().hex()}"
        else:
            name = f"c_{len(self.constants)}"
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(array), name)
        return name

    def build(self, inputs: dict[str, tuple[int, list]], outputs: dict[str, tuple[str, list]]) -> onnx.ModelProto:
        """Finish the graph; `outputs` maps a public name to the node output and its shape."""
        for name, (made, _) in outputs.items():
            self.nodes.append(helper.make_node("Identity", [made], [name]))
        graph = helper.make_graph(
            self.nodes, "factdesk",
            [helper.make_tensor_value_info(n, kind, shape) for n, (kind, shape) in inputs.items()],
            [helper.make_tensor_value_info(n, TensorProto.FLOAT, shape) for n, (_, shape) in outputs.items()],
            list(self.constants.values()),
        )  # fmt: skip
        opsets = [helper.make_opsetid("", 18), helper.make_opsetid(MICROSOFT, 1)]
        return helper.make_model(graph, opset_imports=opsets, ir_version=9, producer_name="factdesk")


def array_of(tensor: torch.Tensor) -> np.ndarray:
    """Turn a parameter into float32."""
    return tensor.detach().float().numpy()


def columns_of(linear: Linear8) -> tuple[np.ndarray, np.ndarray]:
    """Round weights to bytes: (in, out) and the scale of each column (out,)."""
    weight = array_of(linear.weight)
    scale = np.maximum(np.abs(weight).max(1), 1e-8) / linear.LEVELS
    return np.round(weight / scale[:, None]).astype(np.int8).T, scale.astype(np.float32)


def rounded_input(graph: Graph, x: str, linear: Linear8) -> tuple[str, str, str]:
    """Round activations to bytes: the bytes, their scale and their zero."""
    low, high = float(linear.rounded.low), float(linear.rounded.high)
    scale = (high - low) / 255
    s, z = graph.constant(scale, np.float32), graph.constant(round(-low / scale), np.uint8)
    return graph.add("QuantizeLinear", [x, s, z]), s, z


def add_linear(graph: Graph, x: str, linear: Linear8) -> str:
    """Add a product of bytes."""
    weight, scale = columns_of(linear)
    rounded, s, z = rounded_input(graph, x, linear)
    weights, scales = graph.constant(weight), graph.constant(scale)
    bias = graph.constant(array_of(linear.bias))
    return graph.add("MatMulIntegerToFloat", [rounded, weights, s, scales, z, "", bias], MICROSOFT)


def add_norm(graph: Graph, x: str, y: str, norm: torch.nn.LayerNorm) -> str:
    """Add two and normalise. The runtime's fused operator for both takes eight times as long."""
    scale, bias = graph.constant(array_of(norm.weight)), graph.constant(array_of(norm.bias))
    return graph.add("LayerNormalization", [graph.add("Add", [x, y]), scale, bias], epsilon=norm.eps)


def add_layer(graph: Graph, x: str, layer: Layer) -> str:
    """Add one transformer layer over `x` (rows, length, width)."""
    weight, scale = columns_of(layer.qkv)
    rounded, s, z = rounded_input(graph, x, layer.qkv)
    seen = graph.add(
        "QAttention",
        [rounded, graph.constant(weight), graph.constant(array_of(layer.qkv.bias)), s, graph.constant(scale), "mask", z,
         graph.constant(np.zeros(3 * WIDTH, np.int8))],
        MICROSOFT, num_heads=HEADS,
    )  # fmt: skip
    x = add_norm(graph, x, add_linear(graph, seen, layer.mixed), layer.mixed_norm)
    inner = graph.add("Gelu", [add_linear(graph, x, layer.up)], MICROSOFT)
    return add_norm(graph, x, add_linear(graph, inner, layer.down), layer.down_norm)


def add_matrix(graph: Graph, matrix: np.ndarray) -> str:
    """Add a matrix kept in bytes, with a scale for each last axis; the runtime folds it to floats once, at load."""
    scale = (np.maximum(np.abs(matrix).max(tuple(range(matrix.ndim - 1))), 1e-8) / 127).astype(np.float32)
    small = graph.constant(np.round(matrix / scale).astype(np.int8))
    return graph.add("Mul", [graph.add("Cast", [small], to=TensorProto.FLOAT), graph.constant(scale)])


def add_plain(graph: Graph, x: str, linear: torch.nn.Linear) -> str:
    """Add a small product in floats."""
    product = graph.add("MatMul", [x, add_matrix(graph, array_of(linear.weight).T)])
    return graph.add("Add", [product, graph.constant(array_of(linear.bias))])


def add_pool(graph: Graph, x: str, real: str, pool: Pool) -> str:
    """Sum up (rows, length, width) in (rows, width); `real` is (rows, length, 1) of 0 and 1."""
    one = graph.constant([1], np.int64)
    gone = graph.add("Mul", [graph.add("Sub", [graph.constant(1, np.float32), real]), graph.constant(-1e4, np.float32)])
    weights = graph.add("Softmax", [graph.add("Add", [add_plain(graph, x, pool.look), gone])], axis=1)
    looks = graph.add("MatMul", [graph.add("Transpose", [weights], perm=[0, 2, 1]), x])  # (rows, looks, width)
    value = array_of(pool.value.weight).reshape(HEADS, -1, WIDTH).transpose(0, 2, 1)
    by_look = graph.add("MatMul", [graph.add("Transpose", [looks], perm=[1, 0, 2]), add_matrix(graph, value)])
    flat = graph.add(
        "Reshape", [graph.add("Transpose", [by_look], perm=[1, 0, 2]), graph.constant([-1, WIDTH], np.int64)]
    )
    seen = graph.add("Add", [flat, graph.constant(array_of(pool.value.bias))])
    total = graph.add("ReduceSum", [graph.add("Mul", [x, real]), one], keepdims=0)
    mean = graph.add("Div", [total, graph.add("ReduceSum", [real, one], keepdims=0)])
    total = graph.add("Add", [mean, add_plain(graph, seen, pool.mixed)])
    scale, bias = graph.constant(array_of(pool.norm.weight)), graph.constant(array_of(pool.norm.bias))
    normed = graph.add("LayerNormalization", [total, scale, bias], epsilon=pool.norm.eps)
    inner = graph.add("Gelu", [add_plain(graph, normed, pool.up)], MICROSOFT)
    return graph.add("Add", [total, add_plain(graph, inner, pool.down)])


def sentence_graph(net: Net, rows: np.ndarray) -> onnx.ModelProto:
    """Build the first stage; `rows` are the pieces of the vocabulary that are kept."""
    graph = Graph()
    table = array_of(net.pieces.weight)[rows]
    scale = (np.abs(table).max(1, keepdims=True) / 127).astype(np.float32)
    small = graph.add("Gather", [graph.constant(np.round(table / scale).astype(np.int8)), "ids"])
    wide = graph.add(
        "Mul", [graph.add("Cast", [small], to=TensorProto.FLOAT), graph.add("Gather", [graph.constant(scale), "ids"])]
    )
    one = graph.constant([1], np.int64)
    length = graph.add("Gather", [graph.add("Shape", ["ids"]), one])
    places = graph.add(
        "Slice",
        [
            graph.constant(array_of(net.places.weight)),
            graph.constant([0], np.int64),
            length,
            graph.constant([0], np.int64),
        ],
    )
    norm = [graph.constant(array_of(net.norm.weight)), graph.constant(array_of(net.norm.bias))]
    x = graph.add("LayerNormalization", [graph.add("Add", [wide, places]), *norm], epsilon=net.norm.eps)
    for layer in net.sentence:
        x = add_layer(graph, x, layer)
    real = graph.add("Unsqueeze", [graph.add("Cast", ["mask"], to=TensorProto.FLOAT), graph.constant([2], np.int64)])
    summed = add_pool(graph, x, real, net.worth_pool)
    worth = add_plain(graph, summed, net.worth)
    pooled = add_pool(graph, x, real, net.embed_pool)
    embedding = graph.add("LpNormalization", [pooled], axis=-1, p=2)
    inputs = {"ids": (TensorProto.INT64, ["rows", "length"]), "mask": (TensorProto.INT32, ["rows", "length"])}
    return graph.build(inputs, {
        "pieces": (x, ["rows", "length", WIDTH]), "worth": (worth, ["rows", net.worth.out_features]),
        "embedding": (embedding, ["rows", WIDTH]), "summed": (summed, ["rows", WIDTH]),
    })  # fmt: skip


def window_graph(net: Net) -> onnx.ModelProto:
    """Build the second stage."""
    graph = Graph()
    turns = graph.add("Gather", [graph.constant(array_of(net.turn.weight)), "turn"])
    x = graph.add("Add", ["pieces", turns])
    for layer in net.window:
        x = add_layer(graph, x, layer)
    tags = graph.add("Sub", [add_plain(graph, x, net.tags), graph.constant(lean_of(), np.float32)])
    inputs = {"pieces": (TensorProto.FLOAT, ["rows", "length", WIDTH]), "turn": (TensorProto.INT64, ["rows", "length"]),
              "mask": (TensorProto.INT32, ["rows", "length"])}  # fmt: skip
    return graph.build(inputs, {"tags": (tags, ["rows", "length", len(ROLES) * TAGS])})


def lean_of() -> np.ndarray:
    """Return what is taken off each logit (roles * tags,)."""
    return np.concatenate([np.r_[LEAN[role], np.zeros(TAGS - 1)] for role in ROLES])


def kept_pieces(tokenizer: Tokenizer) -> list[str]:
    """Return the vocabulary without its unused places and without scripts that English news does not print."""
    pieces = sorted(tokenizer.get_vocab().items(), key=lambda item: item[1])
    return [piece for piece, _ in pieces if not piece.startswith("[unused") and is_latin(piece.removeprefix("##"))]


def is_latin(piece: str) -> bool:
    """Tell letters of Latin and Greek, digits and all signs from letters of other scripts."""
    return all(not c.isalpha() or ord(c) < 0x0400 or 0x1E00 <= ord(c) < 0x3000 for c in piece)


def small_tokenizer(tokenizer: Tokenizer, pieces: list[str]) -> dict:
    """Rewrite the tokenizer for the pieces that are kept."""
    made = json.loads(tokenizer.to_str())
    made["model"]["vocab"] = {piece: i for i, piece in enumerate(pieces)}
    for token in made["added_tokens"]:
        token["id"] = pieces.index(token["content"])
    special = made["post_processor"]
    for token in special.get("special_tokens", {}).values():
        token["ids"] = [pieces.index(t) for t in token["tokens"]]
    for key in ("sep", "cls"):
        if key in special:
            special[key][1] = pieces.index(special[key][0])
    return made


def main() -> None:
    """Write both graphs and the tokenizer."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--net", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    net = Net()
    net.load_state_dict(torch.load(options.net))
    tokenizer = Tokenizer.from_file(str(options.minilm / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    pieces = kept_pieces(tokenizer)
    vocabulary = tokenizer.get_vocab()
    options.out.mkdir(parents=True, exist_ok=True)
    graph = sentence_graph(net, np.array([vocabulary[p] for p in pieces]))
    onnx.save(graph, options.out / "sentence.onnx")
    onnx.save(window_graph(net), options.out / "window.onnx")
    made = json.dumps(small_tokenizer(tokenizer, pieces), ensure_ascii=False, separators=(",", ":"))
    (options.out / "tokenizer.json").write_text(made, encoding="utf-8")
    for name in ("sentence.onnx", "window.onnx", "tokenizer.json"):
        print(
            f"{name}: {(options.out / name).stat().st_size} bytes; {len(pieces)} pieces, {POSITIONS} places, {SENTENCES} turns"
        )


if __name__ == "__main__":
    main()
