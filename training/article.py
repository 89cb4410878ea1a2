"""Teaches the article reader: stakes, assertion and genre of news, and what its numbers are, from readers' grades.

    python -m training.article keep  --graded OUT.txt ... --texts ARTICLES_DIR --desk DESK_DIR ... --labels LABELS.jsonl
    python -m training.article learn --labels LABELS.jsonl --texts ARTICLES_DIR ... --out article.npz [--folds N]

`keep` takes readers' grades of numbered sentences, and folders of articles and labels as an editor makes them.

A kept label names its article by the hash of its words and holds grades and places only, so texts are looked up when
learning. `training/assertions.tsv` holds sentences that were written for it, with how they and their numbers are asserted.
Needs torch besides what factdesk itself needs.
"""

import argparse
import json
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from claims.encoder import WIDTH, load_encoder
from claims.meaning import input_of
from claims.model import Span
from claims.network.article_input import ArticleInput
from claims.network.article_net import COUNTED, GRADES, HEADS, ROLES
from claims.network.marks import number_marks
from schemas.vocabulary import ASSERTIONS, GENRES
from training.texts import cut, digest

ASSERTION_LETTERS, ROLE_LETTERS, COUNTED_LETTERS = "apfqsdo", "qnadrsio", "pcm%utg"
NARROW, INNER, LAYERS = 128, 256, 2
NONE = -100  # what cross-entropy leaves out
ASSERTED = Path(__file__).parent / "assertions.tsv"
_GIVEN = re.compile(r"\[([^\[\]|]+)\|([apfqsdo])\]")
_ROW = re.compile(r"(\d+) ([0-3])([apfqsdo])((?: \d+=[0-3](?:q[pcm%utg]|[nadrsio])(?:/[apfqsdo])?)*)\s*")
_NUMBER = re.compile(r"(\d+)=([0-3])(q?)([pcm%utgnadrsio])(?:/([apfqsdo]))?")


@dataclass(frozen=True)
class Graded:
    """An article as the reader is shown it, with grades of its sentences, its numbers and the whole."""

    shown: ArticleInput
    stakes: Tensor
    assertion: Tensor
    numbers: Tensor  # (numbers, 4): stakes, assertion, role, counted
    genre: int
    name: str


def graded_rows(path: Path) -> Iterator[tuple[str, str, dict[int, str]]]:
    """Yield the articles that a reader graded: name, genre, and the line of each graded sentence by its number."""
    blocks = re.split(r"(?m)^## ", path.read_text(encoding="utf-8"))
    for block in blocks[1:]:
        head, *lines = block.splitlines()
        name, genre = head.split()[:2]
        yield name, genre, {int(line.split()[0]): line for line in lines if line.strip()}


def label_of(text: str, genre: str, lines: dict[int, str]) -> dict[str, object] | None:
    """Turn a reader's lines into a kept label; None where they do not fit the text."""
    _, sentences = cut(text)
    sentence_rows, number_rows, count = [], [], 0
    for i, sentence in enumerate(sentences, 1):
        marks = number_marks(text[sentence.start : sentence.end].replace("\n", " "))
        found = _ROW.fullmatch(lines[i]) if i in lines else None
        sentence_rows.append(
            [int(found[2]), ASSERTION_LETTERS.index(found[3])] if found else [0, 0 if i not in lines else NONE]
        )
        given = {int(n[1]): n for n in _NUMBER.finditer(found[4])} if found else {}
        for _ in marks:
            count += 1
            number_rows.append(_number_of(given[count], found[3] if found else "a") if count in given else [NONE] * 4)
    if max(lines, default=0) > len(sentences):
        return None
    return {"text": digest(text), "genre": GENRES.index(genre), "sentences": sentence_rows, "numbers": number_rows}


def _number_of(given: re.Match[str], around: str) -> list[int]:
    """Turn one graded number into stakes, assertion, role, counted."""
    quantity = given[3] == "q"
    role = 0 if quantity else ROLE_LETTERS.index(given[4])
    counted = COUNTED_LETTERS.index(given[4]) if quantity else NONE
    return [int(given[2]), ASSERTION_LETTERS.index(given[5] or around), role, counted]


def label_of_desk(article: dict[str, str], labelled: dict[str, Any]) -> dict[str, object]:
    """Turn an editor's labels of an article into a kept label: a sentence weighs what its weightiest claim does."""
    text, (_, sentences) = article["text"], cut(article["text"])
    sentence_rows = [[0, NONE] for _ in sentences]
    spans = [Span(s.start, s.end) for s in sentences]
    marks = [mark.shift(s.start) for s in sentences for mark in number_marks(text[s.start : s.end].replace("\n", " "))]
    number_rows = [[0, NONE, NONE, NONE] for _ in marks]
    for claim in sorted(labelled["claims"], key=lambda claim: claim["priority"]):
        stated, asserted = claim["type"] == "statement", _TENSES.index(claim["tense"])
        start = claim["start"] if stated else text.index(claim["number"], claim["start"])
        place = Span(start, claim["end"] if stated else start + len(claim["number"]))
        for row in (row for row, span in zip(sentence_rows, spans, strict=True) if span.overlaps(place)):
            row[:] = [claim["priority"], asserted]
        for row in (row for row, mark in zip(number_rows, marks, strict=True) if not stated and mark.overlaps(place)):
            role = _DESK_ROLES.get(claim["kind"], 0)
            row[:] = [claim["priority"], asserted, role, _DESK_COUNTED.get(claim["kind"], NONE)]
    return {
        "text": digest(text),
        "genre": GENRES.index(labelled["genre"]),
        "sentences": sentence_rows,
        "numbers": number_rows,
    }


_TENSES = ("past_present", "promise", "forecast")  # as the first three assertions
_DESK_ROLES = {"ranking": ROLES.index("rank"), "score": ROLES.index("score")}
_DESK_COUNTED = {
    name: i for i, name in enumerate(("people", "count", "money", "percent", "measure", "duration", "age"))
}


def keep(graded: Sequence[Path], texts: Sequence[Path], desk: Sequence[Path], labels: Path) -> None:
    """Write readers' grades as labels that hold no text, beside those that are kept already; a text has one label."""
    kept = {row["text"]: row for row in map(json.loads, labels.read_text().splitlines())} if labels.exists() else {}
    for folder in desk:
        for path in sorted((folder / "labels").glob("*.json")):
            article = json.loads((folder / "articles" / path.name).read_text(encoding="utf-8"))
            label = label_of_desk(article, json.loads(path.read_text(encoding="utf-8")))
            kept[label["text"]] = label
    for path in graded:
        for name, genre, lines in graded_rows(path):
            file = next(folder / f"{name}.json" for folder in texts if (folder / f"{name}.json").exists())
            text = json.loads(file.read_text(encoding="utf-8"))["text"]
            if label := label_of(text, genre, lines):
                kept.setdefault(label["text"], label)
            else:
                print(f"{name}: grades do not fit its sentences, left out")
    rows = sorted(json.dumps(label, separators=(",", ":")) for label in kept.values())
    labels.write_text("\n".join(rows) + "\n", encoding="utf-8")
    print(f"{len(kept)} articles to {labels}")


def read_graded(labels: Path, texts: Sequence[Path]) -> list[Graded]:
    """Look the texts of labels up and read them as the encoder sees them."""
    encoder = load_encoder()
    assert encoder is not None
    rows = {}
    for line in labels.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        rows[row["text"]] = row
    found = []
    for path in sorted(path for folder in texts for path in folder.glob("*.json")):
        article = json.loads(path.read_text(encoding="utf-8"))
        label = rows.get(digest(article["text"]))
        if label is None:
            continue
        lines, sentences = cut(article["text"])
        shown, marks = input_of(encoder, article["text"], article.get("title"), sentences, lines)
        numbers = torch.tensor(label["numbers"]).reshape(-1, 4)
        if len(numbers) != len(marks) or len(label["sentences"]) != len(sentences):
            print(f"{path.name}: cut otherwise than when it was graded, left out")
            continue
        pairs = torch.tensor(label["sentences"]).reshape(-1, 2)
        found.append(Graded(shown, pairs[:, 0], pairs[:, 1], numbers, label["genre"], path.stem))
    return found


def read_asserted(path: Path = ASSERTED) -> list[Graded]:
    """Read sentences that were written to teach assertion, each as an article of one sentence, without stakes."""
    encoder = load_encoder()
    assert encoder is not None
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        letter, marked = line.split("\t")
        text = _GIVEN.sub(r"\1", marked)
        lines, sentences = cut(text)
        shown, marks = input_of(encoder, text, None, sentences, lines)
        given = {start: ASSERTION_LETTERS.index(asserted) for start, asserted in _places(marked)}
        numbers = [
            [NONE, next((given[i] for i in range(m.start, m.end) if i in given), NONE), NONE, NONE] for m in marks
        ]
        if len(sentences) == 1:
            stakes, asserted = torch.tensor([NONE]), torch.tensor([ASSERTION_LETTERS.index(letter)])
            found.append(Graded(shown, stakes, asserted, torch.tensor(numbers).reshape(-1, 4), NONE, ""))
    return found


def _places(marked: str) -> Iterator[tuple[int, str]]:
    """Yield where each marked number starts in the sentence without marks, and its letter."""
    taken = 0
    for found in _GIVEN.finditer(marked):
        yield found.start() - taken, found[2]
        taken += len(found[0]) - len(found[1])


class Layer(nn.Module):
    """One transformer layer over the sentences of one article, normalised before each half."""

    def __init__(self, drop: float) -> None:
        super().__init__()
        self.norm1, self.norm2 = nn.LayerNorm(NARROW), nn.LayerNorm(NARROW)
        self.qkv, self.mixed = nn.Linear(NARROW, 3 * NARROW), nn.Linear(NARROW, NARROW)
        self.up, self.down = nn.Linear(NARROW, INNER), nn.Linear(INNER, NARROW)
        self.drop = nn.Dropout(drop)

    def forward(self, x: Tensor) -> Tensor:
        """Read (sentences, width)."""
        count = len(x)
        q, k, v = self.qkv(self.norm1(x)).view(count, 3, HEADS, -1).permute(1, 2, 0, 3)
        seen = (q @ k.transpose(-1, -2) * (NARROW // HEADS) ** -0.5).softmax(-1) @ v
        x = x + self.drop(self.mixed(seen.transpose(0, 1).reshape(count, NARROW)))
        return x + self.drop(self.down(self.drop(functional.gelu(self.up(self.norm2(x)), approximate="tanh"))))


class Net(nn.Module):
    """The article reader; its names are those of the kept arrays."""

    def __init__(self, columns: int, drop: float = 0.3) -> None:
        super().__init__()
        self.enter, self.enter_norm = nn.Linear(columns, NARROW), nn.LayerNorm(NARROW)
        self.layers = nn.ModuleList(Layer(drop) for _ in range(LAYERS))
        self.leave_norm = nn.LayerNorm(NARROW)
        self.stakes, self.assertion = nn.Linear(NARROW, GRADES), nn.Linear(NARROW, len(ASSERTIONS))
        self.genre = nn.Linear(2 * NARROW, len(GENRES))
        self.number_enter, self.number_inner = nn.Linear(WIDTH, NARROW), nn.Linear(2 * NARROW, NARROW)
        self.number_stakes, self.number_assertion = nn.Linear(NARROW, GRADES), nn.Linear(NARROW, len(ASSERTIONS))
        self.number_role, self.number_counted = nn.Linear(NARROW, len(ROLES)), nn.Linear(NARROW, len(COUNTED))
        self.drop, self.drop_in = nn.Dropout(drop), nn.Dropout(0.2)

    def forward(self, rows: Tensor, number_rows: Tensor, numbers: Tensor) -> dict[str, Tensor]:
        """Read one article: logits by name."""
        x = self.drop(self.enter_norm(self.enter(self.drop_in(rows))))
        for layer in self.layers:
            x = layer(x)
        x = self.leave_norm(x)
        number = torch.cat([self.number_enter(self.drop_in(numbers)), x[number_rows]], 1)
        number = self.drop(functional.gelu(self.number_inner(number), approximate="tanh"))
        x = self.drop(x)
        return {
            "stakes": self.stakes(x[1:]), "assertion": self.assertion(x[1:]),
            "genre": self.genre(torch.cat([x.mean(0), x[0]])[None]), "number_stakes": self.number_stakes(number),
            "number_assertion": self.number_assertion(number), "number_role": self.number_role(number),
            "number_counted": self.number_counted(number),
        }  # fmt: skip


def ordinal(logits: Tensor, grades: Tensor) -> Tensor:
    """Return the loss of thresholds (rows, 3) for grades 0..3; rows without a grade are left out."""
    known = grades >= 0
    targets = (grades[known, None] > torch.arange(GRADES)).float()
    if not known.any():
        return logits.sum() * 0
    return functional.binary_cross_entropy_with_logits(logits[known], targets)


def named(logits: Tensor, names: Tensor) -> Tensor:
    """Return the loss of names; rows without one are left out."""
    return functional.cross_entropy(logits, names) if (names >= 0).any() else logits.sum() * 0


def loss_of(net: Net, article: Graded) -> Tensor:
    """Return the loss of one article over all heads."""
    shown = article.shown
    out = net(torch.from_numpy(shown.rows), torch.from_numpy(shown.number_rows), torch.from_numpy(shown.numbers))
    loss = 2 * ordinal(out["stakes"], article.stakes) + 0.5 * named(out["assertion"], article.assertion)
    if article.genre != NONE:
        loss = loss + 0.2 * named(out["genre"], torch.tensor([article.genre]))
    if len(article.numbers):
        grades, asserted, role, counted = article.numbers.T
        loss = loss + ordinal(out["number_stakes"], grades) + 0.4 * named(out["number_assertion"], asserted)
        loss = loss + 0.4 * named(out["number_role"], role) + 0.4 * named(out["number_counted"], counted)
    return loss


def learn(articles: Sequence[Graded], asserted: Sequence[Graded] = (), *, epochs: int, seed: int) -> Net:
    """Teach one reader; of the sentences on assertion it meets two for each article at every round."""
    torch.manual_seed(seed)
    order = np.random.default_rng(seed)
    net = Net(articles[0].shown.rows.shape[1])
    optimiser = torch.optim.AdamW(net.parameters(), lr=1e-3, weight_decay=0.05)
    steps = epochs * (len(articles) // 8)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 1.5e-3, total_steps=steps + 1, pct_start=0.1)
    for _ in range(epochs):
        shuffled = order.permutation(len(articles))
        for start in range(0, len(shuffled) - 7, 8):
            batch = [articles[i] for i in shuffled[start : start + 8]]
            batch += [asserted[i] for i in order.integers(0, len(asserted), 16)] if asserted else []
            loss = sum((loss_of(net, each) for each in batch), torch.zeros(())) / 8
            optimiser.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(net.parameters(), 1.0)
            optimiser.step()
            schedule.step()
    return net.eval()


def blend(nets: Iterable[Net], articles: Sequence[Graded]) -> dict[str, list[Tensor]]:
    """Return the mean logits of some readers for each article, by head."""
    nets = list(nets)
    found: dict[str, list[Tensor]] = {}
    with torch.no_grad():
        for article in articles:
            shown = article.shown
            told = [net(*(torch.from_numpy(a) for a in (shown.rows, shown.number_rows, shown.numbers))) for net in nets]
            for name in told[0]:
                found.setdefault(name, []).append(torch.stack([t[name] for t in told]).mean(0))
    return found


def measures(found: dict[str, list[Tensor]], articles: Sequence[Graded]) -> dict[str, float]:
    """Return how well readings agree with the grades."""
    stakes = torch.cat([logits.sigmoid().sum(1) for logits in found["stakes"]])
    grades = torch.cat([a.stakes for a in articles])
    numbers = torch.cat([a.numbers for a in articles])
    out = {"stakes_correlation": float(np.corrcoef(stakes, grades)[0, 1]), "worth_f1": best_f1(stakes, grades >= 2),
           "must_average_precision": average_precision(stakes, grades == 3)}  # fmt: skip
    known = torch.cat([a.assertion for a in articles])
    out["assertion"] = float((torch.cat(found["assertion"]).argmax(1) == known)[known >= 0].float().mean())
    out["genre"] = float(np.mean([int(g.argmax()) == a.genre for g, a in zip(found["genre"], articles, strict=True)]))
    for i, name in enumerate(("number_assertion", "number_role", "number_counted"), 1):
        right = torch.cat(found[name]).argmax(1) == numbers[:, i]
        out[name] = float(right[numbers[:, i] >= 0].float().mean())
    number_stakes = torch.cat([logits.sigmoid().sum(1) for logits in found["number_stakes"]])
    graded = numbers[:, 0] >= 0
    out["number_worth_f1"] = best_f1(number_stakes[graded], numbers[graded, 0] >= 2)
    return out


def best_f1(scores: Tensor, wanted: Tensor) -> float:
    """Return F1 at the threshold that is best for it."""
    order = scores.argsort(descending=True)
    hits = wanted[order].float().cumsum(0)
    return float((2 * hits / (torch.arange(1, len(hits) + 1) + wanted.sum())).max())


def average_precision(scores: Tensor, wanted: Tensor) -> float:
    """Return the mean precision at each wanted row."""
    order = scores.argsort(descending=True)
    hits = wanted[order].float()
    return float((hits.cumsum(0) / torch.arange(1, len(hits) + 1))[hits > 0].mean())


def save(net: Net, path: Path) -> None:
    """Write the arrays: matrices in bytes with a scale for each row, the rest in half precision."""
    kept: dict[str, np.ndarray] = {}
    for name, tensor in net.state_dict().items():
        array = tensor.numpy()
        if array.ndim == 2:
            scale = np.maximum(np.abs(array).max(1, keepdims=True), 1e-8) / 127
            kept[name], kept[f"{name}.scale"] = np.round(array / scale).astype(np.int8), scale.astype(np.float16)
        else:
            kept[name] = array.astype(np.float16)
    np.savez_compressed(path, **kept)


def main() -> None:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("keep", "learn"))
    parser.add_argument("--graded", type=Path, nargs="*", default=[])
    parser.add_argument("--labels", type=Path, required=True)
    parser.add_argument("--texts", type=Path, nargs="+", required=True)
    parser.add_argument("--desk", type=Path, nargs="*", default=[])
    parser.add_argument("--out", type=Path)
    parser.add_argument("--folds", type=int, default=0, help="measure by so many folds instead of writing")
    parser.add_argument("--epochs", type=int, default=14)
    parser.add_argument("--readers", type=int, default=3, help="readers of different seeds that are blended in folds")
    options = parser.parse_args()
    torch.set_num_threads(1)
    if options.what == "keep":
        keep(options.graded, options.texts, options.desk, options.labels)
        return
    articles, asserted = read_graded(options.labels, options.texts), read_asserted()
    print(
        f"{len(articles)} articles, {sum(len(a.stakes) for a in articles)} sentences, {sum(len(a.numbers) for a in articles)} numbers"
    )
    if options.folds:
        for fold in range(options.folds):
            rest = [a for i, a in enumerate(articles) if i % options.folds != fold]
            left = [a for i, a in enumerate(articles) if i % options.folds == fold]
            nets = [learn(rest, asserted, epochs=options.epochs, seed=seed) for seed in range(options.readers)]
            print({k: round(v, 3) for k, v in measures(blend(nets, left), left).items()}, flush=True)
        return
    net = learn(articles, asserted, epochs=options.epochs, seed=0)
    print({k: round(v, 3) for k, v in measures(blend([net], articles), articles).items()})
    save(net, options.out)


if __name__ == "__main__":
    main()
