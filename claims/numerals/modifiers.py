"""Reads what bounds a figure ("more than", "or so") and whether it is a change ("rose 4%", "a 4% drop")."""

from claims.numerals.contexts import word_set
from claims.numerals.quantity import Quantity
from claims.numerals.tokens import Tokens
from claims.numerals.words import modifier_book, number_book

_WEAK_WITH_ARTICLE = word_set("weak_with_article")
_OVER_TIME_AFTER = word_set("over_time_after")
_SKIPS_TO_CHANGE = word_set("skips_to_change")
_PARTICLE_VERBS = word_set("particle_verbs")


def read_modifier(tokens: Tokens, quantity: Quantity) -> None:
    """Set the modifier from the words before, else from those behind, in place."""
    if quantity.joined == "score" or quantity.modifier == "vague":
        return
    modifier = _modifier_before(tokens, quantity) or _modifier_after(tokens, quantity)
    if modifier and modifier != "exact" and quantity.joined != "range":
        quantity.modifier = modifier


def _modifier_before(tokens: Tokens, quantity: Quantity) -> str | None:
    book, i = modifier_book(), quantity.first - 1
    if quantity.age:
        while tokens.at(i) in ("the", "age", "ages", "of", "aged"):
            i -= 1
    if tokens.word(i) in "([-" and tokens.word(i) and tokens.at(i - 1) == "sub":
        return "less_than"
    skipped = 0
    while tokens.at(i) not in book.lasts and tokens.at(i) in book.between and skipped < 2:
        i, skipped = i - 1, skipped + 1
    while skipped < 3 and tokens.at(i) in ("only", "just", "record", "estimated") and tokens.at(i - 1) in book.lasts:
        found = _phrase_ending(tokens, i)
        if found and found != "exact":
            break
        i, skipped = i - 1, skipped + 1
    if tokens.at(i) not in book.lasts or (
        tokens.glued(i) and tokens.word(i - 1) in "-‑–" and tokens.is_spaced is False
    ):
        return None
    if skipped and tokens.at(i) in _WEAK_WITH_ARTICLE and tokens.at(i + 1) in ("a", "an", "the"):
        return None
    found = _phrase_ending(tokens, i)
    if (
        tokens.at(i) in ("over", "under")
        and found in ("more_than", "less_than")
        and not quantity.age
        and (_is_span_of_time(tokens, quantity, i) or tokens.at(i - 1) in _DISPUTING)
    ):
        return None
    return found


_DISPUTING = word_set("disputing")


def _phrase_ending(tokens: Tokens, i: int) -> str | None:
    """Return the modifier whose words end at token i, the longest first."""
    book = modifier_book()
    for length in (4, 3, 2, 1):
        if i - length + 1 >= 0:
            found = book.before.get(tuple(tokens.lower[i - length + 1 : i + 1]))
            if found:
                return found
    return None


def _is_span_of_time(tokens: Tokens, quantity: Quantity, i: int) -> bool:
    """Tell "borrow it over 3 years" from "for over 3 years"."""
    if quantity.unit is None or quantity.unit.kind != "duration":
        return False
    return tokens.at(i - 1) not in _OVER_TIME_AFTER and not tokens.at(i - 1).endswith("ly") and i > 0


def _modifier_after(tokens: Tokens, quantity: Quantity) -> str | None:
    book, i = modifier_book(), max(quantity.last, quantity.noun_last)
    for start in {i, quantity.last, quantity.number_last}:
        if tokens.at(start) == "-" and tokens.at(start + 1) == "plus":
            return "at_least"
        if tokens.at(start) not in book.firsts:
            continue
        for length in (3, 2, 1):
            phrase = tuple(tokens.lower[start : start + length])
            if phrase in book.after and not _opens_next(tokens, start + length):
                if phrase == ("+",) and not tokens.glued(start):
                    continue
                return book.after[phrase]
    return None


def _opens_next(tokens: Tokens, i: int) -> bool:
    """Tell whether a figure follows, so that the words before it are its own ("14 offices and over 3,000 workers")."""
    i += tokens.at(i) in ("a", "an", "another") and tokens.word(i + 1) in ("$", "£", "€", "¥")
    word = tokens.word(i)
    return tokens.is_number(i) or word in ("$", "£", "€", "¥") or tokens.at(i) in number_book().cardinals


def read_change(tokens: Tokens, quantity: Quantity, previous: Quantity | None) -> None:
    """Set the direction of a figure that is itself a change, in place."""
    if quantity.joined == "multiple":
        return
    if quantity.joined == "score" or quantity.base:
        if quantity.base and quantity.low is not None:
            quantity.change = "up" if quantity.low > quantity.base[0] else "down"
        return
    quantity.change = _change_before(tokens, quantity) or _change_after(tokens, quantity)
    if previous and _converts(tokens, quantity, previous):
        quantity.change = quantity.change or previous.change
        if quantity.modifier == "exact" and previous.modifier != "between":
            quantity.modifier = previous.modifier
        return
    if previous and previous.change is None and quantity.change and _says_again(tokens, quantity, previous):
        previous.change = quantity.change
    if quantity.change is None and previous and _goes_on(tokens, quantity, previous):
        quantity.change = previous.change


def _says_again(tokens: Tokens, quantity: Quantity, previous: Quantity) -> bool:
    """Tell "345 points or 0.9 percent lower", where the direction of both stands at the end."""
    behind = tokens.at(quantity.last) in ("higher", "lower", "up", "down", "weaker", "stronger", "firmer")
    kinds = {q.unit.kind if q.unit else "" for q in (quantity, previous)}
    return behind and tokens.at(quantity.first - 1) == "or" and quantity.first - previous.last <= 2 and len(kinds) == 2


def _goes_on(tokens: Tokens, quantity: Quantity, previous: Quantity) -> bool:
    """Tell "Bread was down 2.3%, butter by 2.6%" and "fell 17 points, or 0.22%": the direction is said once."""
    link = tokens.at(quantity.first - 1)
    if link == "by":
        return tokens.sentence_of[previous.first] == tokens.sentence_of[quantity.first]
    return link == "or" and quantity.first - previous.last <= 2


def _converts(tokens: Tokens, quantity: Quantity, previous: Quantity) -> bool:
    """Tell "5 miles (8 km)" and "£5.7bn ($10.7bn": the same amount again in brackets."""
    if (
        quantity.unit is None
        or previous.unit is None
        or tokens.word(quantity.first - 1) != "("
        or quantity.first - 1 != previous.last
    ):
        return False
    return (
        quantity.unit.kind == previous.unit.kind
        and quantity.unit.kind in ("money", "measure")
        and quantity.unit != previous.unit
    )


def _change_before(tokens: Tokens, quantity: Quantity) -> str | None:
    """Read the word of change right before the figure, over "by", modifiers and adverbs."""
    book, i, steps = modifier_book(), quantity.first - 1, 0
    sentence = tokens.sentence_of[quantity.first]
    via_of = False
    while steps < 6 and i >= 0 and tokens.sentence_of[i] == sentence:
        word = tokens.lower[i]
        if _is_particle(tokens, quantity, i):
            return None
        moved = _moved_object(tokens, i - 1) if word == "by" else book.change_nouns.get(word) if via_of else None
        if moved:
            return moved
        if word in ("upward", "upwards") and tokens.at(i + 1) == "of":
            break
        if word in book.change and not (word in ("up", "off") and tokens.at(i + 1) == "to"):
            by = any(tokens.at(j) == "by" for j in range(i + 1, quantity.first))
            percent = quantity.unit is not None and (
                quantity.unit.kind in ("percent", "score") or quantity.unit.divisor != 1
            )
            return book.change[word] if word not in book.transitive or by or percent else None
        if word == "of":
            via_of = True
        if word == "at" and tokens.at(i + 1) != "least":
            return None
        if not (word in _SKIPS_TO_CHANGE or word.endswith("ly")) or (word == "to" and tokens.at(i - 1) != "up"):
            return None
        i, steps = i - 1, steps + 1
    return None


def _is_particle(tokens: Tokens, quantity: Quantity, i: int) -> bool:
    """Tell the "up" of "gave up 5 seats" and "flagged up eight holes" from a direction."""
    word = tokens.lower[i]
    if word in ("up", "down") and quantity.unit is None and _takes_object(tokens, i - 1):
        return True
    by = tokens.at(i + 1) == "by"
    taken = word in ("up", "down", "off") and tokens.at(i - 1) in _PARTICLE_VERBS
    return taken and not (by or _closes(tokens, quantity, i - 1))


def _closes(tokens: Tokens, quantity: Quantity, i: int) -> bool:
    """Tell "closed up 43 points" from "closed up three shops"."""
    moves = quantity.unit is not None and quantity.unit.kind in ("percent", "score", "money")
    return moves and tokens.at(i) in _CLOSING


def _takes_object(tokens: Tokens, i: int) -> bool:
    """Tell "flagged up eight holes" and "rounded up 12 men" from "edged up 12"."""
    word = tokens.at(i)
    moves = (
        word in modifier_book().change or word in _CLOSING or word in ("edged", "ticked", "inched", "nudged", "moved")
    )
    return word.endswith("ed") and not moves and tokens.at(i + 2) != "by"


_CLOSING = frozenset({"closed", "close", "ended", "end", "ending", "opened", "open"})


def _moved_object(tokens: Tokens, i: int) -> str | None:
    """Read "cut its workforce by", "to raise interest rates by": the verb stands before what it moves."""
    book, sentence = modifier_book(), tokens.sentence_of[i]
    for j in range(i, max(-1, i - 7), -1):
        word = tokens.lower[j]
        if not word[0].isalpha() or tokens.sentence_of[j] != sentence or tokens.is_number(j):
            return None
        if word in book.change and word not in _NOT_VERBS and tokens.at(j - 1) not in _DETERMINERS:
            return book.change[word]
    return None


_NOT_VERBS = frozenset({"up", "down", "off", "higher", "lower", "backed", "upward", "downward", "upwards", "downwards"})
_DETERMINERS = word_set("determiners")


def _after_particle(quantity: Quantity) -> tuple[str, ...]:
    """Return what may not follow "up" and "down" behind a figure; a percentage may be "up on last year"."""
    return ("to",) if quantity.unit is not None and quantity.unit.kind == "percent" else ("to", "from", "on")


def _change_after(tokens: Tokens, quantity: Quantity) -> str | None:
    """Read "11 points higher", "30 cents down", "a 4 percent drop"."""
    book, i = modifier_book(), max(quantity.last, quantity.noun_last)
    word = tokens.at(i)
    moves = quantity.unit is not None and quantity.unit.kind in ("percent", "money", "score")
    if (
        word in ("higher", "lower")
        or (moves and word in ("weaker", "stronger", "firmer", "cheaper"))
        or (moves and word in ("up", "down") and tokens.at(i + 1) not in _after_particle(quantity))
    ):
        return book.change[word]
    if moves:
        for j in (i, i + 1):
            if tokens.at(j) in book.change_nouns and not (tokens.word(j - 1) in ",.;:)" and j > i):
                return book.change_nouns[tokens.at(j)]
    return None
