"""The European Central Bank's reference rates, from its data portal as CSV: they settle conversions between currencies.

Its columns KEY, CURRENCY, TIME_PERIOD and OBS_VALUE give what one euro was worth in a currency on a day.
"""

import csv
from datetime import date, timedelta
from io import StringIO

from claims.sources.conversion import DAYS_BACK, Rate, converted, pair_of
from claims.sources.model import Answer, Asking, Evidence, NotReadable, Question, Source, day, number

_MOST_ROWS = 500


def ask(asking: Asking) -> Question | None:
    """Ask for the two currencies of an amount that is given twice, in the week up to its day."""
    pair = pair_of(asking)
    if pair is None:
        return None
    others = sorted({pair.base, pair.quote} - {"EUR"})
    since = pair.on - timedelta(days=DAYS_BACK)
    query = f"/service/data/EXR/D.{'+'.join(others)}.EUR.SP00.A?startPeriod={since}&endPeriod={pair.on}&format=csvdata"
    return Question(SOURCE.name, query, f"{pair.base} in {pair.quote} on {pair.on}")


def read(asking: Asking, question: Question, body: bytes) -> Answer:
    """Convert at the rates of the last day that has both."""
    pair = pair_of(asking)
    if pair is None:
        raise NotReadable("the claim converts nothing any more")
    by_day = _rates(body)
    both = [
        (on, rates)
        for on, rates in by_day.items()
        if {pair.base, pair.quote} - {"EUR"} <= rates.keys() and on <= pair.on
    ]
    if not both:
        return [Evidence("silent", f"The ECB set no rate for {question.about}.", publisher="ECB", url=_PAGE)]
    on, rates = max(both)
    euros = {"EUR": 1.0} | rates
    return [converted(asking, pair, Rate(euros[pair.quote] / euros[pair.base], on, "ECB", _PAGE))]


def _rates(body: bytes) -> dict[date, dict[str, float]]:
    """Return by day what one euro was worth in each currency."""
    try:
        lines = list(csv.DictReader(StringIO(body.decode("utf-8-sig"))))[:_MOST_ROWS]
    except (UnicodeDecodeError, csv.Error):
        raise NotReadable("its answer is no CSV") from None
    if not lines or not {"CURRENCY", "TIME_PERIOD", "OBS_VALUE"} <= lines[0].keys():
        raise NotReadable("its answer is no table of rates")
    found: dict[date, dict[str, float]] = {}
    for line in lines:
        on, rate, currency = day(line["TIME_PERIOD"]), number(line["OBS_VALUE"]), line["CURRENCY"]
        if on and rate and rate > 0 and isinstance(currency, str) and len(currency) == 3:
            found.setdefault(on, {})[currency] = rate
    return found


_PAGE = "https://www.ecb.europa.eu/stats/policy_and_exchange_rates/euro_reference_exchange_rates/html/index.en.html"

SOURCE = Source(
    name="ecb_rates",
    title="ECB reference rates",
    ask=ask,
    read=read,
    address="https://data-api.ecb.europa.eu",
    rhythm_days=3_650,  # a rate that was set is set
)
