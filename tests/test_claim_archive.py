"""What is kept of a claim as one WARC file: the article as it was read, the claim, and the answers its evidence rests on."""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from warcio.archiveiterator import ArchiveIterator

from flows.claim_archive import NoSuchClaim, write_archive
from flows.kept import KeptBodies
from flows.publish import publish_snapshot_of
from flows.settings import Settings
from flows.verify import ask_what_is_due
from tests.site.sources import source_site
from tests.test_verify import TEXT, rows, settings_of, with_another

QUOTE = "SELECT claim_id FROM claims WHERE quote = '2.6 percent'"


@pytest.fixture(scope="module")
def answered(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Return a warehouse in which one claim has an answer of a source."""
    with source_site() as site:
        settings = with_another(settings_of(tmp_path_factory.mktemp("kept"), site), TEXT, "a")
        ask_what_is_due(settings, only=["world_bank"])
    publish_snapshot_of(settings)
    return settings


def records(file: Path) -> list[tuple[str, str | None, bytes, str | None]]:
    """Return type, address, bytes and told hash of each record."""
    with file.open("rb") as opened:
        return [
            (each.rec_type, each.rec_headers.get_header("WARC-Target-URI"), each.content_stream().read(), each.rec_headers.get_header("X-SHA-256"))
            for each in ArchiveIterator(opened)
        ]  # fmt: skip


def test_an_archive_holds_what_was_seen(answered: Settings, tmp_path: Path):
    """The article's text, the claim with its evidence as JSON, and the source's answer, each with its hash."""
    claim_id = rows(answered, QUOTE)[0]["claim_id"]

    kept = write_archive(answered, claim_id[:8], tmp_path / "claim.warc.gz")

    info, article, claim, answer = records(tmp_path / "claim.warc.gz")
    assert kept == 1
    assert info[0] == "warcinfo"
    assert article[1:3] == ("https://news.example/a", TEXT.encode())
    told: dict[str, Any] = json.loads(claim[2])
    assert told["claim"]["quote"] == "2.6 percent"
    assert [each["outcome"] for each in told["evidence"]] == ["supports"]
    assert "/v2/country/JPN/" in (answer[1] or "")
    assert all(sha256(each[2]).hexdigest() == each[3] for each in (article, claim, answer))


def test_an_answer_that_was_changed_is_left_out(answered: Settings, tmp_path: Path):
    """A kept file whose bytes are no longer what its name says is nothing to show."""
    row = rows(answered, "SELECT claim_id, body_sha256 FROM evidence WHERE outcome = 'supports'")[0]
    place = KeptBodies(answered.kept_folder).place_of(row["body_sha256"])
    before = place.read_bytes()
    place.write_bytes(before[: len(before) // 2])
    try:
        assert write_archive(answered, row["claim_id"], tmp_path / "claim.warc") == 0
    finally:
        place.write_bytes(before)


@pytest.mark.parametrize("digits", ["", "0000", "x'; DROP TABLE claims; --"])
def test_an_id_that_leads_to_no_claim_is_told(answered: Settings, tmp_path: Path, digits: str):
    """Nothing is written."""
    with pytest.raises(NoSuchClaim):
        write_archive(answered, digits, tmp_path / "none.warc")

    assert not list(tmp_path.iterdir())
