"""Marking again: every flag runs once more over claims that are kept, so that they follow the rules of today.

It goes in short transactions, between which others may have the warehouse. What is marked stays so when the rest is
stopped, and marking a claim twice comes to the same as marking it once.
"""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime

from flows.claimants import link_kept
from flows.linking import link_kept as link_kept_threads
from flows.origin import PERSON, Origin
from flows.outcome import Counts
from flows.progress import end_progress, show_share
from flows.publish import CLAIMS_TO_VERIFY, publish_snapshot_of
from flows.runs import Run, begin_run, record_run, running
from flows.settings import Settings
from flows.steps import bring_report
from flows.survey import Opener
from flows.tasks import flagged_among, opener_of, rules_of
from warehouse.store import MarkingRules, Remarked, WarehouseBusy, WarehouseUnusable, read_rows, remark

AT_ONCE = 20_000
"""Claims in one transaction, well below what a marking may hold: among a million claims it takes 4 to 7 seconds, as others wait."""

_ARTICLES = "SELECT article_id FROM articles WHERE starts_with(article_id, ?) ORDER BY article_id LIMIT 2"
_OF_ARTICLE = "SELECT claim_id FROM claims WHERE article_id = ? ORDER BY rowid"
_ALL = "SELECT claim_id FROM claims ORDER BY rowid"


@dataclass(frozen=True, slots=True)
class MarkedAgain:
    """What marking again came to: the claims, those of the whole warehouse to verify, and each flag gained and lost."""

    claims: int
    seconds: float
    to_verify_before: int
    to_verify: int
    gained: Counter[str]
    lost: Counter[str]

    @property
    def words(self) -> str:
        """What the run's row and the terminal say of it."""
        gained, lost = self.gained.total(), self.lost.total()
        return f"claims marked again: {self.claims:,}; flags gained: {gained:,}, lost: {lost:,}"


def articles_like(opener: Opener, digits: str) -> list[str]:
    """Return the articles whose id begins with the digits: two at most, for one is wanted."""
    with opener() as warehouse:
        return [str(article_id) for (article_id,) in read_rows(warehouse, _ARTICLES, [digits]).rows()]


def remark_steps(settings: Settings, article_id: str | None = None, origin: Origin = PERSON) -> MarkedAgain:
    """Mark again, publish, and write the report."""
    run = begin_run("remark", settings, origin)
    done = mark_again(opener_of(settings), rules_of(settings), article_id, run)
    publish_snapshot_of(settings)
    bring_report(settings)
    return done


def mark_again(
    opener: Opener, rules: MarkingRules, article_id: str | None = None, run: Run | None = None
) -> MarkedAgain:
    """Run every flag over all claims, or those of one article. May raise BrokenFlag and WarehouseBusy.

    Claims that were read before there were threads find theirs first, unless one article alone is asked for.

    The run has a row of its own, which says what changed, or by what it was ended.
    """
    run = run or begin_run("remark")
    with running(opener, run):
        try:
            if article_id is None:
                link_kept_threads(opener, run)
            counts, done = _mark_all(opener, rules, run, article_id)
        except BaseException as error:
            with suppress(WarehouseBusy, WarehouseUnusable):
                record_run(opener, run, Counts(), "failed", f"{type(error).__name__}: {error}")
            raise
        finally:
            end_progress()
        record_run(opener, run, counts, "finished", done.words)
    return done


def _mark_all(opener: Opener, rules: MarkingRules, run: Run, article_id: str | None) -> tuple[Counts, MarkedAgain]:
    claim_ids, before = _asked(opener, article_id)
    counts, gained, lost, after = Counts(), Counter[str](), Counter[str](), before
    for start in range(0, max(len(claim_ids), 1), AT_ONCE):
        batch = claim_ids[start : start + AT_ONCE]
        came, flagged, after = _mark_batch(opener, rules, run, batch)
        counts += Counts(flags_set=came.flags_set, **flagged)
        gained.update(came.gained)
        lost.update(came.lost)
        show_share(start + len(batch), len(claim_ids), "claims", _seconds_of(run))
    return counts, MarkedAgain(len(claim_ids), _seconds_of(run), before, after, gained, lost)


def _asked(opener: Opener, article_id: str | None) -> tuple[list[str], int]:
    """Return the claims to mark, in the order in which they lie, and how many claims need verifying now.

    Claims that come in from here on are marked by the run that brings them.
    """
    with opener() as warehouse:
        claims = read_rows(warehouse, _OF_ARTICLE, [article_id]) if article_id else read_rows(warehouse, _ALL)
        return claims["claim_id"].to_list(), int(read_rows(warehouse, CLAIMS_TO_VERIFY).item())


def _mark_batch(
    opener: Opener, rules: MarkingRules, run: Run, claim_ids: Sequence[str]
) -> tuple[Remarked, dict[str, int], int]:
    """Mark some claims, and return what came of it, how many of them need verifying, and how many of all claims."""
    with opener() as warehouse:
        now = datetime.now(UTC)
        link_kept(warehouse, claim_ids, run_id=run.run_id, at=now)
        came = remark(warehouse, claim_ids, run_id=run.run_id, at=now, rules=rules)
        return came, flagged_among(warehouse, claim_ids), int(read_rows(warehouse, CLAIMS_TO_VERIFY).item())


def _seconds_of(run: Run) -> float:
    return (datetime.now(UTC) - run.started_at).total_seconds()
