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


def is_lasting(tokens: Tokens, start: int) -> bool:
    """Tell the verb of "batteries last 18 months" from "over last 18 months": a modal or what lasts stands before it."""
    before = tokens.word(start - 1).lower()
    is_plural = len(before) > 2 and before.endswith("s") and before.isalpha() and before not in _WORDS["before_a_side"]
    return tokens.word(start).lower() == "last" and (before in _WORDS["before_lasting"] or is_plural)


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
    if after[:1].isupper() and (
        after.lower() in _WORDS["parts_of_names"]
        or (
            word.lower() in _WORDS["also_names_or_verbs"]
            and before.lower() in ("on", "at", "near", "to", "from", "a", "the")
        )
    ):
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


def is_bare_decade(tokens: Tokens, start: int, *, has_part: bool) -> bool:
    """Tell whether "80s" without a century is a decade, no age ("in his 80s") and no heat ("in the high 90s").

    An apostrophe, "the" or a part of the decade ("the late 90s") stands before it.
    """
    if "apostrophe" in (tokens.name(start), tokens.name(start + 1)):
        return True
    around = (*range(start - 8, start), *range(start + 1, start + 5))
    if any(tokens.word(i).lower() in _WORDS["degrees"] for i in around):
        return False
    return has_part or tokens.word(start).lower() == "the"


def is_of_match(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether "the first half" or "the third quarter" is one of a match, by the words of its sentence.

    A score ("2-1") or more words of the game than of business settle it.
    """
    left, right = start, end
    while left > max(start - _SENTENCE, 0) and tokens.word(left - 1) not in _ENDS:
        left -= 1
    while right < min(end + _SENTENCE, len(tokens.starts)) and tokens.word(right) not in _ENDS:
        right += 1
    words = [tokens.word(i).lower() for i in (*range(left, start), *range(end, right))]
    game = sum(word in _WORDS["match"] for word in words) + _has_score(tokens, left, right)
    return game > sum(word in _WORDS["business"] for word in words)


_SENTENCE = 40  # tokens
_ENDS = (".", "!", "?", "\n")


def _has_score(tokens: Tokens, left: int, right: int) -> bool:
    """Tell whether "3-1" stands among the tokens."""
    return any(
        tokens.name(i) == "small"
        and tokens.name(i + 1) == "dash"
        and tokens.name(i + 2) == "small"
        and tokens.ends[i] == tokens.starts[i + 1]
        and tokens.ends[i + 1] == tokens.starts[i + 2]
        for i in range(left, right - 2)
    )


def is_weekday_of_name(tokens: Tokens, start: int, end: int) -> bool:
    """Tell whether a weekday begins a name ("Friday Okoro, a fisherman"; "the Sunday Times")."""
    before, after = tokens.word(start - 1), tokens.word(end)
    if tokens.name(end) in ("month", "mon") or not after[:1].isupper():
        return False
    if after.lower() in _WORDS["parts_of_names"]:
        return True
    opens = not before or before in (*_ENDS, "“", '"') or tokens.name(start - 1) == "break"
    behind_name = before.istitle() and before.lower() not in _WORDS["before_a_weekday"]
    return opens or (behind_name and tokens.word(end + 1) in (",", "'", "’"))


def is_frame(tokens: Tokens, start: int) -> bool:
    """Tell whether a year sets the time of what follows ("In 1997, ..."), rather than belonging to a noun or a name."""
    before = tokens.word(start - 1)
    return (not before[:1].isalnum() and before not in ("'", "’")) or before.lower() in _WORDS["before_a_frame"]


def is_apostrophe_year(tokens: Tokens, start: int) -> bool:
    """Tell whether an apostrophe and two digits are a year ("in '99"), no closing quote before a number."""
    text, at = tokens.text, tokens.starts[start]
    touches = text[at + 1 : at + 2].isdigit() and (at == 0 or not text[at - 1].isalnum())
    return (
        touches
        and tokens.word(start - 1).lower() in _WORDS["before_a_year"]
        and not is_counted(tokens, start, start + 2)
    )
