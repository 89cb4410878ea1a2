"""What people work on: a sentence with its claims to verify marked in it, their reasons together, one row a sentence."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from reports.pieces import ClaimView, Reason, view_reasons
from reports.sentence import Part, mark_sentence
from reports.series import SeriesView
from reports.visible import shorten
from reports.words import BY_STAKES, Row, shown_flags

_AROUND = 220  # characters of a long sentence that are shown on each side of a mark


@dataclass(frozen=True, slots=True)
class SharedReason:
    """A reason that some claims of an item have: `says` is what it says of each, once."""

    reason: Reason
    says: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ItemView:
    """An item as the report shows it; the first of its claims leads it, `parts` are its sentence."""

    number: int
    claims: tuple[ClaimView, ...]
    parts: tuple[Part, ...]
    series: SeriesView | None = None  # what its thread comes to, where several pages or figures are of it

    @property
    def lead(self) -> ClaimView:
        """The claim that most hangs on."""
        return self.claims[0]

    @property
    def by_id(self) -> dict[str, ClaimView]:
        """The claims by their ids, to link their words."""
        return {claim.claim_id: claim for claim in self.claims}

    @property
    def again(self) -> tuple[ClaimView, ...]:
        """The claims that say it once more, in another sentence of the article."""
        home = self.lead.row.get("sentence_start")
        return tuple(claim for claim in self.own if claim.row.get("sentence_start") != home)

    @property
    def own(self) -> tuple[ClaimView, ...]:
        """The claims of the article that leads it; the others are of articles that tell the same thing."""
        return tuple(claim for claim in self.claims if claim.article_id == self.lead.article_id)

    @property
    def here(self) -> tuple[ClaimView, ...]:
        """The claims of the sentence, as it tells them."""
        again = self.again
        claims = (claim for claim in self.own if claim not in again)
        return tuple(
            sorted(claims, key=lambda claim: (claim.row.get("start_char") or 0, claim.row.get("end_char") or 0))
        )

    @property
    def speakers(self) -> tuple[ClaimView, ...]:
        """A claim of each claimant and manner, in the order of the claims."""
        return tuple({(claim.claimant, claim.manner): claim for claim in reversed(self.here)}.values())[::-1]

    @property
    def reasons(self) -> tuple[SharedReason, ...]:
        """The reasons of all its claims, each flag once."""
        return share_reasons(reason for claim in self.claims for reason in claim.reasons)

    @property
    def grade(self) -> str:
        """What hangs on it, in words: what the flag of stakes says of the leading claim."""
        return next((reason.says for reason in self.lead.reasons if reason.flag == BY_STAKES), "")

    @property
    def readings(self) -> tuple[ClaimView, ...]:
        """The claims whose reading is to be shown: those with a figure, else the first of each period, else the first."""
        if figures := tuple(claim for claim in self.here if claim.reading):
            return figures
        periods = {claim.period: claim for claim in reversed(self.here) if claim.period}
        return tuple(reversed(periods.values())) or self.here[:1]


def share_reasons(reasons: Iterable[Reason]) -> tuple[SharedReason, ...]:
    """Return the reasons of several claims together, in the order in which each flag comes first."""
    firsts: dict[str, Reason] = {}
    says: dict[str, dict[str, None]] = {}
    for reason in reasons:
        firsts.setdefault(reason.flag, reason)
        said = says.setdefault(reason.flag, {})
        if reason.says:
            said[reason.says] = None
    return tuple(SharedReason(firsts[flag], tuple(says[flag])) for flag in shown_flags(list(firsts)))


def view_items(
    items: Sequence[Sequence[Row]],
    claims: Mapping[str, ClaimView],
    series: Callable[[Sequence[str]], SeriesView | None] = lambda _: None,
) -> list[ItemView]:
    """Return the items out of the rows of each, numbered in their order; `series` tells the thread of some claims."""
    return [
        ItemView(
            number,
            tuple(claims[str(row["claim_id"])] for row in rows),
            parts_of(rows, _AROUND),
            series([str(row["claim_id"]) for row in rows]),
        )
        for number, rows in enumerate(items, start=1)
    ]


def parts_of(rows: Sequence[Row], side: int) -> tuple[Part, ...]:
    """Return the sentence of an item's rows with its claims marked; the words of the claim alone where it has none."""
    lead = rows[0]
    sentence, start = str(lead.get("sentence") or ""), lead.get("sentence_start")
    if not sentence or start is None:
        return (Part(shorten(str(lead.get("quote") or ""), 4 * side), str(lead.get("claim_id")), is_marked=True),)
    own = [row for row in rows if row.get("article_id") in {None, lead.get("article_id")}]
    return mark_sentence(sentence, int(start), own, side)


def reasons_of(rows: Sequence[Row]) -> tuple[SharedReason, ...]:
    """Return the reasons of an item's rows together."""
    return share_reasons(reason for row in rows for reason in view_reasons(row))
