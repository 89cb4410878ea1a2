"""Who says what in an article: rules and, where there are any, the encoder's tags, joined into attributions.

Three steps: evidence (`claims.speech.reported` for the rules, `RoleTags` for the encoder), linking into relations, and leading
each speaker back to the fullest earlier mention (`claims.speech.speakers`).
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from claims.encoder import load_encoder
from claims.model import Attribution, Line, Span
from claims.network.role_tags import RoleTags, ScoredSpan
from claims.overlaps import Overlaps
from claims.speech.bullets import list_below, with_lists
from claims.speech.clauses import Units, read_units
from claims.speech.evidence import gather_evidence
from claims.speech.linking import link_spans
from claims.speech.quotes import Quote, pair_quotes
from claims.speech.relations import Relation
from claims.speech.reported import find_relations
from claims.speech.sources import speaking_part
from claims.speech.speakers import Speaker, SpeakerResolver
from claims.speech.valuations import part_contrasts, rivals
from claims.text.sentences import read_lines
from schemas.vocabulary import Voice

__all__ = ["RoleTags", "ScoredSpan", "find_attributions", "find_by_rules"]

_QUOTED_SHARE = 0.9  # of the characters of a content that stand in quote marks, for it to be a quote


def find_attributions(text: str, tags: RoleTags | None = None) -> list[Attribution]:
    """Return the attributions of a whole article in order of their first word; nested ones name their outer one.

    `tags` are an encoder's reading of the text. Without them the encoder is asked, and where it cannot be loaded the
    rules stand alone.
    """
    if tags is None:
        encoder = load_encoder()
        tags = encoder.read_tags(text, _said_lines(text)) if encoder else None
    return _read(text, tags)


def read_ahead(texts: Sequence[str]) -> None:
    """Let the encoder read some articles (50 or so) in one go, which costs less than reading each when it is asked for."""
    encoder = load_encoder()
    if encoder:
        encoder.read_ahead([(text, _said_lines(text)) for text in texts])


def _said_lines(text: str) -> list[Line]:
    """Return the lines in which somebody may say something: a link to another story says nothing here."""
    return [line for line in read_lines(text) if line.kind != "link"]


def find_by_rules(text: str) -> list[Attribution]:
    """Return the attributions that the rules find alone, in the same order and form."""
    return _read(text, None)


def _read(text: str, tags: RoleTags | None) -> list[Attribution]:
    if not text.strip():
        return []
    quotes = pair_quotes(text)
    units = read_units(text, quotes)
    relations = find_relations(units)
    if tags is not None:
        relations = _join_tags(units, quotes, tags, relations)
    return _resolve(units, quotes, sorted(set(with_lists(text, relations)), key=_place))


def _join_tags(units: Units, quotes: Sequence[Quote], tags: RoleTags, relations: Sequence[Relation]) -> list[Relation]:
    """Return the relations that tags and rules yield together, and those of the rules that lie inside another's words."""
    linked = link_spans(gather_evidence(units, quotes, tags, relations))
    against = rivals(units.text, relations)
    parted = part_contrasts(units.text, [*linked, *_unheard(units.text, relations, linked, against)], against)
    known = set(against)
    return [*parted, *_nested([relation for relation in relations if relation not in known], parted)]


_SURE = frozenset({"documented", "held_by"})
"""The rules that the encoder's tags often miss and that are nearly always right."""


def _unheard(
    text: str, relations: Sequence[Relation], linked: Sequence[Relation], against: Sequence[Relation]
) -> list[Relation]:
    """Return what is set against others at cues that have no relation yet, and the sure rules' words that nobody says yet."""
    cues = Overlaps(relation.cue for relation in linked if relation.cue)
    spoken = (each for each in linked if not each.source or speaking_part(text, each.source))
    said = Overlaps(part for relation in spoken for part in relation.content)
    found = [each for each in against if each.rule == "valued_too" or not (each.cue and cues.touch(each.cue))]
    for relation in relations:
        free = relation.cue and not cues.touch(relation.cue)
        sure = relation.rule in _SURE or list_below(text, relation) is not None
        if sure and free and not any(said.touch(part) for part in relation.content):
            found.append(relation)
    return found


def _nested(relations: Sequence[Relation], linked: Sequence[Relation]) -> list[Relation]:
    """Return the rules' relations that stand wholly inside one content of another relation: who says that who says.

    The speaker may be that of the other relation, and stand outside: "nurses contradicted the claim that ..., and spoke of 14".
    """
    nobody = Span(0, 0)
    parts = sorted((part, relation.source or nobody) for relation in linked for part in relation.content)
    starts = [part.start for part, _ in parts]
    found: list[Relation] = []
    for relation in relations:
        spans = [*relation.content, *([relation.cue] if relation.cue else [])]
        at = bisect_right(starts, min(span.start for span in spans)) - 1
        if at < 0 or parts[at][0] in relation.content or not all(parts[at][0].holds(span) for span in spans):
            continue
        source, outer = relation.source, parts[at]
        if source is None or outer[0].holds(source) or outer[1].overlaps(source):
            found.append(relation)
    return found


def _place(relation: Relation) -> tuple[int, int, int]:
    """Order by the first word; of two that start together the wider one comes first, of two that share a verb the first."""
    spans = [*relation.content, *([relation.cue] if relation.cue and relation.rule != "valued_too" else [])]
    return min(span.start for span in spans), -max(span.end for span in spans), spans[-1].start


def _resolve(units: Units, quotes: Sequence[Quote], relations: Sequence[Relation]) -> list[Attribution]:
    """Return the relations as attributions: speakers led back, voices told, nesting marked."""
    resolver = SpeakerResolver(units)
    speakers: dict[int, Speaker] = {}
    order = sorted(range(len(relations)), key=lambda at: (relations[at].source or relations[at].content[0]).start)
    for at in order:
        source = relations[at].source
        if source:
            speakers[at] = resolver.resolve(source)
    outers = _outers(relations)
    return [
        _attribution(relation, speakers.get(at), _voice(relation.content, quotes), outers[at])
        for at, relation in enumerate(relations)
    ]


def _attribution(relation: Relation, speaker: Speaker | None, voice: Voice, outer: int | None) -> Attribution:
    return Attribution(
        content=relation.content,
        source=(relation.source,) if relation.source else (),
        cue=(relation.cue,) if relation.cue else (),
        voice=voice,
        speaker=speaker.name if speaker else None,
        speaker_span=speaker.span if speaker else None,
        speaker_kind=speaker.kind if speaker else None,
        resolutions=(speaker.resolution,) if speaker and speaker.resolution else (),
        outer=outer,
        note=speaker.note if speaker else None,
        sure=relation.sure,
    )


def _voice(content: Sequence[Span], quotes: Sequence[Quote]) -> Voice:
    """Return quoted when nearly all of the content stands in quote marks."""
    inside = sum(_quoted_length(span, quotes) for span in content)
    return "quoted" if inside >= _QUOTED_SHARE * sum(span.end - span.start for span in content) else "reported"


def _quoted_length(span: Span, quotes: Sequence[Quote]) -> int:
    """Return how many characters of a span stand in quote marks."""
    at = bisect_left(quotes, span.start + 1, key=lambda quote: quote.end)
    inside = 0
    while at < len(quotes) and quotes[at].start < span.end:
        inside += min(span.end, quotes[at].end) - max(span.start, quotes[at].start)
        at += 1
    return inside


def _outers(relations: Sequence[Relation]) -> list[int | None]:
    """Return for each relation the index of the narrowest wider one whose content holds its cue."""
    parts = sorted((part.start, part.end, at) for at, relation in enumerate(relations) for part in relation.content)
    starts = [start for start, _, _ in parts]
    widths = [sum(part.end - part.start for part in relation.content) for relation in relations]
    return [
        _outer_of(at, relations, parts[_window(starts, _anchor(relations[at]))], widths) for at in range(len(relations))
    ]


def _anchor(relation: Relation) -> Span:
    return relation.cue or relation.content[0]


def _window(starts: Sequence[int], anchor: Span) -> slice:
    """Return which parts can hold an anchor: the last ones that start before it."""
    behind = bisect_right(starts, anchor.start)
    return slice(max(0, behind - 20), behind)


def _outer_of(
    at: int, relations: Sequence[Relation], parts: Sequence[tuple[int, int, int]], widths: Sequence[int]
) -> int | None:
    anchor = _anchor(relations[at])
    holding = [
        (end - start, other)
        for start, end, other in parts
        if start <= anchor.start and anchor.end <= end and (widths[other], other) > (widths[at], at)
    ]
    return min(holding)[1] if holding else None
