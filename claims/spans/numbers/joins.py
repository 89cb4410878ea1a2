"""Amounts that belong together: ranges, changes from and to, shares, scores, ratios, lists of one unit; the third table."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from claims.spans.forms import Form, Found, Table
from claims.spans.numbers.atoms import times
from claims.spans.numbers.items import ALPHABET, Items
from claims.spans.numbers.readings import Amount
from claims.spans.units import HYPHENS, PERCENT, RATIO, Unit
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import noun_after
from claims.text.tokens import Tokens
from schemas.vocabulary import Modifier


@dataclass(frozen=True, slots=True)
class Quantity:
    """One reading: tokens first..last (end exclusive) of its numbers and units, and the interval that they print."""

    first: int
    last: int
    number_last: int
    low: float | None
    high: float | None
    amount: Amount  # the first of its amounts
    form: str
    unit: Unit | None = None
    joined: str = ""  # range, score, share or ratio, where two amounts are one reading
    modifier: Modifier | None = None  # where the form itself settles it
    base: tuple[float, float] | None = None


Joined = tuple[Quantity, ...]


def single(amount: Amount) -> Quantity:
    """Return the reading of one amount that stands alone."""
    vague: Modifier | None = "vague" if amount.low is None else None
    span, ends = (amount.first, amount.last, amount.number_last), (amount.low, amount.low)
    return Quantity(*span, *ends, amount, amount.form, amount.unit, modifier=vague)


def _amounts(found: Found[Items]) -> list[Amount]:
    return [item.amount for item in found.view.items[found.start : found.end] if item.amount]


def _one(found: Found[Items], ends: tuple[float | None, float | None], unit: Unit | None, joined: str) -> Joined:
    """Return the amounts of a form as one reading with these ends."""
    left, *_, right = _amounts(found)
    modifier: Modifier | None = "between" if joined == "range" else None
    return (Quantity(left.first, right.last, right.number_last, *ends, left, found.form, unit, joined, modifier),)


def share_unit(left: Amount, right: Amount, reach: float = 1) -> tuple[Amount, Amount]:
    """Return both amounts with the unit, and the left one with the scale, that only the other prints."""
    left, right = _as_scale(left, right), _as_scale(right, left)
    if left.low is not None and right.low is not None:
        mantissa = right.number.value / right.number.scale
        if (
            left.number.scale == 1 < right.number.scale
            and abs(left.number.value) < min(1000, reach * mantissa)
            and left.number.style == right.number.style
        ):
            left = replace(
                left, low=times(left.low, right.number.scale), number=replace(left.number, scale=right.number.scale)
            )
    if left.unit is None and right.unit is not None:
        left = _with_unit(left, right.unit, age=right.age)
    elif right.unit is None and left.unit is not None:
        right = _with_unit(right, left.unit, age=left.age)
    return left, right


def _as_scale(left: Amount, right: Amount) -> Amount:
    """Read the "m" of "100m-120m euros" as the right end has it."""
    metres = (
        left.unit is not None
        and left.unit.code in ("m", "b", "t")
        and (right.unit is None or right.unit.kind == "money")
    )
    if not metres or right.number.scale < 1e6 or left.low is None:
        return left
    return replace(
        left, unit=None, low=times(left.low, right.number.scale), number=replace(left.number, scale=right.number.scale)
    )


def _with_unit(amount: Amount, unit: Unit, *, age: bool = False) -> Amount:
    low = amount.low if amount.low is None or unit.divisor == 1 else times(amount.low, 1 / unit.divisor)
    return replace(amount, unit=unit, low=low, age=age)


def _thousands(items: Items, left: Amount, right: Amount) -> Amount:
    """Read "$50-100,000" as fifty thousand and up."""
    printed, high = items.tokens.word(left.number.first), items.tokens.word(right.number.first)
    short = (
        printed.isdecimal()
        and len(printed) <= 3
        and high.endswith(",000")
        and high.count(",") == 1
        and not right.signed
    )
    return (
        replace(left, low=times(left.low or 0.0, 1000))
        if short and left.low and left.low * 1000 < right.number.value
        else left
    )


def _alike(left: Amount, right: Amount) -> bool:
    """Tell whether two amounts may be ends of one range: of one kind, both with a value."""
    if left.low is None or right.low is None or (left.age != right.age and (left.unit and right.unit)):
        return False
    left, right = _as_scale(left, right), _as_scale(right, left)
    if left.unit and right.unit:
        return left.unit.kind == right.unit.kind and (
            left.unit.code == right.unit.code or left.unit.kind in ("measure", "duration")
        )
    return left.unit is None or right.unit is None


def _range(found: Found[Items], left: Amount, right: Amount) -> Joined | None:
    """Return two amounts as one range, low end first."""
    if found.view.tokens.word(left.last) in HYPHENS:
        left = _thousands(found.view, left, right)
    left, right = share_unit(left, right)
    low, high = sorted((left.low or 0.0, right.low or 0.0))
    (joined,) = _one(found, (low, high), right.unit or left.unit, "range")
    return (replace(joined, amount=left),)


def _read_between(found: Found[Items]) -> Joined | None:
    left, right = _amounts(found)
    return _range(found, left, right) if _alike(left, right) else None


def _is_move(items: Items, first: int, *, nouns: bool = True) -> bool:
    """Tell whether a word of change governs the amount at token `first`: shortly before, in its sentence, no range verb between."""
    tokens = items.tokens
    change = read_lexicon("modifiers")["change"]
    for k in range(first - 1, max(-1, first - 20), -1):
        word = tokens.lower[k]
        if (
            tokens.sentence_of[k] != tokens.sentence_of[first]
            or word in word_list("opens_clause")
            or word in word_list("range_verbs")
        ):
            return False
        if tokens.name(k) == "number" and not (len(word) == 4 and word.isdecimal()) and not _ends_move(tokens, k):
            return False
        if (
            word in change["up"]
            or word in change["down"]
            or word in word_list("revisions")
            or (nouns and (word in change["up_nouns"] or word in change["down_nouns"]))
        ):
            return True
    return False


def _ends_move(tokens: Tokens, k: int) -> bool:
    """Tell the numbers of "from $2 to $3, and tolls" and "cut by 5 points, from": of a change that the next one joins."""
    change, ends = read_lexicon("modifiers")["change"], ("to", "from", "by")
    while tokens.at(k) not in ends and (
        tokens.name(k) == "number" or tokens.word(k) in ("$", "£", "€") or tokens.at(k) in word_list("hedges")
    ):
        k -= 1
    return tokens.at(k) in ends or tokens.at(k) in change["up"] or tokens.at(k) in change["down"]


def _moves_by(items: Items, first: int) -> bool:
    """Tell whether the amount at a token is a move ("rose 5 to 20", "up by 5 to 20"), so that the next is where it ends."""
    k = first - 1
    while items.tokens.at(k) in word_list("hedges"):
        k -= 1
    change = read_lexicon("modifiers")["change"]
    return items.tokens.at(k) in change["up"] or items.tokens.at(k) in change["down"]


def _read_from_to(found: Found[Items]) -> Joined | None:
    """Read "rose from 5 to 7 percent" as two amounts, the second with its base; "ranging from 5 to 7" is a range."""
    left, right = _amounts(found)
    if not _alike(left, right):
        return None
    behind = found.view.tokens.at(right.last)
    if not _is_move(found.view, left.first - 1) or (
        behind == "to" and found.view.name(found.end) == "to" and found.view.name(found.end + 1) in ("bare", "amount")
    ):
        return _range(found, left, right)
    return _pair(left, right, found.form)


def _pair(base: Amount, end: Amount, form: str) -> Joined:
    """Return where a change starts and where it ends, each by itself, in the order of the text."""
    if base.first < end.first:
        base, end = share_unit(base, end, reach=20)
    else:
        end, base = share_unit(end, base, reach=20)
    start, moved = single(base), single(end)
    if base.low is not None:
        moved = replace(moved, base=(base.low, base.low), form=form)
    return (start, moved) if base.first < end.first else (moved, replace(start, form=form))


def _read_to_from(found: Found[Items]) -> Joined | None:
    """Read "rose to 4.2 from 3.9 million tonnes": the end of the change stands first."""
    end, base = _amounts(found)
    if not _alike(end, base) or end.number.style in ("fraction", "vague"):
        return None
    tokens = found.view.tokens
    before = tokens.at(end.first - 1)
    moved = before == "to" or _is_move(found.view, end.first) or before in ("at", "by", "was", "is", "were")
    words_between = tokens.at(end.last) != "from"
    if base.unit is None and end.unit is not None and noun_after(tokens, base.last):
        return None  # "raised $12 million from two funds"
    if words_between and before == "to" and noun_after(tokens, base.last):
        return _pair(base, end, found.form)
    if (
        (words_between or (end.unit is None and base.unit is None))
        and noun_after(tokens, end.last)
        and (before != "to" or not noun_after(tokens, base.last))
    ):
        return None
    if end.unit is None and base.unit is None and before != "to" and not moved:
        return None
    return _pair(base, end, found.form) if moved and before != "by" else None


def _read_range(found: Found[Items]) -> Joined | None:
    """Read "10 to 15 minutes", "$5-$7", "4,000-5,000 tickets", "40 - 50 goats"."""
    left, right = _amounts(found)
    differ = left.unit is not None and right.unit is not None and left.unit != right.unit
    if not _alike(left, right) or differ or left.number.style in ("fraction", "vague"):
        return None
    ends = share_unit(left, right)
    low, high = ends[0].low or 0.0, ends[1].low or 0.0
    if found.view[found.start + 1].name == "to":
        joins = _spans(found, left, right, low, high)
    else:
        joins = not (left.signed and not right.signed and right.unit is not None)
    return _range(found, left, right) if joins and low < high else None


def _spans(found: Found[Items], left: Amount, right: Amount, low: float, high: float) -> bool:
    """Tell "snow of 5 to 10 inches" from a move and where it ends: "rose 5 to 20", "slid 2% to 18.6"."""
    tokens, before = found.view.tokens, found.view.tokens.at(left.first - 1)
    if left.unit is not None and right.unit is None:
        return left.signed or left.age
    near = before == "by" and high <= 2 * low and noun_after(tokens, right.last) is not None
    near = near or (left.unit is None and right.unit is not None and right.unit.kind != "money" and high <= 3 * low)
    modal = left.unit is None and high <= 5 * low and before in ("by", "of", "about", "around", "between")
    if _moves_by(found.view, left.first) and not (near or modal):
        return False
    priced = "." in tokens.word(right.number.first) and "." not in tokens.word(left.number.first) and right.unit is None
    mixed = left.number.style == "words" and right.number.style == "digits" and high > 10 * low
    return not (priced or mixed)


def _read_or(found: Found[Items]) -> Joined | None:
    """Read "two or three ships" and "five or six years": neighbours that only the last prints a unit or noun for."""
    left, right = _amounts(found)
    if (
        left.unit is not None
        or left.low is None
        or right.low is None
        or left.number.style != right.number.style
        or right.signed
    ):
        return None
    if not left.low < right.low <= 2 * left.low + 1 or left.number.scale != right.number.scale or left.low > 100:
        return None
    return _range(found, left, right)


def _read_share(found: Found[Items]) -> Joined | None:
    """Read "one in five", "nine out of ten" and "seven-in-ten" as a share."""
    left, right = _amounts(found)
    if left.unit or right.unit or not left.low or not right.low or left.number.style not in ("digits", "words"):
        return None
    whole = left.low == int(left.low) and right.low == int(right.low)
    year = found.view.tokens.word(right.number.first).isdecimal() and 1500 <= right.low <= 2099
    most = 10 if "out" not in found.names() else 1e9
    if not whole or not left.low < right.low or left.low > most or (year and "out" not in found.names()):
        return None
    part = times(100 * left.low / right.low, 1)
    return _one(found, (part, part), PERCENT, "share")


def _read_even_odds(found: Found[Items]) -> Joined | None:
    """Read "a 50-50 chance" as a half."""
    left, right = _amounts(found)
    even = left.low == right.low == 50 and not left.unit and not right.unit
    said = found.view.tokens.at(right.last) in word_list("odds")
    return _one(found, (50.0, 50.0), PERCENT, "share") if even and said else None


def _read_ratio(found: Found[Items]) -> Joined | None:
    left, right = _amounts(found)
    glued = found.view.glued(found.start + 1) and found.view.glued(found.start + 2)
    if not glued or left.unit or right.unit or not left.low or not right.low:
        return None
    part = left.low / right.low
    return _one(found, (part, part), RATIO, "ratio")


def _small(amount: Amount) -> bool:
    return (
        amount.unit is None
        and not amount.signed
        and amount.low is not None
        and 0 <= amount.low <= 999
        and amount.low == int(amount.low)
        and amount.number.scale == 1
    )


def _near_contest(found: Found[Items], left: Amount, right: Amount) -> bool:
    tokens = found.view.tokens
    contest = frozenset(read_lexicon("roles")["contest"]["words"])
    return any(
        tokens.at(k) in contest for k in (*range(left.first - 4, left.first), *range(right.last, right.last + 3))
    )


def _score(found: Found[Items], left: Amount, right: Amount) -> Joined:
    low, high = sorted((left.low or 0.0, right.low or 0.0))
    return _one(found, (low, high), None, "score")


def _read_tally(found: Found[Items]) -> Joined | None:
    """Read "2-1", "98-0" and the sets of a match as a score: beside a word of contest, between two names, or falling."""
    left, right = _amounts(found)
    items, tokens = found.view, found.view.tokens
    if not (_small(left) and _small(right)) or not all(items.glued(k) for k in range(found.start + 1, found.end)):
        return None
    if len(found.names()) > 3:
        return _score(found, left, right)
    beside = (
        items.name(found.end) in ("open", "shut", "comma")
        and items.name(found.end + 1) == "bare"
        and items.name(found.end + 2) == "dash"
    )
    behind = (
        items.name(found.start - 2) == "bare"
        or items.name(found.start - 3) == "bare"
        or items.name(found.end) == "bare"
    )
    sides = tokens.word(left.first - 1)[:1].isupper() and tokens.word(right.last)[:1].isupper()
    falls = (left.low or 0) >= (right.low or 0)
    if _near_contest(found, left, right) or beside or sides:
        return (
            _score(found, left, right) if falls or sides or beside or noun_after(tokens, right.last) is None else None
        )
    return (
        _score(found, left, right)
        if falls
        and max(left.low or 0, right.low or 0) <= 20
        and tokens.at(left.first - 1) != "the"
        and not (behind and not falls)
        else None
    )


def _read_vote(found: Found[Items]) -> Joined | None:
    """Read "voted 5 to 4" as a score and "beat by four to three" as a ratio or a tally."""
    left, right = _amounts(found)
    tokens = found.view.tokens
    before = tokens.at(left.first - 1)
    if (
        not (_small(left) and _small(right))
        or noun_after(tokens, right.last)
        or found.view.name(found.start - 1) == "from"
        or (right.low == 0 and before not in ("by", "of"))
    ):
        return None
    voted = before in word_list("vote_verbs")
    linked = before in ("by", "of", "a", "at", "was", "is") and _near_contest(found, left, right)
    return _score(found, left, right) if voted or linked else None


def _read_sides(found: Found[Items]) -> Joined | None:
    """Read "30 x 20 x 10cm": each side by itself, with the unit that closes the list."""
    return _listed(_amounts(found), found.form)


def _listed(amounts: Sequence[Amount], form: str) -> Joined | None:
    """Return the amounts of a list, each with the unit of the last."""
    last = amounts[-1]
    if last.unit is None or last.age:
        return None
    shared = [share_unit(amount, last)[0] if amount.unit is None else amount for amount in amounts]
    return tuple(replace(single(amount), form=form) for amount in shared)


def _read_ages(found: Found[Items]) -> Joined | None:
    """Read "aged four and six": what is listed behind an age are ages."""
    amounts = _amounts(found)
    head, tokens = amounts[0], found.view.tokens
    small = all(a.low is not None and 0 < a.low <= 120 and a.number.scale == 1 for a in amounts)
    if (
        not head.age
        or not small
        or tokens.at(head.first - 1) not in ("aged", "ages")
        or noun_after(tokens, amounts[-1].last)
    ):
        return None
    aged = [_with_unit(a, head.unit, age=True) if head.unit and a.unit is None else a for a in amounts]
    return tuple(replace(single(amount), form=found.form) for amount in aged)


def _read_list(found: Found[Items]) -> Joined | None:
    """Read "18, 20 and 22 percent" and "7- or 8-inch": the unit stands once, at the end."""
    amounts = _amounts(found)
    last = amounts[-1]
    fits = last.unit is not None and last.unit.kind in ("percent", "money", "measure", "duration") and not last.signed
    if not fits or any(
        a.number.style != last.number.style
        or a.low is None
        or (last.unit and last.unit.kind == "percent" and a.low > 100)
        for a in amounts[:-1]
    ):
        return None
    hyphens = any(name == "dash" for name in found.names())
    pairs = "and" in found.names() or "or" in found.names()
    if not pairs or (
        last.unit and last.unit.kind == "duration" and not hyphens and len(amounts) < 3 and amounts[0].low == last.low
    ):
        return None
    return _listed(amounts, found.form)


_PARTS = {"A": "<bare>|<amount>", "H": "(?:<hedge>|<at>|<a>|<older>|<low>(?=<bare>|<amount>)){0,4}"}
FORMS: tuple[Form[Items, Joined], ...] = (
    Form("share", "<bare>(?:<dash>?<in><dash>?<every>?|<dash>?<out><dash>?<of><dash>?<every>?)<bare>", _read_share, "one in five men", "one of five rooms"),
    Form("even_odds", "<bare>(?:<dash>|<slash>)<bare>", _read_even_odds, "a 50-50 chance of rain", "a 50-40 chance of rain"),
    Form("tally", "<bare><dash>(?:(?:<to>|<of>|<for>)<dash>)?<bare>", _read_tally, "United won 4-3", "United sold 3-4 boats"),
    Form("vote", "<bare><to><bare>", _read_vote, "the court ruled 5 to 4", "the court sat 4 to 5 days"),
    Form("ratio", "<bare><colon><bare>", _read_ratio, "a ratio of 3:1", "a ratio of 3 : 1"),
    Form("between", "<between>{H}{A}(?:<and>|<to>|<dash>){H}{A}", _read_between, "between 40 and 50 boats", "among 40 and 50 boats"),
    Form("from_to", "<from>{H}{A}(?:<low>|<naming>){0,2}(?:<hedge>?<to>|<dash>){H}{A}", _read_from_to, "prices from 20 to 30 euros", "prices from 20 and 30 euros"),
    Form("ages", "<amount>(?:(?:<comma>|<and>|<or>){1,2}<bare>){1,4}", _read_ages, "sons aged four and six", "four sons and six"),
    Form("to_from", "{A}(?:(?<!<amount>)(?:<low>|<naming>){1,2})?<from>{H}{A}", _read_to_from, "rose to 20 from 12 percent", "won 20 from 12 ships"),
    Form("sides", "<bare><cross>{A}(?:<cross>{A})?", _read_sides, "it is 30 x 20cm", "it is 30 of 20cm"),
    Form("range", "{A}(?:<to>{H}|<dash>|<dash><to><dash>?){A}", _read_range, "it takes 10 to 15 minutes", "it takes 10 and 15 minutes"),
    Form("or", "<bare><or>{A}", _read_or, "two or three ships", "two or thirty ships"),
    Form("list", "(?:<bare><dash>?(?:<comma>?(?:<and>|<or>)|<comma>)){1,6}<amount>", _read_list, "18, 20 and 22 percent", "18, 20 and 22 men"),
)  # fmt: skip
TABLE = Table(ALPHABET, FORMS, _PARTS)


def join(items: Items) -> list[Quantity]:
    """Return all quantities of a text in order: those that a form joins, and single amounts."""
    joined: list[Quantity] = []
    done = 0
    for found, quantities in TABLE.find(items, items.letters):
        joined += [single(item.amount) for item in items.items[done : found.start] if item.amount]
        joined += quantities
        done = found.end
    return joined + [single(item.amount) for item in items.items[done:] if item.amount]
