"""Trains a teacher of news worth, all six layers on a sentence alone, and lets teachers judge news without labels.

    python -m training.news_teacher learn --shared ../shared/data --minilm MODEL_FOLDER --out T1.pt [--start RUN/net.pt]
    python -m training.news_teacher tell --shared ../shared/data --minilm MODEL_FOLDER --out told.npz --net T1.pt --net T2.pt

What ships reads four layers; a teacher may take its time. `training.train --told told.npz` learns from what they tell.
"""

import argparse
import time
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from torch import Tensor
from torch.nn import functional

from training.data import Row, learned_from, load_tokenizer, read_labelled, rows_of, share_of
from training.net import WORTH_HEADS, Net, load_minilm, packed, rate_at, widened
from training.news import NEWS, News, all_news, digest, news_sentences
from training.scores import average_precision, best_f1
from training.train import endless

DEBATE = WORTH_HEADS.index("debate")
NEWS_A_STEP, DEBATES_A_STEP = 32, 12
DEBATE_WEIGHT = 0.3  # of the debates' loss, which keeps the layers from learning the news labels by heart
SAY_EVERY = 200
WIRES = 12  # of the agency's wires, one in so many is told: else they would be nearly all


def main() -> None:
    """Learn from our own labels, or tell what several teachers make of the rest."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("act", choices=["learn", "tell"])
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a net.pt to go on from")
    parser.add_argument("--epochs", type=float, default=3)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--rate", type=float, default=8e-5)
    parser.add_argument("--new-rate", type=float, default=5e-4)
    parser.add_argument("--net", type=Path, action="append", default=[], help="a teacher that tells")
    parser.add_argument("--sentences", type=int, default=30_000, help="how many are told")
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(options.seed)
    (learn if options.act == "learn" else tell)(options)


def learn(options: argparse.Namespace) -> None:
    """Train a teacher and write it."""
    tokenizer = load_tokenizer(options.minilm)
    news, debates = news_sentences(options.shared), read_labelled(options.shared / "worth" / "ct24_train.jsonl")
    news_rows, debate_rows = rows_of(news.texts, tokenizer), rows_of(debates.texts, tokenizer)
    net = Net()
    load_minilm(net, load_file(options.minilm / "model.safetensors"))
    if options.start:
        net.load_state_dict(widened(torch.load(options.start)))
    optimiser = optimiser_of(net, options)
    generator = np.random.default_rng(options.seed)
    own = endless(np.flatnonzero(~news.dev), generator)
    spoken = endless(np.flatnonzero(learned_from(debates)), generator)
    steps = int((~news.dev).sum() * options.epochs / NEWS_A_STEP)
    for step in range(steps):
        net.train()
        for group in optimiser.param_groups:
            group["lr"] = group["full"] * rate_at(step / steps)
        a, b = [next(own) for _ in range(NEWS_A_STEP)], [next(spoken) for _ in range(DEBATES_A_STEP)]
        with torch.autocast("cpu", torch.bfloat16):
            z = read(net, [news_rows[i] for i in a] + [debate_rows[i] for i in b])
        (
            loss(z[: len(a), NEWS], news.labels[a]) + DEBATE_WEIGHT * loss(z[len(a) :, DEBATE], debates.labels[b])
        ).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        optimiser.step()
        optimiser.zero_grad()
        if (step + 1) % SAY_EVERY == 0 or step + 1 == steps:
            print(
                f"{time.strftime('%H:%M:%S')} step {step + 1} of {steps}: {measure(net, news, news_rows)}", flush=True
            )
    torch.save(net.state_dict(), options.out)


def optimiser_of(net: Net, options: argparse.Namespace) -> torch.optim.Optimizer:
    """Let the six layers and what sums them up learn; the pieces and everything else hold still."""
    net.requires_grad_(requires_grad=False)
    parts = (([*net.sentence, *net.window], options.rate), ([net.worth_pool, net.worth], options.new_rate))
    groups = [{"params": [p for m in modules for p in m.parameters()], "full": rate} for modules, rate in parts]
    for group in groups:
        for parameter in group["params"]:
            parameter.requires_grad_(requires_grad=True)
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def read(net: Net, rows: list[Row]) -> Tensor:
    """Read rows through all six layers, each sentence by itself: logits (rows, heads)."""
    ids, places, layout = packed(rows)
    x = net.read_sentences(ids, places, layout)
    for layer in net.window:
        x = layer(x, layout)
    return layout.unsort(net.read_worth(x, layout))


def loss(logits: Tensor, labels: np.ndarray) -> Tensor:
    """Return the mean log loss; labels may lie between 0 and 1."""
    return functional.binary_cross_entropy_with_logits(logits, torch.from_numpy(np.asarray(labels, dtype=np.float32)))


def measure(net: Net, news: News, rows: list[Row]) -> str:
    """Say what the teacher gives on news_dev, of which it has not learned."""
    z = judge(net, [rows[i] for i in np.flatnonzero(news.dev)])
    labels = news.labels[news.dev]
    return f"news_dev: AP {average_precision(z, labels):.3f}, best F1 {best_f1(z, labels):.3f}"


@torch.no_grad()
def judge(net: Net, rows: list[Row]) -> np.ndarray:
    """Judge sentences as news: logits (rows,)."""
    net.eval()
    order = np.argsort([len(row.ids) for row in rows])
    found = np.zeros(len(rows), dtype=np.float32)
    with torch.autocast("cpu", torch.bfloat16):
        for part in (order[i : i + 256] for i in range(0, len(order), 256)):
            found[part] = read(net, [rows[i] for i in part])[:, NEWS].numpy()
    return found


def tell(options: argparse.Namespace) -> None:
    """Write what the teachers together make of news sentences: their digests, and 0 to 1."""
    dev = set(read_labelled(options.shared / "worth" / "news_dev.jsonl").texts)
    texts = sorted(
        {text for text in all_news(options.shared, wires=WIRES) if text not in dev and len(text) >= 15}, key=share_of
    )
    own = [text for text in news_sentences(options.shared).texts if text not in dev]
    texts = [*own, *[text for text in texts if text not in set(own)][: options.sentences]]
    rows, logits = rows_of(texts, load_tokenizer(options.minilm)), np.zeros(len(texts))
    for name in options.net:
        net = Net()
        net.load_state_dict(widened(torch.load(name)))
        logits += judge(net, rows) / len(options.net)
    np.savez(options.out, digests=np.array([digest(text) for text in texts]), told=1 / (1 + np.exp(-logits)))


if __name__ == "__main__":
    main()
