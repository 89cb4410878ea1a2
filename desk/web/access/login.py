"""Signing in and out: slow for who guesses, the same for names that nobody has, and a new session each time."""

import math
from dataclasses import dataclass, replace

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response
from starlette.concurrency import run_in_threadpool

from desk.web.access.hashing import TooManyAtOnce
from desk.web.access.passwords import Passwords
from desk.web.access.refusals import Refused
from desk.web.access.sessions import new_session
from desk.web.access.users import Account, UserFault, change_users
from desk.web.access.visit import Visit
from desk.web.rendering import local_path, render

router = APIRouter()

_MESSAGES = {"ended": "Your session has ended. Sign in again.", "out": "You have signed out."}
_WRONG = "Name or password is wrong. Mind capital letters in the password."


@router.get("/login")
def show_login(request: Request) -> Response:
    """Show the form to sign in."""
    visit: Visit = request.state.visit
    way_on = local_path(request.query_params.get("next"))
    if visit.user is not None:
        return RedirectResponse(way_on, status_code=303)
    _refuse_without_users(visit)
    return _form(request, way_on, message=_MESSAGES.get(request.query_params.get("why", ""), ""))


@router.post("/login")
async def sign_in(request: Request) -> Response:
    """Check name and password, and begin a new session."""
    visit: Visit = request.state.visit
    _refuse_without_users(visit)
    name, way_on = visit.field("name"), local_path(visit.field("next"))
    account = visit.access.users.find(name)
    if seconds := math.ceil(visit.access.limits.begin(name, visit.address, visit.now)):
        visit.note("sign_in_delayed", name=account.name if account else None)
        return _delayed(request, way_on, seconds)
    checked = await _check(visit, account)
    if checked is None:
        # A name that nobody has is not written down: it may be a password that was typed into the wrong field.
        visit.note("sign_in_failed", name=account.name if account else None)
        return _form(request, way_on, name=name, message=_WRONG, status_code=401)
    visit.access.limits.succeeded(name, visit.address)
    if visit.session.kind == "password":
        await run_in_threadpool(visit.access.sessions.end, visit.session, visit.now)
    visit.session = new_session(visit.now, "password", checked.name, checked.sessions)
    visit.note("signed_in", name=checked.name)
    return RedirectResponse(way_on, status_code=303)


@router.post("/logout")
def sign_out(request: Request) -> Response:
    """End the session, also for whoever has a copy of its cookie."""
    visit: Visit = request.state.visit
    if visit.session.kind == "password":
        visit.access.sessions.end(visit.session, visit.now)
        visit.note("signed_out")
    visit.session = new_session(visit.now)
    return RedirectResponse("/login?why=out", status_code=303)


def _refuse_without_users(visit: Visit) -> None:
    if not visit.access.users.ever():
        raise Refused(404, "Nobody signs in at this desk by a password.", "Start from the queue.")


async def _check(visit: Visit, account: Account | None) -> Account | None:
    """Return the account if the password is its own; an account without one, or none, costs the same."""
    check = _Check(visit, account, visit.field("password"))
    try:
        return await visit.access.hashing.run(check.run)
    except TooManyAtOnce as error:
        raise Refused(
            503,
            "Many people sign in at this moment.",
            "Try again in a few seconds.",
            "sign_in_crowded",
            retry_after_seconds=5,
        ) from error


@dataclass(frozen=True, slots=True)
class _Check:
    """One check of a password, to be run among the threads that are for it."""

    visit: Visit
    account: Account | None
    password: str

    def run(self, passwords: Passwords) -> Account | None:
        password_hash = self.account.password_hash if self.account else None
        if not passwords.fits(self.password, password_hash) or self.account is None or password_hash is None:
            return None
        if passwords.is_outdated(password_hash):
            self._renew(self.account, passwords)
        return self.account

    def _renew(self, account: Account, passwords: Passwords) -> None:
        """Keep the hash with the parameters of today; sessions go on, since the password is the same."""
        renewed = replace(account, password_hash=passwords.hash_of(self.password))
        try:
            change_users(
                self.visit.access.users.file,
                lambda all_: [renewed if each == account else each for each in all_.values()],
            )
        except (UserFault, OSError):
            self.visit.note("hash_not_renewed", name=account.name)


def _delayed(request: Request, way_on: str, seconds: int) -> HTMLResponse:
    told = f"{seconds} second{'s' * (seconds != 1)}" if seconds < 120 else f"{math.ceil(seconds / 60)} minutes"
    page = _form(request, way_on, message=f"Too many tries failed. Try again in {told}.", status_code=429)
    page.headers["Retry-After"] = str(seconds)
    return page


def _form(request: Request, way_on: str, *, name: str = "", message: str = "", status_code: int = 200) -> HTMLResponse:
    return render(
        request,
        "access/login.html",
        status_code=status_code,
        next=way_on,
        name=name[:64],
        message=message,
        failed=status_code != 200,
    )
