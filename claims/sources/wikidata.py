"""Wikidata: populations, areas and totals of places, casualties of named events, and who held an office first.

A claim is led over several questions: the item is looked for by name, then its statements (or the holders of the office)
are asked for. Which way a question belongs to, and what was found out on it, stands in what it keeps.
"""

from claims.sources.model import Answer, Asking, NotReadable, Question, Source, read_json, table, words
from claims.sources.wikidata_holders import holders_question, read_holders, read_persons, wanted_office
from claims.sources.wikidata_items import found_item, item_question
from claims.sources.wikidata_statements import read_statements, statements_question, wanted_statement


def ask(asking: Asking) -> Question | None:
    """Look for the item that the claim's figure, or the office of its "first woman", belongs to."""
    statement = wanted_statement(asking)
    if statement is not None:
        return item_question(statement.item, {"way": "statements", "name": statement.item})
    office = wanted_office(asking.claim)
    return item_question(office.title, {"way": "holders", "name": office.title}) if office else None


def read(asking: Asking, question: Question, body: bytes) -> Answer:
    """Take the next step of the question's way, or return what the last one came to."""
    answer = table(read_json(body))
    if "error" in answer:
        error = table(answer["error"])
        passes = error.get("code") in ("maxlag", "ratelimited", "readonly", "internal_api_error_DBConnectionError")
        raise NotReadable(f"it refuses: {words(error.get('info'), 120) or 'without a reason'}", passes=passes)
    step = question.kept.get("step")
    if step == "item":
        found = found_item(question, answer)
        if not isinstance(found, str):
            return found
        if question.kept["way"] == "statements":
            return statements_question(asking, question, found)
        return holders_question(asking, question, found)
    if step == "statements":
        return read_statements(asking, question, answer)
    if step == "holders":
        return read_holders(question, answer)
    return read_persons(asking, question, answer)


SOURCE = Source(
    name="wikidata",
    title="Wikidata",
    ask=ask,
    read=read,
    address="https://www.wikidata.org",
    rhythm_days=30,
    cost=2,
)
