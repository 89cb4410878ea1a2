"""Files, folders and standard input become articles under names that do not depend on where they lie."""

import gzip
import shutil
from pathlib import Path

import pytest

from claims.model import Article
from claims.read import Unreadable
from flows.folders import Input
from flows.inputs import left_out, list_inputs, read_inputs

ARTICLES = Path(__file__).parent / "cases" / "articles"


def articles_of(*asked: str | Path) -> list[Article]:
    """Return what the inputs hold, which must all be readable."""
    read = list(read_inputs([str(each) for each in asked]))
    assert all(isinstance(each, Article) for each in read), read
    return [each for each in read if isinstance(each, Article)]


def test_a_folder_is_read_to_its_depths_in_a_settled_order(workplace: Path):
    """The same folder gives the same articles in the same order, packed ones too."""
    shutil.copytree(ARTICLES, workplace / "in" / "deep")
    (workplace / "in" / "a.txt.gz").write_bytes(gzip.compress((ARTICLES / "bank.txt").read_bytes()))
    (workplace / "in" / ".hidden.txt").write_text("Twelve people were hurt.")
    names = [article.name for article in articles_of("in")]
    assert names == ["a.txt.gz", "deep/bank.txt", "deep/ferry.txt", "deep/quiet.txt"]


def test_an_article_keeps_its_id_when_its_folder_moves(workplace: Path):
    """A run from elsewhere, or of the file alone, must not take known articles for new ones."""
    shutil.copytree(ARTICLES, workplace / "here")
    shutil.copytree(ARTICLES, workplace / "over" / "there")
    ids = [article.article_id for article in articles_of("here")]
    assert [article.article_id for article in articles_of(workplace / "over" / "there")] == ids
    assert [article.article_id for article in articles_of("here/bank.txt")] == ids[:1]


def test_files_of_other_kinds_are_left_out_and_listed(workplace: Path):
    """What is not read is not passed over in silence."""
    shutil.copytree(ARTICLES, workplace / "in")
    (workplace / "in" / "photo.jpg").write_bytes(b"\xff\xd8\xff")
    assert left_out(["in", "in/bank.txt", "-"]) == ["in/photo.jpg"]


def test_a_refused_record_is_named_with_the_path_as_asked(workplace: Path):
    """People look for the file where they said it is; the good record beside it is read."""
    (workplace / "in").mkdir()
    (workplace / "in" / "two.jsonl").write_text('{"text": "Twelve people were hurt on Monday."}\n{"text": \n')
    good, refused = list(read_inputs(["in/two.jsonl"]))
    assert isinstance(good, Article)
    assert isinstance(refused, Unreadable)
    assert refused.name == "in/two.jsonl, line 2"


def test_an_input_that_cannot_be_opened_is_refused(workplace: Path, monkeypatch: pytest.MonkeyPatch):
    """A disk error costs one input, not the run."""
    (workplace / "locked.txt").write_text("Twelve people were hurt.")

    def denied(_input: Input) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Input, "open", denied)
    [refused] = read_inputs(["locked.txt"])
    assert "permission denied" in str(refused)


def test_inputs_are_listed_without_being_read(workplace: Path):
    """A run can be refused before anything heavy is started."""
    listed = list(list_inputs(["-", "gone.txt"]))
    assert [isinstance(each, Unreadable) for each in listed] == [False, True]
