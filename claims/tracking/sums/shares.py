"""Shares of one whole that leave nothing out or exclude one another, and are not a hundred per cent together."""

import re
from collections.abc import Iterator

from claims.model import Figure
from claims.tracking.sums.told import Line, Miscount, Told, shown, value

RULE = "shares"

_REST = re.compile(r"\b(?:the\s)?(?:remaining|rest)\b|\bthe\sother(?=\s[\ue000-\uf8ff])", re.IGNORECASE)
_CLOSED = re.compile(
    r"\b(?:between|together|among)\b[^.;]*\b(?:owns?|hold|control|have|shares?|make up|account for)\b[^.;]*\b(?:entire|whole|all|100)\b"
    r"|\b(?:owns?|hold|control|share|own)\b[^.;]*\b(?:the\s(?:entire|whole)|all\s(?:of\s)?the)\b[^.;]*:"
    r"|\b(?:nothing|none)\b[^.;]*\bfor (?:anyone|anybody) else\b|\b[Nn](?:obody|o one) else (?:has|holds|owns|is)\b"
    r"|\b(?:entire|whole|all)\b[^.;]*\bbetween them\b|\b[Nn]o (?:other|third|fourth) (?:owner|shareholder|partner|heir|option|answer|party|candidate|firm|company|producer|supplier)s?\b",
)
"""What says that shares are of all there is."""

_FRACTIONS = {"half": 50.0, "third": 100 / 3, "quarter": 25.0, "fifth": 20.0, "tenth": 10.0}
_REMAINING = re.compile(r"\b(?:the\s)?remaining\s(half|third|quarter|fifth|tenth)\b", re.IGNORECASE)
_ONE_ANSWER = re.compile(
    r"\b(?:only one (?:answer|choice|option)|single most|one answer|choose one|pick one|between them (?:hold|share|own|control)"
    r"|(?:between|among) (?:them|the \w+)(?: \w+)* (?:hold|share|own|control|have|had|owns?)|together (?:the \w+ )?(?:will |would )?(?:hold|share|own|control|have|make)"
    r"|which (?:one )?of (?:the )?(?:two|three|four|five|six)|(?:more than|only|just) one (?:answer|plan|name|box)?(?=[.,])"
    r"|(?:one|a single) of (?:two|three|four|five|six)|could (?:choose|name|pick|give) (?:only |just )?one|(?:choose|name|pick) (?:only |just )?one"
    r"|the (?:entire|whole) (?:domestic |national |local )?(?:market|sum|budget|estate|company)|make up (?:all|the whole)|split|divided|shared out|allocated|broken down|breakdown|made up of|consists? of|owned by|as follows|(?:comes?|generated|made|supplied) (?:only )?from|suppl(?:y|ies|ied)|provid\w+|made of|composed of|mix of|is spent|goes to|followed by|(?:hold|holds|own|owns)\b[^.]*\bof the (?:firm|company|shares|business|club|market|bank|group)|of the (?:\w+['’]s )?(?:power|electricity|energy|costs?|bill)|(?:and|with) others (?:on|at|with))\b",
    re.IGNORECASE,
)
_ONE_EACH = re.compile(
    r"\b(?:each|every|everyone|everybody|all)\b[^.;:]{0,25}?\b(?:had|has|have|got|gets|gave|give)\s(?:just\s|only\s)?(?:one|a\ssingle)\s[a-z]+\b|"
    r"\b(?:tick|vote|name|pick|choose|select|give|mark|cast|put|allowed|had|asked)\w*\b[^.;:]{0,30}?\b(?:only|just|exactly|a|the)\s(?:one|single)\b(?!\s(?:or|of\sthe\sreasons))"
    r"|\bthe\s(?:one|single)\s(?:thing|change|issue|problem|reason|party|word)\b",
    re.IGNORECASE,
)
"""What lets everybody give one answer, whatever it is called: a box, a thing, a name."""

_CHOICE = re.compile(
    r"\b(?:would (?:vote|keep|choose|back)|for \w+ing|abstain\w*|no (?:opinion|view)|would not say|undecided|don['’]t know|did not know|had not made up|in favou?r|against|opposed|unsure|yes|no)\b",
    re.IGNORECASE,
)
_OPEN = re.compile(
    r"\b(?:more than one|up to (?:two|three)|several answers|multiple|overlap\w*|both|also|turnout|margin of error|compared|"
    r"up from|down from|rose|fell|than|among|respectively|aged|points?|at least|includ\w+|respondents could)\b",
    re.IGNORECASE,
)
_NOT_OPEN = re.compile(
    r"\b(?:nobody|no one|none|not|never|cannot|without)\b[^.;]{0,30}?\bmore than (?:one|once)\b|\bno more than one\b|\bdid not add\b|\b(?:divided|shared|split) (?:up |out )?among\b",
    re.IGNORECASE,
)
_FURTHER = re.compile(r"^(?:A\sfurther|Another|An\sadditional|The\s(?:remaining|other|rest))\s[\ue000-\uf8ff]")
_VOTE = re.compile(r"\b(?:would vote|which one|voting intentions?|vote for|favou?rite)\b", re.IGNORECASE)
_BALLOT = re.compile(
    r"\b(?:referendum|run-?off|second round|plebiscite|ballot|voted|of the vote|elected|polled|ballots)\b",
    re.IGNORECASE,
)
_SIDES = re.compile(
    r"[\ue000-\uf8ff](?:\sof (?:the )?votes?)?,?\s(?:against|to)\s[\ue000-\uf8ff]|\byes\b[^.]*\bno\b|\b(?:for|in favou?r)\b[^.]*\bagainst\b"
)
_RUN_OFF = re.compile(r"\b(?:run-?off|second round|final round)\b(?!.*\b(?:first|earlier|last|previous|turnout)\b)")
_ADOPTED = re.compile(
    r"\b(?:approved|backed|rejected|passed|accepted|carried|supported|adopted|defeated)\b[^.;]*[\ue000-\uf8ff][^.;]*[\ue000-\uf8ff]\s"
    r"(?:of\s[a-z]+\s)?(?:were\s|was\s|voted\s|voting\s)?(?:against|opposed|in favou?r|no\b|yes\b)"
)
_EACH_SIDE = re.compile(
    r"[\ue000-\uf8ff]\sof\sthe\svotes?(?:,)?\s(?:and|while)\s(?:[A-Z][\w’'-]+\s)+(?:[a-z]+\s)?[\ue000-\uf8ff](?!\sof\sthe\s(?!vote))"
)
_RIVAL = re.compile(
    r"\b(?:polled|won|took|got|received)\s[\ue000-\uf8ff](?:\s[^\ue000-\uf8ff.;]{2,50}?)?,?\s(?:and|to|while)\s(?:[A-Z][\w.’'-]*\s)+(?:won\s|took\s)?[\ue000-\uf8ff](?!\sof\sthe\s(?!votes?\b))|"
    r"[\ue000-\uf8ff][^.;]*\b(?:rival|opponent|challenger|against|defeat\w*|beat\w*)\b[^.;]*[\ue000-\uf8ff]"
)
_DUEL = re.compile(
    r"\b(?:[Oo]nly|[Jj]ust) two candidates\b|\bonly (?:other )?(?:rival|opponent|challenger|candidate)\b|\bhead-to-head\b|\btwo-way\b"
)
_YES = re.compile(r"\bin favou?r\b|\b(?:voted|said) yes\b|\bvoted for\b|\bbacked\b")
_NO = re.compile(r"\b(?:voted|were|was) against\b|\b(?:voted|said) no\b|\bopposed\b|\brejected it\b")
_OPPONENT = re.compile(
    r"^(?:[Hh]er|[Hh]is|[Tt]he|[Tt]heir)\s(?:[a-z]+\s){0,2}?(?:opponent|rival|challenger|incumbent)|^(?:[A-Z][\w.’'-]*\s)+(?:got|won|took|polled|received|had)\b"
)
_ELSEWHEN = re.compile(r"\b(?:ago|earlier|last|previous\w*|before|in (?:19|20)\d\d)\b")
_GOT = re.compile(r"\b(?:got|won|took|polled|received|had|with|secured|managed|on)\b")
_EACH_ROUNDED = 0.5
_ASKED = 2  # sentences before answers in which it is told how they were given
_LEAST, _ONE_WHOLE, _MOST = 60, 140, 6  # more, or of more parts, are shares of several wholes


def find(told: Told) -> Iterator[Miscount]:
    """Yield shares that are more than their whole, or with their rest are not all of it."""
    for line in told.lines:
        shares = [
            f for f in line.figures if f.unit == "%" and f.low is not None and f.low == f.high and _is_said(line, f)
        ]
        if len(shares) < 2 or len(shares) != len([f for f in line.figures if f.unit == "%"]):
            continue
        yield from _with_rest(line, shares)
        yield from _exclusive(line, shares)
        yield from _ballot(line, shares)
        yield from _further(line, shares)
        yield from _closed(line, shares)
    for line in told.lines:
        yield from _two_sides(line)


def _is_said(line: Line, figure: Figure) -> bool:
    """Tell whether a share is a certain number; "Some 46%" that opens a sentence is one."""
    return figure.modifier == "exact" or (
        figure.modifier == "about" and bool(re.match(r"Some\s$", line.around(figure)[0]))
    )


def _with_rest(line: Line, shares: list[Figure]) -> Iterator[Miscount]:
    """Yield "40 per cent ..., 35 per cent ... and the remaining 30 per cent"."""
    rests = list(_REST.finditer(line.signed))
    if len(rests) != 1 or line.signed[: rests[0].start()].endswith("of ") or _is_open(line.text):
        return
    fraction = _REMAINING.search(line.signed)
    extra = _FRACTIONS[fraction[1].lower()] if fraction else 0.0
    is_share = re.match(r",?\s(?:are\s)?[\ue000-\uf8ff]", line.signed[rests[0].end() :])
    if not fraction and not (is_share and line.figures_of(is_share.group())[0] is shares[-1]):
        return
    total = sum(map(value, shares)) + extra
    if total < 100 and (len(shares) + bool(fraction) < 3 or _has_share(line.before)):
        return
    if abs(total - 100) > _EACH_ROUNDED * (len(shares) + 1) + 0.5:
        yield _miscount(line.told, shares, total, extra=fraction[0] if fraction else "")


def _has_share(line: Line | None) -> bool:
    return line is not None and any(figure.unit == "%" for figure in line.figures)


def _is_open(text: str) -> bool:
    """Tell whether shares may overlap, or be of several wholes."""
    return bool(_OPEN.search(_NOT_OPEN.sub(" ", text)))


def _exclusive(line: Line, shares: list[Figure]) -> Iterator[Miscount]:
    """Yield shares of which each excludes the others, and that are more than a hundred per cent."""
    total = sum(map(value, shares))
    if (
        not 100 + _EACH_ROUNDED * len(shares) + 0.5 < total < _ONE_WHOLE
        or not 3 <= len(shares) <= _MOST
        or _is_open(line.text)
    ):
        return
    around = " ".join(each.text for each in (line.before, line, line.after) if each)
    is_one = _ONE_ANSWER.search(around) or _ONE_EACH.search(" ".join(each.text for each in line.near(_ASKED, 1)))
    if is_one or len(_CHOICE.findall(line.text)) >= 3:
        yield _miscount(line.told, shares, total)


def _closed(line: Line, shares: list[Figure]) -> Iterator[Miscount]:
    """Yield shares that are said to be all: "40%, Marek 35% and Pavel 15%, and between them they own the entire firm"."""
    around = f"{line.text} {line.after.text if line.after else ''}"
    total = sum(map(value, shares))
    is_off = abs(total - 100) > _EACH_ROUNDED * len(shares) + 0.5
    is_alone = not (_is_open(line.text) or _has_share(line.before) or _has_share(line.after))
    if is_off and is_alone and 2 <= len(shares) <= _MOST and _LEAST < total < _ONE_WHOLE and _CLOSED.search(around):
        yield _miscount(line.told, shares, total)


def _further(line: Line, shares: list[Figure]) -> Iterator[Miscount]:
    """Yield one answer of each, told in two sentences: "43% named ..., 36% .... A further 14% ..., while 12% ..."."""
    after = line.after
    if after is None or not _FURTHER.search(after.signed) or _is_open(f"{line.text} {after.text}"):
        return
    more = [f for f in after.figures if f.unit == "%"]
    if any(f.low is None or f.low != f.high or f.modifier != "exact" for f in more):
        return
    total = sum(map(value, shares + more))
    around = " ".join(each.text for each in (line.before, line, after) if each)
    is_one_answer = _ONE_ANSWER.search(around) or _VOTE.search(around)
    if is_one_answer and 100 + _EACH_ROUNDED * (len(shares) + len(more)) + 0.5 < total < _ONE_WHOLE:
        yield _miscount(line.told, shares + more, total)


def _ballot(line: Line, shares: list[Figure]) -> Iterator[Miscount]:
    """Yield the two sides of one ballot: "58 per cent voted yes and 47 per cent no"."""
    total = sum(map(value, shares))
    is_two_sided = (
        _SIDES.search(line.signed)
        or _ADOPTED.search(line.signed)
        or (
            (_RUN_OFF.search(line.text) or _DUEL.search(f"{line.before.text if line.before else ''} {line.text}"))
            and (_EACH_SIDE.search(line.signed) or _RIVAL.search(line.signed))
        )
    )
    is_ballot = _BALLOT.search(line.text) and is_two_sided and not _is_open(line.text)
    if is_ballot and len(shares) == 2 and 101.5 < total < _ONE_WHOLE:
        yield _miscount(line.told, shares, total)


def _two_sides(line: Line) -> Iterator[Miscount]:
    """Yield the two sides of a ballot in two sentences: "won the run-off with 56.2% of the vote. Her opponent got 45.8%"."""
    after = line.told.lines[line.at + 1] if line.at + 1 < len(line.told.lines) else None
    if after is None:
        return
    sides = [[f for f in each.figures if f.unit == "%"] for each in (line, after)]
    if [len(each) for each in sides] != [1, 1] or not all(
        _is_said(x, f[0]) for x, f in ((line, sides[0]), (after, sides[1]))
    ):
        return
    words, total = f"{line.text} {after.text}", value(sides[0][0]) + value(sides[1][0])
    is_pair = (_BALLOT.search(words) and _YES.search(words) and _NO.search(words)) or (
        (_RUN_OFF.search(words) or _DUEL.search(words)) and _OPPONENT.match(after.text) and _GOT.search(after.text)
    )
    if is_pair and not _is_open(words) and not _ELSEWHEN.search(after.text) and 101.5 < total < _ONE_WHOLE:
        yield _miscount(line.told, [sides[0][0], sides[1][0]], total)


def _miscount(told: Told, shares: list[Figure], total: float, extra: str = "") -> Miscount:
    named = ", ".join(f"“{told.words(share)}”" for share in shares) + (f" and “{extra}”" if extra else "")
    says = f"{named} of one whole make {shown(total)}%, not 100%."
    return Miscount(RULE, tuple(map(told.term, shares)), "100%", f"{shown(total)}%", says)
