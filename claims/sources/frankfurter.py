"""Frankfurter: reference rates of central banks by currency and day, for conversions; it can be run by oneself.

It answers `{"amount", "base", "date", "rates": {"USD": 1.08}}`; a day without rates is answered with the last one before.
"""

from claims.sources.conversion import DAYS_BACK, Rate, converted, pair_of
from claims.sources.model import Answer, Asking, Evidence, NotReadable, Question, Source, day, number, read_json, table


def ask(asking: Asking) -> Question | None:
    """Ask what the other currency of an amount that is given twice was worth on its day."""
    pair = pair_of(asking)
    if pair is None:
        return None
    query = f"/v1/{pair.on}?base={pair.base}&symbols={pair.quote}"
    return Question(SOURCE.name, query, f"{pair.base} in {pair.quote} on {pair.on}")


def read(asking: Asking, question: Question, body: bytes) -> Answer:
    """Convert at the rate of the answer's own day."""
    pair, answer = pair_of(asking), table(read_json(body))
    if pair is None:
        raise NotReadable("the claim converts nothing any more")
    on, rate = day(answer.get("date")), number(table(answer.get("rates")).get(pair.quote))
    if answer.get("base") != pair.base or on is None:
        raise NotReadable("its answer is no table of rates")
    amount = number(answer.get("amount")) or 1.0
    if rate is None or rate <= 0 or amount <= 0 or abs((pair.on - on).days) > DAYS_BACK:
        return [
            Evidence("silent", f"Frankfurter has no rate for {question.about}.", publisher="Frankfurter", url=_PAGE)
        ]
    return [converted(asking, pair, Rate(rate / amount, on, "Frankfurter", _PAGE))]


_PAGE = "https://frankfurter.dev/"

SOURCE = Source(
    name="frankfurter",
    title="Frankfurter exchange rates",
    ask=ask,
    read=read,
    address="https://api.frankfurter.dev",
    rhythm_days=3_650,
    cost=2,
)
