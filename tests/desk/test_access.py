"""Who may come in and what they may do: what the access layer promises to those who mean well."""

import json
import logging
import re
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st
from typer.testing import Result

from desk.web.access.audit import Audit
from desk.web.access.binding import refuse_open_desk, server_options
from desk.web.access.headers import ALWAYS, POLICY
from desk.web.access.limits import OF_NAME, LoginLimits
from desk.web.access.passwords import Passwords, WeakPassword, refuse_weak
from desk.web.access.private_files import Exposed
from desk.web.access.secret import open_secret
from desk.web.access.users import UserFault, change_users, clean_name, read_users
from flows.desk_settings import DeskSettings
from flows.server import CannotStart
from flows.settings import Settings
from tests.desk.house import PASSWORD, QUICK, House, house_of_one, house_with_users


@pytest.fixture(autouse=True)
def _no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the menu of the real pages: the bare ones of these tests have none."""
    monkeypatch.setattr("desk.web.pages.menu", list)


@pytest.fixture
def house(tmp_path: Path) -> House:
    """Return a desk with users."""
    return house_with_users(tmp_path)


@pytest.fixture
def home(tmp_path: Path) -> House:
    """Return a desk without users."""
    return house_of_one(tmp_path)


def mode_of(file: Path) -> int:
    """Return the permission bits of a file."""
    return stat.S_IMODE(file.stat().st_mode)


def events(house: House) -> list[str]:
    """Return the events of the audit, in their order."""
    return [json.loads(line)["event"] for line in house.audit().splitlines()]


def test_without_users_whoever_is_on_this_machine_is_admin(home: House):
    """A desk for one machine needs no password: it asks each browser for a name once, and signs with it."""
    browser = home.browser()
    asked = browser.get("/claims/12?of=the+day")
    assert (asked.status_code, asked.headers["location"]) == (303, "/name?next=%2Fclaims%2F12%3Fof%3Dthe%2Bday")
    assert 'value="operator"' in browser.get(asked.headers["location"]).text, "the usual name is offered"
    answer = browser.send("/name", name=" Ada Byron ", next="/claims/12?of=the+day")
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims/12?of=the+day")
    assert browser.get("/queue").text.startswith("Ada Byron, admin")
    assert browser.send("/queue", note="checked").text == "Ada Byron wrote: checked"
    assert browser.get("/login").headers["location"] == "/queue"


def test_two_people_on_one_machine_are_two_names_and_each_browser_keeps_its_own(home: House):
    """What one says is nothing to the other's browser; the name outlives the window, and a month without work."""
    one, other = home.browser(), home.browser()
    kept = one.say_name("Ada").headers["set-cookie"]
    other.say_name("Ben")
    assert "Max-Age=31536000" in kept
    home.clock.now += 60 * 24 * 3600
    assert one.get("/queue").text.startswith("Ada, admin")
    assert other.get("/queue").text.startswith("Ben, admin")


def test_who_sits_down_after_somebody_says_another_name_and_old_forms_sign_nothing(home: House):
    """A form that was made while Ada sat there is not signed by Ben, who sits there now."""
    browser = home.browser()
    browser.say_name("Ada")
    of_ada = browser.token
    browser.say_name("Ben")
    assert browser.post("/queue", {"csrf_token": of_ada, "note": "checked"}).status_code == 403
    assert browser.send("/queue", note="checked").text == "Ben wrote: checked"


def test_nothing_is_signed_before_a_name_is_said_and_what_was_typed_is_kept(home: House):
    """Programs may read without a name; a form from a browser without one comes back with all that it had."""
    browser = home.browser()
    assert browser.get("/queue", **{"sec-fetch-mode": "cors"}).text.startswith("operator, admin")
    browser.get("/name")
    answer = browser.send("/queue", note="checked twice")
    assert answer.status_code == 401
    assert "checked twice" in answer.text
    assert browser.get("/name").status_code == 200
    assert browser.send("/name", name="<b>", next="/queue").status_code == 422


def test_at_a_desk_with_users_nobody_says_another_name(house: House):
    """Who signed in is who signs; the page that asks for a name is not there."""
    browser = house.browser()
    browser.sign_in()
    assert browser.get("/name").status_code == 404
    assert browser.send("/name", name="Ben").status_code == 404
    assert browser.get("/queue").text.startswith("Ada, reviewer")


def test_with_users_one_signs_in_and_comes_where_one_wanted(house: House):
    """The address that was asked for is kept through the form."""
    browser = house.browser()
    asked = browser.get("/claims/12?of=the+day")
    assert asked.status_code == 303
    assert browser.get(asked.headers["location"]).status_code == 200
    form = re.search(r'name="next" value="([^"]+)"', browser.page)
    assert form
    answer = browser.send("/login", name="ada ", password=PASSWORD, next=form[1])
    assert (answer.status_code, answer.headers["location"]) == (303, "/claims/12?of=the+day")
    assert browser.get("/queue").text.startswith("Ada, reviewer")
    assert events(house) == ["signed_in"]


def test_everybody_may_ask_for_health_and_static_files(house: House):
    """What tells nothing is open, and sets no cookie."""
    for path in ("/health", "/static/a.css"):
        answer = house.browser().get(path)
        assert answer.status_code == 200
        assert "set-cookie" not in answer.headers


def test_roles_open_what_they_are_for(house: House):
    """Each role may do all that those before it may."""
    may = {name: house.signed_in(name) for name in ("Ben", "Ada", "Cleo")}
    assert [may[name].send("/queue").status_code for name in may] == [403, 200, 200]
    assert [may[name].send("/admin").status_code for name in may] == [403, 403, 200]
    refused = may["Ben"].send("/queue", note="my long note")
    assert "needs the role reviewer, and you are a reader" in refused.text
    assert "my long note" in refused.text


def test_a_change_of_role_holds_from_the_next_click(house: House):
    """Nobody has to sign in again for it."""
    browser = house.signed_in("Ben")
    change_users(
        house.settings.users_file,
        lambda all_: [replace(each, role="admin") if each.name == "Ben" else each for each in all_.values()],
    )
    assert browser.send("/admin").status_code == 200


def test_the_first_user_closes_the_desk_at_once(home: House):
    """A desk that runs without users asks for them as soon as there is one, also if their file is lost later."""
    browser = home.browser()
    browser.say_name("Ada")
    assert browser.get("/queue").status_code == 200
    house_with_users(home.settings.data_folder.parent)
    assert browser.get("/queue").status_code == 303
    home.settings.users_file.unlink()
    assert browser.get("/queue").status_code == 303


def test_signing_out_ends_the_session_and_says_so(house: House):
    """The page that follows tells it."""
    browser = house.signed_in()
    answer = browser.send("/logout")
    assert answer.headers["location"] == "/login?why=out"
    assert "You have signed out" in browser.get("/login?why=out").text
    assert browser.get("/queue").status_code == 303
    assert events(house) == ["signed_in", "signed_out"]


def test_a_session_lasts_while_it_is_used_and_ends_after_its_hours(house: House):
    """Twelve hours from signing in, however busy; and four hours without a click."""
    browser = house.signed_in()
    for _ in range(3):
        house.clock.now += 3.9 * 3600
        assert browser.get("/queue").status_code == 200
    house.clock.now += 0.5 * 3600
    ended = browser.get("/queue")
    assert ended.headers["location"].endswith("why=ended")
    assert "Your session has ended" in browser.get(ended.headers["location"]).text


def test_what_was_typed_is_not_lost_when_the_session_ends(house: House):
    """The page gives it back, and after signing in again sends it in two clicks."""
    browser = house.signed_in()
    house.clock.now += 13 * 3600
    lost = browser.send("/queue", note="a long\nnote <b>")
    assert lost.status_code == 401
    assert "a long\nnote &lt;b&gt;" in lost.text
    assert browser.sign_in().status_code == 303
    browser.page = lost.text
    again = browser.send("/queue", note="a long note")
    assert again.status_code == 403
    assert "Send it again" in again.text
    browser.page = again.text
    assert browser.send("/queue", note="a long note").text == "Ada wrote: a long note"


def test_passwords_and_tokens_never_come_back(house: House):
    """A form to sign in that was refused shows no field of it."""
    browser = house.browser()
    browser.get("/login")
    refused = browser.post("/login", {"csrf_token": "made-up", "name": "Ada", "password": PASSWORD})
    assert refused.status_code == 403
    assert PASSWORD not in refused.text
    assert "made-up" not in refused.text


def test_a_link_from_elsewhere_finds_the_session(house: House):
    """The first answer asks again from our own page, since a strict cookie does not come along before."""
    browser = house.signed_in()
    cookies = dict(browser.client.cookies)
    browser.client.cookies.clear()
    first = browser.get("/claims/1?a=1&b=2", **{"sec-fetch-site": "cross-site"})
    assert first.status_code == 200
    assert 'content="0;url=/claims/1?a=1&amp;b=2"' in first.text
    assert "set-cookie" not in first.headers
    browser.client.cookies.update(cookies)
    assert browser.get("/claims/1?a=1&b=2", **{"sec-fetch-site": "same-origin"}).text.startswith("Ada")


def test_every_answer_has_the_headers(house: House):
    """Pages, refusals, faults of ours, files and what is not there."""
    browser = house.signed_in()
    for path in ("/queue", "/login", "/crash", "/nothing", "/static/a.css", "/static/nothing", "/health"):
        answer = browser.get(path)
        assert {name: answer.headers[name] for name in ALWAYS} == ALWAYS, path
    assert house.browser().get("/queue", host="evil.example").headers["content-security-policy"] == POLICY
    assert browser.get("/queue").headers["cache-control"] == "no-store"
    assert browser.get("/static/nothing").headers["cache-control"] == "no-store"
    assert "max-age" in browser.get("/static/a.css").headers["cache-control"]


def test_a_fault_of_ours_is_a_page_without_its_insides(house: House):
    """People are told what to do; the rest is for the log."""
    answer = house.signed_in().get("/crash")
    assert answer.status_code == 500
    assert "The desk made a mistake" in answer.text
    assert "a fault of ours" not in answer.text


def test_the_cookie_is_strict_and_secure_over_tls(tmp_path: Path):
    """A script cannot read it, no other site can send it, and over TLS it is bound to the host."""
    house = house_with_users(tmp_path, trusted_proxies=("10.0.0.1",), allowed_hosts=("desk.example.org",))
    plain = house.browser().get("/login").headers["set-cookie"]
    assert plain.startswith(f"{house.cookie_name}=")
    assert plain.endswith("; Path=/; HttpOnly; SameSite=Strict")
    over_tls = house.browser(
        "10.0.0.1", "https://desk.example.org", **{"x-forwarded-proto": "https", "x-forwarded-for": "192.0.2.7"}
    )
    cookie = over_tls.get("/login").headers["set-cookie"]
    assert cookie.startswith(f"__Host-{house.cookie_name}=")
    assert cookie.endswith("; Path=/; HttpOnly; SameSite=Strict; Secure")
    assert over_tls.sign_in().status_code == 303
    assert '"address": "192.0.2.7"' in house.audit()


def test_a_proxy_that_is_believed_names_the_user(tmp_path: Path):
    """With the role of the users file, else as a reader; reviews are signed with this name."""
    house = house_with_users(tmp_path, trusted_header="X-Forwarded-User", trusted_proxies=("10.0.0.0/24",))
    dora = house.browser("10.0.0.7", **{"x-forwarded-user": "dora"})
    assert dora.get("/queue").text.startswith("Dora, reviewer")
    assert dora.send("/queue", note="x").text == "Dora wrote: x"
    stranger = house.browser("10.0.0.7", **{"x-forwarded-user": "emile@example.org"})
    assert stranger.get("/queue").text.startswith("emile@example.org, reader")
    assert stranger.send("/queue").status_code == 403
    assert house.browser("10.0.0.7").get("/queue").status_code == 303


def test_the_key_is_made_once_and_is_private(tmp_path: Path):
    """Whoever comes later finds the same; one that others can read is refused."""
    file = tmp_path / "desk" / "secret"
    assert open_secret(file).key == open_secret(file).key
    assert mode_of(file) == 0o600
    assert file.parent.stat().st_mode & 0o077 == 0
    assert [each.name for each in file.parent.iterdir()] == ["secret"]
    file.chmod(0o644)
    with pytest.raises(Exposed, match="chmod 600"):
        open_secret(file)
    assert file.read_text() not in repr(open_secret(file.with_name("another")))


BINDINGS = [
    ({"host": "0.0.0.0"}, "opens the desk to others"),
    ({"host": "192.0.2.1"}, "factdesk user add"),
    ({"allowed_hosts": ("desk.example.org",)}, "allowed_hosts = desk.example.org"),
    ({"trusted_header": "X-User"}, "without trusted_proxies"),
    ({"host": "127.0.0.1"}, None),
    ({"host": "::1"}, None),
    ({"host": "localhost", "allowed_hosts": ("localhost",)}, None),
    ({"host": "0.0.0.0", "trusted_header": "X-User", "trusted_proxies": ("10.0.0.1",)}, None),
]


@pytest.mark.parametrize(("desk", "words"), BINDINGS, ids=[str(desk) for desk, _ in BINDINGS])
def test_the_desk_opens_to_others_only_on_purpose(desk: dict[str, object], words: str | None, tmp_path: Path):
    """Without users and without a trusted header it stays on this machine."""
    settings = Settings(tmp_path, desk=DeskSettings(**desk))
    if words is None:
        refuse_open_desk(settings, {})
    else:
        with pytest.raises(CannotStart, match=re.escape(words)):
            refuse_open_desk(settings, {})


def test_with_users_the_desk_opens_to_others(house: House):
    """A user with a password is enough; the server believes nothing that is forwarded by itself."""
    settings = replace(house.settings, desk=DeskSettings(host="0.0.0.0"))
    refuse_open_desk(settings, read_users(settings.users_file))
    assert server_options(settings)["proxy_headers"] is False


@pytest.mark.parametrize("password", ["short", "aaaaaaaaaaaaaaa", "Maria Keller", "maria keller2026!", "x" * 2000])
def test_weak_passwords_are_refused_with_the_rule(password: str):
    """Ten characters, not one over and over, and not the name."""
    with pytest.raises(WeakPassword, match="password"):
        refuse_weak(password, "Maria Keller")


@given(st.text(min_size=1, max_size=40))
def test_a_password_fits_itself_alone(password: str):
    """However it is composed; and nothing fits where there is no hash."""
    passwords = Passwords(QUICK)
    kept = passwords.hash_of(password)
    assert passwords.fits(password, kept)
    assert not passwords.fits(f"{password}!", kept)
    assert not passwords.fits(password, None)
    assert not passwords.fits(password, "no hash")


def test_a_hash_of_old_parameters_is_renewed_at_the_next_signing_in(house: House):
    """The password and the session stay."""
    old = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1).hash(PASSWORD)
    file = house.settings.users_file
    change_users(file, lambda all_: [replace(each, password_hash=old) for each in all_.values()])
    browser = house.signed_in()
    renewed = read_users(file)["Ada"].password_hash
    assert renewed != old
    assert not QUICK.check_needs_rehash(renewed or "")
    assert browser.get("/queue").status_code == 200
    assert house.signed_in()


def test_waits_grow_and_end(house: House):
    """The free tries cost nothing; each further one doubles the wait, which is told in words and in Retry-After."""
    browser, waits = house.browser(), []
    browser.get("/login")
    for _ in range(OF_NAME.free + 4):
        while (answer := browser.send("/login", name="Ada", password="wrong")).status_code == 429:
            waits.append(int(answer.headers["retry-after"]))
            assert re.search(r"Try again in \d+ second", answer.text)
            house.clock.now += waits[-1]
    assert waits == [1, 2, 4, 8]
    house.clock.now += 16
    assert browser.sign_in().status_code == 303


def test_what_is_known_of_failures_is_bounded():
    """A million names do not fill the memory."""
    limits = LoginLimits()
    for number in range(30_000):
        limits.begin(f"name {number}", f"2001:db8::{number:x}", float(number))
    assert len(limits._kept) <= 20_000


def test_the_audit_is_private_and_one_line_each(tmp_path: Path):
    """Whatever is said, a line stays a line; floods are counted and left out."""
    times = [60.0]
    audit = Audit(tmp_path / "desk" / "audit.jsonl", lambda: times[0])
    for number in range(100):
        audit.note("knocked", name=f"a\n\u2028\x1b[2J{number}", path=None)
    times[0] = 120.0
    audit.note("knocked", name="x" * 1000)
    lines = (tmp_path / "desk" / "audit.jsonl").read_bytes().split(b"\n")
    assert len(lines) == 62
    assert all(line.isascii() and b"\x1b" not in line for line in lines)
    last = json.loads(lines[-2])
    assert (last["left_out_before"], len(last["name"])) == ("40", 200)
    assert mode_of(tmp_path / "desk" / "audit.jsonl") == 0o600


def test_no_secret_is_written_down(house: House, caplog: pytest.LogCaptureFixture):
    """Neither the log nor the audit has a password, a token, a cookie or a key; nor a name that nobody has."""
    caplog.set_level(logging.DEBUG)
    browser = house.signed_in()
    cookie, token = browser.client.cookies[house.cookie_name], browser.token
    browser.post("/queue", {"csrf_token": token[:-4] + "AAA="})
    browser.get("/crash")
    browser.send("/logout")
    browser.get("/login")
    browser.send("/login", name="my password in the wrong field", password="another wrong one")
    browser.send("/login", name="Ada", password="another wrong one")
    written = caplog.text + house.audit()
    key = (house.settings.desk_folder / "secret").read_text()
    account = read_users(house.settings.users_file)["Ada"]
    secrets = [PASSWORD, "another wrong one", cookie, token, key, account.password_hash, account.sessions]
    for secret in [*secrets, "my password in the wrong field", browser.token, "csrf_token"]:
        assert secret
        assert secret not in written
    assert events(house) == ["signed_in", "csrf_refused", "signed_out", "sign_in_failed", "sign_in_failed"]


def test_users_are_added_changed_and_removed_by_the_command_line(factdesk: Callable[..., Result], workplace: Path):
    """Each change is in the file at once, private and whole, and in the audit with who did it."""
    file = workplace / "factdesk-data" / "desk" / "users.toml"
    assert (
        factdesk("user", "add", "Ada", "--role", "reviewer", "--password-stdin", stdin=f"{PASSWORD}\n").exit_code == 0
    )
    assert factdesk("user", "add", "Ben", "--no-password").exit_code == 0
    assert mode_of(file) == 0o600
    before = read_users(file)["Ada"]
    assert Passwords().fits(PASSWORD, before.password_hash)
    assert factdesk("user", "role", "ada", "admin").exit_code == 0
    assert factdesk("user", "password", "Ada", "--password-stdin", stdin="an other password\n").exit_code == 0
    after = read_users(file)["Ada"]
    assert (after.role, after.sessions != before.sessions) == ("admin", True)
    assert factdesk("user", "list").stdout.splitlines() == [
        "Ada  admin",
        "Ben  reader  (no password: through the trusted header alone)",
    ]
    assert factdesk("user", "remove", "Ben").exit_code == 0
    assert list(read_users(file)) == ["Ada"]
    audit = (file.parent / "audit.jsonl").read_text()
    told = [json.loads(line)["event"] for line in audit.splitlines()]
    assert told == ["user_added", "user_added", "role_given", "password_given", "user_removed"]
    assert PASSWORD not in audit + file.read_text()


MISTAKES = [
    (["add", "Ada", "--password-stdin"], "long enough pass\n", "is a user already"),
    (["add", "A\nb", "--password-stdin"], "long enough pass\n", "cannot be a user's name"),
    (["add", "Ben", "--password-stdin"], "short\n", "10 to 1024 characters"),
    (["add", "Ben"], "", "--password-stdin reads it"),
    (["add", "Ben", "--no-password", "--password-stdin"], "", "exclude each other"),
    (["remove", "Zoe"], "", "`factdesk user list`"),
    (["role", "Zoe", "admin"], "", "is no user"),
    (["role", "Ada", "king"], "", "king"),
]


@pytest.mark.parametrize(("arguments", "stdin", "words"), MISTAKES, ids=[" ".join(each[0]) for each in MISTAKES])
def test_mistakes_with_users_are_told_in_a_line(
    arguments: list[str], stdin: str, words: str, factdesk: Callable[..., Result]
):
    """The thing, the rule and the next step, and the file stays as it was."""
    factdesk("user", "add", "Ada", "--password-stdin", stdin=f"{PASSWORD}\n")
    before = Path("factdesk-data/desk/users.toml").read_bytes()
    result = factdesk("user", *arguments, stdin=stdin)
    assert result.exit_code == 2
    assert words in result.stderr
    assert Path("factdesk-data/desk/users.toml").read_bytes() == before


BROKEN = {
    "no TOML": "user = ",
    "no table": 'user = ["Ada"]',
    "no role": '[[user]]\nname = "Ada"\nsessions = "a"',
    "unknown role": '[[user]]\nname = "Ada"\nsessions = "a"\nrole = "king"',
    "unknown key": '[[user]]\nname = "Ada"\nsessions = "a"\nrole = "admin"\nage = "9"',
    "two of one name": '[[user]]\nname = "Ada"\nsessions = "a"\nrole = "admin"\n' * 2,
}


@pytest.mark.parametrize("fault", BROKEN)
def test_a_broken_users_file_is_named_and_lets_nobody_in(fault: str, tmp_path: Path):
    """At the start it is a line, and while the desk runs a page."""
    file = tmp_path / "data" / "desk" / "users.toml"
    house = house_with_users(tmp_path)
    browser = house.signed_in()
    file.write_text(BROKEN[fault], encoding="utf-8")
    with pytest.raises(UserFault):
        read_users(file)
    with pytest.raises(CannotStart):
        house.restart()
    assert browser.get("/queue").status_code == 503
    assert "users_unusable" in house.audit()


def test_a_users_file_that_others_can_read_is_refused(house: House):
    """It holds hashes."""
    house.settings.users_file.chmod(0o644)
    with pytest.raises(CannotStart, match="chmod 600"):
        house.restart()


@given(st.text(max_size=80))
def test_a_name_is_clean_or_refused(text: str):
    """What is taken is one line, without anything that shows as something else, and stays as it is when cleaned again."""
    try:
        name = clean_name(text)
    except UserFault:
        return
    assert name.isprintable()
    assert 0 < len(name) <= 64
    assert clean_name(name) == name


def test_every_event_of_the_audit_is_in_the_document():
    """Whoever reads the audit finds what its words mean, and nothing that is not there."""
    project = Path(__file__).parent.parent.parent
    sources = [*(project / "desk" / "web" / "access").glob("*.py"), project / "desk" / "users.py"]
    ends = "refused|failed|delayed|crowded|unusable|renewed|added|removed|given|named|in|out"
    found = {
        event
        for each in sources
        for event in re.findall(rf'"([a-z]+(?:_[a-z]+)*_(?:{ends}))"', each.read_text("utf-8"))
    }
    rows = re.findall(r"^\| ([a-z_, ]+) \|", (project / "docs" / "access.md").read_text("utf-8"), flags=re.MULTILINE)
    told = {event for row in rows for event in row.split(", ") if "_" in event}
    assert told == found


def test_a_form_that_is_loaded_again_is_taken(house: House):
    """A browser then says that the person asked, and the origin is still ours."""
    browser = house.signed_in()
    assert browser.post("/queue", {"csrf_token": browser.token}, sec_fetch_site="none").status_code == 200


def test_two_desks_on_one_host_keep_their_cookies_apart(tmp_path: Path):
    """Browsers do not tell ports apart."""
    one, other = house_of_one(tmp_path / "one"), house_of_one(tmp_path / "other")
    assert one.cookie_name != other.cookie_name


def test_an_unknown_address_tells_strangers_nothing(house: House):
    """Only those who signed in learn what is not there."""
    assert house.signed_in().get("/nothing").status_code == 404
    assert house.browser().get("/nothing").status_code == 303


def test_the_command_line_starts_without_the_web():
    """Help comes at once: neither the web nor argon2 is loaded for it, nor for the commands of users."""
    code = "import desk.cli, desk.web.access.users, sys; print({'fastapi', 'starlette', 'argon2', 'prefect'} & {*sys.modules})"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
