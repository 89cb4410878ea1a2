"""Flags: each case in cases/flags/*.toml gets exactly the flags that it names, and every flag is named by some case.

What needs verifying, and does not say its stakes or check-worthiness, is worth checking: it has the flag of stakes besides.
"""

import json
import tomllib
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any

import pytest

from schemas.table import schema_of
from schemas.tables import TABLES
from warehouse.flag_files import BrokenFlag, read_flags
from warehouse.store import MarkingRules, Warehouse, mark, open_warehouse, read_rows, save

FOLDER = Path(__file__).parent.parent / "cases" / "flags"
CASES = [case for path in sorted(FOLDER.glob("*.toml")) for case in tomllib.loads(path.read_text("utf-8"))["case"]]
EXPECTED = {"name", "flags", "needs", "detail", "was", "elsewhere"}
"""Beside columns. `was`: the claim's words in the version of the page before; `elsewhere`: a claim of its thread in another
article, with the text, its quote and what it adds to the columns, and under `difference` how the claim differs from it."""


Tables = dict[str, list[dict[str, Any]]]
"""Rows by table, in the order in which they are saved."""


def save_case(warehouse: Warehouse, rows: Any, case: dict[str, Any]) -> list[str]:
    """Save a case's article and claims, and return the ids of its claims in order."""
    ids, tables = rows_of_case(rows, case)
    save_tables(warehouse, rows, tables)
    return ids


def save_tables(warehouse: Warehouse, rows: Any, tables: Tables) -> None:
    """Save rows, none of which is refused."""
    for table, made in tables.items():
        assert save(warehouse, table, rows.frame(table, made), run_id=rows.run_id, at=rows.at).refused == 0


def rows_of_case(rows: Any, case: dict[str, Any]) -> tuple[list[str], Tables]:
    """Return the ids of a case's claims in order, and the rows of its article, its claims and what is beside them."""
    published: date | None = case.get("published")
    moment = datetime.combine(published, time(9), UTC) if published else None
    article = rows.article(
        case["text"],
        published_at=moment,
        published_basis="meta" if published else None,
        published_conflicts=case.get("conflicts"),
        genre=case.get("genre"),
        found_with="a reader",
    )
    claims, names, older = [], {}, {name: [] for name in ("articles", "claims", "edits", "pages", *LINKED)}
    for expected in case["claims"]:
        columns = {key: value for key, value in expected.items() if key not in {"quote", *EXPECTED}}
        if "checkworthiness" not in expected:
            columns.setdefault("stakes", 2.0 if expected.get("needs") else 0.4)
        for value in ("value_low", "value_high", "stakes"):
            if value in columns:
                columns[value] = float(columns[value])
        columns["part_of"] = names.get(columns["part_of"]) if "part_of" in columns else None
        claims.append(rows.claim(article, expected["quote"], **columns))
        names[expected.get("name")] = claims[-1]["claim_id"]
        if "was" in expected:
            add_former(rows, older, article, claims[-1], expected["was"])
        if "elsewhere" in expected:
            add_elsewhere(rows, older, claims[-1], expected["elsewhere"])
    tables = {"pages": [rows.page()], "articles": [article], "claims": list(claims)}
    older = {name: more for name, more in older.items() if more}
    if "miscounts" in case:
        tables["miscounts"] = [miscount(rows, article, claims, each) for each in case["miscounts"]]
    tables |= {name: [*tables.get(name, []), *more] for name, more in older.items()}
    return [claim["claim_id"] for claim in claims], tables


LINKED = ("threads", "thread_claims", "reviews")


def add_elsewhere(rows: Any, others: dict[str, Any], claim: Any, elsewhere: dict[str, Any]) -> None:
    """Add another outlet's article with a claim of the same thread, and the review that it has had."""
    page = rows.page(elsewhere["text"], outlet=elsewhere.get("outlet", "The Herald"))
    published: date | None = elsewhere.get("published")
    moment = datetime.combine(published, time(9), UTC) if published else None
    article = rows.article(elsewhere["text"], page, published_at=moment, published_basis="meta" if moment else None)
    own = {name: claim[name] for name in ("kind", "unit", "measured") if name in claim}
    values = {name: float(value) for name, value in elsewhere.items() if name.startswith("value_")}
    other = rows.claim(article, elsewhere["quote"], **own | values)
    thread = {"thread_id": rows.id_of(claim["claim_id"]), "measured": claim["quote"]}
    links = [
        {"thread_id": thread["thread_id"], "claim_id": each["claim_id"], "linked_by": "test@1"}
        for each in (claim, other)
    ]
    if "difference" in elsewhere:
        links[0] |= {"difference": elsewhere["difference"], "differs_from": other["claim_id"]}
    added = {"pages": [page], "articles": [article], "claims": [other], "threads": [thread], "thread_claims": links}
    if "also" in elsewhere:  # another claim of that article, of no thread
        also = elsewhere["also"]
        columns = {name: float(value) if name.startswith("value_") else value for name, value in also.items()}
        added["claims"].append(rows.claim(article, columns.pop("quote"), **columns))
    if "verdict" in elsewhere:
        review = {"review_id": rows.id_of(other["claim_id"]), "claim_id": other["claim_id"], "status": "resolved"}
        added["reviews"] = [review | {"verdict": elsewhere["verdict"], "reviewer": "ana", "reviewed_at": rows.at}]
    for table, made in added.items():
        others[table] += made


def miscount(rows: Any, article: Any, claims: list[Any], told: dict[str, Any]) -> dict[str, Any]:
    """A contradiction of the case's numbers, of what read the article if the case does not say otherwise."""
    return {
        "miscount_id": rows.id_of(article["article_id"], told["rule"], told["says"]),
        "article_id": article["article_id"],
        "rule": told["rule"],
        "says": told["says"],
        "expected": "another number",
        "printed": told["claims"][0],
        "terms": "[]",
        "claim_ids": [claim["claim_id"] for claim in claims if claim["quote"] in told["claims"]],
        "found_with": told.get("found_with", article["found_with"]),
    }


def add_former(rows: Any, older: dict[str, Any], article: Any, claim: Any, was: str) -> None:
    """Add the version of the page before, with the claim as it stood there, and the edit between them."""
    former = rows.article(article["text"].replace(claim["quote"], was))
    before = rows.claim(former, was, kind=claim["kind"])
    edit = {
        "edit_id": rows.id_of(before["claim_id"]),
        "page_id": article["page_id"],
        "changes": ["figure"],
        "score": 0.9,
    }
    edit |= {"article_id_before": former["article_id"], "article_id_after": article["article_id"]}
    edit |= {"claim_id_before": before["claim_id"], "claim_id_after": claim["claim_id"]}
    edit |= {"is_silent": True, "is_within": True, "aligned_by": "test@1"}
    for table, row in (("articles", former), ("claims", before), ("edits", edit)):
        older[table].append(row)


@pytest.fixture(scope="module")
def shared(module_rows: Any) -> Iterator[Warehouse]:
    """One warehouse for all cases, each of which has an article of its own, marked at once."""
    every, ids = Tables(), []
    for case in CASES:
        found, tables = rows_of_case(module_rows, case)
        ids += found
        for table, made in tables.items():
            every.setdefault(table, []).extend(made)
    with open_warehouse() as warehouse:
        save_tables(warehouse, module_rows, every)
        mark(warehouse, ids, run_id=module_rows.run_id, at=module_rows.at)
        yield warehouse


@pytest.fixture(scope="module")
def flags_of(shared: Warehouse) -> dict[str, dict[str, Any]]:
    """The flags of each claim by its id."""
    return {row["claim_id"]: row for row in read_rows(shared, "claim_flags").iter_rows(named=True)}


def test_case_files_have_no_unknown_keys() -> None:
    """A misspelt key would test nothing."""
    columns = set(schema_of(TABLES["claims"]))
    for case in CASES:
        assert set(case) <= {"name", "text", "published", "conflicts", "genre", "claims", "miscounts"}, case["name"]
        for claim in case["claims"]:
            assert {"quote", "flags", "needs"} <= set(claim) <= columns | EXPECTED, case["name"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_claims_get_exactly_their_flags(
    case: dict[str, Any], shared: Warehouse, flags_of: dict[str, dict[str, Any]], rows: Any
) -> None:
    """Every claim of the case has the flags it names, no other, and needs verification as it says."""
    ids, _ = rows_of_case(rows, case)
    for claim_id, expected in zip(ids, case["claims"], strict=True):
        says_stakes = {"stakes", "checkworthiness", "assertion"} & set(expected)
        by_stakes = ["check_worthy"] if expected["needs"] and not says_stakes else []
        assert sorted(flags_of[claim_id]["flags"]) == sorted([*expected["flags"], *by_stakes]), expected["quote"]
        assert flags_of[claim_id]["needs_verification"] is expected["needs"], expected["quote"]
        for flag, detail in expected.get("detail", {}).items():
            assert_detail(shared, claim_id, flag, detail)


def assert_detail(warehouse: Warehouse, claim_id: str, flag: str, expected: dict[str, Any]) -> None:
    """The named inputs of a flag are as expected; an empty string stands for null."""
    select = "SELECT detail FROM flags WHERE claim_id = ? AND flag = ?"
    detail = json.loads(read_rows(warehouse, select, [claim_id, flag])["detail"][0])
    assert {key: detail[key] or "" for key in expected} == expected


def test_every_flag_fires_in_some_case() -> None:
    """A flag without a case is a flag that nobody has seen fire."""
    fired = {flag for case in CASES for claim in case["claims"] for flag in claim["flags"]}

    assert {flag.name for flag in read_flags()} == fired | {"check_worthy"}


def test_flags_say_why_and_what_clears_them() -> None:
    """The report prints both for people, so both are sentences."""
    for flag in read_flags():
        assert len(flag.why) > 20
        assert len(flag.clears) > 20


def test_marking_again_replaces_flags(rows: Any) -> None:
    """Flags are those of the latest marking, under the latest rules."""
    case = {
        "text": "The fund has $3m.",
        "claims": [{"quote": "$3m", "kind": "money", "value_low": 3e6, "value_high": 3e6}],
    }
    with open_warehouse() as warehouse:
        ids = save_case(warehouse, rows, case)
        assert mark(warehouse, ids, run_id="a", at=rows.at) == 1
        assert read_rows(warehouse, "SELECT flag, run_id FROM flags").rows() == [("money_total", "a")]
        assert mark(warehouse, ids, run_id="b", at=rows.at, rules=MarkingRules(money_total=1e7)) == 1

        assert read_rows(warehouse, "SELECT flag, run_id FROM flags").rows() == [("money_amount", "b")]


def test_marking_leaves_other_claims_alone(rows: Any) -> None:
    """Only the claims that are named are marked again."""
    case = {
        "text": "It has 70 rooms.",
        "claims": [{"quote": "70 rooms", "kind": "count", "value_low": 70, "value_high": 70}],
    }
    with open_warehouse() as warehouse:
        ids = save_case(warehouse, rows, case)
        mark(warehouse, ids, run_id="a", at=rows.at)
        mark(warehouse, [], run_id="b", at=rows.at)

        assert read_rows(warehouse, "flags")["run_id"].to_list() == ["a"]


def test_the_threshold_is_the_operators(rows: Any) -> None:
    """Weights that do not pass the threshold do not ask for verification; `always` flags do all the same."""
    case = {
        "text": "It has 70 rooms for 90 guests.",
        "claims": [
            {"quote": "70 rooms", "kind": "count", "value_low": 70, "value_high": 70},
            {"quote": "90 guests", "kind": "people", "value_low": 90, "value_high": 90},
        ],
    }
    with open_warehouse() as warehouse:
        ids = save_case(warehouse, rows, case)
        mark(warehouse, ids, run_id="a", at=rows.at, rules=MarkingRules(threshold=5))

        assert read_rows(warehouse, "flagged_claims")["quote"].to_list() == ["90 guests"]


OWN_FLAG = """-- why: it names our town
-- clears: a walk through our town
-- weight: 2
-- always: false
SELECT claim_id, {word: 'Ashford'} AS detail FROM marking WHERE contains(sentence, 'Ashford')
"""


def test_operators_add_flags_by_a_folder(rows: Any, tmp_path: Path) -> None:
    """A file in a named folder is a flag like ours, explained like ours."""
    (tmp_path / "our_town.sql").write_text(OWN_FLAG)
    case = {"text": "Ashford has a new clock.", "claims": [{"quote": "Ashford has a new clock", "needs": True}]}
    with open_warehouse() as warehouse:
        ids = save_case(warehouse, rows, case)
        mark(warehouse, ids, run_id="a", at=rows.at, rules=MarkingRules(flag_folders=(tmp_path,)))

        (row,) = read_rows(warehouse, "flagged_claims").iter_rows(named=True)
        assert next((reason["flag"], reason["why"]) for reason in row["reasons"]) == ("our_town", "it names our town")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (OWN_FLAG.replace("-- clears", "-- cleans"), "lacks the header line `-- clears"),
        (OWN_FLAG.replace("weight: 2", "weight: two"), "weight is a number"),
        (OWN_FLAG.replace("always: false", "always: perhaps"), "always is true or false"),
        (OWN_FLAG.replace("-- always: false", "-- always: false\n-- tenses: future"), "not future"),
        (OWN_FLAG.replace("FROM marking", "FROM markings"), "does not run"),
        (OWN_FLAG.replace("AS detail", "AS details"), "must give claim_id and detail"),
    ],
)
def test_a_broken_flag_is_named(text: str, words: str, rows: Any, tmp_path: Path) -> None:
    """The error names the file and what to mend, and nothing of the marking is kept."""
    (tmp_path / "our_town.sql").write_text(text)
    case = {"text": "Ashford has 70 clocks.", "claims": [{"quote": "70 clocks", "kind": "count"}]}
    with open_warehouse() as warehouse:
        ids = save_case(warehouse, rows, case)
        with pytest.raises(BrokenFlag, match=words) as caught:
            mark(warehouse, ids, run_id="a", at=rows.at, rules=MarkingRules(flag_folders=(tmp_path,)))

        assert "our_town.sql" in str(caught.value)
        assert read_rows(warehouse, "flags").is_empty()


def test_a_missing_folder_of_flags_is_named(tmp_path: Path) -> None:
    """A folder that is not there is no folder without flags."""
    with pytest.raises(BrokenFlag, match="is no folder of flags"):
        read_flags([tmp_path / "nowhere"])
