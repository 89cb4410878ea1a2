"""How old a story is: what was published long ago is no news of today, whenever it was read."""

from datetime import UTC, date, datetime, timedelta

OLD_DAYS = 30
"""A story is old when it was published longer ago than this."""


def old_before(today: date) -> date:
    """Return the first day whose stories are not old yet."""
    return today - timedelta(days=OLD_DAYS)


def age_words(published: date | datetime | None, today: date | None = None) -> str:
    """Return how old an old story is, as in "7 months old"; "" for one that is not, or whose day is not known."""
    if published is None:
        return ""
    day = published.date() if isinstance(published, datetime) else published
    today = today or datetime.now(UTC).date()
    if day >= old_before(today):
        return ""
    months = (today.year - day.year) * 12 + today.month - day.month - (today.day < day.day)
    if months < 24:
        return f"{max(months, 1)} month{'s' * (months > 1)} old"
    return f"{months // 12} years old"
