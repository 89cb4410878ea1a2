"""The network: four layers that read a sentence by itself, two that read the paragraph on top, and the heads.

A sentence's worth and embedding leave after the fourth layer and see nothing but the sentence, so they are the same
wherever the sentence stands and can be kept once computed. The role tags leave after two more layers in which all
sentences of a window see each other. All six layers start from all-MiniLM-L6-v2.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from itertools import accumulate

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from training.data import Row

WIDTH = 384
HEADS = 12
INNER = 1536
SENTENCE_LAYERS = 4
WINDOW_LAYERS = 2
POSITIONS = 160  # pieces of a sentence, [CLS] and [SEP] included
SENTENCES = 24  # sentences of a window that are told apart by their place
PIECES_AT_ONCE = 3072
TAGS = 5  # outside, begin, inside, end, single
ROLES = ("source", "cue", "content")
WORTH_HEADS = ("debate", "ranked", "speech", "news")


class Rounded(nn.Module):
    """Rounds what passes to 8 bits, as the exported graph will, once `on`; before that it only learns the range."""

    def __init__(self) -> None:
        super().__init__()
        self.on = False
        self.watch = False
        self.register_buffer("low", torch.zeros(()))
        self.register_buffer("high", torch.zeros(()))

    def forward(self, x: Tensor) -> Tensor:
        """Round `x`, or let it pass."""
        if self.watch:
            self.widen(x.detach().float().reshape(-1))
        if not self.on:
            return x
        scale = (self.high - self.low) / 255
        zero = torch.round(-self.low / scale)
        kept = torch.clamp(x.float(), -zero * scale, (255 - zero) * scale)  # outside the range the gradient stops
        steps = torch.round(kept / scale) * scale
        return (kept + (steps - kept).detach()).to(x.dtype)

    def widen(self, x: Tensor) -> None:
        """Widen the range to all but one in a hundred thousand of what passes; cutting off more ruins the tags."""
        ends = torch.quantile(x[:: 1 + x.numel() // 400_000], torch.tensor([1e-5, 1 - 1e-5]))
        self.low.copy_(torch.minimum(self.low, ends[0]))
        self.high.copy_(torch.maximum(self.high, ends[1]))


class Linear8(nn.Linear):
    """A linear layer that can round its input and its weights to 8 bits while it learns."""

    LEVELS = 127.0

    def __init__(self, n_in: int, n_out: int) -> None:
        super().__init__(n_in, n_out)
        self.rounded = Rounded()

    def forward(self, x: Tensor) -> Tensor:
        """Multiply, rounded where rounding is on."""
        x = self.rounded(x)
        weight = self.weight
        if self.rounded.on:
            scale = weight.detach().abs().amax(1, keepdim=True) / self.LEVELS
            weight = weight + (torch.round(weight / scale) * scale - weight).detach()
        return functional.linear(x, weight, self.bias)


class Drop(nn.Module):
    """Dropout whose masks are slices of one long random row: drawing them afresh took a tenth of the time."""

    ROW = 1 << 25

    def __init__(self, share: float) -> None:
        super().__init__()
        self.share = share

    def forward(self, x: Tensor) -> Tensor:
        """Drop a share of `x`."""
        if not self.training or not self.share:
            return x
        row = drop_row(self.share)
        start = int(torch.randint(self.ROW - x.numel(), ()))
        return x * row[start : start + x.numel()].view(x.shape).to(x.dtype)


@cache
def drop_row(share: float) -> Tensor:
    """Draw the long row of zeros and scaled ones."""
    return ((torch.rand(Drop.ROW) >= share) / (1 - share)).bfloat16()


class Layer(nn.Module):
    """One transformer layer, normalised after each half, as BERT has it."""

    def __init__(self, dropout: float) -> None:
        super().__init__()
        self.qkv = Linear8(WIDTH, 3 * WIDTH)
        self.mixed = Linear8(WIDTH, WIDTH)
        self.mixed_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.up = Linear8(WIDTH, INNER)
        self.down = Linear8(INNER, WIDTH)
        self.down_norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.drop = Drop(dropout)

    def forward(self, x: Tensor, layout: "Layout") -> Tensor:
        """Read packed pieces (all, width); only the attention is done row by row."""
        seen = [self.attend(part, group) for part, group in zip(layout.spread(self.qkv(x)), layout.groups, strict=True)]
        x = self.mixed_norm(x + self.drop(self.mixed(layout.gather(seen))))
        return self.down_norm(x + self.drop(self.down(functional.gelu(self.up(x)))))

    @staticmethod
    def attend(qkv: Tensor, group: "Group") -> Tensor:
        """Let the pieces of each row see each other; torch's fused attention learns at half this speed."""
        rows, length, _ = qkv.shape
        q, k, v = qkv.view(rows, length, 3, HEADS, -1).permute(2, 0, 3, 1, 4)
        weights = (q @ k.transpose(-1, -2) * (WIDTH // HEADS) ** -0.5 + group.mask.to(q.dtype)).softmax(-1)
        return (weights @ v).transpose(1, 2).reshape(rows * length, WIDTH)


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of like length: where each of their packed pieces goes when they are padded."""

    rows: int
    length: int
    place: Tensor  # (pieces of the group,) of rows * length
    mask: Tensor  # (rows, 1, 1, length), 0 or -10000


class Layout:
    """Packed rows, sorted into groups of like length."""

    def __init__(self, lengths: Sequence[int], at_once: int) -> None:
        self.order = sorted(range(len(lengths)), key=lengths.__getitem__)
        self.groups: list[Group] = []
        members: list[int] = []
        for i in self.order:
            size = lengths[i]
            if members and ((len(members) + 1) * size > at_once or size > 1.35 * members[0] + 4):
                self.groups.append(group_of(members))
                members = []
            members.append(size)
        self.groups.append(group_of(members))
        sorted_starts = [0, *accumulate(lengths[i] for i in self.order)]
        self.starts = [0] * len(lengths)  # where each row begins among the packed pieces
        for at, i in zip(sorted_starts, self.order, strict=False):
            self.starts[i] = at

    def spread(self, x: Tensor) -> list[Tensor]:
        """Pad packed pieces (all, any width), group by group: (rows, length, any width)."""
        parts = x.split([len(group.place) for group in self.groups])
        return [
            part.new_zeros((g.rows * g.length, part.shape[-1])).index_copy(0, g.place, part).view(g.rows, g.length, -1)
            for part, g in zip(parts, self.groups, strict=True)
        ]

    def gather(self, parts: list[Tensor]) -> Tensor:
        """Pack padded groups (rows * length, width) again."""
        return torch.cat([part.index_select(0, g.place) for part, g in zip(parts, self.groups, strict=True)])

    def unsort(self, x: Tensor) -> Tensor:
        """Bring one vector a row back into the order in which the rows were given."""
        return x[torch.tensor(self.order).argsort()]


def group_of(lengths: list[int]) -> Group:
    """Lay out rows of these lengths."""
    longest = max(lengths)
    real = torch.arange(longest)[None, :] < torch.tensor(lengths)[:, None]
    mask = torch.where(real, 0.0, -1e4)[:, None, None, :]
    return Group(len(lengths), longest, real.flatten().nonzero()[:, 0], mask)


def packed(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Layout]:
    """Pack rows: ids (all,), places in the sentence (all,), and their layout."""
    layout = Layout([len(row.ids) for row in rows], PIECES_AT_ONCE)
    ids = np.concatenate([rows[i].ids for i in layout.order])
    places = np.concatenate([np.arange(len(rows[i].ids)) for i in layout.order])
    return torch.from_numpy(ids), torch.from_numpy(places), layout


class Pool(nn.Module):
    """Sums a sentence up in one vector: twelve learned looks at its pieces, then one more half layer for the sum."""

    def __init__(self, inner: int) -> None:
        super().__init__()
        self.look = nn.Linear(WIDTH, HEADS)
        self.value = nn.Linear(WIDTH, WIDTH)
        self.mixed = nn.Linear(WIDTH, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-5)
        self.up = nn.Linear(WIDTH, inner)
        self.down = nn.Linear(inner, WIDTH)
        nn.init.zeros_(self.look.weight)
        nn.init.zeros_(self.mixed.weight)
        nn.init.zeros_(self.down.weight)

    def forward(self, x: Tensor, layout: Layout) -> Tensor:
        """Pool packed pieces to one vector a row, rows in the layout's order."""
        spread = zip(layout.spread(x), layout.spread(self.look(x)), layout.groups, strict=True)
        pooled = [self.pool(part, looks, group) for part, looks, group in spread]
        mean, looked = (torch.cat(parts) for parts in zip(*pooled, strict=True))
        value = self.value.weight.view(HEADS, -1, WIDTH)
        seen = torch.einsum("rhw,hvw->rhv", looked, value.to(looked.dtype)).flatten(1) + self.value.bias
        total = mean + self.mixed(seen)
        return total + self.down(functional.gelu(self.up(self.norm(total))))

    @staticmethod
    def pool(x: Tensor, looks: Tensor, group: Group) -> tuple[Tensor, Tensor]:
        """Return the mean (rows, width) and the twelve weighted means (rows, looks, width) of padded rows."""
        gone = group.mask[:, 0, 0, :, None]
        weights = (looks.float() + gone).softmax(1).to(x.dtype)
        return x.sum(1) / (gone == 0).sum(1).to(x.dtype), weights.transpose(1, 2) @ x


class Net(nn.Module):
    """Sentences in; worth, embedding and role tags out."""

    def __init__(self, dropout: float = 0.1, vocabulary: int = 30522) -> None:
        super().__init__()
        self.pieces = nn.Embedding(vocabulary, WIDTH)
        self.places = nn.Embedding(POSITIONS, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.sentence = nn.ModuleList(Layer(dropout) for _ in range(SENTENCE_LAYERS))
        self.turn = nn.Embedding(SENTENCES, WIDTH)
        nn.init.zeros_(self.turn.weight)
        self.window = nn.ModuleList(Layer(dropout) for _ in range(WINDOW_LAYERS))
        self.worth_pool = Pool(768)
        self.worth = nn.Linear(WIDTH, len(WORTH_HEADS))
        self.embed_pool = Pool(384)
        self.tags = nn.Linear(WIDTH, len(ROLES) * TAGS)
        self.drop = Drop(dropout)

    def read_sentences(self, ids: Tensor, places: Tensor, layout: Layout) -> Tensor:
        """Read packed pieces (all,) and their places in the sentence up to the fourth layer: (all, width)."""
        x = self.drop(self.norm(self.pieces(ids) + self.places(places)))
        for layer in self.sentence:
            x = layer(x, layout)
        return x

    def read_windows(self, x: Tensor, turn: Tensor, layout: Layout) -> Tensor:
        """Tag packed windows (all, width): logits (all, roles, tags)."""
        x = x + self.turn(turn)
        for layer in self.window:
            x = layer(x, layout)
        return self.tags(self.drop(x)).float().unflatten(-1, (len(ROLES), TAGS))

    def read_worth(self, x: Tensor, layout: Layout) -> Tensor:
        """Judge sentences: logits (rows, heads)."""
        return self.worth(self.drop(self.worth_pool(x, layout))).float()

    def read_embedding(self, x: Tensor, layout: Layout) -> Tensor:
        """Embed sentences: unit vectors (rows, width)."""
        return functional.normalize(self.embed_pool(x, layout).float(), dim=-1)

    def set_rounding(self, *, on: bool, watch: bool) -> None:
        """Switch the 8-bit rounding of all layers on or off, and whether they learn their ranges."""
        for module in self.modules():
            if isinstance(module, Rounded):
                module.on, module.watch = on, watch


def widened(state: dict[str, Tensor]) -> dict[str, Tensor]:
    """Give a net of fewer worth heads empty rows for those that it has not learned."""
    missing = len(WORTH_HEADS) - len(state["worth.bias"])
    rows, places = state["worth.weight"], state["worth.bias"]
    state["worth.weight"] = torch.cat([rows, rows.new_zeros((missing, WIDTH))])
    state["worth.bias"] = torch.cat([places, places.new_zeros(missing)])
    return state


def load_minilm(net: Net, weights: dict[str, Tensor]) -> None:
    """Copy the weights of all-MiniLM-L6-v2 into the net's six layers and its embeddings."""
    net.pieces.weight.data.copy_(weights["embeddings.word_embeddings.weight"])
    kind = weights["embeddings.token_type_embeddings.weight"][0]
    net.places.weight.data.copy_(weights["embeddings.position_embeddings.weight"][:POSITIONS] + kind)
    copy_norm(net.norm, weights, "embeddings.LayerNorm")
    for i, layer in enumerate([*net.sentence, *net.window]):
        at = f"encoder.layer.{i}."
        for part in ("weight", "bias"):
            three = [weights[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")]
            getattr(layer.qkv, part).data.copy_(torch.cat(three))
            getattr(layer.mixed, part).data.copy_(weights[f"{at}attention.output.dense.{part}"])
            getattr(layer.up, part).data.copy_(weights[f"{at}intermediate.dense.{part}"])
            getattr(layer.down, part).data.copy_(weights[f"{at}output.dense.{part}"])
        copy_norm(layer.mixed_norm, weights, f"{at}attention.output.LayerNorm")
        copy_norm(layer.down_norm, weights, f"{at}output.LayerNorm")


def copy_norm(norm: nn.LayerNorm, weights: dict[str, Tensor], name: str) -> None:
    """Copy one layer norm."""
    norm.weight.data.copy_(weights[f"{name}.weight"])
    norm.bias.data.copy_(weights[f"{name}.bias"])


def rate_at(done: float) -> float:
    """Rise linearly over the first twentieth, then fall to zero along a cosine."""
    if done < 0.05:
        return max(0.01, done / 0.05)
    return 0.5 * (1 + math.cos(math.pi * min(1.0, (done - 0.05) / 0.95)))
