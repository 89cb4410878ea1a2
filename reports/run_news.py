"""What one run brought that people should look at first, in a few lines: figure edits, then the most urgent new sentences."""

from collections.abc import Mapping, Sequence

from reports.edits import EditView, new_edits, view_edit
from reports.news import NewClaim, how_many, view_new_claim
from reports.sentence import plain_sentence
from reports.visible import on_one_line, shorten
from reports.words import counted

Rows = Sequence[Mapping[str, object]]

SHOWN = 3
"""How many edits, and how many sentences, are told; the report has them all."""

_SENTENCE_LENGTH, _NAME_LENGTH = 110, 60


def run_news(edits: Rows, new_claims: Rows) -> str:
    """Return the lines, "" where the run brought neither; rows are those of `figure_edits.sql` and `new_claims.sql`."""
    fresh = [view_edit(row) for row in edits if row.get("is_new")][:SHOWN]
    items = [view_new_claim(row) for row in new_claims[:SHOWN]]
    lines = []
    if fresh:
        lines += [f"{counted(new_edits(edits), 'figure edit').capitalize()}, what most hangs on first:"]
        lines += [f"  {edit_line(each)}" for each in fresh]
    if items:
        lines += [f"{counted(how_many(new_claims), 'new sentence').capitalize()} to verify, what most hangs on first:"]
        lines += [f"  {_item(each)}" for each in items]
    return "\n".join(lines)


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
