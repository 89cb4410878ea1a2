"""The tables, views and macros in words for a terminal, with questions to begin with."""

import textwrap
from collections.abc import Iterator
from difflib import get_close_matches

from desk.questions import examples
from desk.questions.schema import Relation, relations

HEADS = {
    "view": "Views: what people ask most often",
    "macro": "Macros: views that take a word or a number",
    "table": "Tables: all that is kept",
    "function": "Functions: for WHERE and SELECT",
}
_LEAST_WIDTH = 60
_NAME_WIDTH, _TYPE_WIDTH = 26, 13


class UnknownRelation(LookupError):  # noqa: N818 - named by what is the case
    """There is no table, view or macro of this name; the message names those that are like it."""


def explain_schema(width: int) -> str:
    """Return everything that can be asked: a list of it, then the columns of each, then questions."""
    width = max(width, _LEAST_WIDTH)
    parts = [*_listed(width), *(part for each in relations() if each.columns for part in _columns(each, width))]
    return "\n".join([*parts, *_questions(), ""])


def explain_relation(name: str, width: int) -> str:
    """Return one table, view or macro with its columns and the questions that use it. Raises UnknownRelation."""
    known = {each.name: each for each in relations()}
    asked = name.strip().partition("(")[0].lower()
    if asked not in known:
        near = get_close_matches(asked, known, n=3)
        hint = f"did you mean {' or '.join(near)}?" if near else "--explain-schema alone lists them all"
        raise UnknownRelation(f"{name}: there is no table, view or macro of this name; {hint}")
    width = max(width, _LEAST_WIDTH)
    return "\n".join([*_columns(known[asked], width), *_questions(asked), ""])


def _listed(width: int) -> Iterator[str]:
    """Yield each kind with its members and what they are."""
    for kind, head in HEADS.items():
        yield head
        for each in relations():
            if each.kind == kind:
                yield from _line(each.name, each.meaning, width)
        yield ""


def _columns(relation: Relation, width: int) -> Iterator[str]:
    """Yield one relation with its columns."""
    yield f"{relation.call} ({relation.kind})"
    yield from textwrap.wrap(relation.meaning, width - 2, initial_indent="  ", subsequent_indent="  ")
    for column in relation.columns:
        yield from _line(f"{column.name:<{_NAME_WIDTH}} {column.type:<{_TYPE_WIDTH}}", column.meaning, width)
    yield ""


def _line(name: str, meaning: str, width: int) -> list[str]:
    """Return a name and what it means, the meaning in a column of its own."""
    lead = f"  {name:<{_NAME_WIDTH}} "
    if len(lead) > width // 2:  # a narrow terminal: the meaning goes below
        return [lead.rstrip(), *textwrap.wrap(meaning, width - 6, initial_indent=" " * 6, subsequent_indent=" " * 6)]
    indent = " " * len(lead)
    return textwrap.wrap(meaning, width, initial_indent=lead, subsequent_indent=indent) or [lead.rstrip()]


def _questions(about: str | None = None) -> Iterator[str]:
    """Yield the questions that mention a name, or all of them."""
    chosen = [example for example in examples() if about is None or about in example.sql]
    if chosen:
        yield "Questions to begin with"
    for example in chosen:
        yield f"  {example.asks}"
        yield textwrap.indent(example.sql, "      ")
