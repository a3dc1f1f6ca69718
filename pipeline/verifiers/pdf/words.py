"""Reads the words of a PDF in tag order with the nearest anchor, and shows the tag tree as indented text."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.verifiers import AnchoredText
from pipeline.verifiers.pdf.structure import INLINE, MarkOf, ObjectOf, Tag

HEADINGS = {"H", "H1", "H2", "H3", "H4", "H5", "H6"}
SHORT = 80


def words(tree: Tag) -> tuple[AnchoredText, ...]:
    """Returns the words of each block in tag order, without list markers and note numbers, which readers announce."""
    return tuple(
        AnchoredText(" ".join(text.split()), anchor) for text, anchor in _blocks(tree, "", False) if text.strip()
    )


def _blocks(tag: Tag, anchor: str, marked: bool) -> Iterator[tuple[str, str]]:
    """Yields anchors and words; `marked` is true if the labels of this list are markers, not words."""
    if tag.type == "L":
        marked = tag.attributes.get("ListNumbering", "None") != "None"
    if is_marker(tag, marked):
        return
    if tag.id and tag.type not in (*INLINE, "TH", "TD"):
        anchor = tag.id
    if tag.type == "Figure":
        yield tag.alt, anchor
        return
    buffer = ""
    for kid in tag.kids:
        if isinstance(kid, MarkOf):
            buffer += kid.text
        elif isinstance(kid, Tag) and kid.type in INLINE:
            buffer += "".join(text for text, _ in _blocks(kid, anchor, marked))
        elif isinstance(kid, Tag):
            if buffer:
                yield buffer, anchor
                buffer = ""
            if kid.type in HEADINGS and kid.id:
                anchor = kid.id
            if not (tag.type == "Note" and kid.type == "Lbl"):
                yield from _blocks(kid, anchor, marked)
    if buffer:
        yield buffer, anchor


def expansions(tag: Tag, around: str = "") -> Iterator[tuple[str, str]]:
    """Yields the words of each mark with the expansion of its element (ISO 32000-1, 14.9.5)."""
    around = tag.expansion or around
    for kid in tag.kids if tag.type != "Figure" else ():
        if isinstance(kid, MarkOf):
            yield kid.text, around
        elif isinstance(kid, Tag):
            yield from expansions(kid, around)


def is_marker(tag: Tag, marked: bool) -> bool:
    """Whether an element is the marker of an item, which readers announce."""
    return tag.type == "Lbl" and (marked or bool(tag.attributes.get("marker")))


def tree_text(tree: Tag) -> str:
    """Returns the tag tree with an element on each line: type, id, attributes, and its own words up to 80 characters."""
    return "\n".join(_lines(tree, 0))


def _lines(tag: Tag, depth: int) -> Iterator[str]:
    text = "".join(kid.text for kid in tag.kids if isinstance(kid, MarkOf))
    text = " ".join(text.split())
    if len(text) > SHORT:
        text = text[: SHORT - 1] + "…"
    yield "  " * depth + " ".join(filter(None, [tag.type or "(no root)", *_facts(tag), f"“{text}”" if text else ""]))
    for kid in tag.kids:
        if isinstance(kid, Tag):
            yield from _lines(kid, depth + 1)


def _facts(tag: Tag) -> Iterator[str]:
    if tag.id:
        yield f"#{tag.id}"
    for name, value in (("lang", tag.language), ("alt", tag.alt), ("expansion", tag.expansion)):
        if value:
            yield f"{name}=“{value}”"
    for key in ("Scope", "ListNumbering", "ColSpan", "RowSpan"):
        if key in tag.attributes:
            yield f"{key}={tag.attributes[key]}"
    if tag.attributes.get("Headers"):
        yield f"headers={','.join(tag.attributes['Headers'])}"
    links = [kid for kid in tag.kids if isinstance(kid, ObjectOf)]
    if links:
        yield f"announces=“{links[0].contents}”"
