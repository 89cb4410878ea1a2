"""With which letters a pattern can begin, so that a table asks at each place only the forms that may fit there."""

import re

_PIECE = re.compile(
    r"(?P<open>\((?:\?(?::|P<\w+>|=|!|<=|<!))?)|(?P<close>\))|(?P<bar>\|)|(?P<often>[?*+]|\{\d+,\d*\})|(?P<set>\[[^\]]*\])|(?P<one>\\?.)"
)


class _Reader:
    """Walks the pieces of one pattern."""

    def __init__(self, pattern: str, letters: frozenset[str]) -> None:
        self.pieces = list(_PIECE.finditer(pattern))
        self.letters = letters
        self.at = 0

    def choice(self) -> tuple[set[str], bool]:
        """Read alternatives up to a closing bracket: their first letters, and whether one of them may be empty."""
        firsts, empty = self.row()
        while self.at < len(self.pieces) and self.pieces[self.at].lastgroup == "bar":
            self.at += 1
            more, may = self.row()
            firsts, empty = firsts | more, empty or may
        return firsts, empty

    def row(self) -> tuple[set[str], bool]:
        """Read pieces one behind the other."""
        firsts: set[str] = set()
        empty = True
        while self.at < len(self.pieces) and self.pieces[self.at].lastgroup not in ("bar", "close"):
            own, may = self.piece()
            if empty:
                firsts |= own
            empty = empty and may
        return firsts, empty

    def piece(self) -> tuple[set[str], bool]:
        """Read one piece with how often it may stand."""
        piece = self.pieces[self.at]
        self.at += 1
        if piece.lastgroup == "open":
            firsts, empty = self.choice()
            self.at += 1
            if piece[0] in ("(?=", "(?!", "(?<=", "(?<!"):
                return set(), True
        else:
            firsts, empty = self.of(piece)
        if self.at < len(self.pieces) and self.pieces[self.at].lastgroup == "often":
            empty = empty or self.pieces[self.at][0][:2] not in ("+", "{1")
            self.at += 1
        return firsts, empty

    def of(self, piece: re.Match[str]) -> tuple[set[str], bool]:
        """Return the letters of a single letter or a set; an anchor is empty."""
        if piece[0] in ("$", "^"):
            return set(), True
        if piece.lastgroup == "set":
            named = set(piece[0][1:-1])
            return (set(self.letters) - named, False) if piece[0][1] == "^" else (named, False)
        return {piece[0]}, False


def first_letters(pattern: str, letters: frozenset[str]) -> frozenset[str]:
    """Return the letters of an alphabet with which a match of a pattern can begin (all, where it may be empty)."""
    firsts, empty = _Reader(pattern, letters).choice()
    return letters if empty else frozenset(firsts & letters)
