"""`factdesk user ...`: who may use the desk's pages, told to the users file and to the audit."""

import getpass
import sys
from collections.abc import Callable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from desk.web.access.users import Account
    from flows.settings import Settings

app = typer.Typer(
    name="user",
    help="Say who may use the desk's pages, and what they may do there.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)


class RoleName(StrEnum):
    """What a user may do; each role may do all that those before it may."""

    reader = "reader"
    reviewer = "reviewer"
    admin = "admin"


Name = Annotated[str, typer.Argument(metavar="NAME", help="Under which the user signs in, and signs reviews.")]
NewRole = Annotated[
    RoleName,
    typer.Argument(metavar="ROLE", help="reader (reads), reviewer (also judges), admin (also replays rejects)."),
]
FromStdin = Annotated[bool, typer.Option("--password-stdin", help="Read the password from standard input.")]
Config = Annotated[
    Path | None, typer.Option(metavar="FILE", show_default=False, help="The settings; else ./factdesk.toml, if there.")
]
Data = Annotated[
    Path | None,
    typer.Option(metavar="FOLDER", show_default=False, help="Where everything is kept; else ./factdesk-data."),
]


@app.command()
def add(  # noqa: PLR0913, PLR0917 - each is an option of the command
    name: Name,
    role: Annotated[RoleName, typer.Option(help="What the user may do.")] = RoleName.reader,
    password_stdin: FromStdin = False,  # noqa: FBT002
    no_password: Annotated[  # noqa: FBT002
        bool, typer.Option("--no-password", help="Let the user in by the trusted header alone.")
    ] = False,
    config: Config = None,
    data: Data = None,
) -> None:
    """Add a user; the password is asked for, and does not show.

    With the first user everybody must sign in, at once also where the desk is running.
    """
    _end(lambda: _add(_settings(config, data), name, role.value, stdin=password_stdin, without=no_password))


@app.command("list")
def list_(config: Config = None, data: Data = None) -> None:
    """List the users with their roles."""
    _end(lambda: _list(_settings(config, data)))


@app.command()
def role(name: Name, role: NewRole, config: Config = None, data: Data = None) -> None:
    """Give a user another role; it holds from the next click on."""
    _end(lambda: _give_role(_settings(config, data), name, role.value))


@app.command()
def password(
    name: Name,
    password_stdin: FromStdin = False,  # noqa: FBT002
    config: Config = None,
    data: Data = None,
) -> None:
    """Give a user another password, and end all of the user's sessions."""
    _end(lambda: _give_password(_settings(config, data), name, stdin=password_stdin))


@app.command()
def remove(name: Name, config: Config = None, data: Data = None) -> None:
    """Remove a user and end all of the user's sessions; reviews stay as they are."""
    _end(lambda: _remove(_settings(config, data), name))


def _add(settings: "Settings", name: str, role: str, *, stdin: bool, without: bool) -> None:
    from desk.faults import WrongUsage  # noqa: PLC0415
    from desk.web.access.users import Account, UserFault, clean_name, read_users  # noqa: PLC0415

    if stdin and without:
        raise WrongUsage("--password-stdin and --no-password exclude each other")
    name = clean_name(name)
    if _same(name, read_users(settings.users_file)):
        raise UserFault(f"{name} is a user already; `factdesk user password` and `factdesk user role` change one")
    account = Account(name, role, None if without else _hash_of_new_password(name, stdin=stdin))

    def added(accounts: "dict[str, Account]") -> "list[Account]":
        if _same(name, accounts):
            raise UserFault(f"{name} is a user already")
        return [*accounts.values(), account]

    _change(settings, added, "user_added", name, role=role)
    _show(f"{name} is a user now, as {role}.")


def _list(settings: "Settings") -> None:
    from desk.web.access.users import read_users  # noqa: PLC0415

    accounts = read_users(settings.users_file).values()
    lines = [
        f"{each.name}  {each.role}{'' if each.password_hash else '  (no password: through the trusted header alone)'}"
        for each in accounts
    ]
    _show("\n".join(lines) or f"{settings.users_file}: no users yet; `factdesk user add NAME` adds one")


def _give_role(settings: "Settings", name: str, role: str) -> None:
    account = _found(settings, name)
    _change(
        settings, _replacing(account.name, lambda each: replace(each, role=role)), "role_given", account.name, role=role
    )
    _show(f"{account.name} is {role} now.")


def _give_password(settings: "Settings", name: str, *, stdin: bool) -> None:
    import secrets  # noqa: PLC0415

    account = _found(settings, name)
    fresh = _hash_of_new_password(account.name, stdin=stdin)
    changed = _replacing(account.name, lambda each: replace(each, password_hash=fresh, sessions=secrets.token_hex(8)))
    _change(settings, changed, "password_given", account.name)
    _show(f"{account.name} has a new password, and must sign in again.")


def _remove(settings: "Settings", name: str) -> None:
    account = _found(settings, name)
    _change(
        settings,
        lambda accounts: [each for each in accounts.values() if each.name != account.name],
        "user_removed",
        account.name,
    )
    _show(f"{account.name} is no user any more; reviews signed with this name stay.")


def _found(settings: "Settings", name: str) -> "Account":
    from desk.web.access.users import UserFault, clean_name, read_users  # noqa: PLC0415

    account = _same(clean_name(name), read_users(settings.users_file))
    if account is None:
        raise UserFault(f"{clean_name(name)} is no user; `factdesk user list` lists them")
    return account


def _same(name: str, accounts: "dict[str, Account]") -> "Account | None":
    return next((each for each in accounts.values() if each.name.casefold() == name.casefold()), None)


def _replacing(name: str, change: "Callable[[Account], Account]") -> "Callable[[dict[str, Account]], list[Account]]":
    return lambda accounts: [change(each) if each.name == name else each for each in accounts.values()]


def _change(
    settings: "Settings",
    change: "Callable[[dict[str, Account]], list[Account]]",
    event: str,
    name: str,
    role: str | None = None,
) -> None:
    """Change the users file, and write down who did it."""
    from desk.web.access.gate import open_audit  # noqa: PLC0415
    from desk.web.access.users import change_users  # noqa: PLC0415

    change_users(settings.users_file, change)
    open_audit(settings.desk_folder).note(event, name=name, role=role, by=settings.reviewer)


def _hash_of_new_password(name: str, *, stdin: bool) -> str:
    from desk.web.access.passwords import Passwords, refuse_weak  # noqa: PLC0415

    password = sys.stdin.readline().rstrip("\r\n") if stdin else _asked_twice()
    refuse_weak(password, name)
    return Passwords().hash_of(password)


def _asked_twice() -> str:
    from desk.faults import WrongUsage  # noqa: PLC0415

    if not sys.stdin.isatty():
        raise WrongUsage("there is no terminal to ask for the password; --password-stdin reads it from standard input")
    password = getpass.getpass("Password: ")
    if getpass.getpass("Once more: ") != password:
        raise WrongUsage("the two passwords differ; nothing was changed")
    return password


def _settings(config: Path | None, data: Path | None) -> "Settings":
    from flows.settings import load_settings  # noqa: PLC0415

    return load_settings(config, data_folder=data)


def _show(text: str) -> None:
    from desk.words import show  # noqa: PLC0415

    show(text)


def _end(command: Callable[[], None]) -> None:
    """Run a command; a mistake that it foresaw is one line on stderr."""
    from desk.faults import WrongUsage, foreseen  # noqa: PLC0415
    from desk.web.access.passwords import WeakPassword  # noqa: PLC0415
    from desk.web.access.users import UserFault  # noqa: PLC0415

    with foreseen():
        try:
            command()
        except (UserFault, WeakPassword) as error:
            raise WrongUsage(str(error)) from error
