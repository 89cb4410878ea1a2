"""What a figure measures is a noun phrase of its own clause that stands alone, or nothing is said; and readers can judge it."""

import csv
import json
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench import measured as bench
from claims.figures import find_figures
from claims.text.nouns import is_stop
from tests.test_figures import load_cases

CASES = tomllib.loads((Path(__file__).parent / "cases" / "measured.toml").read_text(encoding="utf-8"))["case"]
HEAD = "# 3 of 4 figures drawn are shown with what they measure\n" + "\t".join(bench.COLUMNS) + "\n"


@pytest.mark.parametrize("case", CASES, ids=[case["text"] for case in CASES])
def test_it_is_the_counted_noun_the_object_or_the_subject(case: dict[str, str]) -> None:
    """Each table row: what the first figure of a sentence measures, "" for nothing."""
    assert (find_figures(case["text"])[0].measured or "") == case["measured"]


def test_it_stands_in_the_sentence_and_never_ends_in_the_middle() -> None:
    """Over all case texts: at most eight words, on one line, with no closed-class word or mark at either end."""
    texts = [case.values[0]["text"] for case in load_cases()]
    said = [figure.measured for text in texts for figure in find_figures(text) if figure.measured]
    ends = [word.strip("“”\"'") for words in said for word in (words.split()[0], words.split()[-1])]

    assert len(said) > 100
    assert all(len(words.split()) <= 8 and "\n" not in words for words in said)
    assert [word for word in ends if is_stop(word) and word.islower()] == []


WORDS = st.sampled_from(
    ["The", "rate", "of", "homes", "in", "Ada", "Corp.", "U.S.", "rose", "was", "said", ",", "5", "%", "$3", "-", "'s", "old", "(", ")", ":", "which", "last", "aged", "per", "half"]
)  # fmt: skip


@given(st.lists(WORDS, max_size=14))
def test_it_holds_on_any_jumble_of_words(words: list[str]) -> None:
    """Whatever stands in a row, what is measured are words of the text, eight at most."""
    text = " ".join(words)
    for figure in find_figures(text):
        said = (figure.measured or "").split()
        assert len(said) <= 8
        assert all(word in text for word in said)


def articles(folder: Path, number: int) -> Path:
    """Write some articles of two figures each, the second of which measures nothing that can be told."""
    texts = [f"Floods hit {at + 3} farms of the\tvalley. He paid almost ${at + 5}." for at in range(number)]
    lines = [json.dumps({"doc_id": f"a{at}", "text": text}) for at, text in enumerate(texts)]
    path = folder / "articles.jsonl"
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_a_sheet_shows_readers_the_figure_in_its_sentence(tmp_path: Path) -> None:
    """Drawn by a seed: the same sheet each time, as many rows as asked, and how many figures were drawn for them."""
    source, labelled = articles(tmp_path, 6), tmp_path / "labels"
    labelled.mkdir()
    (labelled / "a2.json").touch()
    arguments = ["sample", str(source), "--count", "4", "--without", str(labelled)]
    for name in ("one.tsv", "two.tsv"):
        assert bench.main([*arguments, "--out", str(tmp_path / name)]) == 0
    head, *lines = (tmp_path / "one.tsv").read_text(encoding="utf-8").splitlines()
    rows = list(csv.DictReader(lines, delimiter="\t"))

    assert (tmp_path / "two.tsv").read_text(encoding="utf-8").splitlines() == [head, *lines]
    assert head.startswith("# 4 of ")
    assert len(rows) == 4
    assert all(row["right"] == "" and f"«{row['figure']}»" in row["sentence"] for row in rows)
    assert not any("«5 farms" in row["sentence"] for row in rows)  # the article that has labels


def test_a_sheet_never_lies_in_the_project(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its sentences are others'."""
    inside = bench.PROJECT / "sheet.tsv"

    assert bench.main(["sample", str(articles(tmp_path, 1)), "--out", str(inside)]) == 2
    assert not inside.exists()
    assert "outside the project" in capsys.readouterr().err


def test_a_filled_sheet_is_scored() -> None:
    """The share shown, the share right with its interval, and that of each kind."""
    rows = ["1\ty\tfarms\t3 farms\tcount\t«3 farms»", "2\tN\trate\t4%\tpercent\tx", "3\tY\tboats\t2 boats\tcount\tx"]
    scored = bench.score(HEAD + "\n".join(rows))

    assert scored["shown"] == 0.75
    assert scored["right"] == pytest.approx(2 / 3)
    assert (scored["right_count"], scored["right_percent"]) == (1.0, 0.0)
    assert 0.2 < scored["low"] < scored["right"] < scored["high"] < 0.95


@pytest.mark.parametrize(
    ("text", "words"), [(HEAD + "1\t\tfarms\t3 farms\tcount\tx", "rows 1"), ("number\tright\n", "first line")]
)
def test_a_sheet_that_is_not_filled_in_is_no_score(
    text: str, words: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
):
    """A row without a judgement is named."""
    (tmp_path / "sheet.tsv").write_text(text, encoding="utf-8")

    assert bench.main(["score", str(tmp_path / "sheet.tsv")]) == 2
    assert words in capsys.readouterr().err
