"""Numbers that count nothing: dates, clock times, telephone numbers, addresses, names, codes, list marks, idioms."""

from collections.abc import Callable

from claims.spans.forms import Form, Found, Table
from claims.spans.numbers.items import ALPHABET, Item, Items
from claims.spans.numbers.readings import Other, Reading, Role
from claims.spans.units import HYPHENS, unit_book
from claims.text.lexicon import read_lexicon, word_list
from claims.text.nouns import is_plural, is_stop, noun_after, subject_is_people, words
from claims.text.tokens import Tokens

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
    half = found.names()[-1] == "ampm" or word in ("a", "p")
    return _whole(found, "time") if half and _value(items[found.start]) <= 24 else None


def _read_zone(found: Found[Items]) -> Other | None:
    word = found.view.tokens.word(found.view[found.end - 1].first)
    if word == "FM":
        return _whole(found, "name")
    return _whole(found, "time") if word.isupper() or word == "local" else None


def _read_phone(found: Found[Items]) -> Other | None:
    items = found.view
    printed = [_printed(items, k) for k in range(found.start, found.end)]
    groups = [word for word in printed if word[0].isdecimal()]
    digits = "".join(c for word in groups for c in word if c.isdecimal())
    if found.has("letters"):  # "1-800-QUIT-NOW"
        return _whole(found, "address") if _glued_through(found) and len(groups) > 1 else None
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
    if word == "number" and "," in _printed(items, at):  # "the ill, who number 1,200"
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
    if word in read_lexicon("roles")["naming"]["graded"] and _value(items[at]) < 10:
        return False  # "grade three side effects", "type 2 cases"
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
    priced = items.name(at + 1) == "to" and "." in tokens.word(items[at + 1].last)  # "Acme 17 to 3.20"
    if priced or (items.name(at + 1) == "dash" and items.name(at + 2) in ("num", "word")):
        return True
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
    if letters.name == "cross" and word != "X":
        return None
    if dash:
        alone = word[:1].isupper() and items.name(found.end) not in word_list(
            "unit_classes"
        )  # "Covid -19", not "Oslo -5C"
        tight = tokens.glued(at.first) and (tokens.glued(at.first - 1) or (word.isupper() and len(word) > 1) or alone)
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
    """Read "22 Battalion", "7 News" and "151 and 155 Task Force Battalions": numbers before a capital that they do not count."""
    items, tokens = found.view, found.view.tokens
    at = items[found.end - 2]
    noun = noun_after(tokens, at.last)
    body = _is_body(tokens, at.last) or (noun is not None and _is_body(tokens, noun.last - 1))
    heads = noun is not None or (tokens.is_headline and items.name(found.end - 1) != "naming")
    share = items.name(found.start - 1) in ("in", "of") and items.name(found.start - 2) in ("num", "word", "out")
    if (
        (heads and not body)
        or share  # "1 in 4 DBX+ pupils"
        or not tokens.words[at.last][0].isupper()
        or not all(_printed(items, k).isdecimal() for k in range(found.start, found.end - 1, 2))
        or tokens.glued(at.last)
        or tokens.words[at.last] in unit_book().signs
    ):
        return None
    return Other(items[found.start].first, at.last if body else items[found.end - 1].last, "name", found.form)


def _is_body(tokens: Tokens, i: int) -> bool:
    """Tell the capitalised name of a body that goes by numbers: "Brigade", "Battalions"."""
    return tokens.words[i].istitle() and tokens.lower[i].removesuffix("s") in word_list("numbered_bodies")


def _read_hyphened(found: Found[Items]) -> Other | None:
    """Read "three-legged" and "one-in-a-million": adjectives that count nothing by themselves."""
    last = found.view[found.end - 1]
    counts = _value(last) < 1000 if last.number else not _printed(found.view, found.end - 1).endswith(("ed", "fold"))
    return _whole(found, "idiom") if _glued_through(found) and not counts else None


def _read_legal(found: Found[Items]) -> Other | None:
    """Read "501(c)(3)"."""
    return _whole(found, "name") if _glued_through(found) else None


def _read_docket(found: Found[Items]) -> Other | None:
    """Read "17-cv-01331" and "1:19-cr-234": the number of a court's case, its letters telling the kind of case."""
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
    if after in word_list("margins"):
        return None  # "a 301-12 vote"
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


def _read_list_index(found: Found[Items]) -> Other | None:
    """Read "1)", "(2)" and "3." at the head of a line or sentence, and "4." where the text has a "3." before a capital too."""
    items, tokens, names = found.view, found.view.tokens, found.names()
    at, value = items[found.span("n")[0]], _value(items[found.span("n")[0]])
    if not 0 < value < 100 or tokens.name(at.first) != "number":
        return None
    bracketed = names[0] == "open" and value < 10
    before = tokens.word(items[found.start].first - 1)
    dotted = names[-1] == "dot" and tokens.word(at.last + 1)[:1].isupper()
    head = items[found.start].first == 0 or items.name(found.start - 1) in word_list("classes_before_an_index")
    head = head and (found.end < len(items) or found.start == 0)
    opens = dotted and (before in word_list("ends_of_sentences") or _goes_on_in_list(tokens, int(value)))
    alone = names == ["num", "shut"] and value < 20
    alone = alone and all(items.name(k) != "open" for k in range(found.start - 8, found.start))
    return _whole(found, "list index") if bracketed or head or opens or alone else None


def _read_citation(found: Found[Items]) -> Other | None:
    """Read "(1, 2)": the numbers of footnotes."""
    items = found.view
    marks = [_printed(items, k) for k in range(found.start + 1, found.end, 2)]
    return _whole(found, "list index") if all(mark.isdecimal() and len(mark) < 3 for mark in marks) else None


def _goes_on_in_list(tokens: Tokens, value: int) -> bool:
    """Tell whether a neighbour of the number also stands before a full stop and a capital."""
    return not tokens.before_a_sentence.isdisjoint((str(value - 1), str(value + 1)))


def _read_gallery(found: Found[Items]) -> Other | None:
    """Read the place of a picture among others: "5 of 20 Photos", "Getty Images 5 Ito waves"."""
    tokens, (first, last) = found.view.tokens, found.span("n")
    beside = tokens.at(found.view[first].first - 1), tokens.at(found.view[last - 1].last)
    of_many = last - first == 3 and beside[1] in word_list("pictures")
    return _whole(found, "list index", "n") if of_many or beside[0] in word_list("pictures") else None


def _read_odds(found: Found[Items]) -> Other | None:
    """Read "3/1", "9/11", "24/7": numbers with a stroke that are no fraction."""
    return _whole(found, "idiom") if _glued_through(found) and not _even_odds(found) else None


def _even_odds(found: Found[Items]) -> bool:
    """Tell "a 50-50 chance" and "50/50 odds", which are a half, from "a 50-50 split"."""
    pair = _printed(found.view, found.start), _printed(found.view, found.end - 1)
    behind = found.view.tokens.at(found.view[found.end - 1].last)
    return pair in (("50", "50"), ("fifty", "fifty")) and behind in word_list("odds")


def _read_fifty_fifty(found: Found[Items]) -> Other | None:
    pair = _printed(found.view, found.start), _printed(found.view, found.end - 1)
    if "to" in found.names():
        return _whole(found, "time") if pair in (("9", "5"), ("nine", "five")) else None
    idle = pair in (("50", "50"), ("20", "20"), ("fifty", "fifty")) and not _even_odds(found)
    return _whole(found, "idiom") if idle else None


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
    spelt = items.tokens.lower[items[found.start].first] == "zero"
    return _whole(found, "idiom") if spelt and (after in idle["zero"] or after in HYPHENS) else None


def _read_nothing(found: Found[Items]) -> Other | None:
    """Read "no" and "none" where they deny and count nothing that is countable."""
    items = found.view
    tokens, at = items.tokens, items[found.start]
    word = tokens.lower[at.first]
    if word == "zero":
        return None
    noun = noun_after(tokens, at.last, 1.0, group=word == "none")
    if noun is None or not noun.people or tokens.glued(at.last):
        return _whole(found, "idiom")
    lost = tokens.lower[noun.last - 1] in words("persons", "casualties") and noun.last == noun.first + 1
    return None if lost or subject_is_people(tokens, noun.last) else _whole(found, "idiom")


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
    """Read the article, pronoun and idiom "one"; "one man was killed" and "only one of the two" count."""
    items, tokens, at = found.view, found.view.tokens, found.view[found.start]
    after, before = tokens.at(at.last), tokens.at(at.first - 1)
    if tokens.lower[at.first] == "1":
        best = tokens.at(at.last + 1) == "the" and (
            tokens.at(at.last + 2) == "most" or tokens.at(at.last + 2).endswith("est")
        )
        return _whole(found, "idiom") if best else None
    if tokens.lower[at.first] != "one" or at.last > at.first + 1 or _goes_on_counting(items, found.start):
        return None
    if after == "of":
        return None if _counts_one_of(tokens, at) else _whole(found, "idiom")
    if _has_unit(items, found.start):
        opening = after == "day" and before not in word_list("before_counted_one")
        return _whole(found, "idiom") if opening else None
    return _whole(found, "idiom") if _is_idle_one(tokens, at) else None


def _counts_one_of(tokens: Tokens, at: Item) -> bool:
    """Tell "only one of the two" and "one of whom" from "one of the best" and "one of those"."""
    bounded = tokens.at(at.first - 1) in word_list("before_counted_one") and tokens.at(at.last + 1) in word_list(
        "determiners"
    )
    return tokens.at(at.last + 1) == "whom" or (bounded and tokens.at(at.last + 1) not in word_list("those"))


def _goes_on_counting(items: Items, start: int) -> bool:
    """Tell "one in five", "one-in-five", "one or two" and "one to three"."""
    names = [items.name(start + k) for k in range(1, 4)]
    share = names[0] in ("in", "out") and names[1] in ("num", "word", "of", "every")
    return (
        share
        or (names[0] == "dash" and names[1] in ("in", "out"))
        or (names[0] in ("to", "or", "dash") and names[1] in ("num", "word"))
    )


def _has_unit(items: Items, start: int) -> bool:
    return items.name(start + 1 + (items.name(start + 1) == "dash")) in ("dur", "meas", "money", "percent")


def _is_idle_one(tokens: Tokens, at: Item) -> bool:
    """Tell the "one" that counts nothing: without a noun, a mere article at the head of a clause, or before an empty noun."""
    before, after, noun = tokens.at(at.first - 1), tokens.at(at.last), noun_after(tokens, at.last, 1.0)
    if after in HYPHENS and after and tokens.glued(at.last):
        return tokens.at(at.last + 1) not in word_list("margins")
    if before == "not" and noun is not None:
        return False
    idle = read_lexicon("roles")["idle"]["one"]
    if noun is None or is_stop(after) or after in idle or tokens.glued(at.first) or before in word_list("before_one"):
        return tokens.at(at.last + (after in ("was", "is"))) not in words("persons", "predicates")
    last = noun.last - 1
    participle = (
        last == at.last and after.endswith(("ed", "ing")) and tokens.at(noun.last) in (*word_list("determiners"), "by")
    )
    name = tokens.words[last][0].isupper() and not is_plural(tokens.lower[last])
    if participle or name or tokens.lower[last] in idle or before in word_list("saying"):
        return True
    if before in word_list("before_counted_one") or tokens.at(noun.last) in word_list("saying"):
        return tokens.at(noun.last) in word_list("saying")
    return _opens_clause(tokens, at.first) and _has_active_verb(tokens, noun.last)


def _opens_clause(tokens: Tokens, first: int) -> bool:
    opening = first == 0 or tokens.sentence_of[first - 1] != tokens.sentence_of[first]
    return opening or tokens.at(first - 1) in word_list("links") or tokens.at(first - 1) in (",", ":", ";", "“", '"')


def _has_active_verb(tokens: Tokens, i: int) -> bool:
    """Tell whether the clause goes on behind its subject, and nothing befalls it ("One pier was closed")."""
    befallen = tokens.at(i) in ("was", "were", "is", "has", "been") and tokens.at(
        i + 1 + (tokens.at(i + 1) == "been")
    ).endswith("ed")
    dead = any(tokens.at(k) in words("persons", "predicates") for k in (i, i + 1, i + 2))
    return tokens.name(i) == "word" and tokens.at(i) not in ("and", "or") and not befallen and not dead


def _read_ordinal(found: Found[Items]) -> Other | None:
    """Read "a third arm" and "a fifth wave", which come third and fifth; "a third of them", "a third fewer" are shares."""
    items, tokens = found.view, found.view.tokens
    at, last = items[found.start], items[found.start].last - 1
    after, hyphen = tokens.at(at.last), tokens.at(at.last) in HYPHENS and tokens.glued(at.last)
    if (
        at.last != at.first + 2
        or tokens.lower[at.first] not in ("a", "the")
        or tokens.lower[last] in ("half", "quarter")
    ):
        return None
    share = is_stop(after) or after in word_list("behind_a_share") or after.endswith("ed") or is_plural(after)
    return _whole(found, "rank") if hyphen or (after[:1].isalpha() and not share) else None


def _read_spelt_ordinal(found: Found[Items]) -> Other | None:
    """Read "twenty-seventh"; "two-thirds" is a share."""
    items = found.view
    last = items[found.end - 1]
    ordinal = items.tokens.at(last.first) in read_lexicon("numbers")["ordinals"] and last.last == last.first + 1
    return _whole(found, "rank") if ordinal and _value(items[found.start]) >= 20 and _glued_through(found) else None


def _read_year(found: Found[Items]) -> Other | None:
    """Read a bare year that the calendar left: four digits beside nothing that is counted."""
    items = found.view
    at = found.start
    word, value = _printed(items, at), _value(items[at])
    owned = items.name(at + 1) == "owner"
    if owned and len(word) == 2 and word.endswith("0"):  # "the 70's and 80's"
        return _whole(found, "date")
    if len(word) != 4 or not word.isdecimal() or not 1500 <= value <= 2099:
        return None
    if owned:  # "than 2012's"
        return _whole(found, "date")
    if items.name(at + 1) in word_list("unit_classes") or items.name(at - 1) in ("sign", "hedge"):
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


def _read_programme(found: Found[Items]) -> Other | None:
    """Read "60 Minutes", capital in a sentence without others: the name of a programme or film, no time."""
    tokens, unit = found.view.tokens, found.view[found.end - 1].first
    named = tokens.words[unit].istitle() and not tokens.is_headline and tokens.word(unit + 1) != "-"
    return _whole(found, "name") if named and len(tokens.words[unit]) > 3 else None


def _read_results(found: Found[Items]) -> Other | None:
    """Read "student scores", "their scores": results of tests and games, no scores of things."""
    items, tokens = found.view, found.view.tokens
    word, before = _printed(items, found.end - 1).lower(), tokens.at(items[found.end - 1].first - 1)
    suffers = tokens.at(items[found.end - 1].last) in (*words("persons", "predicates"), "more", "others")
    stops = is_stop(before) and before not in word_list("determiners")
    acts = not before.isalpha() or before.endswith(("ed", "ing")) or stops
    return _whole(found, "idiom") if word == "scores" and not suffers and not acts else None


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


IDIOMS = ("one_of", "emphasis")
"""The forms of idioms that a caller may want counted all the same."""
_P = "(?:<num>|<word>)"
_N = f"(?P<n>{_P})"
_D = "(?:<num>|<led>)"
FIRST: tuple[Form[Items, Reading], ...] = (
    Form("docket", "(?:<num><colon>)?<num><dash>(?:<low>|<cap>|<a>)<dash>(?:<num>|<led>|<date>)", _read_docket, "in case 17-cv-01331 she", "in 17-cv files"),
    Form("calendar", "<date>", _always("date"), "in May 2019 it fell", "it may fall"),
    Form("web", "<web>", _always("address"), "see www.example.org/12 now", "see 12 now"),
    Form("clock", f"{_D}<colon>{_D}(?:<colon>{_D})?(?P<half><ampm>|(?:<a>|<low>)<dot><low><dot>?)?", _read_clock, "it left at 5:30", "a ratio of 5:3"),
    Form("half_day", f"{_D}<dash>?(?P<half><ampm>|(?:<a>|<low>)<dot><low><dot>?)", _read_half_day, "it left at 9.20pm", "it left 9 amid rain"),
    Form("zone", f"{_D}(?:<zone>)", _read_zone, "at 0411 GMT it shook", "at 0411 it shook"),
    Form("oclock", f"{_P}<oclock>", _always("time"), "at four o'clock", "at four"),
    Form("phone", f"<plus>?(?:<open>?{_D}<shut>?(?:<dash>|<dot>)?){{2,6}}(?P<letters><cap>(?:<dash><cap>)*)?", _read_phone, "call 416-555-0147 now", "some 416 to 555 now"),
    Form("street", "<num>(?:<dash><num>)?(?:(?<=<num>)(?:<low>|<cap>|<meas>|<scale>))?<cap>{1,3}<street>", _read_street, "at 16-18 Harbour Street", "at 16 harbour sites"),
)  # fmt: skip
FIRST_TABLE: Table[Items, Reading] = Table(ALPHABET, FIRST)
FORMS: tuple[Form[Items, Reading], ...] = (
    Form("gallery", "(?:<cap>)?(?P<n><num>(?:<of><num>)?)(?=<cap>|<low>)", _read_gallery, "5 of 20 Photos", "5 of 20 Ports"),
    Form("emergency", "(?P<n><num>|<led>)", _read_emergency, "she called 911 at once", "she called 912 men"),
    Form("named", f"(?P<word><naming>|<street>)(?P<dot><dot>)?{_N}(?:{{LINK}}{{1,2}}{_P}){{0,6}}", _read_named, "Chapters 3, 4 and 5 are dull", "the chapters cost 5 each"),
    Form("group_of", f"<cap><of>{_N}", _read_group_of, "the Group of Seven met", "a group of seven met"),
    Form("code", "(?:<cap>|<low>|<a>|<naming>|<street>|<cross>)(?P<dash><dash>|<slash>)?(?P<n><num>|<led>)(?:<dash>?(?:<num>|<led>))?", _read_code, "the A320 landed", "an A row"),
    Form("suffixed", f"{_D}(?!<meas>|<money>|<percent>|<dur>|<points>|<tally>|<scale>|<cross>).(?:<num>)?", _read_suffixed, "the 787s left", "the 787 left"),
    Form("before_capital", "<num>(?:(?:<and>|<comma>)<num>){0,4}(?:<cap>|<street>|<naming>)", _read_before_capital, "he led 22 Battalion there", "he led 22 Britons there"),
    Form("screen", "<num>(?!<money>|<meas>|<sign>)", _read_screen, "a 4K resolution", "a 4k resolution"),
    Form("after_capital", f"<cap><owner>?{_N}", _read_after_capital, "Windows 10 sold well", "Windows sold 10"),
    Form("per_number", "(?:<per>|<for><every>|(?<=<low>)<slash>)(?P<n><num>|<word>)", _read_per_number, "4 deaths for every 100,000 men", "4 deaths for every 5 men"),
    Form("hyphened", f"{_P}<dash>(?:<low>|<in><dash>{_P})", _read_hyphened, "a three-legged dog", "a three-wheel cart"),
    Form("legal", "<num><open>(?:<low>|<a>|<num>|<cap>)<shut>(?:<num>|<open><num><shut>)?", _read_legal, "a 501(c)(3) body", "a 501 (c) body"),
    Form("the_model", "(?:<the>|<a>)(?:<low>(?<=<low>))?(?P<n><num>)(?:<dash><num>)?", _read_the_model, "and the 737 left again", "and the 737 people left"),
    Form("spelt_ordinal", "<word><dash>(?:<frac>|<low>)", _read_spelt_ordinal, "on the twenty-seventh day", "on a twenty-seat bus"),
    Form("ordinal", "<frac>", _read_ordinal, "it grew a third arm", "it lost a third of it"),
    Form("list_index", "(?:<open>(?P<n><num>)<shut>)", _read_list_index, "(2) the ferry", "we saw (22) the ferry"),
    Form("citation", "<open><num>(?:<comma><num>)+<shut>", _read_citation, "it is safe (1, 2).", "it is safe (1, 200)."),
    Form("line_index", "(?P<n><num>)(?:<shut>|<dot>)", _read_list_index, "1. The ferry sank", "of 1. The ferry sank"),
    Form("fifty_fifty", "(?:<num>|<word>)(?:<dash>|<slash>|<to>)(?:<num>|<word>)", _read_fifty_fifty, "a 50-50 split", "a 50-40 split"),
    Form("odds", "<num><slash>(?:<num>|<led>)(?:<slash>(?:<num>|<led>))?", _read_odds, "open 24/7 for all", "open 24 for all"),
    Form("emphasis", "(?:<num>|<word>)<percent>|<zero>", _read_emphasis, "they have zero tolerance", "they have zero debts"),
    Form("denial", "<zero>", _read_nothing, "there is no doubt", "no soldiers died"),
    Form("ranked", f"(?:<low>|<naming>){_N}", _read_ranked, "in the top ten", "in some ten"),
    Form("one_of", "(?:<word>|<num>)(?=<of>)", _read_one, "it is one of the best", "one man died"),
    Form("one", "<word>(?!<of>)", _read_one, "no one knows", "one man died"),
    Form("year", "<num>", _read_year, "then 1995, he said", "some 1995 people"),
    Form("programme", "<num><dur>", _read_programme, "on 60 Minutes he said", "in 60 minutes he said"),
    Form("results", "(?P<n><vague>)(?!<of>)", _read_results, "the test scores fell", "some scores of men fell"),
    Form("leading_nought", "<led>", _read_led, "agent 007 left", "agent 7 left"),
)  # fmt: skip
