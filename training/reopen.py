"""Opens the graphs that ship as a network that can learn on: each matrix of bytes times its scale.

    python -m training.reopen --weights claims/weights --minilm MINILM --out net.pt

What was rounded for the export stays rounded, which costs learning nothing. Vocabulary that was left out of the export is
taken from all-MiniLM-L6-v2; it is met in no text that the export could read.
"""

import argparse
import json
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from safetensors.torch import load_file

from training.net import WIDTH, Layer, Linear8, Net, Pool, load_minilm


class Graph:
    """The nodes and constants of a graph, asked for in the order in which the export wrote them."""

    def __init__(self, path: Path) -> None:
        model = onnx.load(path)
        self.arrays = {c.name: numpy_helper.to_array(c) for c in model.graph.initializer}
        self.made = {output: node for node in model.graph.node for output in node.output}
        self.nodes = list(model.graph.node)

    def of(self, *kinds: str) -> Iterator[onnx.NodeProto]:
        """Yield the nodes of these kinds in order."""
        return iter([node for node in self.nodes if node.op_type in kinds])

    def value(self, name: str) -> np.ndarray:
        """Return a constant, or a matrix that was kept in bytes with its scale."""
        if name in self.arrays:
            return self.arrays[name]
        node = self.made[name]
        if node.op_type == "Mul" and self.made[node.input[0]].op_type == "Cast":
            return self.value(self.made[node.input[0]].input[0]).astype(np.float32) * self.value(node.input[1])
        raise KeyError(name)


def set_linear8(
    linear: Linear8, weight: np.ndarray, scale: np.ndarray, bias: np.ndarray, low: float, high: float
) -> None:
    """Fill one linear layer and the range of its input."""
    linear.weight.data.copy_(torch.from_numpy((weight.astype(np.float32) * scale).T.copy()))
    linear.bias.data.copy_(torch.from_numpy(bias.copy()))
    linear.rounded.low.fill_(low)
    linear.rounded.high.fill_(high)


def ends(graph: Graph, scale: str, zero: str) -> tuple[float, float]:
    """Return the range that a scale and a zero stand for."""
    s, z = float(graph.arrays[scale].reshape(-1)[0]), int(graph.arrays[zero].reshape(-1)[0])
    return -z * s, (255 - z) * s


def set_layers(graph: Graph, layers: list[Layer], norms: Iterator[onnx.NodeProto]) -> None:
    """Fill transformer layers from a graph."""
    products, attentions = graph.of("MatMulIntegerToFloat"), graph.of("QAttention")
    for layer in layers:
        a = next(attentions).input
        set_linear8(layer.qkv, graph.value(a[1]), graph.value(a[4]), graph.value(a[2]), *ends(graph, a[3], a[6]))
        for linear in (layer.mixed, layer.up, layer.down):
            m = next(products).input
            set_linear8(linear, graph.value(m[1]), graph.value(m[3]), graph.value(m[6]), *ends(graph, m[2], m[4]))
        for norm in (layer.mixed_norm, layer.down_norm):
            n = next(norms).input
            norm.weight.data.copy_(torch.from_numpy(graph.value(n[1]).copy()))
            norm.bias.data.copy_(torch.from_numpy(graph.value(n[2]).copy()))


def set_plain(graph: Graph, linear: torch.nn.Linear, product: onnx.NodeProto) -> None:
    """Fill a small linear layer from its product; its bias is what is added to it."""
    linear.weight.data.copy_(torch.from_numpy(graph.value(product.input[1]).T.copy()))
    added = next(n for n in graph.nodes if n.op_type == "Add" and product.output[0] in n.input)
    bias = next(name for name in added.input if name != product.output[0])
    linear.bias.data.copy_(torch.from_numpy(graph.value(bias).reshape(-1).copy()))


def set_pool(graph: Graph, pool: Pool, products: Iterator[onnx.NodeProto], norms: Iterator[onnx.NodeProto]) -> None:
    """Fill a pool: its looks, values (kept by look), and the half layer on top."""
    set_plain(graph, pool.look, next(products))
    next(products)  # the looks themselves, a product of two activations
    by_look = next(products)
    value = graph.value(by_look.input[1])  # (looks, width, part)
    pool.value.weight.data.copy_(torch.from_numpy(value.transpose(0, 2, 1).reshape(WIDTH, WIDTH).copy()))
    flat = next(n for n in graph.nodes if n.op_type == "Add" and graph.made.get(n.input[0], n).op_type == "Reshape"
                and _reaches(graph, n.input[0], by_look.output[0]))  # fmt: skip
    pool.value.bias.data.copy_(torch.from_numpy(graph.value(flat.input[1]).reshape(-1).copy()))
    set_plain(graph, pool.mixed, next(products))
    n = next(norms).input
    pool.norm.weight.data.copy_(torch.from_numpy(graph.value(n[1]).copy()))
    pool.norm.bias.data.copy_(torch.from_numpy(graph.value(n[2]).copy()))
    set_plain(graph, pool.up, next(products))
    set_plain(graph, pool.down, next(products))


def _reaches(graph: Graph, name: str, wanted: str) -> bool:
    """Tell whether a name was made out of another within three steps."""
    for _ in range(3):
        if name == wanted:
            return True
        name = graph.made[name].input[0]
    return name == wanted


def reopen(weights: Path, minilm: Path) -> Net:
    """Return the network of the weights that ship."""
    net = Net()
    load_minilm(net, load_file(minilm / "model.safetensors"))
    first, second = Graph(weights / "sentence.onnx"), Graph(weights / "window.onnx")
    table = next(node for node in first.nodes if node.op_type == "Gather" and "ids" in node.input)
    scale = [node for node in first.nodes if node.op_type == "Gather" and "ids" in node.input][1]
    pieces = first.value(table.input[0]).astype(np.float32) * first.value(scale.input[0])
    names = json.loads((weights / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    whole = json.loads((minilm / "tokenizer.json").read_text(encoding="utf-8"))["model"]["vocab"]
    for name, row in names.items():
        net.pieces.weight.data[whole[name]] = torch.from_numpy(pieces[row])
    norms = first.of("LayerNormalization")
    n = next(norms).input
    places = next(node for node in first.nodes if node.op_type == "Slice")
    net.places.weight.data.copy_(torch.from_numpy(first.value(places.input[0]).copy()))
    net.norm.weight.data.copy_(torch.from_numpy(first.value(n[1]).copy()))
    net.norm.bias.data.copy_(torch.from_numpy(first.value(n[2]).copy()))
    set_layers(first, list(net.sentence), norms)
    products = first.of("MatMul")
    set_pool(first, net.worth_pool, products, norms)
    set_plain(first, net.worth, next(products))
    set_pool(first, net.embed_pool, products, norms)
    turns = next(node for node in second.nodes if node.op_type == "Gather")
    net.turn.weight.data.copy_(torch.from_numpy(second.value(turns.input[0]).copy()))
    set_layers(second, list(net.window), second.of("LayerNormalization"))
    set_plain(second, net.tags, next(second.of("MatMul")))
    return net


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--weights", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    torch.save(reopen(options.weights, options.minilm).state_dict(), options.out)


if __name__ == "__main__":
    main()
