"""Blends nets that went on from one another: the weighted mean of their weights, which reads better than any of them.

    python -m training.blend --out RUN/net.pt --net RUN1/net.pt 0.4 --net RUN2/net.pt 0.6

What a later run learned for one reading at the cost of another is kept in part, and the noise of both is averaged out.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

import torch
from torch import Tensor

from training.net import widened

State = dict[str, Tensor]
OF_WINDOWS = ("window", "tags", "turn")  # the parts of a net that read whole paragraphs and tag them


def blend(parts: Sequence[tuple[State, float]]) -> State:
    """Return the weighted mean of nets; where activations are rounded, the widest range of any."""
    names = parts[0][0]
    return {name: blend_one(name, [(state[name], share) for state, share in parts]) for name in names}


def blend_one(name: str, parts: Sequence[tuple[Tensor, float]]) -> Tensor:
    """Blend one parameter or range."""
    stacked = torch.stack([value.float() for value, _ in parts])
    if name.endswith(".low"):
        return stacked.amin(0)
    if name.endswith(".high"):
        return stacked.amax(0)
    shares = torch.tensor([share for _, share in parts]).view(-1, *[1] * (stacked.dim() - 1))
    return (stacked * shares).sum(0)


def main() -> None:
    """Read the nets, blend, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--net", nargs=2, action="append", required=True, metavar=("NET", "SHARE"))
    parser.add_argument("--window", nargs=2, action="append", metavar=("NET", "SHARE"), help="for what reads windows")
    options = parser.parse_args()
    whole = blend(read_parts(parser, options.net))
    if options.window:
        apart = blend(read_parts(parser, options.window))
        whole |= {name: value for name, value in apart.items() if name.split(".")[0] in OF_WINDOWS}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    torch.save(whole, options.out)


def read_parts(parser: argparse.ArgumentParser, asked: Sequence[tuple[str, str]]) -> list[tuple[State, float]]:
    """Read nets with their shares, which add up to 1."""
    shares = [float(share) for _, share in asked]
    if abs(sum(shares) - 1) > 1e-6:
        parser.error(f"the shares add up to {sum(shares)}, not to 1; give shares that do")
    return [(widened(torch.load(name)), share) for (name, _), share in zip(asked, shares, strict=True)]


if __name__ == "__main__":
    main()
