"""Settings are read once, from one file, and what cannot be used is named."""

import re
import tomllib
from pathlib import Path

import pytest

from flows import settings as module
from flows.prefect_environment import prefect_environment
from flows.settings import Settings, SettingsError, load_settings

TEMPLATE = Path(__file__).parent.parent / "desk" / "templates" / "factdesk.toml"

FAULTS = {
    "unknown key": ("colour = 1", ["colour", "known here", "data_folder"]),
    "unknown key in a table": ("[marking]\ntreshold = 2", ["marking.treshold", "threshold"]),
    "unknown key in a schedule": ('[[schedule]]\nevery = 1\ninputs = ["a"]', ["schedule[0].every", "interval_seconds"]),
    "wrong type": ('batch_size = "many"', ["batch_size", "number"]),
    "a yes in words": ('keep_questions = "yes"', ["keep_questions", "true or false"]),
    "a batch of nothing": ("batch_size = 0", ["batch_size", "1 or more"]),
    "inputs that are no list": ('inputs = "articles"', ["inputs", "list"]),
    "neither cron nor interval": ('[[schedule]]\ninputs = ["a"]', ["schedule[0]", "cron", "interval_seconds"]),
    "both cron and interval": ('[[schedule]]\ninputs = ["a"]\ncron = "* * * * *"\ninterval_seconds = 9', ["not both"]),
    "a schedule without inputs": ('[[schedule]]\ncron = "* * * * *"', ["schedule[0].inputs"]),
    "two schedules of one name": (
        '[[schedule]]\nname = "a"\ninputs = ["x"]\ncron = "* * * * *"\n' * 2,
        ["'a'", "its own name"],
    ),
    "asking by two clocks": ('[sources]\ncron = "* * * * *"\ninterval_seconds = 9', ["sources", "not both"]),
    "half a publisher": ('[publisher]\nname = "The Post"', ["publisher", "needs all of name, url, checks_url"]),
    "one page for all fact-checks": (
        '[publisher]\nname = "P"\nurl = "https://p.example"\nchecks_url = "https://p.example/checks"',
        ["publisher.checks_url", "{claim_id}"],
    ),
    "fact-checks on another site": (
        '[publisher]\nname = "P"\nurl = "https://p.example"\nchecks_url = "https://q.example/{claim_id}"',
        ["publisher.checks_url", "own site, p.example"],
    ),
    "a publisher without an address": (
        '[publisher]\nname = "P"\nurl = "p.example"\nchecks_url = "https://p.example/{claim_id}"',
        ["publisher.url", "https://"],
    ),
    "a desk that nobody knows": ('[desk]\nhots = "x"', ["desk.hots", "allowed_hosts"]),
    "a host with a port": ('[desk]\nhost = "127.0.0.1:80"', ["desk.host", "without port"]),
    "a port beyond all": ("[desk]\nport = 70000", ["desk.port", "65535"]),
    "a header that is none": ('[desk]\ntrusted_header = "X User:"', ["desk.trusted_header", "X-Forwarded-User"]),
    "a proxy that is no address": ('[desk]\ntrusted_proxies = ["proxy"]', ["desk.trusted_proxies", "'proxy'"]),
    "a host that is an address of a page": ('[desk]\nallowed_hosts = ["https://a"]', ["desk.allowed_hosts", "names"]),
    "a session of no time": ("[desk]\nsession_hours = 0", ["desk.session_hours", "0.1 or more"]),
    "a bound that is none": ("[web]\nrun_seconds = nan", ["web.run_seconds", "1 or more"]),
    "a bound without end": ("[budget]\nelements = inf", ["budget.elements", "number"]),
    "a budget that is none": ("[sources]\nmost_items = nan", ["sources.most_items", "1 or more"]),
    "no TOML": ("data_folder = ", ["not valid TOML", "factdesk init"]),
    "a number without end": ("batch_size = " + "9" * 5_000, ["not valid TOML", "factdesk init"]),
    "lists without bottom": ("inputs = " + "[" * 5_000, ["not valid TOML", "factdesk init"]),
}


@pytest.mark.parametrize("fault", FAULTS, ids=list(FAULTS))
def test_a_fault_names_file_key_and_rule(fault: str, workplace: Path):
    """One line is enough to mend the file."""
    text, wanted = FAULTS[fault]
    file = workplace / "factdesk.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(SettingsError) as raised:
        load_settings(environ={})
    for words in ["factdesk.toml", *wanted]:
        assert words in str(raised.value)


def test_paths_are_meant_from_the_folder_of_the_file(tmp_path: Path):
    """A settings file means the same wherever it is read from."""
    file = tmp_path / "desk" / "factdesk.toml"
    file.parent.mkdir()
    file.write_text('data_folder = "kept"\ninputs = ["in"]\n[marking]\nflag_folders = ["flags"]\n', encoding="utf-8")
    settings = load_settings(file, environ={})
    assert settings.live == tmp_path / "desk" / "kept" / "warehouse" / "live.duckdb"
    assert settings.published == tmp_path / "desk" / "kept" / "warehouse" / "factdesk.duckdb"
    assert settings.inputs == (str(tmp_path / "desk" / "in"),)
    assert settings.flag_folders == (tmp_path / "desk" / "flags",)


def test_the_command_line_wins_over_the_environment_and_the_environment_over_the_file(workplace: Path):
    """The nearer word counts."""
    (workplace / "factdesk.toml").write_text('data_folder = "of-file"', encoding="utf-8")
    environ = {"FACTDESK_DATA": "of-environment"}
    assert load_settings(data_folder=Path("of-call"), environ=environ).data_folder == Path("of-call")
    assert load_settings(environ=environ).data_folder == Path("of-environment")
    assert load_settings(environ={}).data_folder == Path("of-file")


def test_a_settings_file_that_is_asked_for_must_be_there(workplace: Path):
    """A misspelt --config must not mean the defaults."""
    with pytest.raises(SettingsError, match="no such settings file"):
        load_settings(Path("facdesk.toml"), environ={})


def test_the_template_shows_every_setting_with_its_default(workplace: Path):
    """With every comment mark removed the template is a usable file that says all there is to say."""
    text = re.sub(r"^# (?=[\w\[\"]+( =|\]))", "", TEMPLATE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    text = re.sub(r"^# \[\[", "[[", text, flags=re.MULTILINE)
    table = tomllib.loads(text)
    (workplace / "factdesk.toml").write_text(text, encoding="utf-8")
    settings = load_settings(environ={})
    plain = Settings(settings.data_folder)
    assert (settings.batch_size, settings.threshold) == (plain.batch_size, plain.threshold)
    assert settings.money_total == plain.money_total
    assert len(settings.schedules) == 4
    assert settings.web == plain.web
    assert set(table) == set(module._TOP_KEYS)
    assert set(table["marking"]) == set(module._MARKING_KEYS)
    assert set(table["web"]) == set(module._WEB_KEYS)
    assert {key for each in table["feed"] for key in each} == set(module._FEED_KEYS)
    assert set(table["server"]) == set(module._SERVER_KEYS)
    assert set(table["desk"]) == set(module.DESK_KEYS)
    shown = (settings.desk.host, settings.desk.port, settings.desk.session_hours, settings.desk.publish_seconds)
    assert shown == (plain.desk.host, plain.desk.port, plain.desk.session_hours, plain.desk.publish_seconds)
    assert {key for each in table["schedule"] for key in each} == set(module._SCHEDULE_KEYS)


def test_prefect_is_quiet_at_home_and_tells_nobody():
    """Telemetry stays off whatever the environment says; the rest may be set by the operator."""
    environ = {
        "PREFECT_SERVER_ANALYTICS_ENABLED": "true",
        "PREFECT_LOGGING_LEVEL": "DEBUG",
        "no_proxy": ".paper.example",
    }
    environment = prefect_environment(Settings(Path("/data")), environ)
    assert environment["PREFECT_SERVER_ANALYTICS_ENABLED"] == "false"
    assert environment["DO_NOT_TRACK"] == "1"
    assert environment["PREFECT_HOME"] == "/data/prefect"
    assert environment["PREFECT_LOGGING_LEVEL"] == "DEBUG"
    assert environment["PREFECT_SERVER_ALLOW_EPHEMERAL_MODE"] == "false"  # it would ask for no password
    assert environment["no_proxy"] == ".paper.example,127.0.0.1,localhost"  # no proxy is told the password
    assert environment["NO_PROXY"] == "127.0.0.1,localhost"
