"""What lines alone tell of a speaker: the turns of a transcript, and posts that end with their author's name and handle.

`TAPPER: Are you running?` is a turn where two speakers or more take turns like that. No mark and no verb says so.
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache

from claims.model import Span
from claims.speech.clauses import Units
from claims.speech.relations import Relation

_LABEL = re.compile(
    r"^[ \t]*[“\"]?(?P<name>[A-ZÀ-Þ][\w.'’-]+(?:[ \u00a0][A-ZÀ-Þ][\w.'’-]*){0,4})(?:[ \u00a0]?\([^()\n]{1,40}\))?(?P<cue>:)[ \u00a0]+(?=\S*[^\W\d_])",
    re.MULTILINE,
)
_POST = re.compile(
    r"(?P<cue>[—–―]|(?<=\s)--)[ \u00a0]?(?P<name>[^\n—–―()]{2,60}? \(@\w{2,20}\))(?P<date> \w+ \d{1,2}, \d{4}| \d{1,2} \w+ \d{4})?",
)
_LONGEST_POST = 2_000  # characters, with the white space behind it
_LONGEST_IN_LINE = 300  # characters of a post that stands in a line with other words
_WORDS_BEFORE = re.compile(r".*\S(?=\s*$)", re.DOTALL)
_STAGE = re.compile(r"[“\"]?[(\[]")  # what opens a line that nobody speaks: (APPLAUSE), [crosstalk]
_FEWEST_TURNS = 3
_FEWEST_SPEAKERS = 2
_LONGEST_GAP = 4  # lines without a label that one turn may go on for
_LABELS = frozenset(
    {"q", "a", "update", "updated", "related", "note", "photo", "video", "watch", "source", "caption", "more"}
)


def find_turns(units: Units) -> Iterator[Relation]:
    """Yield the turns of a transcript, each with its lines as contents; nothing where the text is none."""
    turns = _turns(units.text)
    for match, following in zip(turns, [*turns[1:], None], strict=False):
        lines = _lines_of(units.text, match.end(), following.start() if following else None)
        yield Relation(tuple(lines), Span(*match.span("name")), Span(*match.span("cue")), "turn")


def _turns(text: str) -> list[re.Match[str]]:
    """Return the labels of a transcript's turns; none where the text is no transcript."""
    labels = [match for match in _LABEL.finditer(text) if match["name"].lower() not in _LABELS]
    turns_of = Counter(match["name"] for match in labels)
    speakers = {name for name, count in turns_of.items() if name.isupper() or count > 1}
    turns = [match for match in labels if match["name"] in speakers]
    few = len(turns) < _FEWEST_TURNS or len(speakers) < _FEWEST_SPEAKERS or len(turns_of) == len(labels)
    return [] if few else turns


@lru_cache(maxsize=8)
def presenters(text: str) -> frozenset[str]:
    """Return who presents a transcript, in whose voice it tells its story: guests are introduced by name, presenters not.

    Where nobody is named but in front of their own turns, none is told apart.
    """
    turns = {match["name"] for match in _turns(text)}
    words = [word for word in text.lower().split() if not word.endswith(":")] if turns else []
    told = {word.strip("“”\"‘’'.,;!?()—–-").removesuffix("’s").removesuffix("'s") for word in words}
    introduced = {name for name in turns if name.split()[-1].lower() in told}
    return frozenset(turns - introduced if introduced else ())


def _lines_of(text: str, start: int, stop: int | None) -> Iterator[Span]:
    """Yield what a turn says: the rest of its line, and the lines up to the next turn where that is near."""
    end = text.find("\n", start)
    yield _trimmed(text, start, len(text) if end < 0 else end)
    if stop is None or end < 0:
        return
    more = [match.span() for match in re.compile(r"\S[^\n]*").finditer(text, end, stop)]
    if len(more) <= _LONGEST_GAP:
        for line in more:
            if _STAGE.match(text, line[0]):
                return
            yield _trimmed(text, *line)


def find_posts(units: Units) -> Iterator[Relation]:
    """Yield the posts of a network that are printed with their author: `TEXT — Ana Ruiz (@anaruiz) June 2, 2016`."""
    text = units.text
    for match in _POST.finditer(text):
        start = text.rfind("\n", 0, match.start()) + 1
        if not text[start : match.start()].strip():  # the name stands under the post
            above = _WORDS_BEFORE.search(text, max(0, start - _LONGEST_POST), start)
            start = text.rfind("\n", 0, above.end() if above else start) + 1
        content = _trimmed(text, max(start, _post_starts(text, start, match.start())), match.start())
        if content.end > content.start and text[content.start] != "<":
            name = match.start("name"), match.start("name") + match["name"].index(" (")
            yield Relation((content,), Span(*name), Span(*match.span("cue")), "post", direct=False)


def _post_starts(text: str, start: int, end: int) -> int:
    """Return where a post begins in its line: behind the post before it, and at a sentence no farther back than a post is long."""
    floor = max(start, end - _LONGEST_IN_LINE)
    for before in _POST.finditer(text, floor, end):
        floor = before.end()
    if floor == start:
        return start
    opens = re.compile(r"(?<=[.!?…”\"])\s+(?=[^\s.])").search(text, floor, end)
    return opens.end() if opens else floor


def _trimmed(text: str, start: int, end: int) -> Span:
    """Return a stretch without the white space around it."""
    words = text[start:end]
    return Span(start + len(words) - len(words.lstrip()), start + len(words.rstrip()))


def without_inner(relations: Sequence[Relation], outer: Sequence[Relation]) -> list[Relation]:
    """Return the relations that are not read differently by the layout: those whose cue is no layout's."""
    cues = sorted(relation.cue for relation in outer if relation.cue)
    starts = [cue.start for cue in cues]

    def is_taken(cue: Span | None) -> bool:
        at = bisect_left(starts, cue.start) if cue else len(starts)
        return at < len(starts) and cue == cues[at]

    return [relation for relation in relations if not is_taken(relation.cue)]
