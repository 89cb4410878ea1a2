"""Reviews are appended, signed, and written only on top of what their reviewer has seen; none is ever lost."""

import subprocess
import sys
import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest
from typer.testing import Result

from desk.cli import Status, Verdict
from flows import reviews as module
from flows.reviews import Act, ReviewConflict, ReviewRefused, append_review, undo_review
from flows.settings import Settings
from schemas.review import STATUSES, VERDICTS
from warehouse.ask import ask
from warehouse.store import open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent
LINK = "https://register.example/ferries"

# Reviews one claim over and over, each time looking again when somebody else was faster; prints its conflicts.
REVIEWER = """
import sys
from functools import partial
from pathlib import Path
from flows.reviews import Act, ReviewConflict, append_review
from warehouse.store import open_warehouse
live, claim_id, name, times = sys.argv[1:]
opener, after, conflicts = partial(open_warehouse, Path(live)), None, 0
for at in range(int(times)):
    while True:
        try:
            after = append_review(opener, claim_id, Act(name, verdict="false", note=f"{name} {at}"), after=after)["review_id"]
            break
        except ReviewConflict as conflict:
            after, conflicts = conflict.newer[-1]["review_id"], conflicts + 1
print(conflicts)
"""


@pytest.fixture
def claims(kept: Settings) -> list[str]:
    """The ids of the claims, in a settled order."""
    return ask(kept.published, "SELECT claim_id FROM claims ORDER BY claim_id")["claim_id"].to_list()


@pytest.fixture
def opener(kept: Settings) -> partial:
    """What opens the live file."""
    return partial(open_warehouse, kept.live)


def rows_of(opener: partial, claim_id: str) -> list[dict[str, object]]:
    """All reviews of a claim, oldest first."""
    with opener() as warehouse:
        select = "SELECT * FROM reviews WHERE claim_id = ? ORDER BY reviewed_at"
        return read_rows(warehouse, select, [claim_id]).to_dicts()


def status_of(opener: partial, claim_id: str) -> tuple[object, ...]:
    """Where a claim stands."""
    with opener() as warehouse:
        select = "SELECT status, verdict, reviewer, review_id FROM claim_status WHERE claim_id = ?"
        return read_rows(warehouse, select, [claim_id]).row(0)


def test_the_command_line_offers_every_status_and_verdict():
    """The lists of the options are those of the rows."""
    assert tuple(Status) == STATUSES
    assert tuple(Verdict) == VERDICTS


def test_a_verdict_resolves_and_the_rest_stays(opener: partial, claims: list[str]):
    """Status and verdict are two axes; a note alone changes neither, and the link stays with its verdict."""
    first = append_review(opener, claims[0], Act("Ada", verdict="half_true", evidence_url=LINK))
    assert (first["status"], first["verdict"], first["evidence_url"]) == ("resolved", "half_true", LINK)
    noted = append_review(opener, claims[0], Act("Ada", note="looked again"))
    assert (noted["status"], noted["verdict"], noted["evidence_url"]) == ("resolved", "half_true", LINK)
    other = append_review(opener, claims[0], Act("Ada", verdict="false"))
    assert (other["verdict"], other["evidence_url"]) == ("false", None)
    opened = append_review(opener, claims[0], Act("Ada", status="reopened"))
    assert (opened["status"], opened["verdict"]) == ("reopened", None)
    with pytest.raises(ReviewRefused, match="resolved by a verdict"):
        append_review(opener, claims[0], Act("Ada", status="resolved"))
    assert len(rows_of(opener, claims[0])) == 4


def test_somebody_elses_newer_review_is_told_and_nothing_changes(opener: partial, claims: list[str]):
    """Who has not seen it cannot write over it; who has, can; and one's own reviews are known to oneself."""
    first = append_review(opener, claims[0], Act("Ada", verdict="true"))
    with pytest.raises(ReviewConflict, match=r"by Ada \(resolved, true.*nothing was changed.*--after") as told:
        append_review(opener, claims[0], Act("Bea", verdict="false"))
    assert [row["review_id"] for row in told.value.newer] == [first["review_id"]]
    assert len(rows_of(opener, claims[0])) == 1
    append_review(opener, claims[0], Act("Ada", note="and again"))
    with pytest.raises(ReviewConflict):
        append_review(opener, claims[0], Act("Bea", verdict="false"), after=first["review_id"])
    newest = str(rows_of(opener, claims[0])[-1]["review_id"])
    append_review(opener, claims[0], Act("Bea", verdict="false"), after=newest)
    assert status_of(opener, claims[0])[:3] == ("resolved", "false", "Bea")
    append_review(opener, claims[0], Act("Bea", note="I know what I wrote, and all before it"))
    append_review(opener, claims[1], Act("Bea", verdict="true"))


def test_undo_is_a_review_of_its_own_and_goes_back_step_by_step(opener: partial, claims: list[str]):
    """Nothing is deleted; the status forgets what was taken back, and the history does not."""
    ids = [
        append_review(opener, claims[0], Act("Ada", status=status))["review_id"]
        for status in ("in_progress", "dismissed")
    ]
    assert undo_review(opener, claims[0], "Ada", note="too early")["undoes"] == ids[1]
    assert status_of(opener, claims[0]) == ("in_progress", None, "Ada", ids[0])
    assert undo_review(opener, claims[0], "Ada")["undoes"] == ids[0]
    assert status_of(opener, claims[0]) == ("new", None, None, None)
    with pytest.raises(ReviewRefused, match="no review to take back"):
        undo_review(opener, claims[0], "Ada")
    with pytest.raises(ReviewConflict):
        undo_review(opener, claims[0], "Bea")
    assert len(rows_of(opener, claims[0])) == 4


UNFIT = {
    "nobody": (Act(" ", verdict="true"), "nobody signs"),
    "a name on two lines": (Act("Ada\nBea", verdict="true"), "written plainly|write it plainly"),
    "a name that turns the line round": (Act("Ada\u202e", verdict="true"), "cannot be seen"),
    "a name without end": (Act("A" * 300, verdict="true"), "300 characters, and 200 are kept"),
    "an unknown status": (Act("Ada", status="done"), "done is no status; there are new"),
    "an unknown verdict": (Act("Ada", verdict="maybe"), "maybe is no verdict; there are true"),
    "a link that runs": (Act("Ada", verdict="true", evidence_url="javascript:alert(1)"), "begins with http"),
    "a link with blanks": (Act("Ada", verdict="true", evidence_url="https://a.example/x y"), "no blanks"),
    "a note without end": (Act("Ada", note="a" * 30_000), "30,000 characters, and 20,000 are kept"),
}


@pytest.mark.parametrize("case", UNFIT)
def test_what_no_row_may_hold_is_refused_before_the_file_is_opened(case: str):
    """The message says what of it cannot be, and what to do."""
    act, words = UNFIT[case]

    def never() -> None:
        pytest.fail("the file was opened")

    with pytest.raises(ReviewRefused, match=words):
        append_review(never, "0" * 16, act)


def test_claims_and_reviews_that_are_not_there_are_told(opener: partial, claims: list[str]):
    """Nothing is written for them."""
    with pytest.raises(ReviewRefused, match="no such claim"):
        append_review(opener, "f" * 16, Act("Ada", verdict="true"))
    with pytest.raises(ReviewRefused, match="no such review"):
        append_review(opener, claims[0], Act("Ada", verdict="true"), after="f" * 16)
    assert rows_of(opener, claims[0]) == []


def test_hidden_characters_of_a_note_are_shown(opener: partial, claims: list[str]):
    """What could act unseen is written out; line breaks stay."""
    row = append_review(opener, claims[0], Act("Ada", note=" one\ntwo \u202egnp.exe "))
    assert row["note"] == "one\ntwo ⟦U+202E⟧gnp.exe"


def test_a_clock_that_went_back_does_not_reorder_reviews(
    opener: partial, claims: list[str], monkeypatch: pytest.MonkeyPatch
):
    """The newest review is the one that was written last."""
    append_review(opener, claims[0], Act("Ada", verdict="true"))

    class Slow(datetime):
        @classmethod
        def now(cls, tz: object = None) -> datetime:
            return datetime.now(UTC) - timedelta(days=2)

    monkeypatch.setattr(module, "datetime", Slow)
    append_review(opener, claims[0], Act("Ada", verdict="false"))
    assert status_of(opener, claims[0])[1] == "false"


def test_many_processes_review_one_claim_and_none_is_lost(kept: Settings, opener: partial, claims: list[str]):
    """Each review is kept, each one on top of all that its reviewer had seen, and conflicts were told."""
    command = [sys.executable, "-c", REVIEWER, str(kept.live), claims[0]]
    started = [
        subprocess.Popen([*command, name, "4"], cwd=PROJECT, stdout=subprocess.PIPE, text=True)
        for name in ("Ada", "Bea", "Cem")
    ]
    conflicts = [int(process.communicate(timeout=120)[0]) for process in started]
    rows = rows_of(opener, claims[0])
    assert sorted(str(row["note"]) for row in rows) == sorted(
        f"{name} {at}" for name in ("Ada", "Bea", "Cem") for at in range(4)
    )
    assert sum(conflicts) >= 2
    assert len({row["reviewed_at"] for row in rows}) == len(rows)


def test_many_threads_of_one_process_lose_nothing(opener: partial, claims: list[str]):
    """Threads share the lock of the file, so they have one of their own: one is kept, the others are told."""
    outcomes: list[str] = []

    def review(name: str) -> None:
        try:
            append_review(opener, claims[0], Act(name, verdict="true"))
        except ReviewConflict:
            outcomes.append("told")
        else:
            outcomes.append("kept")

    threads = [threading.Thread(target=review, args=(f"Reviewer {at}",)) for at in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(outcomes) == ["kept"] + ["told"] * 11
    assert len(rows_of(opener, claims[0])) == 1


def test_a_review_from_the_shell_is_seen_at_once(
    factdesk: Callable[..., Result], kept: Settings, claims: list[str], monkeypatch: pytest.MonkeyPatch
):
    """It is published, explained with its history, and signed by whom the environment names."""
    monkeypatch.setenv("FACTDESK_REVIEWER", "Ada")
    result = factdesk("review", claims[0][:12], "--verdict", "mostly_false", "--note", "Counted again", "--link", LINK)
    assert result.exit_code == 0, result.stderr
    assert f"claim {claims[0]}: resolved, mostly false" in result.stdout
    told = factdesk("explain", claims[0]).stdout
    assert "Ada: resolved, mostly false" in told
    assert "“Counted again”" in told
    assert f"rests on {LINK}" in told
    second = factdesk("review", claims[0], "--verdict", "true", "--reviewer", "Bea")
    assert second.exit_code == 1
    assert "reviewed meanwhile by Ada (resolved, mostly_false" in second.stderr
    seen = ask(kept.published, "SELECT review_id FROM reviews").item()
    assert factdesk("review", claims[0], "--verdict", "true", "--reviewer", "Bea", "--after", seen).exit_code == 0
    assert "Reviewers disagree: Ada says mostly false, Bea says true." in factdesk("explain", claims[0]).stdout
    undone = factdesk("review", claims[0], "--undo", "--reviewer", "Bea")
    assert "back: resolved, mostly false" in undone.stdout
    told = factdesk("explain", claims[0]).stdout
    assert "Bea: resolved, true (taken back by Bea)" in told
    assert "disagree" not in told


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["--reviewer", "Ada"], "a review says something"),
        (["--undo", "--verdict", "true"], "have no meaning with it"),
        (["--verdict", "perhaps"], "'perhaps' is not one of"),
        (["--verdict", "true", "--reviewer", "Ada", "--link", "ftp://x"], "begins with http:// or https://"),
        (["--verdict", "true", "--reviewer", "Ada", "--after", "nothing"], "no such review"),
    ],
)
def test_wrong_calls_are_told_and_change_nothing(
    arguments: list[str], words: str, factdesk: Callable[..., Result], kept: Settings, claims: list[str]
):
    """One line, status 2."""
    result = factdesk("review", claims[0], *arguments)
    assert result.exit_code == 2
    assert words in result.stderr
    assert ask(kept.published, "SELECT count(*) FROM reviews").item() == 0


def test_reviewing_before_any_run_makes_no_file(factdesk: Callable[..., Result], workplace: Path):
    """It says to run first."""
    result = factdesk("review", "00", "--verdict", "true", "--reviewer", "Ada")
    assert result.exit_code == 1
    assert "no claim is kept there yet" in result.stderr
    assert list(workplace.iterdir()) == []
