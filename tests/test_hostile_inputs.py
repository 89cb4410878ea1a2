"""What is broken or made to do harm costs itself alone: it is refused with a reason, in bounds, and the others are read."""

import gzip
import json
import os
import subprocess
import tracemalloc
import zlib
from collections.abc import Callable, Iterator
from ipaddress import ip_address
from pathlib import Path

import pytest
from typer.testing import Result

from bench.hostile_kinds import Kind, kinds
from claims.model import Article
from claims.page_data import parse_data
from claims.read import Unreadable
from claims.read_html import read_page
from flows.addresses import why_refused
from flows.feeds import read_listing
from flows.inputs import MOST_IN_A_ROW, TOLD_REFUSALS, left_out, read_inputs
from flows.listed import MOST_PARAMETER_CHARACTERS, listed, unlisted
from flows.watch import Cost, watched

STORY = "The town of Tarn spent 40 million euros on the bridge last year, said the mayor, Ana Ruiz."
FERRY = Path(__file__).parent / "cases" / "articles" / "ferry.txt"


def read(path: Path | str) -> tuple[list[Article], list[Unreadable]]:
    """Read an input; return its articles and its refusals."""
    found = list(read_inputs([str(path)]))
    return [each for each in found if isinstance(each, Article)], [
        each for each in found if isinstance(each, Unreadable)
    ]


def test_a_name_that_is_not_utf_8_is_refused(factdesk: Callable[..., Result], workplace: Path):
    """Named outright or met in a folder: it is told with the bytes escaped, and the others are read."""
    (workplace / "in").mkdir()
    for folder in (workplace, workplace / "in"):
        (folder / os.fsdecode(b"w\xff.txt")).write_text(STORY, encoding="utf-8")
    (workplace / "in" / "good.txt").write_text(STORY, encoding="utf-8")

    result = factdesk("check", "--format", "jsonl", os.fsdecode(b"w\xff.txt"), "in", FERRY)

    told = [line for line in result.stderr.splitlines() if "its name is not UTF-8" in line]
    assert [line.split(": ")[2] for line in told] == ["w\\udcff.txt", "in/w\\udcff.txt"]
    assert "40 million" in result.stdout
    assert "62 people" in result.stdout
    assert result.exit_code == 1


@pytest.fixture
def pit(workplace: Path) -> Iterator[Path]:
    """Yield a folder that nests until its innermost cannot be named whole any more, and take it away again."""
    descriptors = [os.open(workplace, os.O_RDONLY)]
    top = workplace / "pit"
    name = top.name
    for _ in range(2_100):  # by its end a path has more than the 4,096 characters of any system
        os.mkdir(name, dir_fd=descriptors[-1])
        descriptors.append(os.open(name, os.O_RDONLY, dir_fd=descriptors[-1]))
        os.close(descriptors.pop(0))
        name = "d"
    os.close(descriptors.pop())
    yield top
    subprocess.run(["rm", "-rf", "--", str(top)], check=True)


def test_a_folder_without_bottom_costs_itself_alone(pit: Path):
    """It is told how far one got, and what lies beside and inside of it is read."""
    (pit / "d" / "ferry.txt").write_text(STORY, encoding="utf-8")

    good, refused = read(pit)

    assert [each.name for each in good] == ["d/ferry.txt"]
    assert [each.rule for each in refused] == ["it cannot be opened (file name too long)"]
    assert left_out([str(pit)]) == []


@pytest.fixture
def drop(tmp_path: Path) -> Path:
    """Return a folder into which others may put files, beside a file that is none of theirs."""
    (tmp_path / "own.txt").write_text(STORY.replace("Tarn", "Own"), encoding="utf-8")
    folder = tmp_path / "drop"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY, encoding="utf-8")
    return folder


def test_links_out_of_a_folder_are_not_followed(drop: Path):
    """Whoever may put files there is not told by them what this account can read; links that stay inside are."""
    (drop / "b.txt").symlink_to(drop.parent / "own.txt")
    (drop / "c.txt").symlink_to("../own.txt")
    (drop / "d.txt").symlink_to(drop / "b.txt")
    (drop / "e.txt").symlink_to("a.txt")
    (drop / "f").symlink_to(drop.parent)
    (drop / "g.txt").symlink_to("g.txt")

    articles, refused = read(drop)

    assert [each.name for each in articles] == ["a.txt", "e.txt"]
    assert [Path(each.name).name for each in refused] == ["b.txt", "c.txt", "d.txt"]
    assert {each.rule for each in refused} == {"it leads out of its folder"}


def test_a_link_or_a_folder_of_links_that_is_named_itself_is_read(drop: Path):
    """What an operator names is what is meant, whatever it leads to."""
    (drop.parent / "link.txt").symlink_to(drop.parent / "own.txt")
    (drop.parent / "linked").symlink_to(drop)

    assert [len(found) for found in read(drop.parent / "link.txt")] == [1, 0]
    assert [len(found) for found in read(drop.parent / "linked")] == [1, 0]


def test_links_out_of_a_folder_are_told_in_bounds(drop: Path):
    """A hundred are told one by one, and the others as a number."""
    for number in range(150):
        (drop / f"{number}.txt").symlink_to(drop.parent / "own.txt")

    articles, refused = read(drop)

    assert (len(articles), len(refused)) == (1, 101)
    assert refused[-1].rule == "50 more of its files lead out of it"


def to_link(path: Path) -> None:
    """Put a link to another's file in the place of a file."""
    path.unlink()
    path.symlink_to(path.parents[2] / "own.txt")


def to_linked_folder(path: Path) -> None:
    """Put a link to another's folder in the place of the file's."""
    path.parent.rename(path.parents[1] / "old")
    path.parent.symlink_to(path.parents[2] / "others")


def to_pipe(path: Path) -> None:
    """Put a pipe that nobody writes to in the place of a file."""
    path.unlink()
    os.mkfifo(path)


@pytest.mark.parametrize("becomes", [to_link, to_linked_folder, to_pipe])
@pytest.mark.parametrize("ending", [".txt", ".jsonl", ".warc"])
def test_a_file_that_becomes_a_link_before_it_is_read_is_refused(
    drop: Path, becomes: Callable[[Path], None], ending: str
):
    """Between the look into a folder and the reading of its last file lie hours, in which others may act."""
    (drop.parent / "others").mkdir()
    (drop.parent / "others" / f"b{ending}").write_text(STORY, encoding="utf-8")
    inner = drop / "inner"
    inner.mkdir()
    (inner / f"b{ending}").write_text(STORY, encoding="utf-8")
    found = read_inputs([str(drop)])

    assert isinstance(next(found), Article)
    becomes(inner / f"b{ending}")

    assert {each.rule for each in found if isinstance(each, Unreadable)} == {"it leads out of its folder"}


def test_a_name_longer_than_any_file_may_have_is_refused(tmp_path: Path):
    """Where the system does not even look."""
    _, refused = read(tmp_path / ("a" * 5_000))
    assert [each.rule for each in refused] == ["there is no such file or folder"]


def test_seven_thousand_names_are_one_parameter(tmp_path: Path):
    """Prefect keeps half a megabyte of parameters, as text: more, or a name that is none, goes by a file for that long."""
    many = [f"/some/folder/of/articles/that/has/a/rather/long/name/{number:04}.txt" for number in range(7_000)]
    for inputs in (many, [os.fsdecode(b"w\xff.txt")]):
        with listed(inputs, tmp_path) as named:
            assert len(json.dumps(named).encode("utf-8")) < MOST_PARAMETER_CHARACTERS
            assert unlisted(named) == inputs
        assert list(tmp_path.iterdir()) == []
    with listed(many[:3], tmp_path) as named:
        assert named == many[:3]


@pytest.mark.parametrize("depth", [400, 900, 100_000])
def test_json_that_nests_deep_costs_itself_alone(tmp_path: Path, depth: int):
    """A byline of lists in lists is no byline; what cannot be parsed at all is refused, and the next line is read."""
    nested = "[" * depth + '"Bo"' + "]" * depth
    lines = f'{{"text": "{STORY}", "author": {nested}}}\n{{"text": "{STORY} Twice."}}\n'
    (tmp_path / "wire.jsonl").write_text(lines, encoding="utf-8")

    articles, refused = read(tmp_path / "wire.jsonl")

    assert articles[-1].text.endswith("Twice.")
    assert len(articles) + len(refused) == 2
    assert all("nested too deep" in each.rule for each in refused)


def test_a_json_feed_that_nests_deep_is_read_or_refused():
    """Its author may be anything."""
    item = {"url": "https://news.example/a", "author": "NESTED"}
    feed = json.dumps({"version": "https://jsonfeed.org/version/1", "items": [item]})
    nested = feed.replace('"NESTED"', "[" * 400 + "]" * 400).encode()

    [entry] = read_listing(nested, "json feed", "https://news.example/feed").entries

    assert (entry.url, entry.byline) == ("https://news.example/a", None)


def of_kind(name: str) -> Kind:
    """Return the kind of hostile input of that name."""
    return next(each for each in kinds() if each.name == name)


@pytest.mark.parametrize(
    ("name", "rule"),
    [
        ("warc cut in its header", "the header of its last record is cut short"),
        ("warc cut in its body", "its record is cut short"),
        ("warc huge length", "its record is cut short"),
        ("warc one long line", "the header of its last record is cut short"),
        ("warc.gz body", "unpacks to more than 200 times its size"),
        ("warc.gz line", "the header of a record has more than 1 MB"),
        ("warc.gz headers", "the header of a record has more than 1 MB"),
        ("gzip one line", "unpacks to more than 200 times its size"),
        ("gzip blank lines", "more than 100,000 of its lines in a row are blank"),
        ("gzip text", "it unpacks to more than 20 MB"),
        ("gzip list", "it unpacks to more than 50 MB"),
    ],
)
def test_an_archive_that_lies_is_refused_in_bounds(tmp_path: Path, name: str, rule: str):
    """It is told with its rule, whatever stood before is read, and memory stays a small part of what it would unpack to."""
    kind = of_kind(name)
    path = tmp_path / f"day{kind.ending}"
    path.write_bytes(kind.make(75_000))

    tracemalloc.start()
    _, refused = read(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()

    assert rule in refused[-1].rule
    assert len(refused) == 1
    assert peak < 130_000_000


def test_good_records_before_a_broken_one_are_read(tmp_path: Path):
    """An archive that ends in half a header yields what came before."""
    path = tmp_path / "day.warc"
    path.write_bytes(of_kind("warc cut in its header").make(100))

    articles, [refusal] = read(path)

    assert len(articles) == 1
    assert "the header of its last record is cut short" in refusal.rule


def test_a_million_broken_lines_are_a_hundred_refusals_and_one(tmp_path: Path):
    """Three kilobytes of them: a hundred are told, then how it goes on, and the file is left."""
    packer = zlib.compressobj(9, wbits=31)
    (tmp_path / "a.jsonl.gz").write_bytes(packer.compress(b"{\n" * 1_000_000) + packer.flush())

    _, refused = read(tmp_path / "a.jsonl.gz")

    assert len(refused) == TOLD_REFUSALS + 1
    assert f"{MOST_IN_A_ROW:,} of its records in a row cannot be read" in refused[-1].rule


def test_broken_lines_among_good_ones_are_counted(tmp_path: Path):
    """All good ones are read; of three hundred broken ones a hundred are told, and two hundred are one line."""
    lines = [f'{{"text": "{STORY} No {number}."}}\n{{\n' for number in range(300)]
    (tmp_path / "a.jsonl.gz").write_bytes(gzip.compress("".join(lines).encode()))

    articles, refused = read(tmp_path / "a.jsonl.gz")

    assert len(articles) == 300
    assert len(refused) == TOLD_REFUSALS + 1
    assert refused[-1].rule == "200 more of its records cannot be read"


def test_document_types_without_end_take_no_time():
    """Nine megabytes of `<!DOCTYPE[`, as a feed and as a page, end within the budget of one article."""
    content = b"<rss><channel>" + b"<!DOCTYPE[" * 900_000
    with watched(Cost()), pytest.raises(Unreadable, match=r"a\.html"):
        read_page(content.decode(), "a.html")
    with watched(Cost()):
        listing = read_listing(content, "feed", "https://news.example/rss")
    assert listing.entries == ()


@pytest.mark.parametrize(
    "begins", ['{"@type" :', '{"@type": [', '{"@type":"NewsArticle", "author" :', '{"a":1},', "x -->"]
)
def test_blanks_without_end_in_the_data_of_a_page_take_no_time(begins: str):
    """Broken JSON-LD is searched for what can be mended, and a long blank is passed over once."""
    with watched(Cost(seconds=5)):
        parse_data(begins + " " * 199_000 + "x")


@pytest.mark.parametrize(
    "address",
    ["168.63.129.16", "::ffff:168.63.129.16", "64:ff9b::a83f:8110", "2002:a83f:8110::1", "192.0.0.192", "192.80.8.124",
     "192.88.99.1", "100.100.100.200", "169.254.169.254", "fd00:ec2::254", "fd20:ce::254"],
)  # fmt: skip
def test_the_metadata_of_a_platform_is_never_asked(address: str):
    """Also where it stands at an address that counts as public, and however that is written."""
    assert why_refused(ip_address(address), allow_loopback=True)
