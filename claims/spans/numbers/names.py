"""Numbers that count nothing: dates, clock times, telephone numbers, addresses, names, codes, list marks, idioms."""

from collections.abc import Callable

from claims.spans.forms import Form, Found, Table
from claims.spans.numbers.items import ALPHABET, Item, Items
from claims.spans.numbers.readings import Other, Reading, Role
from claims.spans.units import HYPHENS, unit_book
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import is_plural, is_stop, noun_after, words

Reader = Callable[[Found[Items]], Other | None]


def _whole(found: Found[Items], role: Role, group: str | None = None) -> Other:
    """Return the tokens of a form, or of one group of it, under a role."""
    first, last = found.span(group) if group else (found.start, found.end)
    return Other(found.view[first].first, found.view[last - 1].last, role, found.form)


def _always(role: Role, group: str | None = None) -> Reader:
    return lambda found: _whole(found, role, group)


def _roles(name: str) -> frozenset[str]:
    return frozenset(read_lexicon("roles")[name]["words"])


def _glued_through(found: Found[Items], start: int | None = None) -> bool:
    """Tell whether the items of a form touch each other."""
    return all(found.view.glued(k) for k in range((start or found.start) + 1, found.end))


def _value(item: Item) -> float:
    return item.number.value if item.number else 0.0


def _printed(items: Items, k: int) -> str:
    return items.tokens.slice(items[k].first, items[k].last)


def _read_clock(found: Found[Items]) -> Other | None:
    """Read "5:30", "5:30 p.m." and "12:03:41"; the minutes have two digits."""
    tokens = found.view.tokens
    minutes = _printed(found.view, found.start + 2)
    whole = tokens.slice(found.view[found.start].first, found.view[found.end - 1].last)
    fits = _value(found.view[found.start]) <= 24 or "led" in found.names()
    return (
        _whole(found, "time")
        if fits and len(minutes.split(".")[0]) == 2 and (" " not in whole or found.has("half"))
        else None
    )


def _read_half_day(found: Found[Items]) -> Other | None:
    """Read "9am", "10.45pm" and "9 p.m."."""
    items = found.view
    word = items.tokens.lower[items[found.span("half")[0]].first]
    value = _value(items[found.start])
    dotted = found.names()[-1] != "ampm"
    if (
        value > 24
        or (dotted and word not in ("a", "p"))
        or (
            not dotted
            and word == "am"
            and not items.glued(found.end - 1)
            and items.tokens.word(items[found.end - 1].first) == "am"
            and value > 12
        )
    ):
        return None
    return _whole(found, "time")


def _read_zone(found: Found[Items]) -> Other | None:
    word = found.view.tokens.word(found.view[found.end - 1].first)
    return _whole(found, "time") if word.isupper() or word == "local" else None


def _read_hours(found: Found[Items]) -> Other | None:
    """Read "at 1430 hours", a time on the clock; "1250 hours" is a duration."""
    items = found.view
    printed, before = _printed(items, found.start), items.tokens.at(items[found.start].first - 1)
    clock = len(printed) == 4 and printed.isdecimal() and int(printed[:2]) < 24 and int(printed[2:]) < 60
    named = items.tokens.at(items[found.end - 1].first) in ("hours", "hrs") or found.names()[-1] == "dur"
    return (
        _whole(found, "time")
        if clock and named and (printed[0] == "0" or before in word_list("before_a_time"))
        else None
    )


def _read_phone(found: Found[Items]) -> Other | None:
    items = found.view
    printed = [_printed(items, k) for k in range(found.start, found.end)]
    groups = [word for word in printed if word[0].isdecimal()]
    digits = "".join(c for word in groups for c in word if c.isdecimal())
    if any("," in word or ("." in word[:-1] and word.count(".") == 1) for word in groups):
        return None
    dashed = any(word in HYPHENS or word == "." for word in printed)
    if printed[0] == "+" or printed[0] == "(":
        return _whole(found, "address") if 7 <= len(digits) <= 15 else None
    plain = len(groups) >= 3 and _glued_through(found)
    short = len(groups) == 2 and [len(word) for word in groups] == [3, 4] and _glued_through(found)
    return _whole(found, "address" if len(digits) >= 7 else "name") if (plain or short) and dashed else None


def _read_street(found: Found[Items]) -> Other | None:
    """Read "2147 Maple Lane", "16-18 Harbour Street" and "12B Park Road"."""
    items = found.view
    word = _printed(items, found.start)
    return _whole(found, "address") if word.isdecimal() and len(word) <= 5 else None


def _read_state_code(found: Found[Items]) -> Other | None:
    """Read the code behind "Springfield, IL"."""
    word, code_ = _printed(found.view, found.start + 1), _printed(found.view, found.start + 2)
    return (
        _whole(found, "address")
        if len(word) == 2 and word.isupper() and len(code_) == 5 and code_.isdecimal()
        else None
    )


def _counted(items: Items, k: int) -> bool:
    """Tell whether a plural noun in small letters follows item k, so that its number counts."""
    noun = noun_after(items.tokens, items[k].last, _value(items[k]))
    if noun is None:
        return items.tokens.at(items[k].last) in ("people", "more", "others")
    return items.tokens.words[noun.last - 1][0].islower()


def _read_named(found: Found[Items]) -> Other | None:
    """Read "Flight 370", "Chapters 3, 4 and 5", "page 5", "Article 50"."""
    items = found.view
    printed, at = items.tokens.words[items[found.start].first], found.span("n")[0]
    small, low = printed.islower(), printed.lower()
    word = low if low in _roles("naming") else low.removesuffix("s")
    number = items[at].number
    if number is None or number.scale > 1 or (low == "no" and not (found.has("dot") or printed == "No")):
        return None
    tally = items.name(found.end) == "dash" and items.name(found.end + 1) in ("num", "word")
    plural = word != low and word not in word_list("named_in_the_plural")
    if (tally and word in ("game", "series", "match")) or (small and (plural or _counts_after_name(found, word))):
        return None
    return _whole(found, "rank" if word in ("no", "number", "nos") else "name")


def _counts_after_name(found: Found[Items], word: str) -> bool:
    """Tell "the chapter cost 5 euros" and "day 60 people came": a unit or noun behind, or a word that seldom names."""
    items, at = found.view, found.span("n")[0]
    loose = word in read_lexicon("roles")["naming"]["loose"]
    seldom = loose and (items.tokens.name(items[at].first) == "word" or _value(items[at]) > 40)
    return seldom or items.name(found.end) in word_list("unit_classes") or _counted(items, found.end - 1)


def _read_after_capital(found: Found[Items]) -> Other | None:
    """Read "Windows 10", "FTSE 100", "BBC One", "Apollo 11"; not "In Britain 500 people fled", not "Acme 15 cents"."""
    items, tokens, at = found.view, found.view.tokens, found.span("n")[0]
    printed, number = tokens.words[items[found.start].first], items[at].number
    if number is None or number.scale > 1 or _lists_counts(items, found.start, at):
        return None
    if items.name(at - 1) == "owner":
        alone = number.style == "digits" and items.name(at + 1) in word_list("classes_after_a_name")
        return _whole(found, "name") if alone and not noun_after(tokens, items[at].last) else None
    if not _may_name(found, printed, at):
        return None
    if number.style == "words":
        word = _printed(items, at)
        return _whole(found, "name") if word[0].isupper() and not tokens.is_headline and word.lower() != "no" else None
    return None if _looks_counted(found, printed, at) else _whole(found, "name")


def _may_name(found: Found[Items], printed: str, at: int) -> bool:
    """Tell whether a capitalised word and a number can be a name: plain, apart, without a unit of the number's own."""
    items, tokens, word = found.view, found.view.tokens, _printed(found.view, at)
    if printed.lower() in _roles("no_names") or is_stop(printed.lower()) or _value(items[at]) >= 1e5:
        return False
    if "," in word or "-" in word or tokens.glued(items[at].first) or items.name(at) not in ("num", "word"):
        return False
    unit = items[at + 1].unit if at + 1 < len(items) else None
    letter = unit is not None and unit.kind in ("measure", "score") and len(unit.code) == 1
    return unit is None or (letter and not tokens.glued(items[at + 1].first))


def _lists_counts(items: Items, start: int, at: int) -> bool:
    """Tell "Lindqvist won 58 votes, Meyer 44 and Duarte 31", where names and numbers go on counting what was counted."""
    tokens = items.tokens
    if items.name(start - 1) not in ("comma", "and") or not items[at].number or noun_after(tokens, items[at].last):
        return False
    for k in range(start - 2, max(-1, start - 9), -1):
        if (
            items[k].number
            and noun_after(tokens, items[k].last)
            and tokens.sentence_of[items[k].first] == tokens.sentence_of[items[at].first]
        ):
            return True
    return False


def _looks_counted(found: Found[Items], printed: str, at: int) -> bool:
    """Tell whether the number behind a capital counts after all."""
    items, tokens = found.view, found.view.tokens
    first = items[found.start].first
    follows = items.name(at + 1), items.name(at + 2)
    if follows[0] == "dash" and follows[1] in ("num", "word"):
        return True
    if (items.name(at + 1) == "to" and "." in tokens.word(items[at + 1].last)) or tokens.at(items[at].last) in (
        "down",
        "up",
        "higher",
        "lower",
        "votes",
    ):
        return True
    if printed.isupper() and len(printed) > 1 and not tokens.is_headline:
        return False
    counted = _counted(items, at)
    placed = tokens.at(first - 1) in word_list("places_before")
    opening = first == 0 or tokens.sentence_of[first] != tokens.sentence_of[first - 1]
    adverb = opening and printed.lower().endswith(("ing", "ed", "ly"))
    owner = printed.endswith("s") and not printed.endswith(("ss", "us", "is", "ws"))
    airliner = len(_printed(items, at)) == 3 and _printed(items, at)[::2] == "77"
    return (counted and (placed or adverb or (owner and not airliner))) or (
        adverb and noun_after(tokens, items[at].last) is not None
    )


def _read_code(found: Found[Items]) -> Other | None:
    """Read "A320", "TA-35", "COVID -19": letters and digits of one name."""
    items = found.view
    tokens, at = items.tokens, items[found.span("n")[0]]
    letters, dash = items[found.start], found.has("dash")
    word = tokens.words[letters.first]
    if dash:
        tight = tokens.glued(at.first) and (tokens.glued(at.first - 1) or (word.isupper() and len(word) > 1))
        return (
            _whole(found, "name")
            if tight and word.lower() not in _roles("prefixes") and not (is_plural(word.lower()) and word.islower())
            else None
        )
    return _whole(found, "name") if tokens.glued(at.first) else None


def _read_suffixed(found: Found[Items]) -> Other | None:
    """Read "3D", "787s", "12B", "4x4": digits that letters touch which are no unit."""
    items = found.view
    word = items.tokens.word(items[found.start + 1].first)
    at = items[found.start]
    if (
        not items.glued(found.start + 1)
        or not word[:1].isalnum()
        or (at.number and (at.number.form == "digits_with_scale" or at.number.scale > 1))
    ):
        return None
    if word.lower() in ("st", "nd", "rd", "th"):
        return _whole(found, "rank")
    return _whole(found, "name")


def _read_before_capital(found: Found[Items]) -> Other | None:
    """Read "22 Battalion" and "3 Armoured Division": a number before a capital without a plural that it counts."""
    items = found.view
    tokens, at = items.tokens, items[found.start]
    if (
        noun_after(tokens, at.last)
        or tokens.is_headline
        or not tokens.words[at.last][0].isupper()
        or not _printed(items, found.start).isdecimal()
        or tokens.glued(at.last)
    ):
        return None
    return _whole(found, "name") if tokens.words[at.last] not in unit_book().signs else None


def _read_hyphened(found: Found[Items]) -> Other | None:
    """Read "three-legged" and "one-sided": adjectives that count nothing by themselves."""
    tight = found.view.glued(found.start + 1) and found.view.glued(found.end - 1)
    return _whole(found, "idiom") if tight and _printed(found.view, found.end - 1).endswith(("ed", "fold")) else None


def _read_legal(found: Found[Items]) -> Other | None:
    """Read "501(c)(3)"."""
    return _whole(found, "name") if _glued_through(found) else None


def _read_screen(found: Found[Items]) -> Other | None:
    """Read "4K" and "1080p", the lines of a screen."""
    items = found.view
    at = items[found.start]
    printed = _printed(items, found.start)
    thousands = printed in ("2K", "4K", "5K", "8K") and not noun_after(items.tokens, at.last)
    return _whole(found, "name") if thousands else None


def _read_led(found: Found[Items]) -> Other | None:
    return _whole(found, "name")


def _read_group_of(found: Found[Items]) -> Other | None:
    """Read "the Group of 77" and "the Group of Seven"; "a group of 12 anglers" counts."""
    items, tokens = found.view, found.view.tokens
    first, last = items[found.start].first, items[found.end - 1].last
    opens = first == 0 or tokens.word(first - 1) in word_list("ends_of_sentences")
    noun = noun_after(tokens, last)
    counts = noun is not None and (noun.people or tokens.at(first - 1) != "the")
    return (
        None if opens or counts or items.name(found.end) in word_list("classes_that_go_on") else _whole(found, "name")
    )


def _read_the_model(found: Found[Items]) -> Other | None:
    """Read "the 787" and "the 737 left again": three or four bare digits with an article and nothing that they count."""
    items = found.view
    tokens, at = items.tokens, found.span("n")[0]
    word, after = _printed(items, at), tokens.at(items[at].last)
    if (
        not word.isdecimal()
        or not 3 <= len(word) <= 4
        or _value(items[at]) % 100 == 0
        or (items[at].last < len(tokens) and items.name(at + 1) in word_list("unit_classes"))
    ):
        return None
    last = items[found.end - 1].last
    after = tokens.at(last)
    if items[at].last < last and not tokens.glued(last):
        return Other(items[at].first, last, "name", found.form)
    if tokens.glued(last) and (after[:1].isalnum() or after == "("):
        return None
    if (
        noun_after(tokens, last)
        or (after == "to" and items.name(found.end + 1) in ("num", "sign"))
        or after in word_list("counted_after_a_model")
        or (after[:1].isalpha() and not is_stop(after) and after not in ("and", "or") and is_plural(after))
    ):
        return None
    return Other(items[at].first, last, "name", found.form)


def _read_per_number(found: Found[Items]) -> Other | None:
    """Read the round number of a rate: "per 100,000 people", "for every 1,000 births"."""
    return _whole(found, "figure", "n") if _value(found.view[found.span("n")[0]]) >= 100 else None


def _read_model_behind_count(found: Found[Items]) -> Other | None:
    """Read the model of "10 737-800 planes", a number right behind another one with a noun behind."""
    items = found.view
    at = found.span("n")[0]
    count, word = items[at - 1].number, _printed(items, at)
    hyphen = items.name(at + 1) == "dash"
    model = hyphen and items.glued(at + 1) and items.name(at + 2) == "num"
    if (
        count is None
        or count.scale > 1
        or len(_printed(items, at - 1)) > 3
        or items.glued(at)
        or not word.isdecimal()
        or len(word) != 3
    ):
        return None
    fits = model or (not hyphen and noun_after(items.tokens, items[at].last) is not None)
    return Other(items[at].first, items[found.end - 1].last, "name", found.form) if fits else None


def _read_list_index(found: Found[Items]) -> Other | None:
    """Read "1)", "(2)" and "3." at the head of a line."""
    items = found.view
    value = _value(items[found.span("n")[0]])
    head = items[found.start].first == 0 or items.name(found.start - 1) in (
        "break",
        "colon",
        "semicolon",
        "comma",
        "and",
    )
    bracketed = found.names()[0] == "open" and found.names()[-1] == "shut"
    alone = (
        found.names()[-1] == "shut"
        and not bracketed
        and all(items.name(k) != "open" for k in range(found.start - 8, found.start))
    )
    return (
        _whole(found, "list index")
        if 0 < value < 100
        and ((bracketed and value < 10) or head or (alone and value < 20))
        and items.tokens.name(items[found.span("n")[0]].first) == "number"
        else None
    )


def _read_odds(found: Found[Items]) -> Other | None:
    """Read "3/1", "9/11", "24/7": numbers with a stroke that are no fraction."""
    return _whole(found, "idiom") if _glued_through(found) else None


def _read_fifty_fifty(found: Found[Items]) -> Other | None:
    pair = _printed(found.view, found.start), _printed(found.view, found.end - 1)
    return _whole(found, "idiom") if pair in (("50", "50"), ("20", "20")) or pair == ("fifty", "fifty") else None


def _read_emphasis(found: Found[Items]) -> Other | None:
    """Read "100 percent sure" and "zero tolerance": emphasis, no figure."""
    items = found.view
    idle = read_lexicon("roles")["idle"]
    after = items.tokens.at(items[found.end - 1].last)
    if found.names()[-1] == "percent":
        before = items.tokens.at(items[found.start].first - 1)
        return (
            _whole(found, "idiom")
            if _value(items[found.start]) in (100, 110)
            and (after in idle["certain"] or before in ("i", "we", "you", "i'm", "am"))
            else None
        )
    word = items.tokens.lower[items[found.start].first]
    if word != "zero":
        return None
    return _whole(found, "idiom") if after in idle["zero"] or after in HYPHENS else None


def _read_nothing(found: Found[Items]) -> Other | None:
    """Read "no" and "none" where they deny and count nothing that is countable."""
    items = found.view
    tokens, at = items.tokens, items[found.start]
    word, after = tokens.lower[at.first], tokens.at(at.last)
    if word == "zero":
        return None
    noun = noun_after(tokens, at.last, 1.0, group=word == "none")
    counts = noun is not None and is_plural(tokens.lower[noun.last - 1]) and noun.people and after != "one"
    if counts and word == "no" and tokens.lower[noun.last - 1] in ("one", "people") if noun else False:
        return None
    return None if counts else Other(at.first, at.last, "idiom", found.form)


def _read_ranked(found: Found[Items]) -> Other | None:
    """Read "the top ten", "number one", "the bottom three": places, not counts."""
    items = found.view
    before = items.tokens.at(items[found.start].first)
    if items.tokens.at(items[found.start].first - 1) in word_list("before_a_verb"):
        return None  # "could top 100"
    at = found.span("n")[0]
    if (
        before not in read_lexicon("roles")["idle"]["ranked"]
        or _value(items[at]) > 1000
        or items.tokens.glued(items[at].first)
    ):
        return None
    if before in ("last", "no", "nos", "big", "final") and not (
        before == "big" and not noun_after(items.tokens, items[at].last)
    ):
        return None
    return _whole(found, "rank", "n")


def _read_one(found: Found[Items]) -> Other | None:
    """Read the pronoun and the idioms with "one"; "one man was killed" counts."""
    items, tokens, at = found.view, found.view.tokens, found.view[found.start]
    after, before = tokens.at(at.last), tokens.at(at.first - 1)
    if tokens.lower[at.first] != "one" or at.last > at.first + 1 or _goes_on_counting(items, found.start):
        return None
    if after == "of" and tokens.at(at.last + 1) in word_list("those"):
        return None if tokens.at(at.last + 1) == "whom" else _whole(found, "idiom")
    if _counts_one(items, found.start):
        opening = after == "day" and before in ("", ".", "that", "and", "but", ",")
        return _whole(found, "idiom") if opening else None
    idle = after in read_lexicon("roles")["idle"]["one"] or after in word_list("closing_marks") or is_stop(after)
    named = before in word_list("before_one") or tokens.word(at.first - 1)[:1].isupper()
    return _whole(found, "idiom") if idle or named else None


def _goes_on_counting(items: Items, start: int) -> bool:
    """Tell "one in five", "one-in-five", "one or two" and "one to three"."""
    names = [items.name(start + k) for k in range(1, 4)]
    share = names[0] in ("in", "out") and names[1] in ("num", "word", "of", "every")
    return (
        share
        or (names[0] == "dash" and names[1] in ("in", "out"))
        or (names[0] in ("to", "or", "dash") and names[1] in ("num", "word"))
    )


def _counts_one(items: Items, start: int) -> bool:
    """Tell whether "one" counts: before a unit, over a hyphen, before a person, or what befalls one."""
    tokens, at = items.tokens, items[start]
    after, noun = tokens.at(at.last), noun_after(items.tokens, at.last, 1.0)
    person = noun is not None and noun.people and tokens.at(at.first - 1) not in word_list("before_one")
    befalls = tokens.at(at.last + (after in ("was", "is"))) in words("persons", "predicates")
    hyphen = after in HYPHENS and tokens.glued(at.last)
    unit = after in unit_book().words or items.name(start + 1) in ("dur", "meas", "money", "percent")
    return unit or hyphen or befalls or (person and not is_stop(after))


def _read_one_speaker(found: Found[Items]) -> Other | None:
    """Read "one senior official said", "no-one lives there" and "one Bashir Musa": nobody is counted."""
    items = found.view
    at, tokens = items[found.start], items.tokens
    noun = noun_after(tokens, at.last, 1.0)
    if tokens.lower[at.first] != "one" or at.last > at.first + 1:
        return None
    said = noun is not None and tokens.at(noun.last) in word_list("saying")
    name = noun is not None and tokens.words[noun.last - 1][0].isupper() and not is_plural(tokens.lower[noun.last - 1])
    no_one = tokens.at(at.first - 1) in HYPHENS and tokens.at(at.first - 2) == "no"
    return _whole(found, "idiom") if said or name or no_one else None


def _read_year(found: Found[Items]) -> Other | None:
    """Read a bare year that the calendar left: four digits beside nothing that is counted."""
    items = found.view
    at = found.start
    word, value = _printed(items, at), _value(items[at])
    if len(word) != 4 or not word.isdecimal() or not 1500 <= value <= 2099:
        return None
    if items.name(at + 1) in word_list("unit_classes") or items.name(at - 1) in (
        "sign",
        "hedge",
    ):
        return None
    noun = noun_after(items.tokens, items[at].last)
    counts = (
        noun is not None
        and (noun.people or value % 50 == 0)
        and items.tokens.at(items[at].first - 1) not in ("in", "since", "by", "the")
    )
    return (
        None
        if counts or (items.tokens.at(items[at].first - 1) in ("to", "from", "at") and not noun)
        else _whole(found, "date")
    )


def _read_emergency(found: Found[Items]) -> Other | None:
    """Read the numbers of emergency services: "called 911", "a 999 call"."""
    items = found.view
    at = items[found.span("n")[0]]
    called = items.tokens.at(at.first - 1) in word_list("calling")
    near = called and (
        items.tokens.at(at.first - 1) not in ("a", "the") or items.tokens.at(at.last) in word_list("calls")
    )
    return (
        _whole(found, "address", "n")
        if _printed(items, found.span("n")[0]) in word_list("emergency_numbers") and near
        else None
    )


IDIOMS = ("one_of", "one_speaker", "emphasis")
"""The forms of idioms that a caller may want counted all the same."""
_P = "(?:<num>|<word>)"
_N = f"(?P<n>{_P})"
_D = "(?:<num>|<led>)"
FIRST: tuple[Form[Items, Reading], ...] = (
    Form("calendar", "<date>", _always("date"), "in May 2019 it fell", "it may fall"),
    Form("web", "<web>", _always("address"), "see www.example.org/12 now", "see 12 now"),
    Form("clock", f"{_D}<colon>{_D}(?:<colon>{_D})?(?P<half><ampm>|(?:<a>|<low>)<dot><low><dot>?)?", _read_clock, "it left at 5:30", "a ratio of 5:3"),
    Form("half_day", f"{_D}<dash>?(?P<half><ampm>|(?:<a>|<low>)<dot><low><dot>?)", _read_half_day, "it left at 9.20pm", "it left 9 amid rain"),
    Form("zone", f"{_D}(?:<zone>)", _read_zone, "at 0411 GMT it shook", "at 0411 it shook"),
    Form("oclock", f"{_P}<oclock>", _always("time"), "at four o'clock", "at four"),
    Form("hours", f"{_D}(?:<dur>|<low>)", _read_hours, "leaves at 1430 hours", "ran for 1430 hours"),
    Form("phone", f"<plus>?(?:<open>?{_D}<shut>?(?:<dash>|<dot>)?){{2,6}}(?:<cap>(?<=<cap>))?", _read_phone, "call 416-555-0147 now", "some 416 to 555 now"),
    Form("street", "<num>(?:<dash><num>)?(?:(?<=<num>)(?:<low>|<cap>|<meas>|<scale>))?<cap>{1,3}<street>", _read_street, "at 16-18 Harbour Street", "at 16 harbour sites"),
    Form("state_code", "<comma><cap><num>", _read_state_code, "Springfield, IL 62704", "Springfield, Ill 62704"),
)  # fmt: skip
FIRST_TABLE: Table[Items, Reading] = Table(ALPHABET, FIRST)
FORMS: tuple[Form[Items, Reading], ...] = (
    Form("emergency", "(?P<n><num>|<led>)", _read_emergency, "she called 911 at once", "she called 912 men"),
    Form("named", f"(?P<word><naming>|<street>)(?P<dot><dot>)?{_N}(?:{{LINK}}{{1,2}}{_P}){{0,6}}", _read_named, "Chapters 3, 4 and 5 are dull", "the chapters cost 5 each"),
    Form("group_of", f"<cap><of>{_N}", _read_group_of, "the Group of Seven met", "a group of seven met"),
    Form("code", "(?:<cap>|<low>|<a>|<naming>|<street>)(?P<dash><dash>|<slash>)?(?P<n><num>|<led>)(?:<dash>?(?:<num>|<led>))?", _read_code, "the A320 landed", "an A row"),
    Form("suffixed", f"{_D}(?!<meas>|<money>|<percent>|<dur>|<points>|<tally>|<scale>|<cross>).(?:<num>)?", _read_suffixed, "the 787s left", "the 787 left"),
    Form("before_capital", "<num>(?:<cap>|<street>|<naming>)", _read_before_capital, "he led 22 Battalion there", "he led 22 Britons there"),
    Form("screen", "<num>(?!<money>|<meas>|<sign>)", _read_screen, "a 4K resolution", "a 4k resolution"),
    Form("after_capital", f"<cap><owner>?{_N}", _read_after_capital, "Windows 10 sold well", "Windows sold 10"),
    Form("model_behind_count", "(?<=<num>)(?P<n><num>)(?:<dash><num>)?", _read_model_behind_count, "it flies 10 737-800 planes", "it flies 10 planes"),
    Form("per_number", "(?:<per>|<for><every>)(?P<n><num>|<word>)", _read_per_number, "4 deaths for every 100,000 men", "4 deaths for every 5 men"),
    Form("hyphened", f"{_P}<dash><low>", _read_hyphened, "a three-legged dog", "a three-wheel cart"),
    Form("legal", "<num><open>(?:<low>|<a>|<num>|<cap>)<shut>(?:<num>|<open><num><shut>)?", _read_legal, "a 501(c)(3) body", "a 501 (c) body"),
    Form("the_model", "(?:<the>|<a>)(?:<low>(?<=<low>))?(?P<n><num>)(?:<dash><num>)?", _read_the_model, "and the 737 left again", "and the 737 people left"),
    Form("list_index", "(?:<open>(?P<n><num>)<shut>)", _read_list_index, "(2) the ferry", "we saw (22) the ferry"),
    Form("line_index", "(?P<n><num>)(?:<shut>|<dot>)(?=<cap>|<low>|<the>|<a>)", _read_list_index, "1. The ferry sank", "of 1. The ferry sank"),
    Form("fifty_fifty", "(?:<num>|<word>)(?:<dash>|<slash>)(?:<num>|<word>)", _read_fifty_fifty, "a 50-50 split", "a 50-40 split"),
    Form("odds", "<num><slash>(?:<num>|<led>)(?:<slash>(?:<num>|<led>))?", _read_odds, "open 24/7 for all", "open 24 for all"),
    Form("emphasis", "(?:<num>|<word>)<percent>|<zero>", _read_emphasis, "they have zero tolerance", "they have zero debts"),
    Form("denial", "<zero>", _read_nothing, "there is no doubt", "no soldiers died"),
    Form("ranked", f"(?:<low>|<naming>){_N}", _read_ranked, "in the top ten", "in some ten"),
    Form("one_of", "<word>(?=<of>)", _read_one, "it is one of the best", "one man died"),
    Form("one_speaker", "<word>", _read_one_speaker, "one official said so", "one official died"),
    Form("one", "<word>(?!<of>)", _read_one, "no one knows", "one man died"),
    Form("year", "<num>", _read_year, "then 1995, he said", "some 1995 people"),
    Form("leading_nought", "<led>", _read_led, "agent 007 left", "agent 7 left"),
)  # fmt: skip
