"""SVG that may stand in a page: shapes and words alone, with colours of the page's own, and every word written out."""

from collections.abc import Iterable
from html import escape

from reports.visible import on_one_line


def svg_of(  # noqa: PLR0913 - each is told of the drawing
    parts: Iterable[str], width: int, height: int, *, name: str, title: str, about: str
) -> str:
    """Return a drawing as an `svg` element with a title and a description for those who do not see it.

    Args:
        parts: what is drawn, one behind the other, as the functions below return it.
        width: in pixels, as the height.
        height: of the whole.
        name: an identifier that no other drawing of the page has.
        title: what is shown.
        about: the same in a sentence.
    """
    return (
        f'<svg class="chart" role="img" aria-labelledby="{name}-title {name}-about" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title id="{name}-title">{_words(title)}</title>'
        f'<desc id="{name}-about">{_words(about)}</desc>{"".join(parts)}</svg>'
    )


def rectangle(left: float, top: float, width: float, height: float, fill: str) -> str:
    """Return a filled rectangle."""
    wide, high = _number(width), _number(height)
    return f'<path d="M{_number(left)},{_number(top)}h{wide}v{high}h-{wide}Z" fill="{fill}"/>'


def line(left: float, top: float, length: float, stroke: str) -> str:
    """Return a level line."""
    place = f"translate({_number(left)},{_number(top)})"
    return f'<line x2="{_number(length)}" y2="0" transform="{place}" stroke="{stroke}"/>'


def words(  # noqa: PLR0913 - each is a number of the drawing
    text: str, left: float, bottom: float, fill: str, size: int, *, anchor: str = "start", weight: int | None = None
) -> str:
    """Return words that stand on a line; text from elsewhere stays words, and each character is seen."""
    place = f"translate({_number(left)},{_number(bottom)})"
    bold = f' font-weight="{weight}"' if weight else ""
    return f'<text transform="{place}" text-anchor="{anchor}" fill="{fill}" font-size="{size}px"{bold}>{_words(text)}</text>'


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _words(text: str) -> str:
    return escape(on_one_line(text), quote=False)
