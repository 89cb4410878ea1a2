"""What an operator sets about the web is read once, and a fault names file, key and rule."""

from pathlib import Path

import pytest

from flows.limits import Feed, WebLimits
from flows.settings import Schedule, SettingsError, load_settings

FAULTS = {
    "unknown key": ("[web]\ntimeout = 5", ["web.timeout", "timeout_seconds"]),
    "no time at all": ("[web]\ntimeout_seconds = 0", ["web.timeout_seconds", "1 or more"]),
    "no bytes at all": ("[web]\nmost_megabytes = 0", ["web.most_megabytes", "0.1 or more"]),
    "loopback in words": ('[web]\nallow_loopback = "yes"', ["web.allow_loopback", "true or false"]),
    "a feed without an address": ('[[feed]]\noutlet = "A"', ["feed[0].url", "http"]),
    "a feed of another scheme": ('[[feed]]\nurl = "ftp://a/"', ["feed[0].url", "http"]),
    "an unknown key of a feed": ('[[feed]]\nurl = "http://a/"\nevery = 5', ["feed[0].every", "interval_seconds"]),
    "a feed with two times": ('[[feed]]\nurl = "http://a/"\ncron = "* * * * *"\ninterval_seconds = 5', ["feed[0]", "not both"]),
    "one feed instead of a list": ('[feed]\nurl = "http://a/"', ["feed", "[[feed]]"]),
}  # fmt: skip


@pytest.mark.parametrize("fault", FAULTS, ids=list(FAULTS))
def test_a_fault_names_file_key_and_rule(fault: str, workplace: Path):
    """One line is enough to mend the file."""
    text, wanted = FAULTS[fault]
    (workplace / "factdesk.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings(environ={})
    for words in ["factdesk.toml", *wanted]:
        assert words in str(raised.value)


def test_feeds_become_inputs_and_schedules(workplace: Path):
    """A feed with times of its own is read at these times, and any feed when a run names nothing."""
    text = 'inputs = ["https://a/story"]\n[[feed]]\nurl = "https://a/rss"\ninterval_seconds = 900\n[[feed]]\nurl = "https://b/rss"\nlanguage = "fr"\n'
    (workplace / "factdesk.toml").write_text(text, encoding="utf-8")
    settings = load_settings(environ={})
    assert settings.all_inputs == ("https://a/story", "feed:https://a/rss", "feed:https://b/rss")
    assert settings.feeds == (Feed("https://a/rss"), Feed("https://b/rss", None, "fr"))
    assert settings.schedules == (Schedule("feed https://a/rss", ("feed:https://a/rss",), None, 900),)


def test_the_bounds_can_be_set(workplace: Path):
    """Those that are not set keep their defaults."""
    (workplace / "factdesk.toml").write_text("[web]\nmost_megabytes = 2.5\ndelay_seconds = 3\n", encoding="utf-8")
    assert load_settings(environ={}).web == WebLimits(most_bytes=2_500_000, delay_seconds=3)
