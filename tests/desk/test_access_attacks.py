"""Every attack of attacks/access.toml is tried, and must end as the file says."""

import asyncio
import base64
import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import httpx
import pytest
from itsdangerous import URLSafeSerializer

from desk.web.access.limits import MOST_BODY_BYTES, OF_ADDRESS, OF_NAME
from desk.web.access.sessions import new_session
from desk.web.access.users import change_users
from tests.desk.house import ORIGIN, PASSWORD, Browser, House, house_of_one, house_with_users

ROWS = tomllib.loads((Path(__file__).parent / "attacks" / "access.toml").read_text("utf-8"))["attack"]
Attack = Callable[[Path], httpx.Response]
ATTACKS: dict[str, Attack] = {}
EVIL = "https://evil.example"
FORM = "application/x-www-form-urlencoded"


@pytest.fixture(autouse=True)
def _no_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    """Leave out the menu of the real pages: the bare ones of these tests have none."""
    monkeypatch.setattr("desk.web.pages.menu", list)


def attack(made: Attack) -> Attack:
    """Take a function as the attack of its own name; the list says in words what it does."""
    ATTACKS[made.__name__.strip("_")] = made
    return made


def test_every_attack_of_the_list_is_there():
    """No row without its attack, no attack without its row, and no key that nobody reads."""
    assert [row["name"] for row in ROWS] == list(ATTACKS)
    assert {key for row in ROWS for key in row} == {"name", "attack", "outcome"}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["name"])
def test_the_attack_ends_as_the_list_says(row: dict[str, str], tmp_path: Path):
    """The status of the last answer is the one that begins the outcome; each attack looks at the rest itself."""
    answer = ATTACKS[row["name"]](tmp_path)
    assert answer.status_code == int(row["outcome"].partition(":")[0]), answer.text[:300]


def with_cookie(house: House, value: str) -> httpx.Response:
    """Ask for a page with a cookie of the attacker's making."""
    browser = house.browser()
    browser.client.cookies.set(house.cookie_name, value)
    return browser.get("/queue")


def payload_of(cookie: str) -> str:
    """Return the signed part of a cookie without its signature."""
    return cookie.rpartition(".")[0]


def stolen(house: House, browser: Browser) -> str:
    """Return the text of a browser's cookie."""
    return browser.client.cookies[house.cookie_name]


# Sessions


@attack
def _forged_cookie(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    payload = base64.urlsafe_b64encode(json.dumps(["id", "password", "Cleo", "", 0, 0]).encode()).decode().rstrip("=")
    return with_cookie(house, f"{payload}.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")


@attack
def _cookie_of_another_key(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path / "one")
    other = house_with_users(tmp_path / "other")
    return with_cookie(house, stolen(other, other.signed_in()))


@attack
def _cookie_signed_with_an_empty_key(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    return with_cookie(house, str(URLSafeSerializer("", salt="factdesk.session").dumps(["id", "password", "Cleo"])))


@attack
def _tampered_cookie(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    cookie = stolen(house, house.signed_in("Ben"))
    mine = replace(new_session(house.clock.now, "password", "Cleo"), account_sessions="0")
    fresh = payload_of(house.restart().access.sessions.cookie_of(mine))
    return with_cookie(house, f"{fresh}.{cookie.rpartition('.')[2]}")


@attack
def _cookie_without_signature(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    return with_cookie(house, payload_of(stolen(house, house.signed_in())))


@attack
def _expired_cookie(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, session_hours=1.0)
    cookie = stolen(house, house.signed_in())
    house.clock.now += 3601
    return with_cookie(house, cookie)


@attack
def _idle_cookie(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    cookie = stolen(house, house.signed_in())
    house.clock.now += 4 * 3600 + 1
    return with_cookie(house, cookie)


@attack
def _cookie_after_signing_out(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = house.signed_in()
    cookie = stolen(house, browser)
    browser.send("/logout")
    return with_cookie(house, cookie)


@attack
def _cookie_after_signing_out_and_a_restart(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = house.signed_in()
    cookie = stolen(house, browser)
    browser.send("/logout")
    return with_cookie(house.restart(), cookie)


@attack
def _cookie_after_a_new_password(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    cookie = stolen(house, house.signed_in())
    change_users(house.settings.users_file, lambda all_: [replace(each, sessions="fresh") for each in all_.values()])
    return with_cookie(house, cookie)


@attack
def _cookie_of_a_removed_user(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    cookie = stolen(house, house.signed_in())
    change_users(house.settings.users_file, lambda all_: [each for each in all_.values() if each.name != "Ada"])
    return with_cookie(house, cookie)


@attack
def _cookie_of_a_user_who_was_added_again(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    cookie = stolen(house, house.signed_in())
    house_with_users(tmp_path)
    return with_cookie(house, cookie)


@attack
def _cookie_planted_before_signing_in(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    attacker, victim = house.browser(), house.browser()
    attacker.get("/login")
    victim.client.cookies.set(house.cookie_name, stolen(house, attacker), domain="127.0.0.1", path="/")
    assert victim.sign_in().status_code == 303
    assert victim.get("/queue").status_code == 200
    return attacker.get("/queue")


@attack
def _cookie_from_before_there_were_users(tmp_path: Path) -> httpx.Response:
    home = house_of_one(tmp_path)
    browser = home.browser()
    browser.say_name("Ada")
    assert browser.get("/queue").status_code == 200
    house_with_users(tmp_path)
    return browser.get("/queue")


@attack
def _cookie_of_the_proxy_past_the_proxy(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_header="X-User", trusted_proxies=("10.0.0.1",))
    proxied = house.browser("10.0.0.1", **{"x-user": "Cleo"})
    assert proxied.get("/queue").text.startswith("Cleo, admin")
    return with_cookie(house, stolen(house, proxied))


@attack
def _role_kept_after_it_was_taken(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = house.signed_in()
    change_users(house.settings.users_file, lambda all_: [replace(each, role="reader") for each in all_.values()])
    return browser.send("/queue", note="mine")


@attack
def _token_as_cookie(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    return with_cookie(house, house.signed_in().token)


# Forms of others


@attack
def _form_without_token(tmp_path: Path) -> httpx.Response:
    return house_of_one(tmp_path).browser().post("/queue", {"note": "theirs"})


@attack
def _form_without_token_of_somebody_signed_in(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).signed_in().post("/queue", {"note": "theirs"})


@attack
def _token_of_another_session(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    token = house.signed_in().token
    return house.signed_in().post("/queue", {"csrf_token": token})


@attack
def _token_of_another_user(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    token = house.signed_in("Cleo").token
    return house.signed_in().post("/queue", {"csrf_token": token})


@attack
def _token_from_before_signing_in(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).browser()
    browser.get("/login")
    token = browser.token
    assert browser.sign_in().status_code == 303
    return browser.post("/queue", {"csrf_token": token})


@attack
def _token_cut_short(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token[:40]})


@attack
def _token_of_strange_letters(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).signed_in().post("/queue", {"csrf_token": "тökén\0" * 10})


@attack
def _token_twice(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": ["made-up", browser.token]})


@attack
def _token_in_the_address(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post(f"/queue?csrf_token={browser.token}", {"note": "theirs"})


@attack
def _form_of_another_site(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token}, origin=EVIL, sec_fetch_site="cross-site")


@attack
def _form_of_a_sandbox(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token}, origin="null", sec_fetch_site=None)


@attack
def _form_of_a_name_that_begins_like_ours(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token}, origin=f"{ORIGIN}.evil.example", sec_fetch_site=None)


@attack
def _form_of_another_port(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post(
        "/queue", {"csrf_token": browser.token}, origin="http://127.0.0.1:9999", sec_fetch_site="same-site"
    )


@attack
def _form_of_the_same_host_without_tls(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_proxies=("10.0.0.1",), allowed_hosts=("desk.example.org",))
    browser = house.browser("10.0.0.1", "https://desk.example.org", **{"x-forwarded-proto": "https"})
    assert browser.sign_in().status_code == 303
    return browser.post("/queue", {"csrf_token": browser.token}, origin="http://desk.example.org", sec_fetch_site=None)


@attack
def _form_that_does_not_say_where_from(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token}, origin=None, sec_fetch_site=None)


@attack
def _form_whose_headers_differ(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token}, sec_fetch_site="cross-site")


@attack
def _form_with_the_referer_of_another_site(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post(
        "/queue", {"csrf_token": browser.token}, origin=None, sec_fetch_site=None, referer=f"{EVIL}/?{ORIGIN}/queue"
    )


@attack
def _origin_twice(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    headers = [("origin", EVIL), ("origin", ORIGIN), ("content-type", FORM)]
    return browser.client.post("/queue", content=f"csrf_token={browser.token}", headers=headers)


@attack
def _delete_without_token(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).signed_in().client.delete("/queue", headers={"origin": ORIGIN})


@attack
def _json_as_plain_text(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    headers = {"origin": ORIGIN, "content-type": "text/plain"}
    return browser.client.post("/queue", content=json.dumps({"csrf_token": browser.token}), headers=headers)


@attack
def _signed_in_as_the_attacker(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    attacker, victim = house.browser(), house.browser()
    attacker.get("/login")
    fields = {"csrf_token": attacker.token, "name": "Ben", "password": PASSWORD}
    victim.get("/login")
    return victim.post("/login", fields)


@attack
def _signed_out_from_elsewhere(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = house.signed_in()
    answer = browser.post("/logout", origin=EVIL, sec_fetch_site="cross-site")
    assert browser.get("/queue").status_code == 200
    return answer


@attack
def _signed_out_by_a_picture(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = house.signed_in()
    answer = browser.get("/logout")
    assert browser.get("/queue").status_code == 200
    return answer


@attack
def _page_read_in_the_background(tmp_path: Path) -> httpx.Response:
    told = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "no-cors", "sec-fetch-dest": "script"}
    return house_of_one(tmp_path).browser().get("/queue", **told)


@attack
def _page_in_a_frame(tmp_path: Path) -> httpx.Response:
    told = {"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate", "sec-fetch-dest": "iframe"}
    return house_of_one(tmp_path).browser().get("/queue", **told)


@attack
def _judged_without_signing_in(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).browser()
    browser.get("/login")
    return browser.send("/queue", note="mine")


@attack
def _judged_by_a_reader(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    answer = house.signed_in("Ben").send("/queue", note="mine")
    assert "role_refused" in house.audit()
    return answer


@attack
def _replayed_by_a_reviewer(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).signed_in().send("/admin")


# Addresses that lead elsewhere, and headers that end early


def sent_on(tmp_path: Path, way_on: str) -> httpx.Response:
    """Sign in with an address to go on to that the attacker made."""
    answer = house_with_users(tmp_path).browser().sign_in(way_on=way_on)
    assert answer.headers["location"] == "/queue"
    return answer


@attack
def _sent_to_another_site(tmp_path: Path) -> httpx.Response:
    return sent_on(tmp_path, EVIL)


@attack
def _sent_to_another_site_without_scheme(tmp_path: Path) -> httpx.Response:
    return sent_on(tmp_path, "//evil.example/queue")


@attack
def _sent_to_another_site_by_backslash(tmp_path: Path) -> httpx.Response:
    return sent_on(tmp_path, "/\\evil.example")


@attack
def _sent_to_another_site_by_tab(tmp_path: Path) -> httpx.Response:
    return sent_on(tmp_path, "/\t/evil.example")


@attack
def _sent_to_a_script(tmp_path: Path) -> httpx.Response:
    return sent_on(tmp_path, "javascript:alert(1)")


@attack
def _sent_on_with_a_header_inside(tmp_path: Path) -> httpx.Response:
    answer = sent_on(tmp_path, "/queue\r\nSet-Cookie: factdesk=theirs")
    assert len(answer.headers.get_list("set-cookie")) == 1
    return answer


@attack
def _sent_on_from_the_address_of_the_form(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    answer = browser.get(f"/login?next={EVIL}")
    assert answer.headers["location"] == "/queue"
    return answer


@attack
def _link_whose_path_is_another_site(tmp_path: Path) -> httpx.Response:
    browser = house_of_one(tmp_path).browser()
    answer = browser.client.get(
        f"{ORIGIN}//evil.example", headers={"sec-fetch-site": "cross-site", "sec-fetch-mode": "navigate"}
    )
    assert "evil.example" not in answer.text
    return answer


@attack
def _header_inside_of_a_header(tmp_path: Path) -> httpx.Response:
    answer = house_with_users(tmp_path).signed_in().get("/split?at=a%0d%0aSet-Cookie:%20b=c")
    assert "x-at" not in answer.headers
    return answer


@attack
def _script_as_name(tmp_path: Path) -> httpx.Response:
    answer = house_with_users(tmp_path).browser().sign_in('"><script>alert(1)</script>')
    assert "<script>alert" not in answer.text
    return answer


@attack
def _line_break_as_name(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    answer = house.browser().sign_in('Ada\n{"event": "signed_in", "name": "Cleo"}')
    (line,) = house.audit().splitlines()
    assert json.loads(line)["event"] == "sign_in_failed"
    return answer


@attack
def _script_in_what_was_typed(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in("Ben")
    answer = browser.send("/queue", note="</dd><script>alert(1)</script>")
    assert "<script>alert" not in answer.text
    assert "&lt;script&gt;" in answer.text
    return answer


# Hosts and proxies


def asked_as(tmp_path: Path, host: str) -> httpx.Response:
    """Ask for a page of a desk without users under a name."""
    return house_of_one(tmp_path).browser().get("/queue", host=host)


@attack
def _name_that_points_here(tmp_path: Path) -> httpx.Response:
    return asked_as(tmp_path, "evil.example:8410")


@attack
def _name_that_begins_like_loopback(tmp_path: Path) -> httpx.Response:
    return asked_as(tmp_path, "127.0.0.1.evil.example")


@attack
def _name_behind_a_user(tmp_path: Path) -> httpx.Response:
    return asked_as(tmp_path, "127.0.0.1:8410@evil.example")


@attack
def _no_name_at_all(tmp_path: Path) -> httpx.Response:
    return asked_as(tmp_path, "")


@attack
def _two_names(tmp_path: Path) -> httpx.Response:
    headers = [("host", "127.0.0.1:8410"), ("host", "evil.example")]
    return house_of_one(tmp_path).browser().client.get("/queue", headers=headers)


@attack
def _name_in_a_forwarded_header(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    answer = house.browser().get("/queue", **{"x-forwarded-host": "evil.example", "x-forwarded-proto": "https"})
    assert "evil" not in answer.headers["location"]
    assert "Secure" not in answer.headers["set-cookie"]
    return answer


@attack
def _user_named_by_a_stranger(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_header="X-User", trusted_proxies=("10.0.0.1",))
    answer = house.browser("10.0.0.2", **{"x-user": "Cleo"}).get("/queue")
    assert "header_refused" in house.audit()
    return answer


@attack
def _user_named_by_a_stranger_who_forwards(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_header="X-User", trusted_proxies=("10.0.0.1",))
    return house.browser("10.0.0.2", **{"x-user": "Cleo", "x-forwarded-for": "10.0.0.1"}).get("/queue")


@attack
def _user_named_in_another_spelling(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_header="X-User", trusted_proxies=("10.0.0.1",))
    return house.browser("10.0.0.1", **{"x_user": "Cleo", "x-user-": "Cleo"}).get("/queue")


@attack
def _user_named_twice(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_header="X-User", trusted_proxies=("10.0.0.1",))
    return house.browser("10.0.0.1").client.get("/queue", headers=[("x-user", "Cleo"), ("x-user", "Ben")])


@attack
def _user_whose_name_is_markup(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_header="X-User", trusted_proxies=("10.0.0.1",))
    return house.browser("10.0.0.1", **{"x-user": "<b>Cleo</b>"}).get("/queue")


@attack
def _desk_of_one_behind_a_proxy(tmp_path: Path) -> httpx.Response:
    return house_of_one(tmp_path).browser(**{"x-forwarded-for": "192.0.2.9"}).get("/queue")


@attack
def _desk_of_one_behind_a_proxy_that_is_silent(tmp_path: Path) -> httpx.Response:
    browser = house_of_one(tmp_path).browser()
    return browser.get("/queue", **{"sec-fetch-site": "same-origin", "referer": "https://desk.example.org/"})


@attack
def _desk_of_one_from_another_machine(tmp_path: Path) -> httpx.Response:
    return house_of_one(tmp_path).browser("192.0.2.9").get("/queue")


# Requests without bounds


@attack
def _form_too_large(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).signed_in().post("/queue", {"note": "x" * MOST_BODY_BYTES})


@attack
def _form_too_large_and_not_announced(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    pieces = (b"note=" + b"x" * 100_000 for _ in range(20))
    return browser.client.post("/queue", content=pieces, headers={"origin": ORIGIN, "content-type": FORM})


@attack
def _form_announced_as_endless(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    headers = {"origin": ORIGIN, "content-type": FORM, "content-length": "9" * 50}
    return browser.client.post("/queue", content=b"note=x", headers=headers)


@attack
def _form_of_a_length_that_is_no_number(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.client.post(
        "/queue", content=b"note=x", headers={"origin": ORIGIN, "content-type": FORM, "content-length": "-1"}
    )


@attack
def _form_of_too_many_fields(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    return browser.post("/queue", {"csrf_token": browser.token} | {f"f{number}": "" for number in range(1001)})


@attack
def _form_of_too_many_parts(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    parts = [(f"f{number}", (None, b"x")) for number in range(1001)]
    return browser.client.post("/queue", files=parts, headers={"origin": ORIGIN})


@attack
def _file_instead_of_a_form(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    fields = {"csrf_token": browser.token}
    return browser.client.post(
        "/queue", data=fields, files={"note": ("../../users.toml", b"x")}, headers={"origin": ORIGIN}
    )


@attack
def _form_of_parts_without_end(tmp_path: Path) -> httpx.Response:
    browser = house_with_users(tmp_path).signed_in()
    headers = {"origin": ORIGIN, "content-type": "multipart/form-data"}
    return browser.client.post("/queue", content=b"--x\r\nContent-Disposition: form-data", headers=headers)


@attack
def _heap_of_headers(tmp_path: Path) -> httpx.Response:
    return house_of_one(tmp_path).browser().get("/queue", **{f"x-{number}": "x" for number in range(150)})


@attack
def _endless_cookie(tmp_path: Path) -> httpx.Response:
    return with_cookie(house_with_users(tmp_path), "x" * 20_000)


@attack
def _endless_address(tmp_path: Path) -> httpx.Response:
    return house_of_one(tmp_path).browser().get(f"/queue?text={'x' * 9_000}")


@attack
def _method_that_echoes(tmp_path: Path) -> httpx.Response:
    return house_of_one(tmp_path).browser().client.request("TRACE", "/queue")


@attack
def _path_out_of_the_static_files(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    for path in ("/static/%2e%2e/desk/secret", "/static/..%2fdesk%2fusers.toml", "/static//etc/passwd"):
        answer = house.browser().get(path)
        assert answer.status_code == 404, path
    return answer


@attack
def _path_that_looks_open(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    for path in ("/login/../queue", "/health/", "/LOGIN", "/loginx", "//static/a.css", "/queue?/static/"):
        answer = house.browser().client.get(ORIGIN + path)
        assert answer.status_code == 303, path
    return answer


# Guessing


def guess(browser: Browser, name: str, password: str = "wrong") -> httpx.Response:
    """Try one password."""
    return browser.send("/login", name=name, password=password)


def guesser(house: House, address: str = "127.0.0.1", **extra: str) -> Browser:
    """Return a browser with the form open."""
    browser = house.browser(address, **extra)
    browser.get("/login")
    return browser


@attack
def _many_passwords_for_one_name(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = guesser(house)
    for _ in range(OF_NAME.free):
        assert guess(browser, "Ada").status_code == 401
    computed = house.access.hashing.passwords.computed
    answer = guess(browser, "Ada", PASSWORD)
    assert house.access.hashing.passwords.computed == computed
    assert int(answer.headers["retry-after"]) >= 1
    return answer


@attack
def _many_passwords_from_many_addresses(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    for number in range(OF_NAME.free):
        assert guess(guesser(house, f"192.0.2.{number}"), "Ada").status_code == 401
    return guess(guesser(house, "192.0.2.99"), "Ada", PASSWORD)


@attack
def _many_names_from_one_address(tmp_path: Path) -> httpx.Response:
    browser = guesser(house_with_users(tmp_path))
    for number in range(OF_ADDRESS.free):
        assert guess(browser, f"name{number}").status_code == 401
    return guess(browser, "Ada", PASSWORD)


@attack
def _many_addresses_of_one_network(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    for number in range(OF_ADDRESS.free):
        assert guess(guesser(house, f"2001:db8::{number:x}"), f"name{number}").status_code == 401
    return guess(guesser(house, "2001:db8::ffff"), "Ada", PASSWORD)


@attack
def _name_spelled_in_other_ways(tmp_path: Path) -> httpx.Response:
    browser = guesser(house_with_users(tmp_path))
    for name in ("Ada", "ada", " ADA", "aDa ", "adA"):
        assert guess(browser, name).status_code == 401
    return guess(browser, "Ada", PASSWORD)


@attack
def _address_invented_for_each_guess(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path, trusted_proxies=("10.0.0.1",))
    for number in range(OF_ADDRESS.free):
        browser = guesser(house, "10.0.0.1", **{"x-forwarded-for": f"198.51.100.{number}, 192.0.2.1"})
        assert guess(browser, f"name{number}").status_code == 401
    return guess(guesser(house, "10.0.0.1", **{"x-forwarded-for": "192.0.2.1"}), "Ada", PASSWORD)


@attack
def _own_account_between_two_guesses(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = guesser(house)
    for number in range(OF_ADDRESS.free):
        assert guess(browser, f"name{number}").status_code == 401
        if number < OF_ADDRESS.free - 1:
            house.clock.now += 1
            assert guesser(house).sign_in("Ben").status_code == 303
    return guess(browser, "Ada")


@attack
def _many_guesses_at_one_moment(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    browser = guesser(house)
    fields = {"csrf_token": browser.token, "name": "Ada", "password": "wrong"}
    told = {"origin": ORIGIN, "cookie": f"{house.cookie_name}={stolen(house, browser)}"}

    async def all_at_once() -> list[httpx.Response]:
        transport = httpx.ASGITransport(app=house.app, client=("127.0.0.1", 1))
        async with httpx.AsyncClient(transport=transport, base_url=ORIGIN) as client:
            return await asyncio.gather(*(client.post("/login", data=fields, headers=told) for _ in range(40)))

    answers = asyncio.run(all_at_once())
    assert sum(answer.status_code == 401 for answer in answers) <= OF_NAME.free
    assert house.access.hashing.passwords.computed <= OF_NAME.free
    return next(answer for answer in answers if answer.status_code != 401)


@attack
def _names_told_apart_by_the_answer(tmp_path: Path) -> httpx.Response:
    """Compares what is computed and said for a name that is there, one that is not, and one without a password."""
    house = house_with_users(tmp_path)
    told = set()
    for name in ("Ada", "Zoe", "Dora", "", "\0", "x" * 5000):
        before = house.access.hashing.passwords.computed
        answer = guess(guesser(house), name)
        page = re.sub(r'value="[^"]*"', "", answer.text)
        told.add((answer.status_code, house.access.hashing.passwords.computed - before, page))
    assert len(told) == 1
    return answer


@attack
def _empty_password_of_a_user_without_one(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).browser().sign_in("Dora", "")


@attack
def _endless_password(tmp_path: Path) -> httpx.Response:
    return house_with_users(tmp_path).browser().sign_in("Ada", "x" * (MOST_BODY_BYTES - 5_000))


@attack
def _password_with_more_behind_it(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    assert house.browser().sign_in("Ada", f"{PASSWORD}\0").status_code == 401
    return house.browser().sign_in("Ada", f"{PASSWORD}x")


@attack
def _crowd_that_signs_in(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    house.access.hashing._under_way = 1_000_000
    answer = house.browser().sign_in()
    assert int(answer.headers["retry-after"]) >= 1
    return answer


@attack
def _users_file_lost(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    house.settings.users_file.unlink()
    return house.browser().get("/queue")


@attack
def _users_file_opened_to_others(tmp_path: Path) -> httpx.Response:
    house = house_with_users(tmp_path)
    house.settings.users_file.chmod(0o666)
    return house.browser().get("/queue")


def test_a_socket_of_another_kind_is_closed(tmp_path: Path):
    """The desk speaks no WebSocket, which browsers would let any site open."""
    sent: list[Any] = []

    async def send(message: Any) -> None:
        sent.append(message)

    async def receive() -> Any:
        return {"type": "websocket.connect"}

    asyncio.run(house_of_one(tmp_path).app({"type": "websocket", "path": "/queue", "headers": []}, receive, send))
    assert sent == [{"type": "websocket.close", "code": 1008}]
