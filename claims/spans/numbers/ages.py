"""Ages told from other numbers: "aged 25", "44-year-old", "Smith, 66,", "children under five"."""

from dataclasses import replace
from functools import cache

from claims.spans.forms import Form, Found
from claims.spans.numbers.items import Item, Items
from claims.spans.numbers.readings import Amount, Reading
from claims.spans.units import YEARS, match_unit
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import is_person, noun_after, words
from claims.text.tokens import Tokens


@cache
def _first_names() -> frozenset[str]:
    return frozenset(name for row in read_lexicon("first_names").values() for name in row["names"])


def _may_be_age(item: Item, tokens: Tokens, most: int = 120) -> bool:
    number = item.number
    return (
        number is not None
        and 0 < number.value <= most
        and number.scale == 1
        and number.value == int(number.value)
        and "." not in tokens.words[item.first]
    )


def _read_years_old(found: Found[Items]) -> Amount | None:
    unit = found.view[found.span("unit")[0]].unit
    at, last = found.view[found.span("n")[0]], found.view[found.end - 1].last
    if unit is None or unit.code not in ("a", "mo", "wk", "d") or at.number is None:
        return None
    return Amount(at.first, last, at.last, at.number.value, at.number, found.form, unit, age=True)


def _age_alone(found: Found[Items]) -> Amount | None:
    """Return the number of a form as an age, without the words around it."""
    items = found.view
    at = items[found.span("n")[0]]
    if not _may_be_age(at, items.tokens) or at.number is None:
        return None
    return Amount(at.first, at.last, at.last, at.number.value, at.number, found.form, YEARS, age=True)


def _read_aged(found: Found[Items]) -> Amount | None:
    items, tokens = found.view, found.view.tokens
    word = tokens.lower[items[found.start].first]
    unit = found.span("unit")
    if found.has("unit"):
        read = _age_alone(found)
        return replace(read, unit=items[unit[0]].unit, last=items[unit[0]].last) if read else None
    if (
        word == "age"
        and found.end - found.start > 2
        and not found.has("of")
        and tokens.at(items[found.start].last) not in ("between", "from", "to")
    ):
        return None
    if noun_after(tokens, items[found.span("n")[0]].last) and word != "aged":
        return None
    return _age_alone(found)


def _read_age_from(found: Found[Items]) -> Amount | None:
    """Read "the retirement age will rise from 60 to 65"."""
    items = found.view
    at = items[found.span("n")[0]]
    word, link = items.tokens.lower[items[found.start].first], items.tokens.at(at.first - 1)
    alone = noun_after(items.tokens, at.last) is None and match_unit(items.tokens, at.last) is None
    return _age_alone(found) if word == "age" and link in ("from", "to", "at", "was", "is") and alone else None


def _read_apposed(found: Found[Items]) -> Amount | None:
    """Read "Smith, 66, said", "Smith (66)" and "A driver, 58, was": a small whole number set off behind a person."""
    items, tokens = found.view, found.view.tokens
    at, name = items[found.span("n")[0]], tokens.word(items[found.start].last - 1)
    if (
        at.number is None
        or at.number.style != "digits"
        or not _may_be_age(at, tokens, 115)
        or "," in tokens.words[at.first]
    ):
        return None
    closing = tokens.word(at.last)
    if name in (")", "]"):
        return (
            _age_alone(found)
            if closing == "," and tokens.at(at.last + 1) in ("a", "an", "the", "who", "said")
            else None
        )
    if name[:1].islower():
        return _age_alone(found) if is_person(name) and not name.endswith("s") and closing == "," else None
    if (
        len(name) < 2
        or not name[-1:].isalpha()
        or name.isupper()
        or name.lower() in read_lexicon("roles")["no_names"]["words"]
    ):
        return None
    bracket = found.has("bracket")
    if bracket and at.number.value < 10:
        return None
    full = tokens.word(items[found.start].first - 1)[:1].isupper()
    return _age_alone(found) if closing in (",", ")") or (at.number.value > 12 and full) else None


def _read_being(found: Found[Items]) -> Amount | None:
    """Read "She was 22 when", "who was 9 at the time", "will be 38 in May", "turned 40", "you have to be 18 to"."""
    items, tokens = found.view, found.view.tokens
    at, verb = items[found.span("n")[0]], items[found.start].first
    subject, before, after = tokens.at(verb - 1), tokens.at(verb - 2), tokens.at(at.last)
    if not _may_be_age(at, tokens) or noun_after(tokens, at.last):
        return None
    closes, persons = after in word_list("after_an_age"), word_list("persons_alone")
    if tokens.lower[verb].startswith("turn"):
        return _age_alone(found) if closes else None
    required = before in ("have", "has", "had", "must") and subject == "to" and tokens.at(verb - 3) in persons
    when = before == "when" and subject in ("you", "they", "we") and closes
    told = subject in persons and closes and tokens.at(at.last + 1) not in ("favour", "favor")
    person = subject in persons or (tokens.word(verb - 1)[:1].isupper() and subject not in ("it", "index"))
    timed = person and (after == "when" or tokens.slice(at.last, at.last + 3).lower() == "at the time")
    return _age_alone(found) if when or told or timed or (required and (closes or after == "to")) else None


def _read_then(found: Found[Items]) -> Amount | None:
    """Read "Tom, then 15, ran away"."""
    return _age_alone(found) if found.view.tokens.at(found.view[found.start + 1].first) in ("then", "now") else None


def _read_over(found: Found[Items]) -> Amount | None:
    """Read "children under five" and "people over 70", with no noun of its own behind the number."""
    items, tokens = found.view, found.view.tokens
    at = items[found.span("n")[0]]
    before = tokens.at(items[found.start].first - 1)
    group = (
        before in word_list("who_may_be_aged") or is_person(before) or tokens.at(items[found.start].first - 2) == "age"
    )
    if not group or not _may_be_age(at, tokens) or noun_after(tokens, at.last) or match_unit(tokens, at.last):
        return None
    return _age_alone(found)


def _read_whole(found: Found[Items]) -> Amount | None:
    """Read "a 70 yo man" and "the over-80s", where what stands behind the number is part of the age."""
    read = _age_alone(found)
    return replace(read, last=found.view[found.end - 1].last) if read else None


def _read_and_older(found: Found[Items]) -> Amount | None:
    return _age_alone(found)


def _read_young_as(found: Found[Items]) -> Amount | None:
    """Read "as young as 12"; a unit or noun behind makes it no age."""
    items = found.view
    word = items.tokens.at(items[found.start + 1].first)
    at = items[found.span("n")[0]]
    return _age_alone(found) if word in ("young", "old") and not noun_after(items.tokens, at.last) else None


def _read_unpunctuated(found: Found[Items]) -> Amount | None:
    """Read "Nora Patel 44 has led": a person's full name, a number, and a verb or link behind."""
    items, tokens = found.view, found.view.tokens
    at = items[found.span("n")[0]]
    if (
        at.number is None
        or at.number.style != "digits"
        or not _may_be_age(at, tokens, 115)
        or at.number.value < 12
        or tokens.is_headline
        or tokens.glued(at.first)
    ):
        return None
    name = [tokens.lower[items[k].first] for k in range(*found.span("name"))]
    before = tokens.at(items[found.start].first - 1)
    plain = all(tokens.words[items[k].first].istitle() for k in range(*found.span("name")))
    named_person = name[0] in _first_names() and (len(name) > 1 or before in word_list("kin"))
    titled = is_person(name[0]) or is_person(before)
    verb = tokens.at(at.last) in words("nouns", "stops") and tokens.at(at.last) not in word_list("no_age_before")
    auxiliary = (
        len(name) > 1
        and tokens.at(at.last) in word_list("auxiliaries_of_age")
        and name[0] not in read_lexicon("roles")["naming"]["words"]
    )
    return (
        _age_alone(found)
        if plain and (named_person or titled or auxiliary) and verb and not noun_after(tokens, at.last)
        else None
    )


_N = "(?P<n><num>|<word>)"
FORMS: tuple[Form[Items, Reading], ...] = (
    Form("years_old", _N + "<dash>?(?P<unit><dur>)<dash>?(?:<old>|<of><aged>)", _read_years_old, "a 44-year-old man", "a 44-year row"),
    Form("aged", "<aged>(?P<of><of>)?(?:<between>|<from>|<hedge>|<at>|<older>)*" + _N + "(?P<unit><dur>)?", _read_aged, "boys aged 5 left", "boys with 5 left"),
    Form("age_from", "<aged>(?:<low>|<hedge>|<be>|<of>){0,4}(?:<from>|<to>|<at>|<be>)" + _N, _read_age_from, "the retirement age rises from 60 to 65", "the average wage rises from 60 to 65"),
    Form("yo", _N + "<dash>?<yo>", _read_whole, "a 70 yo man", "a 70 man"),
    Form("over_eighties", "<older><dash>(?P<n><num>)(?P<unit><dur>)", _read_whole, "jabs for the over-80s", "jabs for 80s men"),
    Form("and_older", _N + "(?=(?:<and>|<or>)<older>)", _read_and_older, "those 58 and older", "those 58 and others"),
    Form("apposed", "(?:<cap>|<street>|<low>|<naming>|<shut>(?=<comma>))(?:<owner>)?(?:<comma>|(?P<bracket><open>))(?P<n><num>)(?=<comma>|<dot>|<shut>|<semicolon>|<dash>|<long>|<break>|$)", _read_apposed,
         "Rosa Diaz, 44, won", "Rosa Diaz won 44, she said"),
    Form("then", "<comma><low>(?P<n><num>|<word>)(?=<comma>)", _read_then, "Tom, then 15, ran away", "Tom, with 15, ran away"),
    Form("being", "(?:<be>|<ampm>)" + _N, _read_being, "she was 22 when she left", "there were 22 when she left"),
    Form("over", "<older>" + _N, _read_over, "children under five stay free", "bridges under five stay shut"),
    Form("young_as", "<hedge>(?:<low>|<old>|<older>)<hedge>" + _N, _read_young_as, "as young as 12", "as small as 12"),
    Form("unpunctuated", "(?P<name><cap><cap>?)(?P<n><num>)", _read_unpunctuated, "Mary Holt 34 and others left", "Rail Holt 34 left"),
)  # fmt: skip
