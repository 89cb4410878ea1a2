"""What was refused and why, in words for people: rules of schemas are kept as their library names them."""

import re
from ast import literal_eval
from collections.abc import Callable, Mapping
from typing import Any

Row = Mapping[str, Any]

_INPUTS = "inputs"
_CHECK = re.compile(r"(\w+)\((.*)\)", re.DOTALL)
_MOST_CHOICES = 12


def refusal_words(row: Row) -> str:
    """Return a reject in a line: "ferry.txt: it is empty", "claims.kind must be one of: count, money; it is “weather”"."""
    if row.get("table_name") == _INPUTS:
        return f"{row.get('value') or 'an input without a name'}: {row.get('rule')}"
    column = row.get("column_name")
    where = f"{row.get('table_name')}.{column}" if column else f"a row of {row.get('table_name')}"
    value = row.get("value")
    return f"{where} {rule_words(str(row.get('rule')))}" + ("" if value is None else f"; it is “{value}”")


def rule_words(rule: str) -> str:
    """Return a rule as what must be so: `isin(['a', 'b'])` is "must be one of: a, b"; an unknown one by its own name."""
    if rule == "not_nullable":
        return "must be told"
    found = _CHECK.fullmatch(rule)
    if found and (words := _WORDS.get(found[1])):
        return words(found[2])
    return f"must keep the rule “{rule.replace('_', ' ')}”"


def _choices(given: str) -> str:
    try:
        choices = [str(each) for each in literal_eval(given)]
    except (ValueError, SyntaxError, TypeError):
        return f"must be one of: {given}"
    more = f" and {len(choices) - _MOST_CHOICES} more" if len(choices) > _MOST_CHOICES else ""
    return f"must be one of: {', '.join(choices[:_MOST_CHOICES])}{more}"


def _between(given: str) -> str:
    low, _, high = given.partition(",")
    return f"must be between {low.strip()} and {high.strip()}"


_WORDS: dict[str, Callable[[str], str]] = {
    "isin": _choices,
    "in_range": _between,
    "greater_than_or_equal_to": lambda least: f"must be at least {least}",
    "greater_than": lambda bound: f"must be more than {bound}",
    "less_than_or_equal_to": lambda most: f"must be at most {most}",
    "less_than": lambda bound: f"must be less than {bound}",
    "str_length": lambda _: "must not be empty",
    "str_matches": lambda pattern: f"must have the form {pattern}",
}
