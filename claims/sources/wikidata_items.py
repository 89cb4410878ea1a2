"""The item of Wikidata that a name means: found by its label or another name that is printed just so."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import quote, urlencode

from claims.sources.model import Evidence, Question, rows, table, words

NAME = "wikidata"
PAGE = "https://www.wikidata.org/wiki/"
_ITEM = "Q"
_API = "/w/api.php?"


def api_question(parameters: Mapping[str, str], about: str, kept: Mapping[str, str]) -> Question:
    """Return a question of the action API; it is refused there while the servers lag behind."""
    query = urlencode({**parameters, "format": "json", "maxlag": "5"}, quote_via=quote)
    return Question(NAME, _API + query, about, kept)


def item_question(name: str, kept: Mapping[str, str]) -> Question:
    """Return the question for the items of a name."""
    parameters = {
        "action": "wbsearchentities", "search": name, "language": "en", "uselang": "en", "type": "item", "limit": "7",
    }  # fmt: skip
    return api_question(parameters, f"the item “{name}”", {**kept, "step": "item"})


def found_item(question: Question, answer: Mapping[str, Any]) -> str | Sequence[Evidence]:
    """Return the id of the first item that bears the name itself; silence where none does."""
    wanted = question.kept["name"].casefold()
    for found in map(table, rows(answer.get("search"), 20)):
        names = (found.get("label"), table(found.get("match")).get("text"), *rows(found.get("aliases"), 20))
        item = words(found.get("id"), 20)
        if item and is_id(item, _ITEM) and wanted in {(words(name, 200) or "").casefold() for name in names}:
            return item
    return [Evidence("silent", f"Wikidata has no item “{question.kept['name']}”.", publisher="Wikidata")]


def is_id(text: str, letter: str) -> bool:
    """Tell whether a text is the id of an item (Q) or property (P), and nothing else."""
    return text.startswith(letter) and text[1:].isdecimal() and text[1:].isascii() and len(text) <= 14
