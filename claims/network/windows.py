"""How a text is cut for the encoder: sentences of limited length, packed by whole paragraphs into windows.

Training cuts its articles with this very code, so the model meets what it learned from.
"""

from collections.abc import Iterator, Sequence
from itertools import groupby

from claims.model import Line, Span
from claims.text.sentences import split_sentences

SENTENCE_PIECES = 158  # without [CLS] and [SEP]
WINDOW_PIECES = 160
WINDOW_SENTENCES = 24


def sentences_by_line(text: str, lines: Sequence[Line]) -> list[list[Span]]:
    """Return the sentences of each line as spans of the text, lines without any left out."""
    split = ([Span(s.start, s.end) for s in split_sentences(text, line.start, line.end)] for line in lines)
    return [spans for spans in split if spans]


def cut_pieces(count: int) -> Iterator[Span]:
    """Cut `count` pieces of a sentence into even stretches that the encoder can take; almost always there is one."""
    parts = -(-count // SENTENCE_PIECES)
    size = -(-count // parts) if parts else 0
    for start in range(0, count, size or 1):
        yield Span(start, min(start + size, count))


def pack_windows(lengths: Sequence[int], line_of: Sequence[int]) -> list[range]:
    """Pack stretches (their pieces in `lengths`, their line in `line_of`) into windows of whole lines.

    A line that is too long for one window is cut between its sentences. Returns ranges of stretches, in order.
    """
    windows: list[range] = []
    start = end = pieces = 0
    for _, members in groupby(range(len(lengths)), key=line_of.__getitem__):
        line = list(members)
        size = sum(lengths[i] for i in line)
        if end > start and (pieces + size > WINDOW_PIECES or line[-1] - start >= WINDOW_SENTENCES):
            windows.append(range(start, end))
            start, pieces = line[0], 0
        for i in line:
            if i > start and (pieces + lengths[i] > WINDOW_PIECES or i - start >= WINDOW_SENTENCES):
                windows.append(range(start, i))
                start, pieces = i, 0
            pieces += lengths[i]
        end = line[-1] + 1
    if end > start:
        windows.append(range(start, end))
    return windows
