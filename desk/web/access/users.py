"""Who may use the desk: the users file, its rules, and changes to it that leave it whole."""

import fcntl
import json
import os
import re
import secrets
import threading
import tomllib
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import IntEnum
from pathlib import Path

from desk.web.access.private_files import Exposed, make_folder, read_private, write_private

_HEAD = """\
# The users of the desk. `factdesk user add|list|role|password|remove` writes this file, and a running desk reads every
# change at once. A role is one of: reader (reads), reviewer (also judges claims), admin (also replays rejects).
# `password` is an argon2 hash; without one, the user comes through the trusted header alone. A new `sessions` ends
# all sessions of the user.
"""
_NAME = re.compile(r"[^\W_][\w.@+'-]*(?: [\w.@+'-]+)*")
_MOST_NAME = 64
_KEYS = {"name", "role", "password", "sessions"}


class UserFault(Exception):  # noqa: N818 - named by what is the case
    """The users file or a change of it cannot be used; the message names the thing, the rule and the next step."""


class Role(IntEnum):
    """What a user may do; each role may do all that those before it may."""

    reader = 1
    reviewer = 2
    admin = 3


@dataclass(frozen=True, slots=True)
class User:
    """Who acts in a request. `signed_in` tells whether there is a session that can be ended by signing out.

    At a desk without users, `says_who` tells that people say themselves who they are, and `is_unnamed` that nobody has yet.
    """

    name: str
    role: str
    signed_in: bool = False
    says_who: bool = False
    is_unnamed: bool = False

    def may(self, role: str) -> bool:
        """Tell whether the user has this role or one above it."""
        return Role[self.role] >= Role[role]


@dataclass(frozen=True, slots=True)
class Account:
    """One entry of the users file."""

    name: str
    role: str
    password_hash: str | None = field(default=None, repr=False)
    sessions: str = field(default_factory=lambda: secrets.token_hex(8), repr=False)


Accounts = Mapping[str, Account]


def clean_name(text: str) -> str:
    """Return a name in its one spelling. Raises `UserFault` where it cannot be one."""
    name = unicodedata.normalize("NFC", text.strip())
    if len(name) > _MOST_NAME or not _NAME.fullmatch(name):
        raise UserFault(
            f"{text[:_MOST_NAME]!a} cannot be a user's name: letters, digits, spaces and . _ @ + ' -, "
            f"beginning with a letter or digit, at most {_MOST_NAME}"
        )
    return name


def clean_role(text: str) -> str:
    """Return the role. Raises `UserFault` where there is none of this name."""
    if text not in Role.__members__:
        raise UserFault(f"{text!a} is no role; a role is one of {', '.join(Role.__members__)}")
    return text


def read_users(file: Path) -> dict[str, Account]:
    """Return the accounts by name; none where there is no file. Raises `UserFault`."""
    try:
        text = read_private(file).decode()
        entries = tomllib.loads(text).get("user", [])
        accounts = [_account(file, entry) for entry in entries]
    except FileNotFoundError:
        return {}
    except (OSError, Exposed) as error:
        raise UserFault(str(error)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError, TypeError) as error:
        raise UserFault(f"{file}: cannot be read as users ({error}); mend it, or move it away") from error
    if len({each.name.casefold() for each in accounts}) < len(accounts):
        raise UserFault(f"{file}: two users have one name; remove one of them")
    return {each.name: each for each in accounts}


def _account(file: Path, entry: object) -> Account:
    if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
        raise UserFault(f"{file}: each user is a table, written [[user]], of texts")
    if unknown := set(entry) - _KEYS:
        raise UserFault(
            f"{file}: {', '.join(sorted(unknown))} is not known of a user; known: {', '.join(sorted(_KEYS))}"
        )
    if not {"name", "role", "sessions"} <= set(entry):
        raise UserFault(f"{file}: each user needs name, role and sessions; `factdesk user add` writes all of them")
    return Account(clean_name(entry["name"]), clean_role(entry["role"]), entry.get("password"), entry["sessions"])


def change_users(file: Path, change: Callable[[dict[str, Account]], Iterable[Account]]) -> None:
    """Replace the users by what `change` makes of them; nobody else changes them meanwhile. Raises `UserFault`."""
    with _locked(file):
        write_private(file, _written(list(change(read_users(file)))).encode())


def _written(accounts: list[Account]) -> str:
    return _HEAD + "".join(_entry(each) for each in sorted(accounts, key=lambda each: each.name.casefold()))


def _entry(account: Account) -> str:
    lines = {
        "name": account.name,
        "role": account.role,
        "password": account.password_hash,
        "sessions": account.sessions,
    }
    told = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in lines.items() if value is not None]
    return "\n[[user]]\n" + "\n".join(told) + "\n"


@contextmanager
def _locked(file: Path) -> Iterator[None]:
    make_folder(file.parent)
    descriptor = os.open(file.with_name(f".{file.name}.lock"), os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


class UserBook:
    """The users of a running desk, read again whenever the file changes. Safe for threads."""

    def __init__(self, file: Path) -> None:
        """Begin with what the file holds now. Raises `UserFault`."""
        self.file = file
        self._lock = threading.Lock()
        self._stamp: tuple[int, int, int] | None = None
        self._accounts: dict[str, Account] = {}
        self._ever = False
        self.accounts()

    def accounts(self) -> Accounts:
        """Return the accounts as the file has them at this moment. Raises `UserFault`, and then nobody is let in."""
        with self._lock:
            stamp = self._stamp_now()
            if stamp != self._stamp:
                self._accounts = read_users(self.file)
                self._stamp = stamp
                self._ever = self._ever or bool(self._accounts)
            return self._accounts

    def ever(self) -> bool:
        """Tell whether there have been users since the start; a file that is lost does not open the desk to all."""
        self.accounts()
        return self._ever

    def find(self, name: str) -> Account | None:
        """Return the account of a name, in whatever letters it is typed. Raises `UserFault`."""
        wanted = unicodedata.normalize("NFC", name.strip()).casefold()
        return next((each for each in self.accounts().values() if each.name.casefold() == wanted), None)

    def _stamp_now(self) -> tuple[int, int, int] | None:
        try:
            found = self.file.stat()
        except FileNotFoundError:
            return None
        return found.st_mtime_ns, found.st_ino, found.st_mode
