"""How much one article may be: what goes beyond is refused by name, so that it cannot cost the others.

These are the limits that need no clock; how long an article may take is kept where the clock is.
"""

from dataclasses import dataclass

from claims.unreadable import Unreadable


@dataclass(frozen=True, slots=True)
class Bounds:
    """The most that one article may have; the defaults are some three times what news has at most."""

    characters: int = 300_000  # of its text
    elements: int = 12_000  # of its HTML
    claims: int = 5_000

    def refuse_long(self, text: str, name: str) -> None:
        """Raise Unreadable when a text has too many characters."""
        if len(text) > self.characters:
            rule = f"its text has {len(text):,} characters, and {self.characters:,} are the most"
            raise Unreadable(name, rule, "Split it into articles, or raise budget.characters")

    def refuse_elements(self, count: int, name: str, what: str = "elements") -> None:
        """Raise Unreadable when a page has too many elements; `what` they are, where they are only counted ahead."""
        if count > self.elements:
            rule = f"it is HTML of {count:,} {what}, and {self.elements:,} are the most that are taken apart"
            raise Unreadable(name, rule, "Save the article's text as .txt, or raise budget.elements")

    def refuse_claims(self, count: int, name: str) -> None:
        """Raise Unreadable when an article makes too many claims."""
        if count > self.claims:
            rule = f"it makes more than {self.claims:,} claims"
            raise Unreadable(name, rule, "Split it into articles, or raise budget.claims")


USUAL = Bounds()
