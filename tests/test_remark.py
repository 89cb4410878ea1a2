"""Marking again: older claims follow today's rules, whatever was changed, and whenever it was stopped in between."""

import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import nullcontext
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import flows.remark
from flows.outcome import Outcome, lines_for_people, note_of_run
from flows.progress import share_line
from flows.publish import current_report, write_report
from flows.remark import mark_again
from flows.runs import begin_run
from flows.settings import Settings
from flows.steps import run_inputs
from flows.tasks import check_batch, read_batches
from tests.forking import Forks
from tests.killing import KILL_AT_THE_NTH_CALL
from warehouse.audit import run_assertions
from warehouse.store import MarkingRules, Warehouse, changed_rules, open_warehouse, read_rows

PROJECT = Path(__file__).parent.parent
ARTICLES = Path(__file__).parent / "cases" / "articles"
WHAT_IS_SET = "SELECT claim_id, flag, weight, detail FROM flags ORDER BY ALL"
MARKS = "FROM marks ORDER BY claim_id"
ROWS = "SELECT * FROM flags ORDER BY rowid"
LARGE = MarkingRules(money_total=1e9)
OUR_FLAG = """-- why: it names a place of ours, and such names are mistaken
-- clears: a walk through the place
-- weight: {weight}
-- always: false
SELECT claim_id, {{words: quote}} AS detail FROM marking WHERE {where}
"""

# Marks everything again in steps of three claims, and kills itself without notice at the Nth call of a step.
KILLED = """
import os, signal, sys
from functools import partial
from pathlib import Path
import flows.remark, warehouse.marking
from warehouse.store import MarkingRules, open_warehouse

module, step, at, live = sys.argv[1:]
flows.remark.AT_ONCE = 3
owner = {"remark": flows.remark, "marking": warehouse.marking}[module]
"""
KILLED += (
    KILL_AT_THE_NTH_CALL
    + """
flows.remark.mark_again(partial(open_warehouse, Path(live)), MarkingRules(money_total=1e9))
"""
)
KILLS = [
    ("remark", "_asked", 1),  # its own row written, nothing marked
    ("remark", "remark", 2),  # the first step committed, the second not begun
    ("marking", "_run_flag", 30),  # in the second step, some flags run
    ("marking", "_replace", 3),  # in the third, all flags run, none written
    ("remark", "flagged_among", 2),  # the second committed, not yet counted
    ("remark", "record_run", 1),  # all of it marked, its end not written
]


@pytest.fixture
def opener(kept: Settings) -> partial:
    """What opens the live file of a warehouse of the test's own."""
    return partial(open_warehouse, kept.live)


def asked(opener: Callable[..., Any], select: str) -> list[Any]:
    """The rows of a SELECT."""
    with opener() as opened:
        return read_rows(opened, select).rows()


@cache
def expected(rules: MarkingRules) -> tuple[list[Any], list[Any]]:
    """What a warehouse would hold that had known no other rules: the oracle of all that marks again."""
    with open_warehouse() as fresh:
        fill(fresh, rules)
        return read_rows(fresh, WHAT_IS_SET).rows(), read_rows(fresh, MARKS).rows()


def fill(opened: Warehouse, rules: MarkingRules) -> None:
    """Read the case articles into a warehouse in memory."""
    run = begin_run()
    for batch in read_batches([str(ARTICLES)], Settings(Path("nowhere")), lambda: nullcontext(opened)):
        check_batch(batch, lambda: nullcontext(opened), rules, run)


def test_older_claims_follow_new_rules(opener: partial):
    """Flags and marks are those of a warehouse that has known no other rules; what changed is counted by flag."""
    before = Counter(flag for (_, flag, _, _) in asked(opener, WHAT_IS_SET))

    done = mark_again(opener, LARGE)

    now = Counter(flag for (_, flag, _, _) in asked(opener, WHAT_IS_SET))
    assert (asked(opener, WHAT_IS_SET), asked(opener, MARKS)) == expected(LARGE)
    assert (done.gained, done.lost) == (now - before, before - now)
    assert done.gained == {"money_amount": 2}
    assert done.lost == {"money_total": 2}
    assert done.claims == len(asked(opener, "FROM claims"))
    with opener() as opened:
        assert run_assertions(opened).is_empty()


def test_marking_twice_changes_nothing(opener: partial):
    """The table of flags is the same row by row and in the same places, with moments and runs."""
    before = asked(opener, ROWS)
    first = mark_again(opener, MarkingRules())
    assert asked(opener, ROWS) == before
    assert not first.gained + first.lost

    mark_again(opener, LARGE)
    changed = asked(opener, ROWS)
    again = mark_again(opener, LARGE)

    assert asked(opener, ROWS) == changed
    assert not again.gained + again.lost
    assert again.to_verify == again.to_verify_before


def test_a_flag_that_stays_was_set_when_it_was(opener: partial):
    """It keeps its moment and run, even where its inputs are others now; a new one has those of the marking."""
    select = "SELECT claim_id, flag, flagged_at, run_id FROM flags"
    before = {(row[0], row[1]): row[2:] for row in asked(opener, select)}

    mark_again(opener, MarkingRules(money_total=1_000, threshold=0.4))

    now = {(row[0], row[1]): row[2:] for row in asked(opener, select)}
    stayed = before.keys() & now.keys()
    assert any(flag == "money_total" for _, flag in stayed)
    assert {key: now[key] for key in stayed} == {key: before[key] for key in stayed}
    [run] = asked(opener, "SELECT run_id FROM runs WHERE flow = 'remark'")
    assert {now[key][1] for key in now.keys() - before.keys()} <= {run[0]}
    assert asked(opener, "SELECT DISTINCT detail->>'from_sum' FROM flags WHERE flag = 'money_total'") == [("1000.0",)]


@pytest.mark.parametrize("kill", KILLS, ids=[f"{step}-{at}" for _, step, at in KILLS])
def test_killed_anywhere_it_is_made_good_by_the_next(
    kill: tuple[str, str, int], opener: partial, kept: Settings, forked: Forks
):
    """Kill -9 at a step loses no flag and no claim; the same command again ends where it would have."""
    killed = forked.run(KILLED, *kill, kept.live.absolute())
    assert killed.returncode == -signal.SIGKILL, killed.stderr
    with opener() as opened:
        assert set(run_assertions(opened)["assertion"]) == set()  # half-way, every mark says what its flags say

    mark_again(opener, LARGE)

    assert (asked(opener, WHAT_IS_SET), asked(opener, MARKS)) == expected(LARGE)
    assert asked(opener, "SELECT count(*), count(DISTINCT claim_id) FROM marks") == asked(
        opener, "SELECT count(*), count(*) FROM claims"
    )


@pytest.fixture(scope="module")
def in_memory() -> Iterator[Warehouse]:
    """One warehouse, which every example leaves in a state of its own."""
    with open_warehouse() as opened:
        fill(opened, MarkingRules())
        yield opened


RULES = st.builds(
    MarkingRules,
    threshold=st.sampled_from([0.3, 1.3, 2.0]),
    money_total=st.sampled_from([1.0, 1e6, 1e9]),
)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(RULES, st.booleans()), max_size=3), last=RULES, at_once=st.integers(8, 20))
def test_whatever_was_marked_before_the_last_rules_hold(
    steps: list[tuple[MarkingRules, bool]], last: MarkingRules, at_once: int, in_memory: Warehouse
):
    """After any markings of all claims or of one article, in steps of any size, all is as if there had been one rule.

    Smaller steps are tried where markings are killed.
    """
    article = read_rows(in_memory, "SELECT min(article_id) FROM claims").item()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(flows.remark, "AT_ONCE", at_once)
        for rules, whole in [*steps, (last, True)]:
            mark_again(lambda: nullcontext(in_memory), rules, None if whole else article)
    assert (read_rows(in_memory, WHAT_IS_SET).rows(), read_rows(in_memory, MARKS).rows()) == expected(last)


def write_flag(folder: Path, where: str, weight: float = 0.5) -> MarkingRules:
    """Write a flag of the operator's own, and return rules that know it."""
    folder.mkdir(exist_ok=True)
    (folder / "our_town.sql").write_text(OUR_FLAG.format(where=where, weight=weight), encoding="utf-8")
    return MarkingRules(flag_folders=(folder,))


def test_a_flag_that_came_and_went_is_set_and_taken_away(opener: partial, workplace: Path):
    """Its file added, changed and removed: each time the claims have what the file says."""
    rules = write_flag(workplace / "flags", "kind = 'money'")
    assert mark_again(opener, rules).gained == {"our_town": 2}
    assert mark_again(opener, write_flag(workplace / "flags", "kind <> 'money'")).lost == {"our_town": 2}

    done = mark_again(opener, MarkingRules())

    assert set(done.lost) == {"our_town"}
    assert (asked(opener, WHAT_IS_SET), asked(opener, MARKS)) == expected(MarkingRules())


CHANGES = [
    ("nothing", "kind = 'money'", 0.5, {}, []),
    ("the weight and the threshold, which hold at once", "kind = 'money'", 2, {"threshold": 3.0}, []),
    ("only the layout", "kind\n    = 'money'", 0.5, {}, []),
    ("the SELECT", "kind = 'people'", 0.5, {}, ["the flag our_town"]),
    ("money_total", "kind = 'money'", 0.5, {"money_total": 1e7}, ["money_total (1e+06 before, 1e+07 now)"]),
]


@pytest.mark.parametrize(
    ("where", "weight", "settings_", "told"), [row[1:] for row in CHANGES], ids=[row[0] for row in CHANGES]
)
def test_what_does_not_hold_at_once_is_noticed(
    where: str, weight: float, settings_: dict[str, float], told: list[str], opener: partial, workplace: Path
):
    """After a change, a run knows what older claims lack; once they are marked again, there is nothing to tell."""
    mark_again(opener, write_flag(workplace / "flags", "kind = 'money'"))
    today = write_flag(workplace / "flags", where, weight)
    rules = MarkingRules(flag_folders=today.flag_folders, **settings_)
    with opener() as opened:
        assert changed_rules(opened, rules) == told
    mark_again(opener, rules)
    with opener() as opened:
        assert changed_rules(opened, rules) == []


def test_a_flag_that_was_added_is_noticed_and_one_that_went_is_not(opener: partial, workplace: Path):
    """Of one that went, the marks follow at once."""
    rules = write_flag(workplace / "flags", "kind = 'money'")
    with opener() as opened:
        assert changed_rules(opened, rules) == ["the flag our_town"]
    mark_again(opener, rules)
    with opener() as opened:
        assert changed_rules(opened, MarkingRules()) == []


def test_a_warehouse_that_noted_no_flags_yet_is_not_accused(opener: partial):
    """One that an earlier version has marked knows nothing of the SELECTs of then; an empty one has nothing to mark."""
    with opener() as opened:
        opened.connection.execute("DELETE FROM applied_files WHERE starts_with(file, 'flags/')")
        assert changed_rules(opened, MarkingRules()) == []
    with open_warehouse() as empty:
        assert changed_rules(empty, LARGE) == []


def test_a_run_says_once_what_older_claims_lack(kept: Settings, workplace: Path):
    """In one line for people and in the run's own row; the next run, having marked by these rules, is silent."""
    (workplace / "new.txt").write_text("The mayor said on Monday that 12 people were hurt.\n", encoding="utf-8")
    (workplace / "newer.txt").write_text("The mayor said on Monday that 13 people were hurt.\n", encoding="utf-8")
    changed = Settings(kept.data_folder, money_total=1e9)

    _, outcome = run_inputs([str(workplace / "new.txt")], changed)
    _, later = run_inputs([str(workplace / "newer.txt")], changed)

    lines = [line for line in lines_for_people(outcome) if "factdesk remark" in line]
    assert len(lines) == 1
    assert "money_total (1e+06 before, 1e+09 now)" in lines[0]
    assert "factdesk remark" in (note_of_run(outcome) or "")
    assert later.unfollowed == ()
    assert (Outcome(unfollowed=("a",)) + Outcome(unfollowed=("b", "a"))).unfollowed == ("a", "b")


def test_the_report_follows(kept: Settings, factdesk: Any, workplace: Path):
    """A flag that is only taken away leaves no later moment, and is told all the same, by the command itself."""
    write_report(kept)
    (workplace / "factdesk.toml").write_text("[marking]\nmoney_total = 1e9\n")

    done = factdesk("remark")

    assert done.exit_code == 0, done.output
    assert "money_total" in done.output
    assert "Claims to verify in the whole warehouse" in done.output
    assert "money_total" not in (kept.reports_folder / "flagged-claims.csv").read_text()
    assert current_report(kept)


def test_one_article_alone_is_marked(kept: Settings, opener: partial, factdesk: Any):
    """By the first digits of its id; claims of others keep their flags."""
    [(article,)] = asked(
        opener, "SELECT DISTINCT article_id FROM claims JOIN flags USING (claim_id) WHERE flag = 'money_total' LIMIT 1"
    )
    others = (
        f"SELECT flags.* FROM flags JOIN claims USING (claim_id) WHERE article_id <> '{article}' ORDER BY flags.rowid"
    )
    before = asked(opener, others)
    (kept.data_folder.parent / "factdesk.toml").write_text("[marking]\nmoney_total = 1e9\n")

    done = factdesk("remark", "--article", article[:8])

    assert done.exit_code == 0, done.output
    assert asked(opener, others) == before
    left = f"SELECT count(*) FROM flags JOIN claims USING (claim_id) WHERE flag = 'money_total' AND article_id = '{article}'"
    assert asked(opener, left) == [(0,)]


@pytest.mark.parametrize(
    ("arguments", "toml", "status", "words"),
    [
        (["--data", "nowhere"], "", 1, "nothing is kept there yet; `factdesk run INPUT...` keeps some"),
        (["--article", "zz"], "", 2, "no article_id begins like this"),
        (["--article", ""], "", 2, "no article_id begins like this"),
        ([], '[marking]\nflag_folders = ["gone"]\n', 2, "gone is no folder of flags"),
        ([], '[marking]\nflag_folders = ["broken"]\n', 2, "our_town.sql does not run"),
        ([], "[marking]\nmoney_totals = 3\n", 2, "money_totals"),
    ],
)
def test_mistakes_end_in_one_line(
    arguments: list[str],
    toml: str,
    status: int,
    words: str,
    kept: Settings,
    opener: partial,
    factdesk: Any,
    workplace: Path,
):
    """With the status that the other commands have for them; the flags are as they were."""
    write_flag(workplace / "broken", "no_such_column = 1")
    (workplace / "factdesk.toml").write_text(toml)
    before = asked(opener, ROWS)

    done = factdesk("remark", *arguments)

    assert done.exit_code == status
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert asked(opener, ROWS) == before


def test_a_held_warehouse_is_told(kept: Settings, factdesk: Any, monkeypatch: pytest.MonkeyPatch):
    """Status 1, and who holds it."""
    monkeypatch.setattr("flows.tasks.LOCK_SECONDS", 0.3)
    hold = "import sys; from pathlib import Path; from warehouse.store import open_warehouse\n"
    hold += "with open_warehouse(Path(sys.argv[1])): print('held', flush=True); input()"
    command = [sys.executable, "-c", hold, str(kept.live.absolute())]
    with subprocess.Popen(command, cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as holder:
        assert holder.stdout
        assert holder.stdout.readline() == "held\n"
        done = factdesk("remark")
        holder.communicate("\n")
    assert done.exit_code == 1
    assert f"process {holder.pid}" in done.stderr


def test_a_run_that_fails_says_so_in_its_row(opener: partial, workplace: Path):
    """What was ended by a broken flag does not look as if it were still running."""
    rules = write_flag(workplace / "flags", "no_such_column = 1")
    with pytest.raises(Exception, match=r"our_town\.sql does not run"):
        mark_again(opener, rules)
    [(state, note)] = asked(opener, "SELECT state, note FROM runs WHERE flow = 'remark'")
    assert state == "failed"
    assert note.startswith("BrokenFlag: ")


def test_progress_says_how_much_is_left():
    """As a run's does; nothing is divided by zero."""
    assert share_line(20_000, 80_000, "claims", 2) == "20,000 of 80,000 claims, 10,000 a second, 25%, 6 s left"
    assert share_line(0, 0, "claims", 0) == "0 of 0 claims, 0 a second"
