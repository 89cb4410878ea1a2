"""What is kept of one claim as one WARC file: its article as it was read, its row, and the answers that its evidence rests on."""

import json
from datetime import UTC, datetime
from pathlib import Path
from secrets import token_hex

from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from flows.kept import Body, KeptBodies, write_resource
from flows.rows import Row
from flows.settings import Settings
from warehouse.ask import ask

_CLAIM = """
    SELECT claims.*, articles.title, articles.text, articles.fetched_at, pages.url
    FROM claims JOIN articles USING (article_id) JOIN pages USING (page_id)
    WHERE starts_with(claim_id, '{digits}')
    ORDER BY claim_id
    LIMIT 2
"""
_EVIDENCE = "SELECT * FROM evidence WHERE claim_id = '{digits}' ORDER BY retrieved_at, evidence_id"


class NoSuchClaim(Exception):  # noqa: N818 - named by what is the case
    """No claim's id begins like this, or several do."""


def write_archive(settings: Settings, digits: str, out: Path) -> int:
    """Write the archive of the claim whose id begins with the digits, and return how many answers it holds.

    Raises NoSuchClaim, or OSError.
    """
    if not digits or not set(digits) <= set("0123456789abcdef"):
        raise NoSuchClaim(f"{digits}: a claim_id has 16 digits of 0-9 and a-f")
    found = ask(settings.published, _CLAIM.format(digits=digits)).to_dicts()
    if len(found) != 1:
        many = "several claim_ids begin like this, give more digits" if found else "no claim_id begins like this"
        raise NoSuchClaim(f"{digits}: {many}")
    claim, evidence = found[0], ask(settings.published, _EVIDENCE.format(digits=found[0]["claim_id"])).to_dicts()
    prepared = out.with_name(f".{out.name}.{token_hex(4)}.part")
    with prepared.open("xb") as opened:  # never what somebody else put there
        writer = WARCWriter(opened, gzip=out.name.endswith(".gz"))
        info = {"software": "factdesk", "format": "WARC File Format 1.0", "isPartOf": f"claim {claim['claim_id']}"}
        writer.write_record(writer.create_warcinfo_record(out.name, info))
        _write_claim(writer, claim, evidence)
        kept = _write_answers(writer, KeptBodies(settings.kept_folder), evidence)
    prepared.replace(out)
    return kept


def _write_claim(writer: WARCWriter, claim: Row, evidence: list[Row]) -> None:
    """Write the article's text as it was read, then the claim with what was said of it, as JSON."""
    at = claim["fetched_at"] if isinstance(claim["fetched_at"], datetime) else datetime.now(UTC)
    text = str(claim.pop("text")).encode("utf-8", "replace")
    page = str(claim["url"] or f"urn:factdesk:article:{claim['article_id']}")
    write_resource(writer, Body(text, "text/plain; charset=utf-8", page, at))
    told = json.dumps({"claim": claim, "evidence": evidence}, ensure_ascii=False, default=str).encode(
        "utf-8", "replace"
    )
    name = f"urn:factdesk:claim:{claim['claim_id']}"
    write_resource(writer, Body(told, "application/json", name, datetime.now(UTC)))


def _write_answers(writer: WARCWriter, bodies: KeptBodies, evidence: list[Row]) -> int:
    """Write each kept answer once; one that is gone is left out."""
    answers = {str(row["body_sha256"]): row for row in evidence if row["body_sha256"]}
    written = 0
    for digest, row in answers.items():
        body = bodies.body_of(digest)
        if body is not None:
            write_resource(writer, body)
            written += 1
        else:
            row["note"] = "its answer is no longer kept"
    return written
