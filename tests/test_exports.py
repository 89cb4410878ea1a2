"""What leaves: reviewed claims alone as fact-checks, open ones as annotations, tables; files only where they were asked for."""

import csv
import io
import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import polars as pl
import pytest
from typer.testing import Result

from desk.exporting import _tell
from flows.exports import Nodes, clause_of, file_name_of, nodes_as_text, table_of, write_whole
from flows.reviews import Act, append_review
from flows.settings import Settings
from reports.claim_review import claim_of
from reports.claim_review_files import find_claim_reviews
from reports.claim_review_rules import HostPage, findings_across, findings_of
from reports.one_claim import opposed, wording_of
from reports.tables import json_line
from warehouse.ask import ask
from warehouse.publish import publish_snapshot
from warehouse.store import open_warehouse

PUBLISHER = """
[publisher]
name = "{name}"
url = "https://post.example"
checks_url = "https://post.example/checks/{{claim_id}}"
"""


@pytest.fixture
def reviewed(kept: Settings, workplace: Path) -> list[str]:
    """Claims of the cases: one true, one unverifiable, one in work, one dismissed, the others new; a publisher is set."""
    (workplace / "factdesk.toml").write_text(PUBLISHER.format(name="The Post"), encoding="utf-8")
    ids = ask(
        kept.published, "SELECT claim_id FROM flagged_claims ORDER BY published_at IS NULL, url IS NULL, claim_id"
    )["claim_id"].to_list()
    opener = partial(open_warehouse, kept.live)
    note = "Seen </script><script>alert(1)</script>"
    for claim_id, act in zip(
        ids,
        (
            Act("Ada", verdict="true", note=note, evidence_url="https://register.example/1"),
            Act("Ada", verdict="unverifiable"),
            Act("Ada", status="in_progress"),
            Act("Ada", status="dismissed"),
        ),
        strict=False,
    ):
        append_review(opener, claim_id, act)
    with opener() as warehouse:
        publish_snapshot(warehouse, kept.published)
    return ids


def test_reviewed_claims_leave_as_reviews_that_break_no_rule(factdesk: Callable[..., Result], reviewed: list[str]):
    """Those with a verdict, and no others; a script in a note ends no script of a page."""
    result = factdesk("export", "claimreview")
    assert result.exit_code == 0, result.stderr
    reviews = json.loads(result.stdout)
    assert [each["itemReviewed"]["identifier"] for each in reviews] == sorted(reviewed[:2], key=_order_of(reviews))
    assert find_claim_reviews(result.stdout).reviews == reviews
    page = HostPage("https://post.example")
    assert [finding for each in reviews for finding in findings_of(each, page) if finding.level == "must"] == []
    assert findings_across(reviews) == []
    assert {each["reviewRating"]["alternateName"] for each in reviews} == {"True", "Unverifiable"}
    assert "<" not in result.stdout
    assert "it is recommended and missing" in result.stderr


def _order_of(reviews: list[dict[str, dict[str, str]]]) -> Callable[[str], int]:
    listed = [each["itemReviewed"]["identifier"] for each in reviews]
    return listed.index


def test_a_review_that_search_engines_would_refuse_stays_and_is_named(
    factdesk: Callable[..., Result], reviewed: list[str], kept: Settings, workplace: Path
):
    """As one of a claim that the publisher made itself; the others leave."""
    claimant = "SELECT claimant FROM claims WHERE claimant_kind IN ('person', 'organisation') LIMIT 1"
    name = ask(kept.published, claimant).item()
    claim_id = ask(kept.published, f"SELECT claim_id FROM claims WHERE claimant = '{name}' LIMIT 1").item()
    append_review(partial(open_warehouse, kept.live), claim_id, Act("Ada", verdict="true"))
    with open_warehouse(kept.live) as warehouse:
        publish_snapshot(warehouse, kept.published)
    (workplace / "factdesk.toml").write_text(PUBLISHER.format(name=name), encoding="utf-8")
    result = factdesk("export", "claimreview")
    assert result.exit_code == 1
    assert f"left out: claim {claim_id}: itemReviewed.author: it is the one who checks the claim." in result.stderr
    assert claim_id not in result.stdout


def test_a_review_without_publisher_is_told(factdesk: Callable[..., Result], kept: Settings):
    """It says what to add, and where."""
    result = factdesk("export", "claimreview")
    assert result.exit_code == 2
    assert "[publisher] is not set" in result.stderr


def test_nothing_reviewed_is_an_empty_list(factdesk: Callable[..., Result], kept: Settings, workplace: Path):
    """With a word on how that changes."""
    (workplace / "factdesk.toml").write_text(PUBLISHER.format(name="The Post"), encoding="utf-8")
    result = factdesk("export", "claimreview")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert "no claim is resolved with a verdict yet; `factdesk review` does it" in result.stderr


def test_open_claims_leave_as_annotations_of_their_words(
    factdesk: Callable[..., Result], reviewed: list[str], kept: Settings
):
    """None that is resolved or dismissed; each finds its words in the text by place, and names the text's hash."""
    page = json.loads(factdesk("export", "annotations").stdout)
    ids = [each["id"].rpartition(":")[2] for each in page["items"]]
    assert sorted(ids) == sorted(set(reviewed) - {*reviewed[:2], reviewed[3]})
    texts = dict(ask(kept.published, "SELECT text_sha256, text FROM articles").rows())
    for each in page["items"]:
        text = texts[each["target"]["source"]["https://schema.org/sha256"]]
        quote, place = each["target"]["selector"]
        assert text[place["start"] : place["end"]] == quote["exact"]
        assert quote["prefix"] == text[max(place["start"] - 32, 0) : place["start"]]
        assert quote["suffix"] == text[place["end"] : place["end"] + 32]
    every = json.loads(factdesk("export", "annotations", "--of", "claims").stdout)
    assert len(every["items"]) >= len(page["items"])


def test_open_claims_leave_as_claims(factdesk: Callable[..., Result], reviewed: list[str], workplace: Path):
    """schema.org Claim without any rating; a .jsonl holds one a line."""
    assert factdesk("export", "claims", "--out", "claims.jsonl").exit_code == 0
    lines = (workplace / "claims.jsonl").read_text(encoding="utf-8").splitlines()
    assert len(lines) == len(reviewed) - 3
    assert {json.loads(line)["@type"] for line in lines} == {"Claim"}
    assert not any("ating" in line for line in lines)


def test_a_folder_takes_one_file_a_claim_named_by_its_id(
    factdesk: Callable[..., Result], reviewed: list[str], workplace: Path
):
    """A link that somebody laid there is replaced, not followed."""
    (workplace / "checks").mkdir()
    (workplace / "secret").write_text("mine", encoding="utf-8")
    (workplace / "checks" / f"{reviewed[0]}.jsonld").symlink_to(workplace / "secret")
    assert factdesk("export", "claimreview", "--out", "checks").exit_code == 0
    assert sorted(path.name for path in (workplace / "checks").iterdir()) == sorted(
        f"{each}.jsonld" for each in reviewed[:2]
    )
    assert (workplace / "secret").read_text(encoding="utf-8") == "mine"
    assert json.loads((workplace / "checks" / f"{reviewed[0]}.jsonld").read_text("utf-8"))["@type"] == "ClaimReview"


@pytest.mark.parametrize(
    "name", ["../x", "a/b", "", ".", "..", "0" * 15, "0" * 17, "0" * 16 + "\n", "/etc/passwd", "A" * 16]
)
def test_no_other_name_becomes_a_file(name: str):
    """A claim's file is named by 16 hexadecimal digits or not at all."""
    with pytest.raises(ValueError, match="names no file"):
        file_name_of(name)


@pytest.mark.parametrize("rows", ["items", "flagged", "claims", "reviews", "fact-checks"])
def test_tables_leave_whole(
    rows: str, factdesk: Callable[..., Result], reviewed: list[str], kept: Settings, workplace: Path
):
    """Parquet is the table itself, JSONL holds every value, CSV every row."""
    assert factdesk("export", "parquet", "--of", rows, "--out", "rows.parquet").exit_code == 0
    table = table_of(rows, kept)
    assert pl.read_parquet(workplace / "rows.parquet").equals(table)
    lines = factdesk("export", "jsonl", "--of", rows).stdout.splitlines()
    records = factdesk("export", "csv", "--of", rows).stdout
    assert len(lines) == len(list(csv.DictReader(io.StringIO(records)))) == table.height
    for line, row in zip(lines, table.iter_rows(named=True), strict=True):
        plain = {name: value for name, value in json.loads(json_line(row)).items() if name != "reasons"}
        assert plain.items() <= json.loads(line).items()


def test_no_cell_of_a_table_is_a_formula(factdesk: Callable[..., Result], kept: Settings):
    """What a reviewer writes reaches a spreadsheet as words."""
    claim_id = ask(kept.published, "SELECT claim_id FROM claims LIMIT 1").item()
    assert factdesk("review", claim_id, "--note", "=HYPERLINK(1)", "--reviewer", "@SUM(1)").exit_code == 0
    [row] = csv.DictReader(io.StringIO(factdesk("export", "csv", "--of", "reviews").stdout))
    assert (row["note"], row["reviewer"]) == ("'=HYPERLINK(1)", "'@SUM(1)")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["parquet"], "--out FILE"),
        (["claimreview", "--of", "claims"], "has no meaning"),
        (["annotations", "--of", "reviews"], "are of claims"),
        (["csv", "--out", "."], "is a folder"),
        (["xml"], "'xml' is not one of"),
    ],
)
def test_wrong_calls_are_told(arguments: list[str], words: str, factdesk: Callable[..., Result], kept: Settings):
    """One line, status 2, no file."""
    result = factdesk("export", *arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_exporting_before_any_run_says_to_run(factdesk: Callable[..., Result], workplace: Path):
    """Nothing is made."""
    result = factdesk("export", "csv")
    assert result.exit_code == 1
    assert "nothing is published there yet" in result.stderr
    assert list(workplace.iterdir()) == []


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path):
    """When it cannot be, the old one stays and nothing lies beside it."""
    (tmp_path / "taken").mkdir()
    with pytest.raises(OSError):
        write_whole(tmp_path / "taken", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["taken"]


def test_line_separators_cannot_end_a_script():
    """JSON-LD is pasted into pages."""
    text = nodes_as_text([{"claimReviewed": "a</script>\u2028b"}], one_a_line=False, form="claimreview")
    assert json.loads(text) == [{"claimReviewed": "a</script>\u2028b"}]
    assert not {"<", "\u2028"} & set(text)


def claim_in(text: str, claims: dict[str, float], own: str, **more: object) -> dict[str, object]:
    """Return one claim of a sentence, as exports are made of, with the others beside it."""
    places = [
        {"claim_id": f"{text.index(quote):016x}", "kind": "count", "quote": quote, "start_char": text.index(quote)}
        for quote in claims
    ]
    neighbours = [place | {"end_char": int(str(place["start_char"])) + len(str(place["quote"]))} for place in places]
    [mine] = [place for place in neighbours if place["quote"] == own]
    row = {
        "statement": text,
        "neighbours": neighbours,
        "verdict": "true",
        "value_low": claims[own],
        "status": "resolved",
    }
    return mine | row | more


SPENT = "The council spent £4.2 million on the bridge (€5 million) and hired 72 people, five of them divers."
TREATED = (
    "The clinic grew by 12 percent to 8,960 patients in June, from 8,000 a year earlier, and 40 nurses were hired."
)


@pytest.mark.parametrize(
    ("text", "quotes", "own", "wording"),
    [
        ("The mill burned for 9 hours on Monday.", ["9 hours"], "9 hours", "The mill burned for 9 hours on Monday."),
        (SPENT, ["£4.2 million", "€5 million", "72 people", "five"], "72 people", f"{SPENT} (“72 people”)"),
        (TREATED, ["12 percent", "8,960 patients", "8,000", "40 nurses"], "8,000", f"{TREATED} (“8,000”)"),
        (TREATED, ["12 percent", "8,960 patients", "8,000", "40 nurses"], "40 nurses", "40 nurses were hired."),
    ],
)
def test_the_claim_reviewed_can_be_read_alone(text: str, quotes: list[str], own: str, wording: str):
    """Its clause, where that states something and has no other figure; else the sentence with its figure named: never a hole."""
    row = claim_in(text, dict.fromkeys(quotes, 1.0), own)
    row |= {"clause": clause_of(row)}

    assert wording_of(row) == wording
    assert claim_of(row)["text"] == wording


def test_a_part_is_told_with_its_whole():
    """The figure that it is a part of is no other figure: "five of the 72" is about both."""
    text = "The council hired 72 people, five of them divers."
    claims = {"72 people": 72.0, "five": 5.0}
    whole = {place["quote"]: place for place in claim_in(text, claims, "five")["neighbours"]}  # type: ignore[attr-defined]

    assert wording_of(claim_in(text, claims, "five", part_of=whole["72 people"]["claim_id"])) == text


@pytest.mark.parametrize(
    ("shared", "found"),
    [
        ({"repeats": "a" * 16}, {0: 1, 1: 0}),
        ({"page_id": "p", "measured": "cranes in the harbour", "value_low": 9.0}, {0: 1, 1: 0}),
        ({"origin_id": "o", "measured": "cranes in the harbour", "value_low": 9.0}, {0: 1, 1: 0}),
        ({"measured": "cranes in the harbour", "value_low": 9.0}, {}),
    ],
)
def test_one_claim_is_known_by_words_versions_and_figure(shared: dict[str, object], found: dict[int, int]):
    """The same figure of another story is another claim."""
    rows = [
        claim_in(f"{opening} nine cranes.", {"nine cranes": 9.0}, "nine cranes") | shared | {"verdict": verdict}
        for opening, verdict in (("It has", "true"), ("The harbour owns", "false"))
    ]
    rows[1]["claim_id"] = "b" * 16

    assert opposed(rows) == found
    assert opposed([row | {"verdict": "true"} for row in rows]) == {}


def test_opposite_verdicts_on_one_claim_are_refused_by_name(
    factdesk: Callable[..., Result], workplace: Path, kept: Settings, run_plainly: Callable[..., None]
):
    """Neither of them is published, and each line names the other; a verdict that both bear is published once."""
    (workplace / "factdesk.toml").write_text(PUBLISHER.format(name="The Post"), encoding="utf-8")
    words = "The harbour of Tarn bought 9 cranes in March. The council of Merrow paid £30 million for them."
    for name in ("one.txt", "two.txt"):
        (workplace / name).write_text(words, encoding="utf-8")
        run_plainly([workplace / name], kept)
    found = "SELECT claim_id FROM claims WHERE quote = '{}' ORDER BY claim_id"
    cranes, price = (
        ask(kept.published, found.format(quote))["claim_id"].to_list() for quote in ("9 cranes", "£30 million")
    )
    opener = partial(open_warehouse, kept.live)
    for claim_id, verdict in zip([*cranes, *price], ("true", "false", "false", "false"), strict=True):
        append_review(opener, claim_id, Act("Ada", verdict=verdict))
    with opener() as warehouse:
        publish_snapshot(warehouse, kept.published)
    result = factdesk("export", "claimreview")

    assert result.exit_code == 1
    for claim_id, other, said in ((cranes[0], cranes[1], "True"), (cranes[1], cranes[0], "False")):
        assert f"claim {claim_id}: reviewRating: it says {said}, and the review of claim {other}" in result.stderr
    left = [each["itemReviewed"]["identifier"] for each in json.loads(result.stdout)]
    assert len(left) == 1
    assert left[0] in price


def test_more_notes_say_of_which_claims_they_are(capsys: pytest.CaptureFixture[str]):
    """To read "and 2 more" alone would send whoever mends them to look for these."""
    lines = tuple(f"claim {number:016x}: say when it was made" for number in range(7))
    assert _tell("annotations", Nodes((), advice=lines, again=0)) == 0
    assert f"2 more like these: claim {5:016x}, claim {6:016x}\n" in capsys.readouterr().err


def test_what_a_report_counts_once_is_told_beside_the_number(capsys: pytest.CaptureFixture[str]):
    """Claims that versions and copies repeat are marked in each text, and make the number larger than the report's."""
    _tell("annotations", Nodes((("a" * 16, {}), ("b" * 16, {})), again=1))
    assert (
        "2 written (1 of them only in other versions or copies, which the report counts once)"
        in capsys.readouterr().err
    )
