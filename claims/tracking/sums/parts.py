"""A whole and its parts: those that exclude one another and are more than it, or that are all of it and are not."""

import re
from collections.abc import Iterator, Sequence

from claims.model import Figure
from claims.tracking.sums.lists import SOME, anaphoric, kind_of, summed
from claims.tracking.sums.seats import of_house, won
from claims.tracking.sums.told import F, Line, Miscount, Told, is_point, value
from claims.tracking.sums.wholes import alike, compare, is_most, noun_of, whole_before

_OF_HERE = re.compile(
    rf"(?:^[\"“]?|[;,:]\s)[Oo]f\s(?:the\s|its\s|these\s|those\s|their\s|his\s|her\s|all\s|a\stotal\sof\s)?{F}"
)
_OF_BEFORE = re.compile(
    r"^[\"“]?(?:Of\s(?:these|those|them|this|that|the\stotal|that\stotal|(?:this|that|the)\s(?:sum|money|amount))\b)"
)
_OF_WHOM = re.compile(rf"{F}([^\ue000-\uf8ff.;:]*),\sof\s(?:whom|which|them|these)\s")
_OTHER_HERE = re.compile(
    rf"{F}([^\ue000-\uf8ff.;:]*),?\s(?:(?:will|would|has|have|had|is|are|was|were|to)\s[a-z ]{{2,25}}\s)?{F}\sof\s(?:them|whom)\s[^\ue000-\uf8ff.;:]*\s(?:the\s)?(?:other|remaining|rest)\s{F}"
)
_OTHER_OF = re.compile(
    rf"{F}\sof\s(?:the|its|their|his|her|those|these)\s{F}[^\ue000-\uf8ff.;:]*\s(?:the\s)?(?:other|remaining|rest)\s{F}(?=\s(?:were|was|are|is|have|had|did|will|would|could|\w+ed|died|fled|left|went)\b|[.,;]|$)"
)
_MORE = re.compile(r"\b(?:more|another|further|also|others|including|earlier|later)\b")
_KIND_OF_PERSON = re.compile(
    r"\s(?:of them\s)?(?:were\s|are\s)?(men|women|boys|girls|children)\b(?!\s(?:over|under|aged|with|who))"
)
_BE_NATION = re.compile(r"\s(?:were|are|was|is)\s([A-Z][a-z]+)(?=[,.]|\sand\b|\s$|$)")
_PAIR_OF = re.compile(
    rf"{F}\s(?:[a-z]+,?\s){{0,2}}?(?:has|had|with|is|was|of),?\s{F}\sand\s{F}(?=[,.;]|\s(?:was|were|is|are|has|have|will)\b|$)"
)
_BARE = re.compile(
    rf"^{F}(?:\sof\s(?:them|these|those))?\s(?:were|was|are|had|have|came|died|went|live|work|voted|backed)\b"
)
_LIST = re.compile(rf"{F}([^\ue000-\uf8ff.;:—–()]{{0,70}})(?::|,|\s[-–—]|\s\(|,?\s(?:(?:(?:is|are|was|were|to\sbe)\s)?(?:made\sup|composed)\sof|consist(?:s|ed|ing)\sof|compris(?:es|ed|ing)|namely|(?:divided|split)(?:\s(?:into|between|among))?(?:\s(?:two|three|four|five|[\ue000-\uf8ff])(?:\s(?:ways|parts|lots))?)?:?))\s?((?:{F}[^\ue000-\uf8ff.;:()]{{0,30}}?(?:,\sand\s|,\s|\sand\s))+{F}[^\ue000-\uf8ff.;:,()]{{0,30}})")  # fmt: skip
_REST = re.compile(
    r"\b(?:the\s(?:remaining|other|rest|last|final)(?:\sof\s(?:the|that|this)\s[a-z]+)?|remaining|balance)(?:\s(?:are|is)\s|,\s|\s)$",
    re.IGNORECASE,
)
_KNOWN = re.compile(r"\b(?:[Tt]he|[Tt]hese|[Tt]hose)\s$")
"""What stands before people or things that were told of before, and are no part: "tied to the two gunmen"."""

_OTHERS = re.compile(rf"^The\s(?:other|remaining)\s{F}\s")
_NAMES = r"(?:the\s)?[A-Z][\w’'-]+(?:\s[A-Z][\w’'-]+)*"
_PLACES = re.compile(
    rf"{F}[^\ue000-\uf8ff.;:]{{0,70}}[,:]\s((?:{F}\s(?:in|from|at)\s{_NAMES}(?:,\sand\s|,\s|\sand\s))+{F}\s(?:in|from|at)\s{_NAMES})"
)
_IN = re.compile(rf"\s(?:in|from|at)\s({_NAMES})")
_FATES = (
    re.compile(r"\b(?:kill\w*|dead|died|dies|drown\w*|perish\w*)\b"),
    re.compile(r"\b(?:injur\w+|hurt|wound\w*)\b"),
    re.compile(r"\b(?:unhurt|unharmed|uninjured|unscathed|safe)\b"),
    re.compile(r"\bmissing\b"),
    re.compile(r"\b(?:surviv\w+|rescued)\b"),
    re.compile(r"\b(?:acquitted|cleared)\b"),
    re.compile(r"\b(?:convicted|found guilty|jailed)\b"),
    re.compile(r"\b(?:voted (?:for|yes|in favour|in favor)|in favou?r|backed)\b"),
    re.compile(r"\b(?:against|voted no|opposed)\b"),
    re.compile(r"\b(?:abstain\w*)\b"),
)
_PLACE = re.compile(r"^[^\ue000-\uf8ff,;]*?\b(?:in|at|from|for)\s(?:the\s)?((?:[A-Z][\w’'-]*\s?)+)")
_WHERE = re.compile(
    r"^(?:\s(?!in\b|at\b|from\b|to\b)(?P<verb>[a-z]+)(?:\s[a-z]+){0,2}?)?\s(?P<where>in|at|from|to)\s(?:the\s)?(?P<what>[\w’'-]+(?:\s[\w’'-]+)?)"
)
_PART_OF = re.compile(rf"^{F}\sof\s(?:the|its|their|these|those|his|her)\s{F}")
_OF_EACH = re.compile(
    rf"{F}[^\ue000-\uf8ff.;:]{{0,40}},\s((?:{F}(?:\sof\s(?:them|which|whom))?\s[a-z]+(?:,\s(?:and\s)?|\sand\s))+{F}(?:\sof\sthem)?\s[a-z]+)(?=[.,;]|$)"
)
_GIVES = re.compile(
    r"\b(?:hand(?:s|ed)?\s(?:out|over)|giv(?:e|es|en|ing)|gave|distribut\w+|award\w*|divid\w+|shar(?:e|ed|es)|split|left|spen[dt]\w*|allocat\w+|rais(?:e|ed)|budget|fund|grant|package|prize|estate|cost)\b"
)
_GETS = re.compile(
    r"\b(?:share|goes|go|went|gets?|got|receiv\w+|set\saside|earmarked|spent|came|comes|paid|left|allocated|for\sthe|part)\b"
)
_NOT_GIVEN = re.compile(r"\bof which\b|^(?:This|Last|Next)\s[a-z]+\b|\b(?:19|20)\d\d\b")
_DOUBLE = 1.5
_DIVIDED = re.compile(r"\b(?:divided|split|shared)\s(?:out\s)?(?:between|among|into)\b")
_FIRST_OF = re.compile(rf"^{F}\sof\s(?:the\s|its\s|their\s)?(?:[\w’'-]+['’]s?\s)?{F}")
_SEXES = (frozenset({"men", "women"}), frozenset({"boys", "girls"}), frozenset({"adults", "children"}), frozenset({"passengers", "crew"}))  # fmt: skip


_OF_SEXES = frozenset({"men", "women", "boys", "girls"})
_AND_MORE = re.compile(r"[^\ue000-\uf8ff.;:]{0,40}\band\s[a-z]+(?=[.,;])")
"""What a list ends with that is not counted: "and gifts."."""


def find(told: Told) -> Iterator[Miscount]:
    """Yield wholes whose parts do not make them."""
    for line in told.lines:
        found = _of(line) or _list(line) or _with_last(line)
        if found:
            yield from compare(line, *with_others(line, *found))
        yield from _and_others(line)
        yield from _by_place(line)
        yield from _pair(line)
        yield from won(line)
        yield from _closed(line)
        yield from _rest_next(line)
        yield from _of_each(line)
        yield from _split(line)
        yield from of_house(line)
        yield from _handed_out(line)


def _and_others(line: Line) -> Iterator[Miscount]:
    """Yield "12 men, nine of them ..., the other four" and "nine of the 12 men ... and the other four"."""
    for match, (whole, *rest) in line.found(_OTHER_HERE):
        if not SOME.search(match[0]):
            yield from compare(line, whole, rest, True)
    for match, (part, total, others) in line.found(_OTHER_OF):
        is_alike = alike(total, (part, others)) and noun_of(others) in {"", noun_of(total)}
        if is_alike and is_most(total, part, others) and not SOME.search(match[0]):
            yield from compare(line, total, (part, others), True)


Sum = tuple[Figure, Sequence[Figure], bool]
"""A whole, its parts, and whether these are all of it."""


def _of(line: Line) -> Sum | None:
    """Read "Of the 23 miners, fourteen walked out unhurt, five ... and six ...", the whole here or before."""
    signed = line.signed
    if here := _OF_HERE.search(signed):
        whole, rest = line.figure(here[1]), signed[here.end() :]
    elif (before := _OF_BEFORE.search(signed)) and (nearest := whole_before(line)):
        whole, rest = nearest, signed[before.end() :]
    elif (
        (bare := _BARE.search(signed))
        and (nearest := whole_before(line))
        and line.figure(bare[1]).unit in {nearest.unit, None}
    ):
        whole, rest = nearest, signed
    elif (first := _FIRST_OF.search(signed)) and len(line.figures) > 3:
        whole, parts = line.figure(first[2]), [f for f in line.figures if f is not line.figure(first[2])]
        pieces = re.split(r"[\ue000-\uf8ff]", signed)
        is_plain = all(f.unit in {None, whole.unit} and f.kind in {"people", "count"} for f in parts)
        is_all = is_plain and _REST.search(pieces[len(parts)]) and not SOME.search(line.text)
        return (whole, parts, True) if is_all else None
    elif whom := _OF_WHOM.search(signed):
        whole, rest = line.figure(whom[1]), signed[whom.end() :]
    else:
        return None
    return _exclusive(line, whole, rest)


def with_others(line: Line, whole: Figure, parts: Sequence[Figure], is_all: bool) -> Sum:  # noqa: FBT001
    """Add the part of the next sentence that says it is the rest: "The other six were Danes"."""
    other = _OTHERS.search(line.after.signed) if line.after and not is_all else None
    is_closed = all(is_point(each) for each in (whole, *parts)) and sum(map(value, parts)) == value(whole)
    if other and line.after and not is_closed and not SOME.search(line.after.text):
        return whole, [*parts, line.after.figure(other[1])], True
    return whole, parts, is_all


def _exclusive(line: Line, whole: Figure, rest: str) -> Sum | None:
    """Return the parts in the rest of a sentence, where they exclude one another."""
    is_sum = whole.kind == "money"
    parts = [f for f in line.figures_of(rest) if f.kind in {"people", "count"} or (is_sum and f.unit == whole.unit)]
    if len(parts) < 2 or len(parts) != len(line.figures_of(rest)) or SOME.search(line.text):
        return None
    pieces = re.split(r"[\ue000-\uf8ff]", rest)
    if _REST.search(pieces[len(parts) - 1]):
        return whole, parts, True
    if any(_KNOWN.search(piece) for piece in pieces[:-1]):
        return None
    has_others = line.after and _OTHERS.search(line.after.signed)
    return (whole, parts, False) if has_others or _exclude(pieces[1:], parts) else None


def _exclude(pieces: Sequence[str], parts: Sequence[Figure]) -> bool:
    """Tell whether nobody can be of two parts, by the words behind each: other fates, places, sexes or nations."""
    places = [match[1].strip() if (match := _PLACE.search(piece)) else None for piece in pieces]
    if places and places[0] is None and "itself" in pieces[0]:
        places[0] = "itself"
    nations = [_nation(piece) or _people_of(part) for piece, part in zip(pieces, parts, strict=True)]
    told = ([_fate(piece) for piece in pieces], places, [_sex(piece) for piece in pieces], nations)
    return _same_relation(pieces) or any(None not in kinds and len(set(kinds)) == len(kinds) for kinds in told)


def _same_relation(pieces: Sequence[str]) -> bool:
    """Tell whether parts are where each can be once: "75 are in production, 30 in sales and 20 in research"."""
    found = [_WHERE.match(piece) for piece in pieces]
    if not found[0] or any(match is None or (i and match["verb"]) for i, match in enumerate(found)):
        return False
    named = {(match["where"], match["what"].lower()) for match in found if match}
    return len(named) == len(pieces) and len({where for where, _ in named}) == 1


def _sex(piece: str) -> str | None:
    """Return whether men, women or children are told of behind a part: nobody is two of them."""
    found = _KIND_OF_PERSON.match(piece)
    return found[1].lower() if found else None


def _nation(piece: str) -> str | None:
    """Return the one nation or town that people are said to be of: "were Greek", "are from Osk"."""
    found = _BE_NATION.match(piece)
    return found[1] if found else None


def _people_of(figure: Figure) -> str | None:
    """Return the people of "six Taldians"."""
    noun = figure.noun or ""
    return noun if re.fullmatch(r"[A-Z][a-z]+s", noun) else None


def _fate(piece: str) -> int | None:
    """Return which of the fates a part met, if the words behind it tell one alone."""
    found = [i for i, fate in enumerate(_FATES) if fate.search(piece)]
    return found[0] if len(found) == 1 else None


def _with_last(line: Line) -> Sum | None:
    """Read "Eleven turned back and the other nine reached the summit", of the one whole in the sentence before."""
    whole, parts = whole_before(line), list(line.figures)
    if whole is None or line.before is None or len(parts) < 2 or SOME.search(f"{line.before.text} {line.text}"):
        return None
    pieces = re.split(r"[\ue000-\uf8ff]", line.signed)
    is_alike = all(f.kind in {"people", "count"} and f.unit in {None, whole.unit} for f in parts)
    is_sum = all(f.kind == whole.kind == "money" and f.unit == whole.unit for f in parts)
    if (is_alike or is_sum) and _REST.search(pieces[len(parts) - 1]) and is_most(whole, *parts):
        return whole, parts, True
    return None


def _list(line: Line) -> Sum | None:
    """Read "15 people: nine Senegalese, four Gambians and two Malians" and "Twelve people, eight men and five women,"."""
    for match, _ in line.found(_LIST):
        whole, parts = line.figure(match[1]), line.figures_of(match[3])
        between = match[0][1 : match.start(3) - match.start()]
        is_open = SOME.search(match[0]) or _AND_MORE.match(
            line.signed[line.signed.index(chr(0xE000 + line.figures.index(parts[-1]))) + 1 :]
        )
        if is_open or not alike(whole, parts) or kind_of(line.told, whole) in _OF_SEXES:
            continue
        nouns = [kind_of(line.told, part) for part in parts]
        if any(_is_pair(nouns, sexes) for sexes in _SEXES):
            return whole, parts, True
        if _is_list(between) and len(set(nouns)) == len(nouns) and all(nouns):
            return whole, parts, True
    return None


def _pair(line: Line) -> Iterator[Miscount]:
    """Yield "The 15-member cabinet has nine men and eight women"."""
    for match, (whole, *parts) in line.found(_PAIR_OF):
        is_body = re.search(r"-(?:member|strong|person|man|seat)$", line.told.words(whole)) or re.search(
            r"\b[a-z]+\sof\s$", line.around(whole)[0]
        )
        nouns = [kind_of(line.told, part) for part in parts]
        if is_body and any(_is_pair(nouns, sexes) for sexes in _SEXES) and not SOME.search(match[0]):
            yield from compare(line, whole, parts, True)


def _is_list(between: str) -> bool:
    """Tell whether what stands between a whole and its parts says that they are all of it."""
    return between.endswith((": ", " – ", " — ", " - ")) or bool(
        re.search(r"\b(?:made up|consist\w*|compris\w*|composed|namely|divided|split)\b", between)
    )


def _is_pair(nouns: Sequence[str], pair: frozenset[str]) -> bool:
    """Tell whether the parts are of kinds that exclude one another and leave nobody out."""
    told = {noun.split()[-1] for noun in nouns if noun}
    return len(told) == len(nouns) and pair <= told <= pair | {"children"}


def _by_place(line: Line) -> Iterator[Miscount]:
    """Yield "30 homes were destroyed, 18 in Osk, eight in Brenn and seven in Tarrow"."""
    for match, _ in line.found(_PLACES):
        whole, parts = line.figure(match[1]), line.figures_of(match[2])
        if line.told.words(whole) == line.told.number(whole):  # "20 in Osk, 18 in Brenn": itself a part
            continue
        places = [found.strip() for found in _IN.findall(match[2])]
        if len(parts) == len(set(places)) and not SOME.search(line.text) and alike(whole, parts):
            yield from compare(line, whole, parts, False)


def _closed(line: Line) -> Iterator[Miscount]:
    """Yield "All 23 who died were named. They were 11 men and nine women", and lists that their whole closes."""
    whole, (parts, is_all) = whole_before(line), anaphoric(line)
    if whole and len(parts) > 1 and alike(whole, parts) and line.previous and not SOME.search(line.previous.text):
        yield from compare(line, whole, parts, is_all)
    for total, terms in summed(line):
        if alike(total, terms) or {each.unit for each in terms} == {total.unit}:
            yield from compare(line, total, terms, True)


def _rest_next(line: Line) -> Iterator[Miscount]:
    """Yield "Thirteen of the 28 hostages were freed on Monday. The remaining 17 are still held"."""
    other = _OTHERS.search(line.after.signed) if line.after else None
    for _, (part, whole) in line.found(_PART_OF):
        if other and line.after and len(line.figures) == 2 and not _MORE.search(f"{line.text} {line.after.text}"):
            rest = line.after.figure(other[1])
            is_alike = noun_of(rest) in {"", noun_of(whole)} and rest.kind in {"people", "count"}
            if is_alike and is_most(whole, part, rest):
                yield from compare(line, whole, (part, rest), True)


def _of_each(line: Line) -> Iterator[Miscount]:
    """Yield "19 medals, eight of them gold, six silver and seven bronze", which are more than the whole."""
    for match in _OF_EACH.finditer(line.signed):
        whole, parts = line.figure(match[1]), line.figures_of(match[2])
        words = re.split(r"[\ue000-\uf8ff](?:\sof\s(?:them|which|whom))?", match[2])[1:]
        kinds = {word.strip(" ,").removesuffix(" and").strip(" ,") for word in words}
        is_plain = (
            len(kinds) == len(parts) and not SOME.search(match[0]) and {f.unit for f in parts} <= {None, whole.unit}
        )
        if is_plain and "of" in match[2]:
            yield from compare(line, whole, parts, False)


def _handed_out(line: Line) -> Iterator[Miscount]:
    """Yield a sum that is given away, and what each of at least three is then said to get of it, which is more."""
    sums = [f for f in line.figures if f.kind == "money"]
    if len(sums) != 1 or not _GIVES.search(line.text) or not is_point(sums[0]):
        return
    parts: list[Figure] = []
    for each in line.near(0, 2)[1:]:
        here = [f for f in each.figures if f.kind == "money"]
        if (
            SOME.search(each.text)
            or _NOT_GIVEN.search(each.text)
            or _MORE.search(each.text)
            or any(f.unit != sums[0].unit or f.per for f in here)
        ):
            return
        if not here or not _GETS.search(each.text):
            break
        parts += here
    is_near = parts and value(sums[0]) < sum(map(value, parts)) < _DOUBLE * value(sums[0])
    if len(parts) > 2 and all(map(is_point, parts)) and is_near:
        yield from compare(line, sums[0], parts, False)


def _split(line: Line) -> Iterator[Miscount]:
    """Yield "300 million will be divided between the army, which gets 180 million, and the police, which gets 140 million"."""
    cut = _DIVIDED.search(line.signed)
    sums = [f for f in line.figures if f.kind == "money"]
    if (
        not cut
        or len(sums) < 3
        or len(sums) != len(line.figures)
        or len({f.unit for f in sums}) != 1
        or SOME.search(line.text)
    ):
        return
    before = line.figures_of(line.signed[: cut.start()])
    if before == sums[:1] and is_most(*sums):
        yield from compare(line, sums[0], sums[1:], True)
