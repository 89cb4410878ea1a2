"""`export`: claims for other programs, to standard output, a file, or a folder of one file a claim."""

import os
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from desk.faults import NothingPublished, WrongUsage
from desk.words import FINE, SOME_FAILED, say, say_all, show
from flows.settings import Settings, load_settings

if TYPE_CHECKING:
    from collections.abc import Sequence

    from flows.exports import Nodes

_TABLES = ("csv", "jsonl", "parquet")
_MOST_ADVICE = 5
_MOST_NAMED = 50


def export(form: str, rows: str | None, out: Path | None, config: Path | None, data: Path | None) -> int:
    """Write the rows in the form; return 1 if claims had to be left out (they are named)."""
    _refuse_contradictions(form, rows, out)
    settings = load_settings(config, data_folder=data)
    if not settings.published.exists():
        raise NothingPublished(f"{settings.published}: nothing is published there yet; `factdesk run INPUT...` does it")
    if form in _TABLES:
        return _export_table(form, rows or "items", out, settings)
    from flows.exports import claim_reviews, open_claims  # noqa: PLC0415 - loads polars and DuckDB

    nodes = claim_reviews(settings) if form == "claimreview" else open_claims(form, rows or "flagged", settings)
    _write_nodes(form, nodes, out)
    return _tell(form, nodes)


def _refuse_contradictions(form: str, rows: str | None, out: Path | None) -> None:
    if form == "claimreview" and rows:
        raise WrongUsage("claimreview is of the claims that are resolved, so --of has no meaning with it")
    if form in {"claims", "annotations"} and rows in {"items", "reviews", "evidence", "fact-checks"}:
        raise WrongUsage(f"{form} are of claims: --of flagged or --of claims; csv, jsonl and parquet hold {rows}")
    if form == "parquet" and out is None:
        raise WrongUsage("parquet is not for a terminal: name a file with --out FILE")
    if form in _TABLES and out and _is_folder(out):
        raise WrongUsage(f"{out} is a folder, and {form} is one file: name it")


def _is_folder(out: Path) -> bool:
    return out.is_dir()


def _export_table(form: str, rows: str, out: Path | None, settings: Settings) -> int:
    from flows.exports import table_as_text, table_of, write_whole  # noqa: PLC0415

    if form == "parquet":
        assert out is not None
        content = BytesIO()
        table_of(rows, settings).write_parquet(content)
        write_whole(out, content.getvalue())
    elif out:
        write_whole(out, table_as_text(form, rows, settings).encode("utf-8", "replace"))
    else:
        show(table_as_text(form, rows, settings))
    return FINE


def _write_nodes(form: str, nodes: "Nodes", out: Path | None) -> None:
    from flows.exports import nodes_as_text, write_each, write_whole  # noqa: PLC0415

    if out and (_is_folder(out) or not out.suffix):
        write_each(nodes.nodes, out)
        return
    one_a_line = bool(out) and os.fspath(out or "").endswith(".jsonl")
    text = nodes_as_text([node for _, node in nodes.nodes], one_a_line=one_a_line, form=form)
    if out:
        write_whole(out, text.encode())
    else:
        show(text)


def _of_which(lines: "Sequence[str]") -> str:
    """Return of what lines are, each once: "claim 0123456789abcdef, claim ..."."""
    named = list(dict.fromkeys(line.partition(":")[0] for line in lines))
    return ", ".join(named[:_MOST_NAMED]) + (
        f" and {len(named) - _MOST_NAMED:,} more" if len(named) > _MOST_NAMED else ""
    )


def _tell(form: str, nodes: "Nodes") -> int:
    """Say what was left out, what could be better, and how much was written."""
    say_all(f"left out: {line}" for line in nodes.left_out)
    say_all(f"note: {line}" for line in nodes.advice[:_MOST_ADVICE])
    if len(nodes.advice) > _MOST_ADVICE:
        say(f"note: {len(nodes.advice) - _MOST_ADVICE} more like these: {_of_which(nodes.advice[_MOST_ADVICE:])}")
    nothing = "no claim is resolved with a verdict yet; `factdesk review` does it" if form == "claimreview" else ""
    again = (
        f" ({nodes.again:,} of them only in other versions or copies, which the report counts once)"
        if nodes.again
        else ""
    )
    say(
        f"{len(nodes.nodes)} written{again}"
        + (f": {nothing}" if nothing and not (nodes.nodes or nodes.left_out) else "")
    )
    return SOME_FAILED if nodes.left_out else FINE
