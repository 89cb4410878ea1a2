"""The digest tells what is new and nothing twice, reaches whom it should, shows no secret, and takes words as words."""

import json
import logging
import re
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from markdown import markdown
from typer.testing import Result

from flows.digest import FILE_NAME, digest_after_run, gather_digest, send
from flows.digest_settings import DigestSettings
from flows.editions import Edition, Editions, Reach, is_due, read_editions, turn, write_editions
from flows.publish import publish_snapshot_of, write_report
from flows.settings import Settings, SettingsError, load_settings
from flows.steps import run_inputs
from reports.digest import Digest, digest_markdown, escape_message

SECRET = "s3cret-token"
FERRY = "At least 17 people died when a ferry sank off Cape Tarn on Monday, the coast guard said."
MADE_AT = datetime(2025, 11, 18, 6, 0, tzinfo=UTC)


class Mailbox:
    """A server on this machine that keeps what it is sent, and refuses all of it when told to."""

    def __init__(self) -> None:
        self.messages: list[dict[str, Any]] = []
        self.status = 200
        mailbox = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                if mailbox.status == 200:
                    mailbox.messages.append(json.loads(body))
                self.send_response(mailbox.status)
                self.end_headers()

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.address = f"json://user:{SECRET}@127.0.0.1:{self.server.server_address[1]}/"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    """Return a running mailbox."""
    box = Mailbox()
    threading.Thread(target=box.server.serve_forever, daemon=True).start()
    yield box
    box.server.shutdown()
    box.server.server_close()


def read_in(settings: Settings, name: str, text: str) -> None:
    """Read one article and publish, as a run does before its digest."""
    path = settings.data_folder.parent / f"{name}.json"
    path.write_text(json.dumps({"url": f"https://herald.example/{name}", "title": "Ferry", "text": text}))
    _run, outcome = run_inputs([str(path)], settings)
    publish_snapshot_of(settings)
    write_report(settings, outcome.refused)


def with_digest(settings: Settings, *to: str, at: tuple[time, ...] = ()) -> Settings:
    """Return the settings with addresses for the digest."""
    return replace(settings, digest=DigestSettings(to, at))


@pytest.fixture
def settings(workplace: Path) -> Settings:
    """Return settings of an empty data folder."""
    return Settings(workplace / "data")


def test_each_run_that_finds_something_sends_once(settings: Settings, mailbox: Mailbox):
    """Two runs with news are two messages; a run without, or a second digest of the same, is none."""
    told = with_digest(settings, mailbox.address)
    read_in(told, "ferry", FERRY)
    assert digest_after_run(told).sent is not None
    assert digest_after_run(told).sent is None
    read_in(told, "ferry", FERRY)
    assert digest_after_run(told).sent is None
    read_in(told, "ferry", FERRY.replace("17", "23"))
    digest_after_run(told)
    first, second = mailbox.messages
    assert "17 people" in first["message"]
    assert "23 people" in second["message"]
    assert "17 people → **23 people** without a notice" in second["message"]
    assert second["title"] == "1 new sentence, 1 figure edit to verify"


def test_the_digest_is_there_though_nobody_is_named(settings: Settings):
    """It lies beside the report, and the next run's tells what is new since this one's report."""
    read_in(settings, "ferry", FERRY)
    assert digest_after_run(settings).sent is None
    first = (settings.reports_folder / FILE_NAME).read_text(encoding="utf-8")
    read_in(settings, "fire", "The fire killed 12 people in Port Ellery, the mayor said.")
    digest_after_run(settings)
    second = (settings.reports_folder / FILE_NAME).read_text(encoding="utf-8")
    assert "17 people" in first
    assert "17 people" not in second
    assert "12 people" in second
    assert "flagged-claims.html" in second


def test_what_could_not_be_sent_comes_with_the_next(settings: Settings, mailbox: Mailbox):
    """A refused message stops nothing, is told without the address, and its news are in the next one."""
    told = with_digest(settings, mailbox.address)
    mailbox.status = 500
    read_in(told, "ferry", FERRY)
    sent = digest_after_run(told).sent
    assert sent
    assert (sent.reached, sent.asked) == (0, 1)
    assert "digest.to, place 1 (json)" in sent.faults[0]
    assert "--send" in sent.faults[0]
    mailbox.status = 200
    read_in(told, "fire", "The fire killed 12 people in Port Ellery, the mayor said.")
    digest_after_run(told)
    (message,) = mailbox.messages
    assert "17 people" in message["message"]
    assert "12 people" in message["message"]


def test_one_address_that_fails_costs_the_others_nothing(mailbox: Mailbox):
    """Each is sent to for itself; one that is no address of a service is told too."""
    sent = send(["json://127.0.0.1:1/", "nosuchservice://x", mailbox.address, "json://"], "Title", "Text")
    assert len(mailbox.messages) == 1
    assert (sent.reached, sent.asked) == (1, 4)
    assert [fault.partition(":")[0] for fault in sent.faults] == [
        "the digest did not go to digest.to, place 1 (json)",
        "the digest did not go to digest.to, place 2 (nosuchservice)",
        "the digest did not go to digest.to, place 4 (json)",
    ]


@pytest.mark.parametrize("status", [200, 401, 500])
def test_no_secret_is_shown(
    status: int,
    settings: Settings,
    mailbox: Mailbox,
    capfd: pytest.CaptureFixture[str],
    caplog: pytest.LogCaptureFixture,
):
    """Neither on the terminal, nor in a log at its most talkative, nor in any file beside the reports."""
    caplog.set_level(logging.DEBUG)
    mailbox.status = status
    told = with_digest(settings, mailbox.address, f"mailto://user:{SECRET}@", f"nosuch://{SECRET}")
    read_in(told, "ferry", FERRY)
    outcome = digest_after_run(told)
    shown = capfd.readouterr()
    assert SECRET not in shown.out + shown.err + caplog.text
    assert SECRET not in repr(outcome) + repr(told)
    files = [path for path in settings.data_folder.rglob("*") if path.is_file()]
    assert not [path for path in files if SECRET.encode() in path.read_bytes()]


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        (f'to = ["{SECRET}"]', "digest.to needs an address with :// in it, as mailto://..., at place 1"),
        ('at = ["6 am"]', "digest.at must be times of the day (UTC) as in 06:00"),
        ('at = ["25:00"]', "digest.at must be times of the day (UTC) as in 06:00"),
        ('link = "javascript:1"', "digest.link must be an address that begins with http:// or https://"),
        ('mail = "x"', "digest.mail is not a known setting; known here: to, at, link"),
    ],
)
def test_settings_that_cannot_be_used_are_named(lines: str, said: str, workplace: Path):
    """The key and the rule, and never the address."""
    (workplace / "factdesk.toml").write_text(f"[digest]\n{lines}\n", encoding="utf-8")
    with pytest.raises(SettingsError) as caught:
        load_settings(environ={})
    assert said in str(caught.value)
    assert SECRET not in str(caught.value)


def test_the_command_prints_and_sends(
    settings: Settings, mailbox: Mailbox, factdesk: Callable[..., Result], workplace: Path
):
    """Without --send it only prints; with it, it sends, and says how many it reached."""
    config = workplace / "factdesk.toml"
    config.write_text(f'data_folder = "data"\n[digest]\nto = ["{mailbox.address}"]\n', encoding="utf-8")
    read_in(settings, "ferry", FERRY)
    printed = factdesk("digest")
    assert "17 people" in printed.stdout
    assert not mailbox.messages
    sent = factdesk("digest", "--send")
    assert "the digest went to 1 of 1 addresses: 1 new sentence to verify" in sent.stderr
    assert len(mailbox.messages) == 1
    assert "No new sentences to verify" in factdesk("digest").stdout
    mailbox.status = 500
    refused = factdesk("digest", "--send")
    assert refused.exit_code == 1
    assert SECRET not in refused.stdout + refused.stderr


def test_the_command_says_what_it_lacks(factdesk: Callable[..., Result], settings: Settings):
    """Nobody to send to, nothing published: one line each."""
    assert factdesk("digest", "--send").exit_code == 2
    assert "nothing is published there yet" in factdesk("digest").stderr


HOSTILE = "**b** _i_ `c` [x](http://evil.example) <!channel> @everyone <b>x</b> ~~s~~ ||t|| &lt;i&gt; # h\n\n- item \x1b[2J \u202e"


def hostile_digest() -> Digest:
    """Return a digest in which every text from elsewhere is an attack."""
    claim = {"claim_id": "c" * 16, "quote": HOSTILE, "claimant": HOSTILE, "title": HOSTILE, "outlet": HOSTILE}
    edit = {"quote_before": HOSTILE, "quote_after": HOSTILE, "title": HOSTILE, "outlet": HOSTILE, "is_new": True}
    return Digest(
        made_at=MADE_AT,
        since=MADE_AT - timedelta(days=1),
        counts={"items": 4, "flagged": 5, "articles": 2, "refused": 1},
        new_claims=[claim | {"flags": [HOSTILE], "how_many": 12}],
        edits=[edit | {"how_many": 1, "how_many_new": 1}],
        refused=[{"name": HOSTILE, "rule": HOSTILE}],
        link="https://desk.example/reports/flagged-claims.html",
    )


def test_hostile_text_stays_text():
    """In what a mail shows of it there is no markup but ours, and nothing that a chat takes for a call."""
    text = digest_markdown(hostile_digest())
    shown = markdown(text, extensions=["nl2br", "tables"])
    for tag in ("<em>", "<code>", "<b>", "<i>", "<del>", "<h3>", 'href="http://evil'):
        assert tag not in shown
    assert shown.count("<a ") == 1
    assert shown.count("<h1>") == 1
    for call in ("<!channel>", "@everyone", "~~", "||", "&lt;!", "\x1b", "\u202e"):
        assert call not in text
    assert not [line for line in text.splitlines() if line.startswith("- item")]


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example/x",
        "www.evil.example",
        "evil.example",
        "HTTP://EVIL.EXAMPLE",
        "mailto:ann@evil.example",
        "evil.example/a?b",
        "slack://open",
    ],
)
def test_an_address_in_a_headline_is_no_link(address: str):
    """Mail and chat make links of bare addresses; ours is the only one, and the words stay readable."""
    base = hostile_digest()
    claim = {**base.new_claims[0], "title": f"Read {address} now", "quote": address, "how_many": 1}
    text = digest_markdown(replace(base, new_claims=[claim], edits=[], refused=[{"name": address, "rule": "r"}]))
    assert address not in text
    assert address in text.replace("\u2060", "").replace("\\", "")
    assert "(https://desk.example/reports/flagged-claims.html)" in text


def test_plain_words_are_left_alone():
    """What chat programs would show with its escapes has none."""
    plain = "“$12.5 million” (about 3%), Ms. O'Neil of the U.S. - at 10:30 a.m.; A&B, 5-0 #1: yes"
    assert escape_message(plain) == plain


def test_the_digest_is_short():
    """Ten sentences, ten edits and ten refusals at most, and how many more there are."""
    base = hostile_digest()
    claims = [{"claim_id": f"{n:016x}", "quote": "x" * 9000, "flags": ["ranking"], "how_many": 5000} for n in range(50)]
    edits = [{"quote_after": "7", "is_new": True, "how_many_new": 300} for _ in range(50)]
    text = digest_markdown(replace(base, new_claims=claims, edits=edits, refused=[{"name": "a", "rule": "b"}] * 40))
    assert len(text) < 6000
    assert "4,990 more sentences in the report." in text
    assert "and 290 more edits" in text


@pytest.mark.parametrize(
    ("last", "now", "due"),
    [
        (None, "2025-11-18T03:00", True),
        ("2025-11-17T18:05", "2025-11-18T05:59", False),
        ("2025-11-17T18:05", "2025-11-18T06:00", True),
        ("2025-11-18T06:00", "2025-11-18T17:59", False),
        ("2025-11-18T06:00", "2025-11-18T18:01", True),
        ("2025-11-17T18:10", "2025-11-18T00:10", False),
        ("2025-11-10T06:00", "2025-11-18T00:10", True),
    ],
)
def test_times_of_the_day_say_when_it_is_due(last: str | None, now: str, *, due: bool):
    """The first run after 06:00 and the first after 18:00, though days have passed."""
    moments = [datetime.fromisoformat(each).replace(tzinfo=UTC) if each else None for each in (last, now)]
    assert moments[1]
    assert is_due(moments[0], moments[1], (time(6), time(18))) is due
    assert is_due(moments[0], moments[1], ())


def edition(hours: float) -> Edition:
    """Return an edition so many hours after the first."""
    return Edition(MADE_AT + timedelta(hours=hours), Reach(*[round(10 * hours)] * 3), f"run-{hours}")


def test_editions_turn_when_there_is_something_later():
    """The first has none before it; the same again changes nothing; something later makes the present one the past."""
    first = turn(Editions(), edition(0))
    assert first == Editions(present=edition(0))
    again = replace(edition(5), reach=edition(0).reach)
    assert turn(first, again) == first
    assert turn(first, edition(5)) == Editions(edition(5), edition(0), earlier=(edition(0),))
    daily = (time(6),)
    assert turn(first, edition(5), daily) == first
    assert turn(first, edition(25), daily) == Editions(edition(25), edition(0), earlier=(edition(0),))


def test_news_stay_news_for_a_day():
    """Firings by turns rub out nobody's news: it reaches back to the last report that is a day old, and no further."""
    editions = Editions()
    for hours in (0, 1, 2, 20):
        editions = turn(editions, edition(hours))
    assert editions.before == edition(0)
    editions = turn(editions, edition(25.5))
    assert editions.before == edition(1)
    assert editions.earlier == (edition(1), edition(2), edition(20))
    assert turn(editions, edition(90)).before == edition(25.5)


def test_two_feeds_that_fire_by_turns_leave_each_others_news(settings: Settings):
    """What the first firing of the day brought is still new after two more, in the report and in the digest."""
    read_in(settings, "ferry", FERRY)
    read_in(settings, "fire", "The fire killed 12 people in Port Ellery, the mayor said.")
    read_in(settings, "storm", "Tarn Quay lost 31 boats, the harbour board said.")
    digest_after_run(settings)
    told = (settings.reports_folder / FILE_NAME).read_text(encoding="utf-8")
    report = (settings.reports_folder / "flagged-claims.html").read_text(encoding="utf-8")
    assert "12 people" in told
    assert "31 boats" in told
    assert re.search(r'<h2 id="news">New since [^<]+: 2 sentences</h2>', report)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"present": {}}', '{"present": {"made_at": "x", "reach": {}}}'])
def test_editions_that_cannot_be_read_are_none(text: str, tmp_path: Path):
    """A broken file costs the news of one report, and no run."""
    (tmp_path / "editions.json").write_text(text)
    assert read_editions(tmp_path) == Editions()


def test_editions_are_kept_as_they_are(tmp_path: Path):
    """What is written is read again."""
    editions = Editions(edition(5), edition(0), edition(3), (edition(0), edition(2)))
    write_editions(tmp_path, editions)
    assert read_editions(tmp_path) == editions
    assert [path.name for path in tmp_path.iterdir()] == ["editions.json"]


def test_nothing_new_is_no_news(kept: Settings):
    """A digest of a warehouse told of already has no claims, and says so."""
    write_report(kept)
    write_editions(kept.reports_folder, Editions(sent=edition(10**6)))
    digest, _given = gather_digest(with_digest(kept, "json://localhost/"))
    assert not digest.has_news
    assert digest_markdown(digest).startswith("# No new sentences to verify\n")
