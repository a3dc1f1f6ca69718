"""Lists everything that our OpenDocument texts may have: the files of the package and the elements of the text.

They have no scripts, events, forms, frames, tracked changes, hidden sections or fields that change the words (ODF 1.3 part 3).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.odt.names import NAMESPACES, q
from pipeline.verifiers.odt.values import strange_values

Element = Any
PARTS = re.compile(
    r"mimetype|(content|styles|meta)\.xml|META-INF/manifest\.xml|Pictures/picture\d+\.(png|jpe?g|gif|svg)"
    r"|Fonts/[\w-]+\.(ttf|otf)"
)
OUTSIDE = re.compile(r"#.+|(https?://|mailto:|tel:)\S+|(\.\./)+[\w./-]+\.odt(#.*)?")
TEXT = frozenset({
    "a", "bookmark-end", "bookmark-start", "h", "index-body", "index-entry-link-end", "index-entry-link-start",
    "index-entry-text", "line-break", "list", "list-item", "note", "note-body", "note-citation", "note-ref", "p",
    "s", "span", "tab", "table-of-content", "table-of-content-entry-template", "table-of-content-source",
    "list-level-style-bullet", "list-level-style-number", "list-style", "notes-configuration", "page-count",
    "page-number", "soft-page-break", "list-header", "bookmark",
})  # fmt: skip
OFFICE = frozenset({
    "automatic-styles", "body", "document-content", "text", "document-styles", "master-styles", "styles",
    "document-meta", "meta", "font-face-decls",
})  # fmt: skip
TABLE = frozenset({
    "desc", "table", "table-cell", "table-column", "table-header-columns", "table-header-rows", "table-row", "title",
    "table-columns", "table-rows",
})  # fmt: skip
DRAW = frozenset({"frame", "image"})
ATTRIBUTES = {
    "a": "type href style-name visited-style-name", "bookmark": "name", "bookmark-start": "name", "bookmark-end": "name",
    "h": "style-name outline-level", "p": "style-name", "span": "style-name", "list": "style-name", "list-item": "start-value",
    "s": "c", "note": "id note-class", "note-citation": "label", "note-ref": "note-class ref-name reference-format",
    "table-of-content": "name", "table-of-content-source": "outline-level", "image": "href type show actuate",
    "table-of-content-entry-template": "outline-level style-name", "table": "name style-name",
    "table-cell": "style-name value-type", "table-column": "style-name", "table-row": "style-name",
}  # fmt: skip
"""Element of the text → its allowed attributes; other elements have none. Those of frames are in `values.py`."""
MOST_SPACES = 40
LISTED = {"text": TEXT, "office": OFFICE, "table": TABLE, "draw": DRAW}
SPACES = {address: prefix for prefix, address in NAMESPACES.items()}
HIDING = {
    "text:display": "none", "text:condition": "", "style:text-line-through-style": "solid", "fo:text-transform": "",
    "style:text-blinking": "true",
}  # fmt: skip


def strange(names: Iterable[str], roots: Iterable[Element], more: Iterable[str], file: str) -> tuple[Finding, ...]:
    """Returns an error for everything in a file that our files never have; `more` are messages from elsewhere."""
    hint = "if a builder wants it, add it to pipeline/verifiers/odt/allowed.py"
    messages = [
        f"the file holds the part {name}, unlike our files" for name in sorted(names) if not PARTS.fullmatch(name)
    ]
    trees = list(roots)
    messages += [message for root in trees for text in root.iter(q("office:text")) for message in _attributes(text)]
    messages += [*(message for root in trees for message in _elements(root)), *strange_values(trees), *more]
    return tuple(error("odt-strange", message, Place(file=file), hint) for message in dict.fromkeys(messages))


def _attributes(text: Element) -> Iterator[str]:
    """Yields attributes that our elements never have: spans, repetitions, values, link names, other numbering."""
    for element in text.iter(*(f"{{{NAMESPACES[prefix]}}}*" for prefix in ("text", "table", "draw", "office"))):
        name = str(element.tag).rpartition("}")[2]
        listed = ATTRIBUTES.get(name, "").split()
        for key, attribute in element.attrib.items() if name != "frame" else ():
            if key.rpartition("}")[2] not in listed:
                yield f"{name} says {key.rpartition('}')[2]} “{attribute[:30]}”, unlike our files"
        if (
            element.get(q("office:value-type"), "string") != "string"
            or int(element.get(q("text:c"), "1")) > MOST_SPACES
        ):
            yield f"{name} is a value or a long space"
        if element.tag == q("text:h") and element.get(q("text:outline-level")) is None:
            yield "a heading does not say its level"
    for style in text.getroottree().getroot().iter(q("style:style")):
        if not style.get(q("style:family"), "").startswith(("paragraph", "text")) and style.get(
            q("style:parent-style-name")
        ):
            yield f"the style “{style.get(q('style:name'))}” is one of another"


def _elements(root: Element) -> Iterator[str]:
    for element in root.iter():
        if not isinstance(element.tag, str):
            continue
        space, _, name = element.tag[1:].partition("}")
        prefix = SPACES.get(space, space)
        if (prefix in LISTED and name not in LISTED[prefix]) or space.endswith(
            (":script:1.0", ":form:1.0", ":presentation:1.0")
        ):
            yield f"the text holds {prefix}:{name}, unlike our files"
        address = element.get(q("xlink:href"))
        inside = "Fonts/" if name == "font-face-uri" else "Pictures/"
        if address is not None and not (OUTSIDE.fullmatch(address) if name == "a" else address.startswith(inside)):
            yield f"the file asks for {address[:80]} ({prefix}:{name})"
        for key, value in HIDING.items():
            stated = element.get(q(key))
            if stated is not None and (not value or stated == value):
                yield f"{prefix}:{name} hides, changes or strikes out words ({key}=“{stated}”)"
        if element.get(q("table:visibility"), "visible") != "visible" or element.get(q("table:protected")) == "true":
            yield f"{prefix}:{name} is hidden or protected"
