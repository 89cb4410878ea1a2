"""What an input is called that cannot be turned into an article: named, with the rule it breaks and the next step."""


class Unreadable(Exception):  # noqa: N818  # named by what the caller does with it: report it and go on
    """An input, or one record of it, that cannot be read; `str()` is one line for people."""

    def __init__(self, name: str, rule: str, next_step: str) -> None:
        super().__init__(name, rule, next_step)
        self.name = name
        self.rule = rule
        self.next_step = next_step

    def __str__(self) -> str:
        """Return the input's name, the rule and the next step on one line."""
        return " ".join(f"{self.name}: {self.rule}. {self.next_step}".split())
