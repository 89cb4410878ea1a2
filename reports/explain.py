"""One claim explained in plain text: what it says, how it was read, what moved its stakes, which flags fired, what clears."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from reports.history import history_lines
from reports.pieces import context_of, view_reasons
from reports.terminal import wrap_columns
from reports.visible import on_one_line, safe_url
from reports.words import claimant_of, counted, manner_of, notes_of, period_of, reading_of, stakes_words

_LABEL_WIDTH = 16
_TELLING, _MOST_TOLD = 0.1, 6


def explain_claim(
    claim: Mapping[str, Any],
    flags: Sequence[Mapping[str, Any]],
    reviews: Sequence[Mapping[str, Any]] = (),
    *,
    moved: Mapping[str, Any] | None = None,
    width: int = 100,
) -> str:
    """Return the text of `factdesk explain`.

    Args:
        claim: a row of `claims` or of the view `flagged_claims`; `evidence` are its rows of `claim_evidence`, newest first.
        flags: its flags, each with flag, why, clears, weight and detail (JSON, as text or parsed).
        reviews: its rows of `reviews`, oldest first.
        moved: how its sentence was read again: stakes, place, sentences, and without, pairs of (what, stakes).
        width: columns of the window.
    """
    lines = [f"Claim {on_one_line(str(claim['claim_id']))}", ""]
    for label, words in _reading(claim):
        lines += _labelled(label, words, width)
    for label, words in _stakes(claim, moved):
        lines += _labelled(label, words, width)
    lines.append("")
    reasons = view_reasons({**claim, "reasons": list(flags)})
    if not reasons:
        lines.append("No flag fired: nothing here asks for verifying outside the article.")
    for number, reason in enumerate(reasons, start=1):
        weight = f" (weight {reason.weight:g})" if reason.weight is not None else ""
        lines.append(f"{number}. {on_one_line(reason.title)}, flag {on_one_line(reason.flag)}{weight}")
        inputs = "; ".join(f"{label}: {value}" for label, value in reason.inputs)
        for label, words in (
            ("says", reason.says),
            ("why", reason.why),
            ("clear with", reason.clears),
            ("fired on", inputs),
        ):
            lines += _labelled(f"   {label}", words, width)
    lines += _evidence(claim.get("evidence") or (), width)
    if history := history_lines(reviews, width):
        lines += ["", *history]
    return "\n".join(lines) + "\n"


def _reading(claim: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    """Yield what is known of the claim as (label, words)."""
    before, quote, after = context_of(claim)
    yield "words", f"“{quote}”"
    yield "in", f"{before}[{quote}]{after}" if before or after else ""
    yield "article", str(claim.get("title") or claim.get("article_name") or claim.get("article_id") or "")
    yield "kind", str(claim.get("kind") or "")
    yield "claimant", ", ".join(part for part in (claimant_of(claim), manner_of(claim)) if part)
    yield "reading", reading_of(claim)
    yield "measures", str(claim.get("measured") or "")
    yield "period", period_of(claim)
    yield "in full", "" if claim.get("statement") == quote else str(claim.get("statement") or "")
    yield "found by", str(claim.get("found_by") or "")
    settled, unsettled = notes_of(claim)
    yield "settled by", "; ".join(settled)
    yield "not settled", "; ".join(unsettled)


def _stakes(claim: Mapping[str, Any], moved: Mapping[str, Any] | None) -> Iterable[tuple[str, str]]:
    """Yield what hangs on the claim, and what moved it: genre, place, words."""
    yield "stakes", stakes_words(claim)
    yield "genre", str(claim.get("genre") or "").replace("_", " and ")
    if not moved:
        return
    yield "place", f"sentence {moved['place']} of {moved['sentences']}"
    whole = float(moved["stakes"])
    told = [f"{what} {stakes:.1f}" for what, stakes in moved["without"] if abs(whole - stakes) >= _TELLING]
    yield (
        "read again",
        f"the sentence is read as {whole:.1f}; without " + ("; ".join(told[:_MOST_TOLD]) or "any part, much the same"),
    )


def _evidence(rows: Sequence[Mapping[str, Any]], width: int) -> Iterable[str]:
    """Yield what outside sources have said of the claim, each with where it can be read."""
    if rows:
        yield ""
        yield f"{counted(len(rows), 'piece of evidence', 'pieces of evidence').capitalize()} from outside, newest first:"
    for row in rows:
        when = f", as of {row['as_of']}" if row.get("as_of") else ""
        stale = ", to be asked again" if row.get("stale") else ""
        outcome = str(row["outcome"]).replace("_", " ")
        yield from _labelled(f"   {outcome}", f"{row['source']}{when}{stale}: {row['says']}", width)
        yield from _labelled("", safe_url(row.get("url")) or "", width)


def _labelled(label: str, words: str, width: int) -> list[str]:
    """Return labelled words, wrapped and indented; nothing for no words."""
    lines = wrap_columns(on_one_line(words), max(width - _LABEL_WIDTH, 20))
    heads = [label, *[""] * (len(lines) - 1)]
    return [f"{head:<{_LABEL_WIDTH}}{line}".rstrip() for head, line in zip(heads, lines, strict=True)] if lines else []
