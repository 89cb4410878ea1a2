"""`explain --numbers`: every number of an article with what it was taken for and the form that read it."""

import re
from pathlib import Path
from typing import Any

from desk.asking import published
from desk.faults import WrongUsage
from desk.words import FINE, show, width
from flows.settings import Settings

_DIGITS = re.compile(r"[0-9a-f]{4,16}")
_MOST_CANDIDATES = 5


def explain_numbers(article: str, config: Path | None, data: Path | None) -> int:
    """Print the numbers of one published article, as today's forms read them, those that no form reads first counted."""
    from claims.reading import account_text  # noqa: PLC0415 - loads the word lists
    from reports.numbers import Printed, list_numbers  # noqa: PLC0415

    found = _one_article(article, published(config, data))
    text = str(found["text"])
    numbers = [Printed(*each.span, each.role, each.form) for each in account_text(text)]
    show(list_numbers(str(found["name"]), text, numbers, width=width()))
    return FINE


def _one_article(asked: str, settings: Settings) -> dict[str, Any]:
    """Return the article of that name, else the one whose article_id begins with these digits; of versions the newest."""
    from warehouse.ask import ask  # noqa: PLC0415

    words = f"decode(unhex('{asked.strip().encode(errors='replace').hex()}'))"
    digits = asked.strip().lower()
    begins = f"starts_with(article_id, '{digits}')" if _DIGITS.fullmatch(digits) else "false"
    select = (
        "SELECT article_id, name, text FROM articles "  # noqa: S608 - hexadecimal digits alone
        f"WHERE name = {words} OR parse_filename(name) = {words} OR {begins} "
        f"QUALIFY row_number() OVER (PARTITION BY page_id ORDER BY fetched_at DESC, article_id) = 1 OR {begins} "
        f"ORDER BY name, article_id LIMIT {_MOST_CANDIDATES + 1}"
    )
    found = ask(settings.published, select).to_dicts()
    if not found:
        raise WrongUsage(f'{asked}: no article has this name or id; `factdesk sql "FROM articles"` lists them')
    if len(found) > 1:
        listed = "; ".join(f"{each['article_id']} ({each['name']})" for each in found[:_MOST_CANDIDATES])
        raise WrongUsage(f"{asked}: several articles are called or begin like this: {listed}")
    return found[0]
