"""What the chart engine drew, rebuilt as SVG that may stand in a page: shapes and words alone, and labels put in last.

Words from elsewhere never reach the engine: it works with marks of ours, which are exchanged here. A control character
in a label would end the whole process there, and its measuring of words would differ from machine to machine.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from lxml import etree  # type: ignore[import-untyped]

from reports.visible import on_one_line

_KEPT = {
    "g": ("transform",),
    "path": ("d", "transform", "fill", "stroke", "stroke-width", "opacity"),
    "line": ("x2", "y2", "transform", "stroke", "stroke-width", "opacity"),
    "text": ("transform", "text-anchor", "fill", "font-size", "font-weight"),
}
_LONG_NUMBER = re.compile(r"-?\d+\.\d{3,}")
_NOWHERE = "translate(0,0)"


def rebuild_svg(drawn: str, labels: Mapping[str, str], *, name: str, title: str, about: str) -> str:
    """Return the drawing as an `svg` element with a title and a description for those who do not see it.

    Args:
        drawn: what the engine made of our own marks and numbers.
        labels: the words for each mark.
        name: an identifier that no other drawing of the page has.
        title: what is shown.
        about: the same in a sentence.
    """
    root = etree.fromstring(drawn.encode(), etree.XMLParser(resolve_entities=False, no_network=True))
    width, height = (int(float(root.get(side, "0"))) for side in ("width", "height"))
    inside = "".join(part for child in root for part in _written(child, labels))
    return (
        f'<svg class="chart" role="img" aria-labelledby="{name}-title {name}-about" viewBox="0 0 {width} {height}" '
        f'width="{width}" height="{height}"><title id="{name}-title">{_words(title)}</title>'
        f'<desc id="{name}-about">{_words(about)}</desc>{inside}</svg>'
    )


def _written(element: etree._Element, labels: Mapping[str, str]) -> Iterator[str]:
    """Yield the parts of an element and all in it, if it shows anything."""
    tag = etree.QName(element).localname
    if tag not in _KEPT or (tag == "path" and not {"fill", "stroke"} & set(element.attrib)):
        return
    text = element.text or "" if tag == "text" else ""
    inside = _words(labels.get(text, text)) + "".join(part for child in element for part in _written(child, labels))
    attributes = "".join(f' {key}="{value}"' for key, value in _attributes(element, tag))
    if tag != "g":
        yield f"<{tag}{attributes}>{inside}</{tag}>" if inside else f"<{tag}{attributes}/>"
    elif inside:
        yield f"<g{attributes}>{inside}</g>" if attributes else inside


def _attributes(element: etree._Element, tag: str) -> Iterator[tuple[str, str]]:
    for key in _KEPT[tag]:
        value = _LONG_NUMBER.sub(lambda found: f"{float(found[0]):.2f}".rstrip("0").rstrip("."), element.get(key) or "")
        if value and value != _NOWHERE:
            yield key, escape(value)


def _words(text: str) -> str:
    return escape(on_one_line(text), quote=False)
