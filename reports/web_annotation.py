"""Claims as W3C Web Annotations: which words of which text, found again by their neighbours or by their place.

An annotation says that somebody should look; it holds the claim and the reasons, and no judgement.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from reports.claim_review import CONTEXT, claim_of
from reports.visible import safe_url

Row = Mapping[str, Any]

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
NEIGHBOURS = 32  # characters of the text on each side by which the words are known from the same words elsewhere


def annotation_of(row: Row) -> dict[str, Any]:
    """Return a claim as Web Annotation; offsets count Unicode code points from 0, the end excluded.

    `row` is one of `exportable_claims.sql`.
    """
    found_at = row.get("found_at")
    return {
        "@context": ANNOTATION_CONTEXT,
        "id": f"urn:factdesk:claim:{row['claim_id']}",
        "type": "Annotation",
        "motivation": "questioning" if row.get("needs_verification") else "highlighting",
        **({"created": found_at.isoformat()} if found_at else {}),
        "body": [{"@context": CONTEXT, **claim_of(row)}, *map(_tag, row.get("flags") or ())],
        "target": {"source": _source(row), "selector": _selectors(row)},
    }


def annotation_page(annotations: Sequence[Row]) -> dict[str, Any]:
    """Return annotations as one AnnotationPage, which programs for annotations read whole."""
    items = [{name: value for name, value in each.items() if name != "@context"} for each in annotations]
    return {"@context": ANNOTATION_CONTEXT, "type": "AnnotationPage", "items": items}


def _tag(flag: str) -> dict[str, str]:
    return {"type": "TextualBody", "value": flag, "purpose": "tagging", "format": "text/plain"}


def _source(row: Row) -> dict[str, Any]:
    """Return the text that the words stand in: the page's address where it has one, and the hash of the text read."""
    source = {
        "id": safe_url(row.get("url")) or f"urn:factdesk:article:{row['article_id']}",
        "type": "Text",
        "language": row.get("language"),
        f"{CONTEXT}/sha256": row["text_sha256"],
    }
    return {name: value for name, value in source.items() if value}


def _selectors(row: Row) -> list[dict[str, Any]]:
    """Return the words with their neighbours, and their place; either finds them where the other fails."""
    return [
        {"type": "TextQuoteSelector", "exact": row["quote"], "prefix": row["prefix"], "suffix": row["suffix"]},
        {"type": "TextPositionSelector", "start": row["start_char"], "end": row["end_char"]},
    ]
