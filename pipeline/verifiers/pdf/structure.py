"""Reads the tag tree of a PDF as assistive technology does (ISO 32000-1, 14.7)."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Array, Dictionary, Name, Object, Pdf

_UNHEARD = dict.fromkeys(map(ord, "\u00ad\u200b"))


def heard(text: str) -> str:
    """Normalises a name for comparison: composed letters, without soft hyphens and zero-width spaces."""
    return unicodedata.normalize("NFC", text.translate(_UNHEARD))


@dataclass(frozen=True, slots=True)
class MarkOf:
    """A marked-content sequence that belongs to an element: page from 0 (-1 unknown), MCID, and its characters."""

    page: int
    mcid: int
    text: str


@dataclass(frozen=True, slots=True)
class ObjectOf:
    """A link annotation of an element: the words that it announces, its object number, and its target.

    `target` is an address, or `#name` of a named place in this file; "" if it has none or another action.
    """

    page: int
    contents: str
    object: int
    target: str = ""


@dataclass(eq=False, slots=True)
class Tag:
    """A structure element. `type` is the standard type after role mapping; `attributes` are by their key without slash."""

    type: str
    id: str = ""
    language: str = ""
    alt: str = ""
    expansion: str = ""
    attributes: dict[str, Any] = field(default_factory=dict)
    kids: list[Tag | MarkOf | ObjectOf] = field(default_factory=list)

    def tags(self) -> Iterator[Tag]:
        """Yields this element and its descendants in reading order."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting += [kid for kid in reversed(tag.kids) if isinstance(kid, Tag)]

    def below(self, *types: str) -> list[Tag]:
        """Returns the kids of these types, or all kid elements if no type is given."""
        return [kid for kid in self.kids if isinstance(kid, Tag) and (not types or kid.type in types)]

    def marks(self) -> Iterator[MarkOf]:
        """Yields all marks in this element in reading order."""
        waiting = self.kids[::-1]
        while waiting:
            kid = waiting.pop()
            if isinstance(kid, MarkOf):
                yield kid
            elif isinstance(kid, Tag):
                waiting += reversed(kid.kids)

    def text(self) -> str:
        """The words of this element with single spaces; a figure has its alternative text."""
        return " ".join(self._text().split())

    def _text(self) -> str:
        if self.type == "Figure":
            return f" {self.alt} "
        parts = [
            kid.text if isinstance(kid, MarkOf) else kid._text() for kid in self.kids if not isinstance(kid, ObjectOf)
        ]
        return "".join(parts) if self.type in INLINE else f" {''.join(parts)} "


INLINE = {"Span", "Link", "Reference", "Quote", "NonStruct", "Code", "BibEntry"}


class StructureReader:
    """Reads structure elements of an open file; `characters` maps (page, MCID) to its characters."""

    def __init__(self, pdf: Pdf, characters: dict[tuple[int, int], str]) -> None:
        self.characters = characters
        self.pages = {page.obj.objgen: number for number, page in enumerate(pdf.pages)}
        self.root = pdf.Root.get("/StructTreeRoot")
        self.roles = {str(key)[1:]: str(value)[1:] for key, value in dict(_of(self.root, "/RoleMap", {})).items()}

    def tree(self) -> Tag:
        """Returns the tree; its root has no type if the file has several roots or none."""
        kids = _kids(self.root)
        if len(kids) == 1 and isinstance(kids[0], Dictionary):
            return self.tag(kids[0], -1)
        return Tag("", kids=[self.tag(kid, -1) for kid in kids if isinstance(kid, Dictionary)])

    def tag(self, element: Object, page: int) -> Tag:
        """Reads an element with its descendants; `page` is the page of its parent."""
        value = self.pages.get(element["/Pg"].objgen, -1) if "/Pg" in element else page
        kind = str(element.get("/S", "/"))[1:]
        texts = {key: str(element[f"/{key}"]) if f"/{key}" in element else "" for key in ("ID", "Lang", "Alt", "E")}
        tag = Tag(
            self.roles.get(kind, kind), texts["ID"], texts["Lang"], texts["Alt"], texts["E"], _attributes(element)
        )
        tag.kids = [child for kid in _kids(element) if (child := self.kid(kid, value)) is not None]
        return tag

    def kid(self, kid: Object | int, page: int) -> Tag | MarkOf | ObjectOf | None:
        """Reads a kid of an element on a page: a mark, an annotation or another element."""
        if not isinstance(kid, Dictionary):
            return self.mark(page, int(kid))
        if "/Pg" in kid:
            page = self.pages.get(kid["/Pg"].objgen, -1)
        if kid.get("/Type") == Name.MCR:
            return self.mark(page, int(kid["/MCID"]))
        if kid.get("/Type") == Name.OBJR:
            annotation = kid["/Obj"]
            return ObjectOf(page, str(annotation.get("/Contents", "")), annotation.objgen[0], target(annotation))
        return self.tag(kid, page)

    def mark(self, page: int, mcid: int) -> MarkOf:
        """Returns a mark with its characters."""
        return MarkOf(page, mcid, self.characters.get((page, mcid), ""))


def target(annotation: Object) -> str:
    """Where a link annotation leads (ISO 32000-1, 12.5.6.5): an address, or `#name`."""
    action = annotation.get("/A")
    if action is None:
        place = annotation.get("/Dest")
        return "" if place is None or isinstance(place, Array) else f"#{place}"
    return str(action.get("/URI", "")) if action.get("/S") == Name.URI else ""


def _of(holder: Object | None, key: str, default: Any) -> Any:
    return default if holder is None else holder.get(key, default)


def _kids(holder: Object | None) -> list[Any]:
    kids = _of(holder, "/K", None)
    if kids is None:
        return []
    return list(kids) if isinstance(kids, Array) else [kids]


def _attributes(element: Object) -> dict[str, Any]:
    """The attributes of all owners, as plain text, numbers and lists."""
    entry = element.get("/A")
    result: dict[str, Any] = {}
    for attributes in list(entry) if isinstance(entry, Array) else [entry] if entry is not None else []:
        if isinstance(attributes, Dictionary):
            result |= {str(key)[1:]: _plain(value) for key, value in attributes.items()}
    return result


def _plain(value: Any) -> Any:
    if isinstance(value, Array):
        return [_plain(item) for item in value]
    if isinstance(value, Name):
        return str(value)[1:]
    return float(value) if not isinstance(value, Object) else str(value)
