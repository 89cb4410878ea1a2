"""Passwords: their rules, and their argon2 hashes; an unknown name costs as much as a wrong password."""

import unicodedata
from functools import cached_property

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

LEAST_CHARACTERS = 10
MOST_CHARACTERS = 1024


class WeakPassword(Exception):  # noqa: N818 - named by what is the case
    """A password that will not do; the message says the rule."""


def refuse_weak(password: str, name: str) -> None:
    """Raise `WeakPassword` if the password breaks a rule."""
    if not LEAST_CHARACTERS <= len(password) <= MOST_CHARACTERS:
        raise WeakPassword(
            f"a password has {LEAST_CHARACTERS} to {MOST_CHARACTERS} characters; four unusual words will do"
        )
    if len(set(password)) < 4:
        raise WeakPassword("this password is one character over and over; four unusual words will do")
    if name.casefold() in {password.casefold(), password.casefold().strip("0123456789!.")}:
        raise WeakPassword("a password is not the name of the user; four unusual words will do")


class Passwords:
    """Makes and checks hashes. `computed` counts the hashes, so that tests can compare what names cost."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        """Use the library's recommended parameters unless others are given."""
        self._hasher = hasher or PasswordHasher()
        self.computed = 0

    def hash_of(self, password: str) -> str:
        """Return the hash to keep."""
        self.computed += 1
        return self._hasher.hash(_one_spelling(password))

    def fits(self, password: str, password_hash: str | None) -> bool:
        """Tell whether the password is the one of the hash; without a hash, spend the same time and say no."""
        self.computed += 1
        try:
            fits = self._hasher.verify(password_hash or self._nobodys, _one_spelling(password))
        except (VerificationError, InvalidHashError):
            return False
        return fits and password_hash is not None

    def is_outdated(self, password_hash: str) -> bool:
        """Tell whether the hash was made with other parameters than those of today."""
        return self._hasher.check_needs_rehash(password_hash)

    def warm_up(self) -> None:
        """Make the hash that unknown names are checked against, so that the first of them takes no longer."""
        _ = self._nobodys

    @cached_property
    def _nobodys(self) -> str:
        return self._hasher.hash("a password that nobody has")


def _one_spelling(password: str) -> str:
    """Return the password as one sequence of characters, however the keyboard composes them."""
    return unicodedata.normalize("NFC", password[:MOST_CHARACTERS])
