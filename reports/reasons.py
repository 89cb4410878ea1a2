"""What a reason says of one claim: the words of its flag's header, with the claim's own words and inputs put in.

A header's `says` names them in braces (`{reading}, {told} {who}`); what stands in brackets is left out where one of the
names in it has nothing to say, and where a name outside has nothing, the reason says only why it is one.
"""

import json
import re
from collections.abc import Mapping
from typing import Any

from reports.words import claimant_of, period_of, reading_of

Row = Mapping[str, Any]

_NAME = re.compile(r"\{(\w+)\}")
_OPTIONAL = re.compile(r"\[([^\[\]]*)\]")
_CODE = re.compile(r"^[a-z_]+: ")
_TOLD = {"denied": "denied by", "expected": "expected by", "announced": "announced by"}


def reason_says(template: object, row: Row, detail: object) -> str:
    """Return what a reason says of the claim; "" where its header says nothing, or names what is not known."""
    if not template:
        return ""
    known = _known(row) | {name: plain_value(value) for name, value in detail_of(detail).items() if value is not None}
    filled = _OPTIONAL.sub(lambda part: _filled(part[1], known) or "", str(template))
    return (_filled(filled, known) or "").strip(" ,;:")


def _filled(words: str, known: Mapping[str, str]) -> str | None:
    if any(not known.get(name) for name in _NAME.findall(words)):
        return None
    return _NAME.sub(lambda name: known[name[1]], words)


def _known(row: Row) -> dict[str, str]:
    return {
        "words": str(row.get("quote") or ""),
        "who": claimant_of(row),
        "told": _TOLD.get(str(row.get("assertion")), "told by"),
        "reading": reading_of(row),
        "measured": str(row.get("measured") or ""),
        "when": period_of(row),
    }


def detail_of(detail: object) -> Mapping[str, Any]:
    """Return the inputs of a flag, which come as a JSON object, as text or parsed; nothing where they are none."""
    try:
        parsed = json.loads(detail) if isinstance(detail, str) else detail
    except ValueError:
        return {}
    return parsed if isinstance(parsed, Mapping) else {}


def plain_value(value: object) -> str:
    """Return a JSON value in words: a claim by its words and claimant, lists with commas, whole numbers as such."""
    if isinstance(value, list):
        return ", ".join(plain_value(part) for part in value)
    if isinstance(value, Mapping) and value.get("quote"):
        return f"“{value['quote']}”" + (f" ({value['claimant']})" if value.get("claimant") else "")
    if isinstance(value, Mapping):
        return ", ".join(f"{key} {plain_value(part)}" for key, part in value.items() if part is not None)
    if isinstance(value, float) and value.is_integer():
        return f"{value:,.0f}"
    if isinstance(value, int) and not isinstance(value, bool):
        return f"{value:,}"
    return _CODE.sub("", str(value))
