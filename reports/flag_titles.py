"""What flags are called where people read them, and which colour each has: one row a flag of the project.

A flag of an operator's own folder is called by the words of its file's name, and is grey.
"""

_SHOWN = {
    "announcement": ("Announced but not spent", "money"),
    "anonymous_source": ("Unnamed source", "source"),
    "casualties": ("People harmed or held", "people"),
    "change_mismatch": ("Change does not add up", "number"),
    "check_worthy": ("Worth checking", "other"),
    "contradicts_review": ("Contradicts a checked figure", "source"),
    "conversion_mismatch": ("Conversion does not fit", "number"),
    "date_conflict": ("Dates conflict", "time"),
    "disputed": ("Disputed", "source"),
    "drift_contradiction": ("Another figure elsewhere", "source"),
    "drift_stale": ("Newer figure elsewhere", "time"),
    "edited_figure": ("Figure was edited", "time"),
    "headline_mismatch": ("Headline differs from text", "number"),
    "historic_period": ("Long ago", "time"),
    "legal_agreement": ("Law or agreement", "law"),
    "mixed_claimant_sum": ("Sum of several sources", "source"),
    "money_amount": ("Price or smaller sum", "money"),
    "money_total": ("Large sum of money", "money"),
    "people_count": ("Number of people", "people"),
    "percentage": ("Percentage", "number"),
    "promise_due": ("Promise or forecast", "time"),
    "publication_date_conflict": ("Publication date unclear", "time"),
    "ranking": ("Record or ranking", "number"),
    "recycled_announcement": ("Announced before", "money"),
    "same_number_other_thing": ("Same number for another thing", "number"),
    "speaker_ambiguous": ("Unclear who says it", "source"),
    "statistic": ("Statistic", "number"),
    "sum_mismatch": ("Sum does not add up", "number"),
    "time_mismatch": ("Age or time does not fit", "time"),
    "unit_ambiguous": ("Unclear unit", "money"),
    "zombie_claim": ("Checked before", "source"),
}


def titled_flags() -> list[str]:
    """Return the flags that have a title of their own."""
    return list(_SHOWN)


def flag_title(flag: str) -> str:
    """Return a flag's name for people: `people_count` is "Number of people", an unknown `our_rule` "Our rule"."""
    words = flag.replace("_", " ").strip()
    return _SHOWN[flag][0] if flag in _SHOWN else words[:1].upper() + words[1:]


def flag_family(flag: str) -> str:
    """Return the family of a flag (people, money, source, time, law, number, other), which gives it its colour."""
    return _SHOWN[flag][1] if flag in _SHOWN else "other"
