"""Checks that each paragraph of an OpenDocument text has a style of its place: cover, contents, text, list, cell or note."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from pipeline.verifiers.odt.names import q
from pipeline.verifiers.odt.runs import ReadStyles

Element = Any
HOLDERS = {
    q("text:table-of-content"): "contents list", q("text:note-body"): "note", q("text:list-item"): "list",
    q("table:table-cell"): "cell",
}  # fmt: skip
STYLES = {
    "contents list": r"toc \d",
    "note": r"footnote text|List .*|Picture",
    "list": r"List .*|Box (Bullet|Number|Continue).*|Quote|Picture",
    "cell": r"Record Reference|Table .*|List .*|Picture|Field Label|Status .*",
    "cover": r"Before Title|Cover Line|Details|Notice|Picture|TOC Heading|heading \d",
    "text": r"(?!Before Title|Cover Line|Details|toc |TOC |Record Reference|Table Text|Table Heading|Normal$).+",
}
"""Place → the styles that paragraphs may have there."""


def strange_places(text: Element, styles: ReadStyles) -> Iterator[str]:
    """Yields paragraphs with words in a style of another place; the text begins after the contents list, if there is one."""
    contents = text.find(q("text:table-of-content"))
    place = "cover" if contents is not None else ""
    for element in text.iter(q("text:table-of-content"), q("text:p"), q("text:h")):
        if element is contents:
            place = "text"
            continue
        holder = next((HOLDERS[ancestor.tag] for ancestor in element.iterancestors(*HOLDERS)), place)
        name = styles.name(element.get(q("text:style-name"), ""))
        words = "".join(element.itertext()).strip()
        wrong = holder and words and not re.fullmatch(STYLES[holder], name)
        if wrong or (words and element.tag == q("text:h") and holder not in ("cover", "text", "")):
            yield f"“{words[:40]}” in the {holder} has the style “{name}”, which is of another place"
