"""`doctor` looks whether sites are told whom to write to."""

from pathlib import Path

import pytest

from desk.health import examine

CONTACT = 'contact = "desk@paper.example"\n'
FEED = '[[feed]]\nurl = "https://news.example/rss"\n'
SCHEDULE = '[[schedule]]\nname = "hourly"\ncron = "0 * * * *"\ninputs = ["feed:https://news.example/rss", "articles"]\n'


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ("", None),
        ('inputs = ["articles"]\n', None),
        (CONTACT, None),
        (FEED, "1 address of the web"),
        (SCHEDULE, "1 address of the web"),
        ('inputs = ["https://news.example/a", "HTTPS://news.example/b"]\n', "2 addresses of the web"),
        (CONTACT + FEED, "sites are asked as factdesk/"),
    ],
)
def test_doctor_misses_a_contact_where_sites_are_asked(settings: str, said: str | None, workplace: Path):
    """Nothing is said where only files are read; with a contact, how we appear to sites."""
    config = workplace / "factdesk.toml"
    config.write_text(settings, encoding="utf-8")
    found = [each for each in examine(config, None) if "of the web" in each.what or "sites" in each.what]
    assert [each.what.startswith(said or "") for each in found] == ([True] if said else [])
    assert all((each.remedy is None) == ("contact" in settings) for each in found)
