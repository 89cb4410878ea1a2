"""Readers of rankings: each says which words rank and at which place, or that the words only look like a ranking."""

from dataclasses import dataclass

from claims.spans import forms
from claims.spans.rankings.scope import (
    group_before,
    is_denied,
    is_end,
    is_word,
    owner_before,
    scope_behind,
)
from claims.spans.rankings.words import BOOK, View, place_of
from claims.text.nouns import is_plural
from claims.text.tokens import Tokens
from schemas.vocabulary import Modifier

Found = forms.Found[View]
_POSSESSIVE = frozenset(("its", "his", "her", "their", "our", "my"))
BE = frozenset(("is", "was", "are", "were", "be", "became", "become", "becomes", "been", "remains", "remain", "as"))


@dataclass(frozen=True, slots=True)
class Rank:
    """Tokens first..last are the ranking words; the phrase goes on behind them."""

    first: int
    last: int
    place: float | None = 1.0
    modifier: Modifier = "exact"
    sure: bool = True  # False: words that may rank or not, for whoever knows what they mean


def _is_determined(tokens: Tokens, i: int) -> bool:
    """Tell whether a determiner, an owner, or a form of "be" stands before."""
    before = tokens.at(i - 1)
    return before in BOOK["det"] - {"a", "an"} or before in BE or owner_before(tokens, i)


def read_superlative(found: Found) -> Rank | None:
    """Read "the largest", "second-biggest", "two oldest", "the most populous", where it is said among what."""
    tokens, start, last = found.view.tokens, found.start, found.end
    word, counted = found.span("word")[0], found.has("nth") or found.has("card")
    if found.has("compound") and not (tokens.glued(last - 1) and tokens.glued(last - 2)):
        return None
    if not (_is_determined(tokens, start) or found.has("nth")) or _is_idiom(tokens, start, word, last):
        return None
    scope = scope_behind(tokens, last)
    joined = found.has("compound") or _is_joined_participle(tokens, last)
    sure = joined if scope is None else scope not in ("personal", "career")
    owned = owner_before(tokens, start) and tokens.at(word) not in BOOK["odd_superlatives"]
    ends = counted or is_word(tokens, last) or is_end(tokens, last)
    if not sure and not (scope is None and (owned or counted) and ends):
        return None
    if tokens.at(word) in BOOK["odd_superlatives"] and not joined and (scope == "deed" or not is_word(tokens, last)):
        return None
    if group_before(tokens, start) and not scope:
        return None
    return Rank(start, last, place_of(tokens, start) if counted else 1.0)


def _is_idiom(tokens: Tokens, start: int, word: int, last: int) -> bool:
    """Tell what others cannot check: denied or doubted, "at the earliest", "the best way", shouted."""
    shouted = tokens.words[word].isupper() and len(tokens.words[word]) > 1
    alone = tokens.at(start - 2) == "at" and not is_word(tokens, last)
    denied = is_denied(tokens, start) or tokens.at(start - 1) in BOOK["doubt"]
    return denied or shouted or alone or tokens.at(last) in BOOK["idiom_nouns"] or tokens.at(word) in BOOK["never_rank"]


def _is_joined_participle(tokens: Tokens, i: int) -> bool:
    """Tell "best selling jet", printed without its hyphen."""
    return tokens.at(i).endswith("ing") and is_word(tokens, i + 1) and tokens.word(i + 1).islower()


def read_most(found: Found) -> Rank | None:
    """Read "the most goals of any side", "the fewest doctors", "the most populous city in the state"."""
    tokens, start, last = found.view.tokens, found.start, found.end
    place = place_of(tokens, start) if found.has("nth") else 1.0
    if (
        is_denied(tokens, start)
        or not (_is_determined(tokens, start) or found.has("nth"))
        or not is_word(tokens, last - 1)
    ):
        return None
    scope = scope_behind(tokens, last)
    if scope == "personal" or tokens.at(last) in BOOK["idiom_nouns"] or tokens.at(last - 1) in BOOK["idiom_nouns"]:
        return None
    counted = tokens.at(start - 1) == "the" and is_plural(tokens.at(last - 1))  # "won the most corners"
    if scope is None and not counted and not owner_before(tokens, start) and not found.has("nth"):
        return None
    if group_before(tokens, start) and not scope:
        return None
    return Rank(start, last, place)


def read_fewest(found: Found) -> Rank | None:
    """Read "the fewest doctors per head"."""
    tokens = found.view.tokens
    return Rank(found.start, found.end) if is_word(tokens, found.end) and not is_denied(tokens, found.start) else None


def read_first(found: Found) -> Rank | None:
    """Read "the first woman to", "its first loss since", "first-ever": an adjective before what it ranks."""
    tokens, i, last = found.view.tokens, found.start, found.end
    if found.has("ever"):
        return None if is_denied(tokens, i) else Rank(i, last)
    if not _may_rank(tokens, i) or is_denied(tokens, i):
        return None
    scope = scope_behind(tokens, last)
    if scope == "personal":
        return None
    if tokens.at(last) == "of":
        return Rank(i, last) if scope == "group" and tokens.at(last + 1).isdecimal() else None
    if tokens.at(last) in ("to", "since", "in"):
        return Rank(i, last) if tokens.at(i - 1) == "the" and scope else None
    known = (
        tokens.at(last) == "time" or owner_before(tokens, i) or tokens.at(i - 2) in BE or _is_described(tokens, last)
    )
    return Rank(i, last) if scope in ("time", "deed", "group") or (known and is_word(tokens, last)) else None


def _is_described(tokens: Tokens, i: int) -> bool:
    """Tell whether two plain words stand behind: "first commercial flight", not "first crash", not a name."""
    return all(is_word(tokens, j) and tokens.word(j).islower() for j in (i, i + 1)) and not tokens.at(i + 1).endswith(
        "ed"
    )


def _is_own(tokens: Tokens, i: int) -> bool:
    """Tell "its first", "Rome's first"."""
    return tokens.at(i - 1) in _POSSESSIVE or owner_before(tokens, i)


def _may_rank(tokens: Tokens, i: int) -> bool:
    """Tell whether "first" is an adjective before a noun that it can rank, in no set phrase, date or name."""
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if tokens.words[i] == "First":
        opens = i == 0 or tokens.name(i - 1) == "break" or tokens.word(i - 1) in (".", "“", '"')
        if not opens or after in ("of", "to") or tokens.word(i + 1)[:1].isupper():
            return False
    elif tokens.words[i] != "first" or not (before in BOOK["det"] or _is_own(tokens, i) or before in ("a", "an")):
        return False
    if after.endswith("ed") and tokens.at(i + 2) in BOOK["det"]:  # "when the firm's rival first opened its doors"
        return False
    if (
        after in BOOK["not_ranked"]
        or after in BOOK["set_phrases"]
        or after in BOOK["card"]
        or tokens.name(i + 1) == "number"
    ):
        return False
    return is_word(tokens, i + 1) or after in ("of", "to", "since", "in", '"', "“")


_RANKED = frozenset(("rank", "ranks", "ranked", "ranking"))


def read_nth(found: Found) -> Rank | None:
    """Read "the fourth fatal crash in nine months", "her 11th title", "the second woman to hold the post"."""
    tokens, i, last = found.view.tokens, found.start, found.end
    digits = found.has("ending")
    before, after = tokens.at(i - 1), tokens.at(last)
    if (before in _RANKED and after in ("in", "among", "on", "worldwide")) or (
        before == "the" and after == "to" and scope_behind(tokens, last) in ("deed", "time")
    ):
        return Rank(i, last, place_of(tokens, i))
    if is_denied(tokens, i) or not is_word(tokens, last) or tokens.word(last)[:1].isupper():
        return None
    if after in BOOK["not_ranked"] or after in BOOK["set_phrases"] or (not tokens.word(i)[:1].islower() and not digits):
        return None
    if after in ("time", "term"):
        return Rank(i, last, place_of(tokens, i)) if before in (*BOOK["det"], "a") or _is_own(tokens, i) else None
    if not (before in BOOK["det"] or _is_own(tokens, i)):
        return None
    scope = scope_behind(tokens, last)
    sure = scope in ("time", "group", "career") or (scope == "deed" and before == "the") or _is_own(tokens, i)
    return Rank(i, last, place_of(tokens, i)) if sure or (digits and before == "the") else None


def read_in_a_row(found: Found) -> Rank | None:
    """Read "the seventh consecutive session", "a fifth month in a row": the n-th of a run."""
    tokens = found.view.tokens
    i = found.start
    last = i + 1 + found.has("ending")
    words = [tokens.at(k) for k in range(last, last + 5)]
    in_a_row = any(words[k : k + 3] == ["in", "a", "row"] for k in (1, 2)) or words[1:2] == ["running"]
    straight = words[0] in BOOK["straight"] or (words[0] in ("-", "‐") and words[1] in BOOK["straight"])
    return Rank(i, last, place_of(tokens, i)) if in_a_row or straight else None


def read_number(found: Found) -> Rank | None:
    """Read "the No. 3 air cargo hub", "world number two", "hit number one in the charts"; not "No. 9 Mill Lane"."""
    tokens, i, last = found.view.tokens, found.start, found.end
    before, after = tokens.at(i - 1), tokens.at(last)
    place = place_of(tokens, found.span("place")[0])
    if place > 500 or is_denied(tokens, i) or after in BOOK["idiom_nouns"]:
        return None
    owned = _is_own(tokens, i) or before in ("the", "world", "ranked", "seeded") or before.endswith("-")
    if before == "world":
        return Rank(i, last, place)
    if owned and (tokens.word(last)[:1].islower() and is_word(tokens, last)) and tokens.at(last - 1) != "of":
        return Rank(i, last, place)
    charted = after in ("in", "on") and before in _REACHED
    return Rank(i, last, place) if charted or (owned and is_end(tokens, last) and before != "the") else None


_REACHED = frozenset(["to", "at", "hit", "hits", "reached", "topped", "is", "was", "second", "first", "the", "ranked"])


def read_only(found: Found) -> Rank | None:
    """Read "the only Slovak district", "its sole survivor"."""
    tokens, i = found.view.tokens, found.start
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    owned = before in BOOK["det"] - {"a", "an"} or owner_before(tokens, i)
    if (
        not owned
        or is_denied(tokens, i)
        or not (is_word(tokens, i + 1) or after in ("one", "two"))
        or after in BOOK["idiom_nouns"]
    ):
        return None
    if after in ("ones", "one") and tokens.at(i - 2) in ("be", "not"):
        return None
    return Rank(i, i + 1)


def read_record(found: Found) -> Rank | None:
    """Read "record profit", "a record 3,562.1", "record-breaking"; not the verb, a list, or music."""
    tokens, i, last = found.view.tokens, found.start, found.end
    before, after = tokens.at(i - 1), tokens.at(i + 1)
    if found.has("joined"):
        return Rank(i, last) if tokens.at(last - 1) in BOOK["after_record"] else None
    if (
        before in BOOK["before_verb"]
        or before in BOOK["archives"]
        or after in BOOK["music"]
        or before in ("on", "for the")
    ):
        return None
    amount = tokens.name(i + 1) == "number" or tokens.word(i + 1) in ("$", "£", "€", "¥", "₹") or after in BOOK["card"]
    if amount or (tokens.at(i + 1) == "of" and before in ("a", "new")):
        return Rank(i, i + 1) if before in BOOK["before_record"] else None
    if is_word(tokens, i + 1) and not tokens.at(i + 1).endswith("ed"):
        return (
            Rank(i, i + 1)
            if before not in ("the", "off") or after in BOOK["peak"] or scope_behind(tokens, i + 1)
            else None
        )
    return None


def read_set_record(found: Found) -> Rank | None:
    """Read "is a club record", "broke the national record": a record that is held, set or beaten."""
    tokens, i, last = found.view.tokens, found.start, found.end
    words = {tokens.at(j) for j in range(max(0, i - 4), i)}
    middle = {tokens.at(j) for j in range(i, last)}
    if (
        middle & BOOK["archives"]
        or (is_word(tokens, last) and tokens.at(last) not in BOOK["peak"])
        or is_denied(tokens, i)
    ):
        return None
    if not words & BOOK["record_verbs"]:
        return None
    first = next(j for j in range(i, last) if tokens.at(j) not in (*BOOK["det"], "a", "an", "new", "previous"))
    return Rank(first, last)


def read_peak(found: Found) -> Rank | None:
    """Read "an all-time low", "a 14-week high", "her career best", "season-low"."""
    tokens, i = found.view.tokens, found.start
    named = tokens.at(i - 1) in (*BOOK["det"], "new", "at", "near", "of", "hit", "from") or owner_before(tokens, i)
    joined = any(tokens.word(j) in ("-", "‐", "‑") for j in range(i, found.end))
    return Rank(i, found.end) if (named or joined or tokens.at(i - 1) in BE) and not is_denied(tokens, i) else None


_OF_TOP = 4  # words at most behind "top", of which the last says what it is


def read_top(found: Found) -> Rank | None:
    """Read "Africa's top coffee producer", "the top three"; not ranks of office and not "the top floor"."""
    tokens, i, last = found.view.tokens, found.start, found.end
    if found.has("card"):
        place = place_of(tokens, last - 1)
        share = tokens.at(last) in ("%", "percent", "per", "pct") or tokens.glued(last - 1)
        headline = tokens.words[i] == "Top" and i > 0
        return None if share or headline or place > 100 else Rank(i, last, place, "at_most")
    end = last
    while is_word(tokens, end) and end - last < _OF_TOP and not (end > last and tokens.word(end)[:1].isupper()):
        end += 1
    head = tokens.at(end - 1)
    if end == last or head in BOOK["offices"] or head.rstrip("s") in BOOK["offices"] or head in BOOK["parts"]:
        return None
    if {tokens.at(j).rstrip("s") for j in range(last, end)} & BOOK["offices"] or is_denied(tokens, i):
        return None
    owned = (
        owner_before(tokens, i)
        or tokens.at(i - 1) == "its"
        or (tokens.at(i - 1) == "the" and scope_behind(tokens, end) == "place" and tokens.at(end) == "in")
    )
    seeded = head in ("seed", "seeds", "scorer", "seller")
    return Rank(i, last) if owned or seeded else None


def read_leader(found: Found) -> Rank | None:
    """Read "the market leader", "a world leader in tyres"."""
    tokens, i = found.view.tokens, found.start
    before = tokens.at(i - 1)
    market = before in ("market", "industry") or (before == "world" and tokens.at(i + 1) == "in")
    return Rank(i, i + 1) if market else None


def read_topped(found: Found) -> Rank | None:
    """Read "topped the world rankings", "tops the table"."""
    tokens = found.view.tokens
    listed = any(tokens.at(j) in BOOK["lists"] for j in range(found.end, found.end + 4))
    return (
        Rank(found.start, found.end)
        if listed and tokens.at(found.end) in ("the", "its", "their", "this", "all")
        else None
    )


def read_plain(found: Found) -> Rank | None:
    """Read "unprecedented", "a maiden visit"."""
    tokens, i = found.view.tokens, found.start
    if is_denied(tokens, i):
        return None
    if tokens.at(i) in BOOK["maiden"]:
        owned = tokens.at(i - 1) in (*BOOK["det"], "a") or owner_before(tokens, i)
        return Rank(i, i + 1) if owned and is_word(tokens, i + 1) and tokens.at(i + 1) != "name" else None
    return Rank(i, i + 1)


def read_any(found: Found) -> Rank | None:
    """Read words that rank in one sentence and not in the next: "the first question", "the worst night", "third"."""
    tokens, i, last = found.view.tokens, found.start, found.end
    word = tokens.at(i)
    if tokens.at(i - 1) == "at" or (word in BOOK["most"] and tokens.at(i + 1) == "of") or word in BOOK["never_rank"]:
        return None
    if found.form == "any_nth" and tokens.at(i - 1) in _PARTS:
        return None
    place = found.span("place")[0]
    return Rank(i, last, place_of(tokens, place if place >= 0 else i), sure=False)


_PARTS = frozenset({"one", "two", "three", "four"})  # "one third", "two fifths": a share


_LAST_OF = 4  # words between "last" and what it is the last to do


def read_last(found: Found) -> Rank | None:
    """Read "the last mayor to resign", "the last ship that called"; not "the last week to apply"."""
    tokens, i = found.view.tokens, found.start
    behind = [tokens.at(k) for k in range(i + 2, i + 2 + _LAST_OF)]
    named = tokens.at(i - 1) == "the" and is_word(tokens, i + 1) and tokens.at(i + 1) not in BOOK["not_ranked"]
    return Rank(i, i + 1, sure=False) if named and {"to", "that", "who", "of"} & {*behind} else None


_COMPARED = 7  # words between "more" and "than any other"


def read_beyond(found: Found) -> Rank | None:
    """Read "more goals than any other side", "wider than ever", "deeper than at any time since"."""
    tokens, than = found.view.tokens, found.start
    for i in range(than - 1, max(than - 1 - _COMPARED, -1), -1):
        if is_end(tokens, i):
            return None
        if tokens.at(i) in ("more", "less", "fewer", "better", "worse") or (
            i == than - 1 and tokens.at(i).endswith("er")
        ):
            return Rank(i, found.end, sure=False)
    return None
