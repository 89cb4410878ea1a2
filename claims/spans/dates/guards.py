"""What only looks like a date: years that count people, months that are verbs or names, decades that are ages."""

from claims.spans.dates.words import LEXICON, Tokens

_WORDS: dict[str, frozenset[str]] = {name: frozenset(words) for name, words in LEXICON["guards"].items()}


def is_counted(tokens: Tokens, index: int, end: int, *, after_in: bool = False) -> bool:
    """Tell whether the number before `end` counts the word there ("20 people", "12 percent").

    `after_in` asks that the expression follow "in", since "on April 24 troops left" is a date.
    """
    word = tokens.word(end)
    if word == "%" or word.lower() in ("percent", "per", "pct"):
        return True
    plural = word.lower() in _WORDS["measures"] or (
        word.islower() and len(word) > 3 and word.endswith("s") and word not in _WORDS["no_plurals"]
    )
    if not plural:
        return False
    return not after_in or any(tokens.word(i).lower() == "in" for i in range(max(index - 3, 0), index))


def is_time_of(tokens: Tokens, end: int) -> bool:
    """Tell whether an ordinal goes on to something else ("in March first quarter")."""
    return tokens.name(end) in ("u_quarter", "half") or tokens.word(end).islower()


def is_bare_year(tokens: Tokens, start: int, end: int, *, has_part: bool) -> bool:
    """Tell whether four digits (or a spoken year) without a month are a year."""
    before, after = tokens.word(start - 1).lower(), tokens.word(end)
    if _is_number(tokens, start, end) or (
        before in _WORDS["before_a_count"] and not has_part and not is_end_of_phrase(tokens, end)
    ):
        return False
    if has_part or before in _WORDS["surely_before_a_year"]:
        return after.lower() not in _WORDS["measures"] or before in ("since", "year")
    if _is_joined(tokens, start):
        return False
    in_our_times = tokens.word(start)[:2] in ("19", "20")
    return (in_our_times and after.islower() and after not in _WORDS["measures"]) or not is_counted(tokens, start, end)


def _is_number(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether the digits are money, a percentage, part of a number, or number something ("Flight 1830")."""
    if tokens.name(start - 1) in ("sign", "number") or tokens.word(start - 1).lower() in _WORDS["numbered"]:
        return True
    return tokens.word(end) in ("%", "°") or tokens.name(end) in ("number", "thousand", "hundred", "units")


def _is_joined(tokens: Tokens, start: int) -> bool:
    """Tell whether the digits belong to a longer code ("F-1500", "555-1234", "1234-5678")."""
    text = tokens.text
    before = text[tokens.starts[start] - 1] if tokens.starts[start] else " "
    if before == "-" and tokens.name(start - 2) != "year4":
        return not tokens.word(start - 2).islower()
    return before.isalnum() or before in "_@/:" or (before == "." and tokens.word(start - 2).isdigit())


def is_end_of_phrase(tokens: Tokens, end: int) -> bool:
    """Tell whether "the day before" stops there, so that it counts from what was said, not from what follows."""
    word = tokens.word(end)
    return not word or not word[0].isalnum() or word.lower() in _WORDS["after_a_date"]


def is_before_an_event(tokens: Tokens, end: int) -> bool:
    """Tell whether "two days after" goes on with an event ("the siege ended", "Fort Sumter", "relieving it")."""
    word = tokens.word(end)
    return word[:1].isalnum() and (
        word.lower() not in _WORDS["after_a_date"] or word.lower() in _WORDS["before_a_noun"]
    )


def is_nth_day(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether "the 20th" is a day of the month: after "on", and no noun follows."""
    return tokens.word(start - 1).lower() in ("on", "until", "by", "since") and is_end_of_phrase(tokens, end)


def is_title(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether words like "This Week" are a title: every one with a capital, but not the whole text's style."""
    return all(tokens.word(i).istitle() for i in range(start, end))


def is_name_of_daily(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether "Today" ends a name ("USA Today"), or "of tomorrow" means no day."""
    word, before = tokens.word(end - 1), tokens.word(start - 1)
    if word.lower() == "tomorrow" and before.lower() == "of":
        return True
    return word.istitle() and before[:1].isupper() and before.lower() not in ("on", "late", "early", "and")


def is_bare_month(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a month's name that stands alone is a month, no verb, name or march."""
    word = tokens.word(start)
    before, after = tokens.word(start - 1), tokens.word(end)
    cued = before.lower() in _WORDS["before_a_month"] or before in ("(", "[") or tokens.name(end) == "dash"
    if after[:1].isupper() and before.lower() in ("and", "with", "than", "or", "as", "for"):
        return False
    if tokens.name(start) == "mon":
        return cued and tokens.word(start + 1) == "."
    if word.lower() not in _WORDS["also_names_or_verbs"]:
        return True
    if word.lower() == "march" and (
        after.lower() in ("of", "for", "on", "against", "to")
        or (before.lower() in ("the", "a") and not after.islower())
    ):
        return before.lower() in ("in", "by", "since", "until", "from", "to", "through", "last", "next", "this")
    return cued or (
        bool(before)
        and not before[0].isupper()
        and not after[:1].isupper()
        and before not in (".", "“", '"')
        and tokens.name(start - 1) != "break"
        and word.lower() != "may"
    )


def is_bare_season(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a season's name that stands alone is a season, no verb and no fall of a city."""
    word, before, after = tokens.word(start).lower(), tokens.word(start - 1).lower(), tokens.word(end).lower()
    if word in ("fall", "spring"):
        return before in _WORDS["before_fall"] and after not in ("of", "in", "to")
    return before in _WORDS["before_a_season"]


def is_bare_decade(tokens: Tokens, start: int) -> bool:
    """Tell whether "80s" without a century is a decade, no age ("in his 80s"): after an apostrophe or "the"."""
    return tokens.name(start) == "apostrophe" or tokens.word(start).lower() == "the"


def is_apostrophe_year(tokens: Tokens, start: int) -> bool:
    """Tell whether an apostrophe and two digits are a year ("in '99"), no closing quote before a number."""
    text, at = tokens.text, tokens.starts[start]
    touches = text[at + 1 : at + 2].isdigit() and (at == 0 or not text[at - 1].isalnum())
    return (
        touches
        and tokens.word(start - 1).lower() in _WORDS["before_a_year"]
        and not is_counted(tokens, start, start + 2)
    )
