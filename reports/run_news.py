"""What one run brought that people should look at first, in a few lines: figure edits, contradictions, urgent new sentences."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.edits import EditView, new_edits, view_edit
from reports.news import NewClaim, how_many, view_new_claim
from reports.sentence import plain_sentence
from reports.visible import on_one_line, shorten
from reports.words import counted

Rows = Sequence[Mapping[str, object]]

SHOWN = 3
"""How many edits, and how many sentences, are told; the report has them all."""

_SENTENCE_LENGTH, _NAME_LENGTH = 110, 60


@dataclass(frozen=True, slots=True)
class RunNews:
    """The rows of `figure_edits.sql`, `new_contradictions.sql` and `new_claims.sql` of one run, and the feeds without an item."""

    edits: Rows = ()
    contradictions: Rows = ()
    new_claims: Rows = ()
    empty_feeds: Sequence[str] = ()


def run_news(news: RunNews) -> str:
    """Return the lines, "" where the run brought nothing of this."""
    fresh = _fresh(news.edits)
    items = [view_new_claim(row) for row in news.new_claims[:SHOWN]]
    lines, edits, new_claims = [], news.edits, news.new_claims
    if fresh:
        lines += [f"{counted(new_edits(edits), 'figure edit').capitalize()}, what most hangs on first:"]
        lines += [f"  {edit_line(each)}" for each in fresh]
    if news.contradictions:
        lines.append(f"{counted(how_many(news.contradictions), 'new contradiction').capitalize()}:")
        lines += [f"  {contradiction_line(row)}" for row in news.contradictions[:SHOWN]]
    if items:
        lines += [f"{counted(how_many(new_claims), 'new sentence').capitalize()} to verify, what most hangs on first:"]
        lines += [f"  {_item(each)}" for each in items]
    return "\n".join([*lines, *map(_no_items, news.empty_feeds)])


def firing_news(news: RunNews) -> list[str]:
    """Return the same for the terminal of `factdesk up`: one line of each kind, with its first and how many there are."""
    lines = []
    if fresh := _fresh(news.edits):
        number, told = new_edits(news.edits), "; ".join(map(_short_edit, fresh))
        lines.append(f"{counted(number, 'figure')} edited {told}{_rest(number)}")
    if news.contradictions:
        number = how_many(news.contradictions)
        told = "; ".join(map(contradiction_line, news.contradictions[:SHOWN]))
        lines.append(f"{counted(number, 'new contradiction')}: {told}{_rest(number)}")
    if news.new_claims:
        lines.append(f"{counted(how_many(news.new_claims), 'new sentence')} to verify")
    return [on_one_line(line) for line in (*lines, *map(_no_items, news.empty_feeds))]


def _no_items(url: str) -> str:
    return on_one_line(f"{url}: the feed has no items; look at it in a feed reader if it should have some")


def _fresh(edits: Rows) -> list[EditView]:
    return [view_edit(row) for row in edits if row.get("is_new")][:SHOWN]


def _rest(number: int) -> str:
    return f"; and {number - SHOWN:,} more" if number > SHOWN else ""


def _short_edit(edit: EditView) -> str:
    """Return an edit in a few words: "without a notice: 17 people → 27 people, The Gazette"."""
    told = f"{edit.before or 'not told before'} → {edit.after or 'taken out'}"
    return f"{edit.notice}: {told}, {shorten(str(edit.row.get('outlet') or edit.title), _NAME_LENGTH)}"


def contradiction_line(row: Mapping[str, object]) -> str:
    """Return a contradiction in a line: "27 people (The Gazette) against 17 people (The Herald), of people who died"."""
    ours, theirs = (
        f"{row[f'{side}quote']} ({shorten(str(row[f'{side}outlet'] or row[f'{side}title'] or 'no name'), _NAME_LENGTH)})"
        for side in ("", "other_")
    )
    of_what = f", of {shorten(str(row['measured']), _NAME_LENGTH)}" if row.get("measured") else ""
    return on_one_line(f"{ours} against {theirs}{of_what}")


def edit_line(edit: EditView) -> str:
    """Return an edit in a line: "nine → eight people without a notice, of people killed: Bridge falls (example.org)"."""
    told = f"{edit.before or 'not told before'} → {edit.after or 'taken out'} {edit.notice}"
    of_what = f", of {edit.of_what}" if edit.of_what else ""
    outlet = edit.row.get("outlet")
    where = shorten(edit.title, _NAME_LENGTH) + (f" ({outlet})" if outlet else "")
    return on_one_line(f"{told}{of_what}: {where}")


def _item(item: NewClaim) -> str:
    """Return a sentence with its figures in brackets, and who says it."""
    return on_one_line(f"{shorten(plain_sentence(item.parts), _SENTENCE_LENGTH)} ({item.claimant})")
