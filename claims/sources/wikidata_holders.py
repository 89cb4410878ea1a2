"""Who held an office first of all women, or all men: the holders that Wikidata knows, with their sex, by when they began."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from claims.model import Claim
from claims.sources.model import Asking, Evidence, NotReadable, Outcome, Question, rows, table, words
from claims.sources.topics import country_of
from claims.sources.wikidata_items import PAGE, api_question, is_id
from claims.sources.wikidata_statements import start_of

_OFFICES = {
    "prime minister": "Prime Minister", "premier": "Prime Minister", "president": "President", "chancellor": "Chancellor",
    "vice president": "Vice President", "foreign minister": "Minister of Foreign Affairs", "chief justice": "Chief Justice",
}  # fmt: skip
_SEXES = {"female": "Q6581072", "woman": "Q6581072", "women": "Q6581072", "male": "Q6581097", "man": "Q6581097"}
_FIRST = re.compile(
    rf"\bfirst(?:-ever)?\s+(?P<sex>{'|'.join(_SEXES)})\s+(?:(?:to\s+(?:be|become|serve\s+as|hold\s+the\s+office\s+of)|elected(?:\s+as)?|as)\s+)?(?:the\s+)?(?:\w+[’']s\s+)?"
    rf"(?P<office>{'|'.join(sorted(_OFFICES, key=len, reverse=True))})\b",
    re.IGNORECASE,
)
_MOST = 20


@dataclass(frozen=True, slots=True)
class Office:
    """An office as Wikidata calls it, and the sex of whom a claim says that he or she was the first."""

    title: str
    sex: str
    said: str  # as the claim says it


def wanted_office(claim: Claim) -> Office | None:
    """Return the office of a claim on its first woman or man; None for every other claim."""
    country = country_of(claim)
    if claim.kind != "ranking" or country is None:
        return None
    found = _FIRST.search(claim.sentence)
    if found is None:
        return None
    title = f"{_OFFICES[' '.join(found['office'].lower().split())]} of {country.names[0]}"
    return Office(title, _SEXES[found["sex"].lower()], found["sex"].lower())


def holders_question(asking: Asking, question: Question, item: str) -> Question:
    """Return the question for the holders of an office of one sex."""
    office = wanted_office(asking.claim)
    if office is None:
        raise NotReadable("the claim is of no known office any more")
    wanted = f"haswbstatement:P39={item} haswbstatement:P21={office.sex}"
    parameters = {"action": "query", "list": "search", "srsearch": wanted, "srlimit": str(_MOST), "srnamespace": "0"}
    return api_question(parameters, f"holders of {office.title}", {**question.kept, "step": "holders", "item": item})


def read_holders(question: Question, answer: Mapping[str, Any]) -> Question | Sequence[Evidence]:
    """Ask for the persons that were found; silence where none was."""
    found = rows(table(answer.get("query")).get("search"), _MOST)
    ids = [title for each in found if (title := words(table(each).get("title"), 20)) and is_id(title, "Q")]
    if "query" not in answer:
        raise NotReadable("its answer is no search")
    if not ids:
        name = question.kept["name"]
        return [
            Evidence(
                "silent",
                f"Wikidata knows nobody of that sex who was {name}.",
                publisher="Wikidata",
                url=PAGE + question.kept["item"],
            )
        ]
    parameters = {"action": "wbgetentities", "ids": "|".join(ids), "props": "claims|labels", "languages": "en"}
    return api_question(parameters, question.about, {**question.kept, "step": "persons"})


def read_persons(asking: Asking, question: Question, answer: Mapping[str, Any]) -> Sequence[Evidence]:
    """Tell whether whoever the claim names is the first of the holders, by when each began."""
    office = wanted_office(asking.claim)
    if office is None or not isinstance(answer.get("entities"), dict):
        raise NotReadable("its answer has no persons")
    holders = sorted(_holders(answer["entities"], question.kept["item"]))
    url, title = PAGE + question.kept["item"], f"{office.title}: holders"
    if not holders:
        return [
            Evidence(
                "silent",
                f"Wikidata does not say since when anybody was {office.title}.",
                title=title,
                url=url,
                publisher="Wikidata",
            )
        ]
    first, name = holders[0]
    says = f"Of those whom Wikidata lists as {office.title} and as {office.said}, {name} was the first, from {first}"
    named = [since for since, each in holders if _is_named(each, asking.claim)]
    outcome: Outcome = "not_understood" if not named else "supports" if named[0] == first else "contradicts"
    after = "" if outcome != "not_understood" else "; the claim names none of them"
    return [
        Evidence(outcome, f"{says}{after}.", found_value=name, title=title, url=url, publisher="Wikidata", as_of=first)
    ]


def _holders(entities: Mapping[str, Any], item: str) -> Iterator[tuple[date, str]]:
    for person in map(table, list(entities.values())[:_MOST]):
        name = words(table(table(person.get("labels")).get("en")).get("value"), 120)
        for statement in map(table, rows(table(person.get("claims")).get("P39"), 100)):
            held = table(table(table(statement.get("mainsnak")).get("datavalue")).get("value")).get("id")
            since = start_of(statement)
            if name and held == item and since and statement.get("rank") != "deprecated":
                yield since, name


def _is_named(name: str, claim: Claim) -> bool:
    """Tell whether a claim's sentence, or what its pronouns stand for, has the last word of a name."""
    family = name.rsplit(maxsplit=1)[-1]
    told = (claim.sentence, claim.statement)
    return any(re.search(rf"\b{re.escape(family)}\b", each) for each in told)
