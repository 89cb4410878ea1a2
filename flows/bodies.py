"""An article has body text: one of headings, links and captions alone is refused, wherever it comes from."""

from claims.model import Article
from claims.text.sentences import read_lines
from claims.unreadable import Unreadable


def refuse_bodiless(article: Article, shown: str | None = None) -> Unreadable | None:
    """Return the refusal of an article without any body line, under its own name or the one to show; else None."""
    if any(line.kind == "body" for line in read_lines(article.text)):
        return None
    rule = "it has no body text, only headings, links or captions"
    return Unreadable(shown or article.name, rule, "Give it the words of an article")
