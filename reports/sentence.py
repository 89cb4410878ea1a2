"""A sentence with its claims marked in it: the figures where there are any, else the clauses that are claimed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.segments import Marked, cut_blocks
from schemas.vocabulary import FIGURE_KINDS

Row = Mapping[str, Any]

_ALL_OF_IT = 0.9


@dataclass(frozen=True, slots=True)
class Part:
    """Words of a sentence that no border of a claim crosses; `claim_id` is the innermost claim there, None outside all.

    `is_marked` words are to be seen first: figures, or the clause where nothing in the sentence is a figure.
    """

    text: str
    claim_id: str | None = None
    is_marked: bool = False


def mark_sentence(sentence: str, sentence_start: int, claims: Sequence[Row], side: int) -> tuple[Part, ...]:
    """Return the parts of a sentence, what lies far from any mark left out.

    Args:
        sentence: the words.
        sentence_start: where in the article they begin.
        claims: rows with claim_id, kind, start_char and end_char (in the article); those outside are passed over.
        side: characters that are kept on each side of a mark.
    """
    inside = {str(row.get("claim_id")): row for row in claims if _is_inside(row, sentence_start, len(sentence))}
    marks = [
        Marked(row["start_char"] - sentence_start, row["end_char"] - sentence_start, key) for key, row in inside.items()
    ]
    figures = {key for key, row in inside.items() if row.get("kind") in FIGURE_KINDS}
    shown = figures or {each.claim_id for each in marks if each.end - each.start < _ALL_OF_IT * len(sentence)}
    blocks = cut_blocks(sentence, [(0, len(sentence), "body")], marks)
    parts = [
        Part(segment.text, next(iter(segment.claim_ids), None), bool(shown & set(segment.claim_ids)))
        for block in blocks
        for segment in block.segments
    ]
    return tuple(_near(parts, side))


def _is_inside(row: Row, start: int, length: int) -> bool:
    return row.get("start_char") is not None and start <= row["start_char"] < start + length


def _near(parts: Sequence[Part], side: int) -> list[Part]:
    """Return the parts with the unmarked ones cut down to what stands near a mark."""
    if sum(len(part.text) for part in parts) <= 3 * side:
        return list(parts)
    if not any(part.is_marked for part in parts):
        whole = "".join(part.text for part in parts)
        return [Part(_head(whole, 3 * side), parts[0].claim_id)]
    kept, last = [], len(parts) - 1
    for at, part in enumerate(parts):
        before = at > 0 and any(other.is_marked for other in parts[:at])
        after = at < last and any(other.is_marked for other in parts[at + 1 :])
        if part.is_marked:
            kept.append(Part(_head(part.text, 4 * side), part.claim_id, is_marked=True))
            continue
        kept.append(Part(_cut(part.text, side, head=before, tail=after), part.claim_id))
    return kept


def _cut(text: str, side: int, *, head: bool, tail: bool) -> str:
    """Return what stands next to a mark: the head of a text where one stands before it, its tail where one follows."""
    if len(text) <= side * (head + tail):
        return text
    first, rest = _head(text, side) if head else "", _tail(text, side) if tail else ""
    return f"{first} {rest}" if first and rest else first or rest


def _head(text: str, length: int) -> str:
    return text if len(text) <= length else (text[:length].rpartition(" ")[0] or text[:length]) + "… "


def _tail(text: str, length: int) -> str:
    return text if len(text) <= length else "…" + (text[-length:].partition(" ")[2] or text[-length:])


def plain_sentence(parts: Sequence[Part], opening: str = "[", closing: str = "]") -> str:
    """Return the parts as text, neighbouring marked ones within one pair of signs."""
    text, is_open = "", False
    for part in parts:
        if part.is_marked != is_open and part.text:
            text, is_open = text + (opening if part.is_marked else closing), part.is_marked
        text += part.text
    return text + (closing if is_open else "")
