"""The one small encoder: worth and embedding of sentences, and who says what in paragraphs. Runs without a network.

Only this file knows onnxruntime and tokenizers, and both are imported when the encoder is first asked for. Where they
or the weights cannot be had, `load_encoder` returns None, `encoder_fault` says why, and callers go on without.

Every sentence is padded to a length that depends on itself alone and batched with its equals, and activations are
rounded with fixed scales, so a sentence's reading does not depend on what is read beside it.
"""

import hashlib
import json
import os
from collections import OrderedDict, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, pairwise
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from claims.model import Line, Span
from claims.network.marks import number_marks, rank_marks, word_marks
from claims.network.role_tags import RoleTags, ScoredSpan, whole_words
from claims.network.tagging import TAGS, best_tags, spans_of
from claims.network.windows import SENTENCE_PIECES, cut_pieces, pack_windows, sentences_by_line

WEIGHTS = Path(__file__).parent / "weights"
FILES = ("sentence.onnx", "window.onnx", "tokenizer.json")
WIDTH = 384
ROLES = ("source", "cue", "content")
WORTH_HEADS = ("debate", "ranked", "speech", "news")

Floats = NDArray[np.float32]
Halves = NDArray[np.float16]

_SENTENCE_STEP, _WINDOW_STEP = 4, 4  # lengths are padded to multiples: padding costs time, and so do many small batches
_PIECES_AT_ONCE = 512  # of a batch: more do not fit the second-level cache and run slower
_PIECES_HELD = 16_384  # of a text between the two stages: 25 MB, so that a long text needs no more than a short one
_SENTENCES_AT_ONCE = 256
_SENTENCES_KEPT = 8192
_WINDOWS_KEPT = 4096  # an article that comes again, or grew at its end, costs only what is new
_TEXTS_KEPT = 256  # that were read ahead and not asked for yet


@dataclass(frozen=True, slots=True)
class _Row:
    """A sentence's pieces, or those of a stretch of a very long sentence."""

    ids: NDArray[np.int64]  # (length,), with [CLS] and [SEP]
    spans: NDArray[np.int64]  # (length - 2, 2) offsets of the text
    start: int  # offset of the sentence in the text
    line: int
    sentence: str | None  # None for the second and later stretches


class Marked(NamedTuple):
    """A number or another word as a sentence prints it (offsets of the sentence), and how it was read in it (WIDTH,)."""

    start: int
    end: int
    seen: Halves


class Sums(NamedTuple):
    """What sentences yield to whoever judges them in their article, one row each."""

    worth: Floats  # (sentences, heads), logits
    embedding: Floats  # (sentences, WIDTH)
    summed: Floats  # (sentences, WIDTH)
    marks: tuple[tuple[Marked, ...], ...]  # the numbers
    ranks: tuple[tuple[Marked, ...], ...]  # the words that may rank


@dataclass(frozen=True, slots=True)
class _Judged:
    """What a sentence yields by itself."""

    worth: Floats  # (heads,)
    embedding: Floats  # (WIDTH,)
    summed: Halves  # (WIDTH,) what the heads of worth look at
    marks: tuple[Marked, ...]  # its numbers, as the pieces that they are made of were read
    ranks: tuple[Marked, ...]  # its words that may rank


class _Found(NamedTuple):
    """One span of a window, by its first and last pieces, the ends of sentences not counted."""

    role: str
    first: int
    last: int
    score: float


class Encoder:
    """The loaded encoder. Threads: one, so that workers side by side do not fight; instances may be shared."""

    def __init__(self, folder: Path = WEIGHTS) -> None:
        """Load what `folder` holds; OSError, ImportError or ValueError say what is amiss."""
        # The runtime's native part tells its maker of the machine it runs on, and makes a device id and a queue of
        # events in the home folder. It looks at this once, while it loads: whatever the environment says, it is off.
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"
        import onnxruntime  # noqa: PLC0415  (a second to import, and it may be missing)
        from tokenizers import Tokenizer  # noqa: PLC0415

        check_weights(folder)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.log_severity_level = 3
        # The graphs are written with the operators that are fast; what the runtime would fuse further, it slows down.
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
        options.enable_cpu_mem_arena = False  # the arena keeps the largest batch for good
        options.enable_mem_pattern = False  # a plan for each shape of batch is kept for good: 80 MB, and a tenth slower
        self._sentence, self._window = (
            onnxruntime.InferenceSession(str(folder / name), options, providers=["CPUExecutionProvider"])
            for name in FILES[:2]
        )
        self._tokenizer: Any = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._cls, self._sep = self._tokenizer.encode("").ids  # an empty sentence is its two end marks
        self._kept: OrderedDict[str, _Judged] = OrderedDict()
        self._tagged: OrderedDict[bytes, tuple[_Found, ...]] = OrderedDict()
        self._ahead: OrderedDict[bytes, RoleTags] = OrderedDict()

    def read_worth(self, sentences: Sequence[str]) -> Floats:
        """Judge sentences: logits (sentences, heads) in the order of WORTH_HEADS, not yet calibrated."""
        read = self._judge(sentences)
        return np.stack([r.worth for r in read]) if read else np.zeros((0, len(WORTH_HEADS)), dtype=np.float32)

    def embed(self, sentences: Sequence[str]) -> Floats:
        """Embed sentences: unit vectors (sentences, WIDTH), near to those of all-MiniLM-L6-v2."""
        read = self._judge(sentences)
        return np.stack([r.embedding for r in read]) if read else np.zeros((0, WIDTH), dtype=np.float32)

    def read_sums(self, sentences: Sequence[str]) -> Sums:
        """Return what sentences yield by themselves, for a reader that sees the whole article."""
        read = self._judge(sentences)
        wide = np.zeros((0, WIDTH), dtype=np.float32)
        return Sums(
            np.stack([r.worth for r in read]) if read else np.zeros((0, len(WORTH_HEADS)), dtype=np.float32),
            np.stack([r.embedding for r in read]) if read else wide,
            np.stack([r.summed for r in read]).astype(np.float32) if read else wide,
            tuple(r.marks for r in read),
            tuple(r.ranks for r in read),
        )

    def read_words(self, sentence: str) -> tuple[Marked, ...]:
        """Return the words of a sentence, each as it was read there; of a very long one those of its beginning."""
        encoded = next(self._encode([sentence]))
        row = self._row(encoded.ids[:SENTENCE_PIECES], encoded.offsets[:SENTENCE_PIECES], 0, 0, sentence)
        return next(_marked(row, pieces[0], word_marks) for _, pieces, _ in self._read_rows([row]))

    def read_tags(self, text: str, lines: Sequence[Line]) -> RoleTags:
        """Tag the sources, cues and contents in these lines of the text; its sentences are judged on the way."""
        tags = self._ahead.pop(_key_of_text(text, lines), None)
        return self._read_texts([(text, lines)])[0] if tags is None else tags

    def read_ahead(self, texts: Sequence[tuple[str, Sequence[Line]]]) -> None:
        """Read some articles (text, lines) at once and remember what they yield, so that asking for each costs little.

        Their sentences fill larger batches than one article's can. Good for as many articles as are remembered: some 50
        to 200.
        """
        for (text, lines), tags in zip(texts, self._read_texts(texts), strict=True):
            self._ahead[_key_of_text(text, lines)] = tags
        while len(self._ahead) > _TEXTS_KEPT:
            self._ahead.popitem(last=False)

    def _read_texts(self, texts: Sequence[tuple[str, Sequence[Line]]]) -> list[RoleTags]:
        """Tag these lines of each text; only windows that are not known yet are read."""
        cut = [[(_key_of(window), window) for window in self._windows_of(text, lines)] for text, lines in texts]
        known = self._tag_all(dict(chain.from_iterable(cut)))
        return [
            _role_tags(text, ((window, known[key]) for key, window in windows))
            for (text, _), windows in zip(texts, cut, strict=True)
        ]

    def _windows_of(self, text: str, lines: Sequence[Line]) -> list[list[_Row]]:
        """Cut a text into windows."""
        rows = self._cut_text(text, lines)
        packed = pack_windows([len(row.ids) for row in rows], [row.line for row in rows])
        return [[rows[i] for i in window] for window in packed]

    def _tag_all(self, windows: dict[bytes, list[_Row]]) -> dict[bytes, tuple[_Found, ...]]:
        """Return what is found in each window, by its key; only what is not known yet is read."""
        known = {key: self._tagged[key] for key in windows if key in self._tagged}
        for block in _blocks([(key, window) for key, window in windows.items() if key not in known]):
            known.update(self._tag_block(block))
        return known

    def _judge(self, sentences: Sequence[str]) -> list[_Judged]:
        """Read the sentences that are not known yet, and return all in order."""
        known = {s: self._kept[s] for s in set(sentences) if s in self._kept}
        missing = [s for s in dict.fromkeys(sentences) if s not in known]
        rows = self._rows_of(missing)
        for batch, _, judged in self._read_rows(rows):
            known.update((str(rows[i].sentence), j) for i, j in zip(batch, judged, strict=True))
        return [known[s] for s in sentences]

    def _rows_of(self, sentences: Sequence[str]) -> list[_Row]:
        """Make a row of each sentence, as far as an article's windows would take it."""
        return [
            self._row(e.ids[:end], e.offsets[:end], 0, 0, sentence)
            for e, sentence in zip(self._encode(sentences), sentences, strict=True)
            for end in (next(cut_pieces(len(e.ids)), Span(0, 0)).end,)
        ]

    def _encode(self, sentences: Sequence[str]) -> Iterator[Any]:
        """Cut sentences into pieces, a few hundred at a time: what the tokenizer yields takes much memory."""
        for start in range(0, len(sentences), _SENTENCES_AT_ONCE):
            batch = list(sentences[start : start + _SENTENCES_AT_ONCE])
            yield from self._tokenizer.encode_batch(batch, add_special_tokens=False)

    def _row(self, ids: list[int], offsets: list[tuple[int, int]], shift: int, line: int, sentence: str | None) -> _Row:
        """Make one row, its offsets moved by `shift`."""
        spans = np.array(offsets, dtype=np.int64).reshape(-1, 2) + shift
        return _Row(np.array([self._cls, *ids, self._sep], dtype=np.int64), spans, shift, line, sentence)

    def _cut_text(self, text: str, lines: Sequence[Line]) -> list[_Row]:
        """Cut a text into rows."""
        spans = [(i, s) for i, line in enumerate(sentences_by_line(text, lines)) for s in line]
        sentences = [s.of(text) for _, s in spans]
        return [
            self._row(ids[part.start : part.end], offsets[part.start : part.end], span.start, line,
                      None if part.start else sentence)
            for (line, span), sentence, e in zip(spans, sentences, self._encode(sentences), strict=True)
            for ids, offsets in ((e.ids, e.offsets),)  # each a new list of all of them, whenever it is asked for
            for part in cut_pieces(len(ids))
        ]  # fmt: skip

    def _read_rows(self, rows: Sequence[_Row]) -> Iterator[tuple[list[int], Floats, list[_Judged]]]:
        """Read rows in batches of like length: which rows, their pieces (rows, length, WIDTH), what they yield."""
        for length, batch in _batches([len(row.ids) for row in rows], _SENTENCE_STEP):
            ids = np.zeros((len(batch), length), dtype=np.int64)
            for i, row in enumerate(batch):
                ids[i, : len(rows[row].ids)] = rows[row].ids
            mask = (np.arange(length)[None, :] < [[len(rows[row].ids)] for row in batch]).astype(np.int32)
            pieces, worth, embedding, summed = self._sentence.run(None, {"ids": ids, "mask": mask})
            judged = [
                _Judged(
                    w, e, s.astype(np.float16), *(_marked(rows[row], p, mark) for mark in (number_marks, rank_marks))
                )
                for row, w, e, s, p in zip(batch, worth, embedding, summed, pieces, strict=True)
            ]
            self._keep((rows[row].sentence, j) for row, j in zip(batch, judged, strict=True))
            yield batch, pieces, judged

    def _keep(self, judged: Iterable[tuple[str | None, _Judged]]) -> None:
        """Remember what sentences yielded, the newest few thousand."""
        for sentence, found in judged:
            if sentence is not None:
                self._kept[sentence] = found
        while len(self._kept) > _SENTENCES_KEPT:
            self._kept.popitem(last=False)

    def _tag_block(self, block: Sequence[tuple[bytes, list[_Row]]]) -> dict[bytes, tuple[_Found, ...]]:
        """Tag some windows, and remember what is found in each by its key."""
        rows = [row for _, window in block for row in window]
        starts = np.cumsum([0, *(len(row.ids) for row in rows)])
        held = np.empty((starts[-1], WIDTH), dtype=np.float32)
        for batch, pieces, _ in self._read_rows(rows):
            for i, row in enumerate(batch):
                held[starts[row] : starts[row + 1]] = pieces[i, : starts[row + 1] - starts[row]]
        ends = np.cumsum([0, *(len(window) for _, window in block)]).tolist()
        ranges = [range(first, last) for first, last in pairwise(ends)]
        sizes = [int(starts[r.stop] - starts[r.start]) for r in ranges]
        logits = np.zeros((len(block), max(sizes) + _WINDOW_STEP, len(ROLES), TAGS), dtype=np.float32)
        for length, batch in _batches(sizes, _WINDOW_STEP):
            logits[batch, :length] = self._tag(held, starts, [ranges[w] for w in batch], length)
        found = _decode([window for _, window in block], logits)  # once for all: its cost is in the steps, not the rows
        tagged = {key: spans for (key, _), spans in zip(block, found, strict=True)}
        self._tagged.update(tagged)
        while len(self._tagged) > _WINDOWS_KEPT:
            self._tagged.popitem(last=False)
        return tagged

    def _tag(self, held: Floats, starts: NDArray[np.int64], windows: Sequence[range], length: int) -> Floats:
        """Run windows of like length: logits (windows, length, roles, tags)."""
        pieces = np.zeros((len(windows), length, WIDTH), dtype=np.float32)
        turn = np.zeros((len(windows), length), dtype=np.int64)
        mask = np.zeros((len(windows), length), dtype=np.int32)
        for w, window in enumerate(windows):
            size = starts[window.stop] - starts[window.start]
            pieces[w, :size] = held[starts[window.start] : starts[window.stop]]
            turn[w, :size] = np.repeat(np.arange(len(window)), np.diff(starts[window.start : window.stop + 1]))
            mask[w, :size] = 1
        logits: Floats = self._window.run(None, {"pieces": pieces, "turn": turn, "mask": mask})[0]
        return logits.reshape(len(windows), length, len(ROLES), -1)


def _marked(row: _Row, pieces: Floats, mark: Callable[[str], list[Span]]) -> tuple[Marked, ...]:
    """Return the words of a row that `mark` finds, each as the mean of its pieces (length, WIDTH)."""
    if row.sentence is None:
        return ()
    first, last = row.spans[:, 0] - row.start, row.spans[:, 1] - row.start
    found = []
    for span in mark(row.sentence):
        here = np.flatnonzero((first < span.end) & (last > span.start)) + 1  # [CLS] stands in front
        if len(here):
            found.append(Marked(span.start, span.end, pieces[here].mean(0).astype(np.float16)))
    return tuple(found)


def _batches(lengths: Sequence[int], step: int) -> Iterator[tuple[int, list[int]]]:
    """Batch rows whose lengths round up to the same multiple of `step`: that length, and which rows."""
    groups: dict[int, list[int]] = defaultdict(list)
    for i, length in enumerate(lengths):
        groups[-(-length // step) * step].append(i)
    for length, members in sorted(groups.items()):
        size = max(1, _PIECES_AT_ONCE // length)
        for start in range(0, len(members), size):
            yield length, members[start : start + size]


def _key_of(window: Sequence[_Row]) -> bytes:
    """Name a window by its pieces."""
    return hashlib.blake2b(b"".join(row.ids.tobytes() for row in window), digest_size=16).digest()


def _key_of_text(text: str, lines: Sequence[Line]) -> bytes:
    """Name lines of a text by its characters and where they stand; the text itself is not kept."""
    places = np.array([(line.start, line.end) for line in lines], dtype=np.int64)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass") + places.tobytes(), digest_size=16).digest()


def _blocks(windows: Sequence[tuple[bytes, list[_Row]]]) -> Iterator[list[tuple[bytes, list[_Row]]]]:
    """Part windows into runs of limited size."""
    block: list[tuple[bytes, list[_Row]]] = []
    held = 0
    for key, window in windows:
        size = sum(len(row.ids) for row in window)
        if block and held + size > _PIECES_HELD:
            yield block
            block, held = [], 0
        block.append((key, window))
        held += size
    if block:
        yield block


def _decode(windows: Sequence[Sequence[_Row]], logits: Floats) -> list[tuple[_Found, ...]]:
    """Find the best spans of windows in their logits (windows, length, roles, tags)."""
    logits -= logits.max(-1, keepdims=True)
    logits -= np.log(np.exp(logits).sum(-1, keepdims=True))
    lengths = np.array([sum(len(row.spans) for row in window) for window in windows])
    scores = np.zeros((len(windows), len(ROLES), lengths.max(), logits.shape[-1]), dtype=np.float32)
    for w, window in enumerate(windows):  # [CLS] and [SEP] carry no tag
        inner = np.concatenate([np.arange(len(row.ids)) for row in window])
        last = np.concatenate([np.full(len(row.ids), len(row.ids) - 1) for row in window])
        kept = np.flatnonzero((inner > 0) & (inner < last))
        scores[w, :, : len(kept)] = logits[w, kept].transpose(1, 0, 2)
    tags = best_tags(scores.reshape(-1, *scores.shape[2:]), np.repeat(lengths, len(ROLES))).reshape(scores.shape[:3])
    sure = np.exp(np.take_along_axis(scores, tags[..., None].astype(np.int64), -1)[..., 0])
    return [
        tuple(
            _Found(role, first, last, min(float(sure[w, r, first : last + 1].mean()), float(sure[w, r, first])))
            for r, role in enumerate(ROLES)
            for first, last in spans_of(tags[w, r])
        )
        for w in range(len(windows))
    ]


def _role_tags(text: str, windows: Iterable[tuple[Sequence[_Row], Sequence[_Found]]]) -> RoleTags:
    """Turn what was found in windows that follow one another into spans of whole words of the text."""
    spans: dict[str, list[ScoredSpan]] = {role: [] for role in ROLES}
    for window, found in windows:
        offsets = np.concatenate([row.spans for row in window])
        for f in found:
            spans[f.role].append(ScoredSpan(int(offsets[f.first, 0]), int(offsets[f.last, 1]), min(1.0, f.score)))
    return RoleTags(**{role: whole_words(found, text) for role, found in spans.items()})


def check_weights(folder: Path) -> None:
    """Raise ValueError unless the files are those that the card beside them describes."""
    card = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    for name in FILES:
        found = hashlib.sha256((folder / name).read_bytes()).hexdigest()
        if found != card["sha256"][name]:
            raise ValueError(f"{folder.name}/{name} is not the file that card.json describes (sha256 {found[:12]}…); "
                             "install factdesk again")  # fmt: skip


@cache
def weights_hash() -> str:
    """Return the hash of what embeds a sentence, by the card beside it: embeddings of another are not compared."""
    card = json.loads((WEIGHTS / "card.json").read_text(encoding="utf-8"))
    return str(card["sha256"]["sentence.onnx"])[:16]


@cache
def _load() -> tuple[Encoder | None, str | None]:
    """Load the encoder once, or say why not."""
    try:
        return Encoder(), None
    except Exception as fault:  # noqa: BLE001  (whatever a broken runtime raises, reading goes on without it)
        return None, f"{type(fault).__name__}: {fault}"


def load_encoder() -> Encoder | None:
    """Return the encoder, loaded at the first call, or None where it cannot be had."""
    return _load()[0]


def encoder_fault() -> str | None:
    """Say why there is no encoder, or None when there is one."""
    return _load()[1]
