"""Trains the encoder on its three readings at once, or on worth alone for cross-validation.

    python -m training.train --shared ../shared/data --minilm MODEL_FOLDER --out RUN_FOLDER [--epochs 4] [--fold 0]

Writes `net.pt`, `log.txt` and `outcome.json` into RUN_FOLDER. `--fold` leaves a fifth of each worth file out (or several), trains
on the rest without the attributions, and writes the left-out sentences' logits to `fold.npz`. `--teachers` names such
runs: what they make of the sentences that they have not learned from goes into the labels.
"""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import Tensor
from torch.nn import functional

from claims.network.tagging import best_tags, spans_of
from claims.network.windows import pack_windows
from training.data import (
    IGNORED,
    ROLES,
    Document,
    Row,
    learned_from,
    load_tokenizer,
    read_documents,
    read_labelled,
    read_news,
    rows_of,
    share_of,
)  # fmt: skip
from training.net import PIECES_AT_ONCE, WORTH_HEADS, Layout, Net, load_minilm, packed, rate_at, widened
from training.news import News, all_news, digest, fit_logistic, news_sentences

WORTH_FILES = ("ct24_train", "clef2019_train", "policlaim_train")  # for the first of net.WORTH_HEADS; the last is news


@dataclass(slots=True)
class Judged:
    """The rows of one worth file with their labels, and which are for learning."""

    rows: list[Row]
    labels: np.ndarray
    learn: np.ndarray


@dataclass(slots=True)
class Lesson:
    """Everything to learn from."""

    documents: list[Document]
    tuning: list[Document]
    judged: list[Judged]
    bare: list[Row]
    targets: dict[bytes, Tensor] = field(default_factory=dict)


def main() -> None:
    """Train, evaluate on what was set aside, and write the net."""
    options = read_options()
    torch.set_num_threads(options.threads)
    torch.manual_seed(options.seed)
    random.seed(options.seed)
    options.out.mkdir(parents=True, exist_ok=True)
    net = Net(options.dropout)
    load_minilm(net, load_file(options.minilm / "model.safetensors"))
    lesson = read_lesson(options, load_tokenizer(options.minilm))
    lesson.targets = embed_all(net, lesson, options)
    learn(net, lesson, options)
    learn_ranges(net, lesson)
    torch.save(net.state_dict(), options.out / "net.pt")
    outcome = judge(net, lesson, options)
    (options.out / "outcome.json").write_text(json.dumps(outcome, indent=1), encoding="utf-8")
    say(options, json.dumps(outcome))


def read_options() -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, required=True)
    parser.add_argument("--minilm", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--start", type=Path, help="a net.pt to go on from")
    parser.add_argument("--epochs", type=float, default=4)
    parser.add_argument("--fold", type=int, nargs="*", default=(), help="fifths of the worth files to leave out")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--rate", type=float, default=1.5e-4)
    parser.add_argument("--new-rate", type=float, default=1e-3)
    parser.add_argument("--minutes", type=float, help="end after these minutes instead of the epochs (a busy machine)")
    parser.add_argument("--bare", type=int, default=12, help="sentences a step for the embedding alone")
    parser.add_argument("--dropout", type=float, default=0.1)
    parser.add_argument("--windows", type=int, default=8, help="windows a step")
    parser.add_argument("--worth-weight", type=float, default=0.5)
    parser.add_argument("--embed-weight", type=float, default=1.0)
    parser.add_argument("--teachers", type=Path, nargs="*", default=(), help="folders of runs with --fold, all five")
    parser.add_argument("--told", type=Path, help="what `training.news_teacher tell` wrote")
    parser.add_argument(
        "--taught", type=float, default=0.5, help="share of the teachers' word in a label, of the crowd's 1 less"
    )
    parser.add_argument("--head-weights", type=float, nargs=4, default=(1.0, 0.7, 0.4, 1.0), help="of each head's loss")
    parser.add_argument(
        "--worth-batch", type=int, nargs=4, default=(28, 16, 4, 8), help="sentences a step for each head"
    )
    return parser.parse_args()


def say(options: argparse.Namespace, words: str) -> None:
    """Print a line and keep it."""
    line = f"{time.strftime('%H:%M:%S')} {words}"
    print(line, flush=True)
    with (options.out / "log.txt").open("a", encoding="utf-8") as log:
        log.write(line + "\n")


def read_lesson(options: argparse.Namespace, tokenizer: Tokenizer) -> Lesson:
    """Read all files and set parts aside: a twentieth for tuning, or a fold."""
    worth = [read_labelled(options.shared / "worth" / f"{name}.jsonl") for name in WORTH_FILES]
    judged = [Judged(rows_of(w.texts, tokenizer), w.labels.copy(), learned_from(w, options.fold)) for w in worth]
    for head, name in enumerate(WORTH_FILES if options.teachers else ()):
        soften(judged[head], name, head, options)
    news = news_sentences(options.shared)
    if options.told:
        news = with_told(news, options)
    judged.append(Judged(rows_of(news.texts, tokenizer), news.labels, ~news.dev))
    if options.fold:
        return Lesson([], [], judged, [])
    documents = read_documents(options.shared / "attribution" / "polnear_train.jsonl", tokenizer)
    tuning = [d for d in documents if share_of(d.doc_id) < 0.05]
    documents = [d for d in documents if share_of(d.doc_id) >= 0.05]
    return Lesson(documents, tuning, judged, rows_of(read_news(options.shared, 24_000), tokenizer))


def with_told(news: News, options: argparse.Namespace) -> News:
    """Add the news sentences that the teachers judged, and mix what they say of our own labels into these."""
    kept = np.load(options.told)
    told = dict(zip(kept["digests"].tolist(), kept["told"].tolist(), strict=True))
    labels = news.labels.copy()
    for i in np.flatnonzero(~news.dev):
        labels[i] = (1 - options.taught) * labels[i] + options.taught * told.pop(digest(news.texts[i]), labels[i])
    found = {name: text for text in all_news(options.shared) if (name := digest(text)) in told}
    added = np.array([told[name] for name in found], dtype=np.float32)
    dev = np.concatenate([news.dev, np.zeros(len(added), dtype=bool)])
    return News([*news.texts, *found.values()], np.concatenate([labels, added]), dev)


def soften(judged: Judged, name: str, head: int, options: argparse.Namespace) -> None:
    """Mix what teachers say that have not learned from a sentence into its label: it tells less of one person's slip.

    What is set aside keeps its labels, and the measures with them.
    """
    read = [np.load(folder / "fold.npz") for folder in options.teachers]
    at = np.concatenate([kept[f"{name}_at"] for kept in read])
    logits = np.concatenate([kept[f"{name}_logits"][:, head] for kept in read])
    at, logits = at[judged.learn[at]], logits[judged.learn[at]]
    slope, offset = fit_logistic(logits[:, None], judged.labels[at], np.zeros(1))
    told = 1 / (1 + np.exp(-(logits * slope[0] + offset)))
    soft = judged.labels.astype(np.float32)
    soft[at] = (1 - options.taught) * soft[at] + options.taught * told
    judged.labels[judged.learn] = soft[judged.learn]


@torch.no_grad()
def embed_all(net: Net, lesson: Lesson, options: argparse.Namespace) -> dict[bytes, Tensor]:
    """Embed rows with the untouched MiniLM: mean of the sixth layer, normalised. Kept in a file between runs.

    The judged news is left out: the bare sentences are news too.
    """
    rows = [r for d in lesson.documents + lesson.tuning for r in d.rows] + lesson.bare
    rows += [row for judged in lesson.judged[:-1] for row in judged.rows] if not options.fold else []
    unique = {row.ids.tobytes(): row for row in rows}
    kept = options.out.parent / "targets.pt"
    targets: dict[bytes, Tensor] = torch.load(kept) if kept.exists() else {}
    missing = sorted((row for ids, row in unique.items() if ids not in targets), key=lambda row: len(row.ids))
    net.eval()
    for group in (missing[i : i + 256] for i in range(0, len(missing), 256)):
        ids, places, layout = packed(group)
        with torch.autocast("cpu", torch.bfloat16):
            x = net.read_sentences(ids, places, layout)
            for layer in net.window:
                x = layer(x, layout)
        mean = [part.sum(1) for part in layout.spread(x.float())]
        vectors = functional.normalize(layout.unsort(torch.cat(mean)), dim=-1).half()
        targets |= {row.ids.tobytes(): vector for row, vector in zip(group, vectors, strict=True)}
    torch.save(targets, kept)
    return targets


def read_rows(net: Net, rows: Sequence[Row]) -> tuple[Tensor, Layout, Tensor, Tensor]:
    """Read rows: packed pieces (all, width), their layout, worth (rows, heads), embeddings (rows, width)."""
    ids, places, layout = packed(rows)
    x = net.read_sentences(ids, places, layout)
    return x, layout, layout.unsort(net.read_worth(x, layout)), layout.unsort(net.read_embedding(x, layout))


def read_tags(
    net: Net, windows: Sequence[Sequence[Row]], x: Tensor, starts: Sequence[int]
) -> tuple[Tensor, Tensor, Layout]:
    """Tag windows whose rows begin at `starts` in `x`: logits (all, 3, 5), gold tags (all, 3), layout of the windows."""
    layout = Layout([sum(len(row.ids) for row in window) for window in windows], PIECES_AT_ONCE)
    row_starts, at = [], 0
    for window in windows:
        row_starts.append(starts[at : at + len(window)])
        at += len(window)
    index, turn, tags = [], [], []
    for w in layout.order:
        for i, (row, start) in enumerate(zip(windows[w], row_starts[w], strict=True)):
            index.append(np.arange(start, start + len(row.ids)))
            turn.append(np.full(len(row.ids), i))
            tags.append(row.tags)
    chosen = x.index_select(0, torch.from_numpy(np.concatenate(index)))
    logits = net.read_windows(chosen, torch.from_numpy(np.concatenate(turn)), layout)
    return logits, torch.from_numpy(np.concatenate(tags)), layout


def windows_of(document: Document, *, skip: int = 0) -> list[list[Row]]:
    """Cut a document into windows, after `skip` lines that make a window of their own."""
    lines = [row.line for row in document.rows]
    first = sum(line < skip for line in lines)
    parts = []
    for low, high in ((0, first), (first, len(lines))):
        packed = pack_windows([len(row.ids) for row in document.rows[low:high]], lines[low:high])
        parts += [[document.rows[low + i] for i in window] for window in packed]
    return parts


def epoch_of_windows(documents: Sequence[Document]) -> list[list[Row]]:
    """Cut all documents, each from another line than in the epoch before, and mix the windows."""
    windows = [w for d in documents for w in windows_of(d, skip=random.randrange(6))]
    random.shuffle(windows)
    return windows


def endless(choices: np.ndarray, generator: np.random.Generator) -> Iterator[int]:
    """Draw indices without end, all once before any twice."""
    while True:
        yield from generator.permutation(choices)


def learn(net: Net, lesson: Lesson, options: argparse.Namespace) -> None:
    """Run all steps."""
    if options.start:
        net.load_state_dict(widened(torch.load(options.start)))
    optimiser = optimiser_of(net, options)
    steps, batches = steps_of(lesson, options), batches_of(lesson, options)
    sums: Counter[str] = Counter()
    started, step, done = time.time(), 0, 0.0
    net.train()
    while done < 1:
        for group in optimiser.param_groups:
            group["lr"] = group["full"] * rate_at(done)
        losses = losses_of(net, lesson, *next(batches), options)
        sum(losses.values()).backward()  # type: ignore[union-attr]
        torch.nn.utils.clip_grad_norm_([p for g in optimiser.param_groups for p in g["params"]], 1.0)
        optimiser.step()
        optimiser.zero_grad()
        step += 1
        done = (time.time() - started) / 60 / options.minutes if options.minutes else step / steps
        sums.update({k: float(v.detach()) for k, v in losses.items()})
        if step % 50 == 0 or done >= 1:
            say(options, f"step {step}, {done:.3f} done, {' '.join(f'{k} {v / 50:.4f}' for k, v in sums.items())}, "
                f"{time.process_time():.0f} CPU s")  # fmt: skip
            sums.clear()
            torch.save(net.state_dict(), options.out / "net.pt")


def optimiser_of(net: Net, options: argparse.Namespace) -> torch.optim.Optimizer:
    """Hold the embeddings still; what is new learns faster than what MiniLM brought."""
    net.pieces.weight.requires_grad_(False)
    net.places.weight.requires_grad_(False)
    names = ("worth", "worth_pool", "embed_pool", "tags", "turn")
    new = [p for n, p in net.named_parameters() if n.split(".")[0] in names]
    fresh = {id(p) for p in new}
    old = [p for p in net.parameters() if id(p) not in fresh and p.requires_grad]
    groups = [{"params": old, "full": options.rate}, {"params": new, "full": options.new_rate}]
    return torch.optim.AdamW(groups, weight_decay=0.01, fused=True)


def steps_of(lesson: Lesson, options: argparse.Namespace) -> int:
    """Count the steps of all epochs: over the windows, or over the debates where there are no windows."""
    windows = len(epoch_of_windows(lesson.documents)) / options.windows
    return int((windows or len(lesson.judged[0].rows) / options.worth_batch[0]) * options.epochs)


def batches_of(
    lesson: Lesson, options: argparse.Namespace
) -> Iterator[tuple[list[list[Row]], list[list[int]], list[Row]]]:
    """Draw batches without end: windows, indices of judged sentences of each file, bare sentences."""
    draw = [
        endless(np.flatnonzero(j.learn), np.random.default_rng(options.seed + i)) for i, j in enumerate(lesson.judged)
    ]
    bare = endless(np.arange(max(1, len(lesson.bare))), np.random.default_rng(options.seed))
    queue: list[list[Row]] = []
    while True:
        if lesson.documents and len(queue) < options.windows:
            queue = epoch_of_windows(lesson.documents)
        windows = [queue.pop() for _ in range(options.windows)] if lesson.documents else []
        chosen = [[next(d) for _ in range(n)] for d, n in zip(draw, options.worth_batch, strict=True)]
        yield windows, chosen, [lesson.bare[next(bare)] for _ in range(options.bare)] if lesson.bare else []


def losses_of(
    net: Net,
    lesson: Lesson,
    windows: list[list[Row]],
    chosen: list[list[int]],
    bare: list[Row],
    options: argparse.Namespace,
) -> dict[str, Tensor]:
    """Read one batch and weigh its losses."""
    tagged = [row for window in windows for row in window]
    judged = [lesson.judged[i].rows[j] for i, indices in enumerate(chosen) for j in indices]
    rows = [*tagged, *judged, *bare]
    losses: dict[str, Tensor] = {}
    with torch.autocast("cpu", torch.bfloat16):
        x, layout, worth, embedded = read_rows(net, rows)
        if windows:
            logits, tags, _ = read_tags(net, windows, x, layout.starts)
            for column, role in enumerate(ROLES):
                losses[role] = functional.cross_entropy(logits[:, column], tags[:, column], ignore_index=IGNORED)
    at = len(tagged)
    for head, indices in enumerate(chosen):
        labels = torch.from_numpy(lesson.judged[head].labels[indices])
        loss = functional.binary_cross_entropy_with_logits(worth[at : at + len(indices), head], labels)
        losses[WORTH_HEADS[head]] = options.worth_weight * loss * options.head_weights[head]
        at += len(indices)
    if lesson.targets:
        known = [i for i, row in enumerate(rows) if row.ids.tobytes() in lesson.targets]
        target = torch.stack([lesson.targets[rows[i].ids.tobytes()] for i in known]).float()
        losses["embed"] = options.embed_weight * (1 - (embedded[known] * target).sum(1)).mean()
    return losses


@torch.no_grad()
def learn_ranges(net: Net, lesson: Lesson) -> None:
    """Let every layer see what passes in float, for the constants with which activations are rounded."""
    net.eval()
    net.set_rounding(on=False, watch=True)
    for document in lesson.documents[:60]:
        x, layout, _, _ = read_rows(net, document.rows)
        read_tags(net, windows_of(document), x, layout.starts)
    for judged in lesson.judged:
        read_rows(net, judged.rows[:300])
    net.set_rounding(on=False, watch=False)


@torch.no_grad()
def judge(net: Net, lesson: Lesson, options: argparse.Namespace) -> dict[str, float]:
    """Measure the readings on what was set aside."""
    net.eval()
    net.set_rounding(on=True, watch=False)
    outcome: dict[str, float] = {}
    kept: dict[str, np.ndarray] = {}
    for name, judged, head in zip((*WORTH_FILES, "news_dev"), lesson.judged, range(4), strict=True):
        rows = [judged.rows[i] for i in np.flatnonzero(~judged.learn)]
        read = [read_rows(net, rows[i : i + 256])[2:] for i in range(0, len(rows), 256)]
        worth, embedded = (torch.cat(parts) for parts in zip(*read, strict=True))
        labels = judged.labels[~judged.learn]
        outcome |= {f"{name} {k}": v for k, v in worth_scores(worth[:, head].numpy(), labels).items()}
        kept |= {f"{name}_logits": worth.numpy(), f"{name}_at": np.flatnonzero(~judged.learn)}
        if lesson.targets and name != "news_dev":
            target = torch.stack([lesson.targets[row.ids.tobytes()] for row in rows]).float()
            outcome[f"{name} cosine"] = float((embedded * target).sum(1).mean())
    np.savez(options.out / "fold.npz", **kept)
    return outcome | (judge_tags(net, lesson.tuning) if lesson.tuning else {})


def worth_scores(logits: np.ndarray, labels: np.ndarray) -> dict[str, float]:
    """F1 at one half and at its best, and average precision."""
    order = np.argsort(-logits)
    hits = np.cumsum(labels[order])
    precision = hits / np.arange(1, len(labels) + 1)
    f1 = 2 * hits / (np.arange(1, len(labels) + 1) + labels.sum())
    cut = int((logits > 0).sum())
    return {"f1": float(f1[cut - 1]) if cut else 0.0, "best_f1": float(f1.max()),
            "ap": float((precision * labels[order]).sum() / labels.sum())}  # fmt: skip


def judge_tags(net: Net, documents: Sequence[Document]) -> dict[str, float]:
    """Exact F1 of each role's contiguous spans, by pieces."""
    counts: Counter[tuple[str, str]] = Counter()
    for document in documents:
        windows = windows_of(document)
        x, layout, _, _ = read_rows(net, document.rows)
        logits, tags, layout = read_tags(net, windows, x, layout.starts)
        scores, at = logits.log_softmax(-1).numpy(), 0
        for w in layout.order:
            size = sum(len(row.ids) for row in windows[w])
            mine = slice(at, at + size)
            at += size
            inner = tags[mine, 0].numpy() != IGNORED
            for column, role in enumerate(ROLES):
                row = scores[mine][inner, column][None]
                got = set(spans_of(best_tags(row, np.array([inner.sum()]))[0]))
                gold = gold_spans(tags[mine, column].numpy()[inner])
                counts[role, "hit"] += len(got & gold)
                counts[role, "all"] += len(got) + len(gold)
    return {f"{role} f1": 2 * counts[role, "hit"] / counts[role, "all"] for role in ROLES}


def gold_spans(tags: np.ndarray) -> set[tuple[int, int]]:
    """Return gold spans, even where a window's end cut one."""
    spans, begin = set(), None
    for i, tag in enumerate(tags.tolist()):
        if tag in (1, 4):
            begin = i
        if tag in (3, 4) and begin is not None:
            spans.add((begin, i))
            begin = None
    return spans


if __name__ == "__main__":
    main()
