"""One number with its sign and unit: the second table, over items, together with the forms of ages and of no figures."""

from dataclasses import replace

from claims.spans.forms import Form, Found, Table
from claims.spans.numbers import ages, names
from claims.spans.numbers.atoms import Number, times
from claims.spans.numbers.items import ALPHABET, Item, Items
from claims.spans.numbers.readings import Amount, Reading
from claims.spans.numbers.scales import letter_scale, pounds_of_mass
from claims.spans.units import MAGNITUDE, PERCENT, POUND_MASS, Unit, match_unit, unit_book, unit_named
from claims.text.lexicon import read_lexicon, word_list
from claims.text.tokens import Tokens

_PARTS = {
    "P": "<num>|<word>|<frac>|<vague>",
    "N": "<num>|<word>",
    "MINUS": "<minus><dash>?|<dash>",
    "AMB": "<scale>",
    "CAP": "<cap>|<street>",
    "LINK": "<comma>|<and>|<or>|<to>|<dash>|<amp>",
}  # fmt: skip


def _amount(found: Found[Items], unit: Unit | None = None, *, age: bool = False, group: str = "n") -> Amount:
    """Return the amount of the number in a group, with the unit that the form found."""
    items = found.view
    at, end = found.span(group)[0], found.end
    item = items[at]
    number = item.number or Number(item.first, item.last, 0.0, "digits", found.form)
    sign = items[found.span("sign")[0]] if found.has("sign") else None
    scale = items[found.span("scale")[0]].scale if found.has("scale") else 1.0
    for part in ("unit", "behind"):
        scale = times(scale, items[found.span(part)[0]].scale) if found.has(part) else scale
    unit = unit or (items[found.span("unit")[0]].unit if found.has("unit") else None) or (sign.unit if sign else None)
    value = times(number.value, scale * (sign.scale if sign else 1.0))
    divisor = unit.divisor if unit else 1.0
    value = times(value, 1 / divisor) if divisor != 1 else value
    minus = found.has("minus")
    first = min(items[found.start].first, item.first)
    number_last = items[found.span("scale")[1] - 1].last if found.has("scale") else item.last
    scaled = replace(number, scale=number.scale * scale) if scale > 1 else number
    return Amount(first, items[end - 1].last, number_last, None if number.style == "vague" else -value if minus else value, scaled, found.form, unit, signed=sign is not None, age=age)  # fmt: skip


def _is_minus(items: Items, at: int) -> bool:
    """Tell whether the dash at an item is a minus: it touches what follows, with a space, a bracket or nothing before."""
    tokens, first = items.tokens, items[at].first
    if not tokens.glued(first + 1):
        degrees = tokens.at(first + 2) in ("degrees", "degree", "°")
        return (degrees or tokens.word(first) == "−") and not tokens.glued(first) and tokens.name(first - 1) == "word"
    before = tokens.word(first - 1)
    if tokens.glued(first):
        return before in ("(", "[", "$", "£", "€") or (before in "\"'“‘" and bool(before))
    if (
        tokens.word(first) == "-"
        and tokens.word(first - 1).isupper()
        and len(tokens.word(first - 1)) > 1
        and tokens.name(first + 1) == "number"
    ):
        return False  # "COVID -19"
    return not before[-1:].isdecimal()


def _read_signed(found: Found[Items]) -> Amount | None:
    """Read "-$220 million", "$-5", "US$40 million", "$10 dollars"."""
    items = found.view
    if found.has("minus") and not (
        _is_minus(items, found.span("minus")[0]) or items.tokens.word(items[found.start].first) == "$"
    ):
        return None
    read = _amount(found)
    return read if items[found.span("sign")[0]].unit else None


def _read_headed(found: Found[Items]) -> Amount | None:
    """Read "in € millions: 412", whose scale and currency stand in front."""
    items = found.view
    scale = read_lexicon("numbers")["scales"].get(items.tokens.lower[items[found.span("v")[0]].first].removesuffix("s"))
    read = _amount(found)
    at = items[found.span("n")[0]]
    return replace(read, first=at.first, low=times(read.low or 0.0, float(scale))) if scale else None


def _without_minus(found: Found[Items]) -> bool:
    if not found.has("minus"):
        return True
    tokens, first = found.view.tokens, found.view[found.start].first
    word = tokens.lower[first] in ("minus", "negative")
    return tokens.at(first - 1) != "or" if word else _is_minus(found.view, found.span("minus")[0])


def _read_unit(found: Found[Items]) -> Amount | None:
    """Read a number with the unit behind it."""
    if not _without_minus(found):
        return None
    items = found.view
    unit = items[found.span("unit")[0]].unit
    if unit is None or (unit.family == "mark" and _levels(items, found)):
        return None
    if (
        unit.name in ("pound", "pound sterling")
        and unit.family == "pound"
        and pounds_of_mass(items.tokens, items[found.span("n")[0]].first, items[found.end - 1].last)
    ):
        unit = POUND_MASS
    if unit.kind == "score" and _is_polled(items.tokens, items[found.start].first):
        unit = PERCENT
    read = _amount(found, unit)
    if unit.code == "%":
        return replace(read, number_last=read.last)
    number = read.number
    if number.style == "digits" and unit.code in ("m", "t", "b", "K"):
        scale = letter_scale(items.tokens, number.last, read.last, unit.code)
        if scale > 1:
            return replace(
                read,
                unit=None,
                low=times(read.low or 0.0, scale),
                number_last=read.last,
                number=replace(number, scale=scale, last=read.last),
            )
    return read


def _is_polled(tokens: Tokens, first: int) -> bool:
    """Tell points of a poll, which are percentages, from those of a game or an index: "approval fell 15 points"."""
    sentence = {
        word for word, at in zip(tokens.lower, tokens.sentence_of, strict=True) if at == tokens.sentence_of[first]
    }
    return not sentence.isdisjoint(word_list("polled")) and sentence.isdisjoint(word_list("index_words"))


def _levels(items: Items, found: Found[Items]) -> bool:
    """Tell "the 4000 mark", a level, from a sum of marks."""
    return (
        items.tokens.at(items[found.span("n")[0]].first - 1) == "the"
        and items.tokens.at(items[found.end - 1].first) == "mark"
    )


def _cents(found: Found[Items]) -> Unit | None:
    """Return the hundredth that "15 dollars 50." leaves out; the two digits end their clause."""
    items = found.view
    unit, at = items[found.span("unit")[0]].unit, items[found.span("n2")[0]]
    ends = items.tokens.word(at.last) in (".", ",", ";", "", ")") and len(items.tokens.words[at.first]) == 2
    return (
        Unit(unit.code, "cent", "money", 100.0) if unit and unit.kind == "money" and ends and at.name == "num" else None
    )


_SMALLER = {("[ft_i]", "[in_i]"): 12.0, ("[lb_av]", "[oz_av]"): 16.0, ("[stone_av]", "[lb_av]"): 14.0}


def _read_compound(found: Found[Items]) -> Amount | None:
    """Read two units of one measure as one amount: "5ft 10in", "8lb 3oz", "3 dollars 50 cents"."""
    items = found.view
    whole = items[found.span("unit")[0]].unit
    units = (whole, items[found.span("unit2")[0]].unit if found.has("unit2") else _cents(found))
    great, small = _amount(found), items[found.span("n2")[0]].number
    if units[0] is None or units[1] is None or small is None or great.low is None:
        return None
    parts = (
        units[1].divisor
        if units[0].kind == "money" and units[1].kind == "money"
        else _SMALLER.get((units[0].code, units[1].code), 1.0)
    )
    if parts <= 1 or (units[0].kind == "money" and not _same_money(units[0], units[1])):
        return None
    low = round(great.low + small.value / parts, 6)
    return replace(great, low=low, number_last=great.last)


def _same_money(whole: Unit, part: Unit) -> bool:
    return whole.divisor == 1 and (
        part.code in (whole.code, whole.family) or (whole.code == "$" and part.name == "cent")
    )


def _read_primes(found: Found[Items]) -> Amount | None:
    """Read 6'2" and 30' as feet and inches; a quotation mark behind a word is none."""
    items = found.view
    tokens, at = items.tokens, items[found.span("n")[0]]
    if not tokens.glued(items[found.span("n")[1]].first) or at.number is None or "." in tokens.words[at.first]:
        return None
    inches = items[found.span("n2")[0]].number if found.has("n2") else None
    if (inches and inches.value >= 12) or at.number.value > 9:
        return None
    low = round(at.number.value + (inches.value / 12 if inches else 0.0), 6)
    unit = unit_named("foot")
    last = items[found.end - 1].last
    return Amount(at.first, last, last, low, at.number, found.form, unit)


def _read_one_prime(found: Found[Items]) -> Amount | None:
    """Read 10" and 30' where a word of size stands beside."""
    items, tokens = found.view, found.view.tokens
    at = items[found.span("n")[0]]
    near = [tokens.at(items[found.end - 1].last), *(tokens.at(k) for k in range(at.first - 6, at.first))]
    if at.number is None or not word_list("tall").intersection(near):
        return None
    unit = unit_named("inch" if found.names()[-1] == "inch" else "foot")
    return Amount(at.first, items[found.end - 1].last, at.last, at.number.value, at.number, found.form, unit)


def _read_hour_and_half(found: Found[Items]) -> Amount | None:
    """Read "an hour and a half" as one and a half hours."""
    items = found.view
    spelt, part = match_unit(items.tokens, items[found.start + 1].first), items[found.end - 1].number
    if spelt is None or part is None or spelt.unit.kind not in ("duration", "measure"):
        return None
    first, last = items[found.start].first, items[found.end - 1].last
    number = Number(first, last, 1 + part.value, "words", found.form)
    return Amount(first, last, last, number.value, number, found.form, spelt.unit)


def _read_magnitude(found: Found[Items]) -> Amount | None:
    items = found.view
    at = items[found.span("n")[0]]
    before = items.tokens.at(at.first - 1), items.tokens.at(at.first - 2)
    if "magnitude" not in before and items.tokens.at(at.last + 2) != "richter":
        return None
    return replace(_amount(found, MAGNITUDE), first=at.first)


def _read_bare(found: Found[Items]) -> Amount | None:
    if not _without_minus(found):
        return None
    items = found.view
    at = items[found.span("n")[0]]
    if at.number is None or (at.number.style == "fraction" and not _is_share(items.tokens, at)):
        return None
    return _amount(found)


def _is_share(tokens: Tokens, item: Item) -> bool:
    """Tell a part of something from "the second half", "half-hearted" and a half that is played or lived in."""
    word, before, after = tokens.at(item.first), tokens.at(item.first - 1), tokens.at(item.last)
    if before == "and" and tokens.at(item.first - 2) in unit_book().words:
        return False  # "over the last year and a half"
    if word != "half" or item.last > item.first + 1:
        return not (before in ("first", "second", "last", "final") or after in ("final", "finals", "back"))
    if before in word_list("before_a_half_of_play") or after in word_list("after_a_half_of_play"):
        return after == "hour"
    return True


_M = "(?P<minus>{MINUS})?"
FORMS: tuple[Form[Items, Reading], ...] = (
    Form("compound", _M + "(?P<n>{N})<dash>?(?P<unit><meas>|<money>)(?:<and>|<comma>)?(?P<n2>{N}|<frac>)(?:<dash>?(?P<unit2><meas>|<money>))?", _read_compound,
         "a 5ft 10in guard", "a 5ft wall and 10kg"),
    Form("primes", "(?P<n><num>)<foot>(?:(?P<n2><num>)<inch>?)?", _read_primes, "at 6'2\" he is tall", "a 6 of 2"),
    Form("prime", "(?P<n><num>)(?:<foot>|<inch>)", _read_one_prime, 'it is 10" long', 'he said "we have 10"'),
    Form("headed", "(?P<sign><sign>)(?P<v><vague>)<shut>?<colon>(?P<n><num>)", _read_headed, "in € millions: 412", "in € millions, 412"),
    Form("signed_money", _M + "(?P<sign><sign>){MINUS}?(?P<n>{P})(?:<dash>?(?P<scale><scale>))?(?:<of>?<dash>?(?P<unit><money>))?", _read_signed,
         "it paid $7.5m for it", "it paid 7.5 for it"),
    Form("money", _M + "(?P<n>{P})(?:<dash>?(?P<scale><scale>))?(?:<of>?<a>?|<dash>)(?P<unit><money>)(?P<behind><scale>)?", _read_unit, "it paid 7 m euros", "it paid 7 men"),
    Form("percent", _M + "(?P<n>{P}|<zero>)(?:<of>?<a>|<dash>)?(?P<unit><percent>)", _read_unit, "it fell 0.4 percent", "it fell 0.4"),
    Form("magnitude", "(?P<n><num>)", _read_magnitude, "a magnitude 6.1 quake", "a large 6.1 quake"),
    Form("bracketed_unit", "(?P<n>{N})<open>(?P<unit><meas>)<shut>", _read_unit, "a span of 40 (km)", "a span of 40 (wide)"),
    Form("measured", _M + "(?P<n>{P})(?:<dash>?(?P<scale><scale>))?(?:<of>?<a>?|<dash>|(?:<low>|<hedge>|<plus>)(?=<dur>))(?P<unit><meas>|<dur>|<points>|<tally>)", _read_unit, "a 40-litre barrel", "a 40 car row"),
    Form("hour_and_a_half", "<a><low><and>(?P<n><frac>)", _read_hour_and_half, "an hour and a half", "a horse and a half"),
    Form("bare", _M + "(?P<n>{P}|<zero>)", _read_bare, "it has 60 of them", "it has some of them"),
)  # fmt: skip
AmountTable = Table[Items, Reading]
TABLE: AmountTable = Table(ALPHABET, (*ages.FORMS, *names.FORMS, *FORMS), _PARTS)
