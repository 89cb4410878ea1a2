"""Reads the training files into piece ids, role tags and labels, and sets parts of them aside for tuning.

Nothing read here is ever written into the project; the shared data folder is named on the command line.
"""

import json
import zlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from tokenizers import Encoding, Tokenizer

from claims.model import Span
from claims.network.windows import SENTENCE_PIECES, cut_pieces, sentences_by_line
from claims.text.lines import read_lines

CLS, SEP = 101, 102
ROLES = ("source", "cue", "content")
OUTSIDE, BEGIN, INSIDE, END, SINGLE = range(5)
IGNORED = -100


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence, or a stretch of a very long one: its pieces with [CLS] and [SEP]."""

    ids: np.ndarray  # (length,) int64
    line: int = 0
    offsets: np.ndarray | None = None  # (length, 2) int64, of the article's text; -1 for [CLS] and [SEP]
    tags: np.ndarray | None = None  # (length, 3) int64


@dataclass(frozen=True, slots=True)
class Document:
    """One article, cut and tagged."""

    doc_id: str
    text: str
    relations: list[dict]
    rows: list[Row]


@dataclass(frozen=True, slots=True)
class Labelled:
    """Sentences with labels of 0 and 1, in the order of their file."""

    texts: list[str]
    docs: list[str]
    labels: np.ndarray


def read_jsonl(path: Path) -> list[dict]:
    """Read one JSON object a line."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def share_of(name: str) -> float:
    """Place a name on 0..1 by its checksum, to set parts aside in the same way at every run."""
    return zlib.crc32(name.encode()) / 2**32


def load_tokenizer(folder: Path) -> Tokenizer:
    """Load the word pieces of all-MiniLM-L6-v2, without truncation and padding."""
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer


def read_documents(path: Path, tokenizer: Tokenizer) -> list[Document]:
    """Read articles with their attributions, cut into rows with BIOES tags of each role."""
    return [read_document(record, tokenizer) for record in read_jsonl(path)]


def read_document(record: dict, tokenizer: Tokenizer) -> Document:
    """Cut and tag one article."""
    text = record["text"]
    spans = [(i, s) for i, line in enumerate(sentences_by_line(text, read_lines(text))) for s in line]
    encodings = tokenizer.encode_batch([s.of(text) for _, s in spans], add_special_tokens=False)
    rows: list[Row] = []
    for (line, span), encoding in zip(spans, encodings, strict=True):
        rows.extend(cut_row(encoding, span, line))
    relations = [r for r in record["relations"] if r["content"]]
    return Document(record["doc_id"], text, relations, tag_rows(rows, relations))


def cut_row(encoding: Encoding, span: Span, line: int) -> Iterable[Row]:
    """Turn one tokenised sentence into its rows."""
    for part in cut_pieces(len(encoding.ids)):
        ids = np.array([CLS, *encoding.ids[part.start : part.end], SEP], dtype=np.int64)
        inner = np.array(encoding.offsets[part.start : part.end], dtype=np.int64) + span.start
        edge = np.full((1, 2), -1)
        yield Row(ids, line, np.concatenate([edge, inner, edge]))


def tag_rows(rows: Sequence[Row], relations: Sequence[dict]) -> list[Row]:
    """Add the role tags; spans run on over the ends of sentences."""
    offsets = np.concatenate([row.offsets for row in rows]) if rows else np.zeros((0, 2), dtype=np.int64)
    inner = np.flatnonzero(offsets[:, 0] >= 0)
    tags = np.full((len(offsets), len(ROLES)), IGNORED)
    for column, role in enumerate(ROLES):
        spans = sorted({tuple(span) for relation in relations for span in relation[role]})
        tags[inner, column] = tag_pieces(offsets[inner], spans)
    ends = np.cumsum([len(row.ids) for row in rows])
    parts = np.split(tags, ends[:-1]) if rows else []
    return [Row(row.ids, row.line, row.offsets, part) for row, part in zip(rows, parts, strict=True)]


def tag_pieces(offsets: np.ndarray, spans: Sequence[tuple[int, int]]) -> np.ndarray:
    """Tag pieces (n, 2) with one role's spans; where two overlap, the earlier keeps what it has."""
    tags = np.zeros(len(offsets), dtype=np.int64)
    for start, end in spans:
        inside = np.flatnonzero((offsets[:, 0] < end) & (offsets[:, 1] > start) & (tags == OUTSIDE))
        if not len(inside):
            continue
        tags[inside] = INSIDE
        tags[inside[0]], tags[inside[-1]] = BEGIN, END
        if len(inside) == 1:
            tags[inside] = SINGLE
    return tags


def read_labelled(path: Path) -> Labelled:
    """Read sentences with a label."""
    records = read_jsonl(path)
    labels = np.array([record["label"] for record in records], dtype=np.float32)
    return Labelled([r["text"] for r in records], [r["doc"] for r in records], labels)


def read_news(folder: Path, count: int) -> list[str]:
    """Draw news sentences, headlines and claims without labels, for the embedding to hold on to."""
    texts = [r["text"] for r in read_jsonl(folder / "news" / "bbc_2225.jsonl")]
    texts += [r["text"] for r in read_jsonl(folder / "news" / "reuters_19043.jsonl")[::8]]
    found = {span.of(text) for text in texts for line in sentences_by_line(text, read_lines(text)) for span in line}
    claims = {r[key] for r in read_jsonl(folder / "matching" / "facts.jsonl") for key in ("vclaim", "title")}
    return sorted(found, key=share_of)[: count * 2 // 3] + sorted(claims, key=share_of)[: count // 3]


def rows_of(texts: Sequence[str], tokenizer: Tokenizer) -> list[Row]:
    """Tokenise bare sentences, each into one row, cut where it is too long."""
    encodings = tokenizer.encode_batch(list(texts), add_special_tokens=False)
    return [Row(np.array([CLS, *e.ids[:SENTENCE_PIECES], SEP], dtype=np.int64)) for e in encodings]


def learned_from(labelled: Labelled, folds: Sequence[int] = ()) -> np.ndarray:
    """Tell which sentences to learn from: all but a fifth for each of `folds`, or all but a twentieth that is for tuning.

    Files of many documents are parted by document.
    """
    names = labelled.docs if len(set(labelled.docs)) > 1 else labelled.texts
    place = {name: i for i, name in enumerate(sorted(set(names), key=share_of))}
    places = np.array([place[name] for name in names])
    if folds:
        return ~np.isin(places % 5, folds)
    return places >= max(1, len(place) // 20)
