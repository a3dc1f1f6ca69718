"""Writes and reads XLIFF 2.1 (OASIS, 2018), the format of translation agencies.

A phrase is a unit. Its address is the `name`, because an `id` may not contain a slash (XML NMTOKEN). Bold and italic words,
links and words in another language are `pc` codes, line breaks and note marks are `ph` codes, which translators' programs
protect; the original data give the Markdown of each code. Terms are in the glossary module. Files are also read if a program
has split units into segments, or a `pc` into the pair `sc` and `ec`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from typing import assert_never

from lxml import etree

from pipeline.model.document import Added, Emphasis, Inline, Inlines, LineBreak, Link, NoteRef, Span, Strong, Text
from pipeline.model.place import Place
from pipeline.model.walk import plain_text, tidy
from pipeline.translation.exchange import BREAK, Exchange, ExchangePhrase, Term, WrongFile, inlines_of, text_of

NS = "urn:oasis:names:tc:xliff:document:2.0"
GLOSSARY = "urn:oasis:names:tc:xliff:glossary:2.0"
# A subtype has the prefix of its owner; "xlf" is reserved for those of XLIFF (4.3.1.33).
BOLD, ITALIC, BREAK_TYPE = "xlf:b", "xlf:i", "xlf:lb"
LANGUAGE, NOTE = "reports:language", "reports:note"


def write(exchange: Exchange) -> bytes:
    """Returns the XLIFF file of an exchange, the same bytes for the same phrases."""
    root = etree.Element(
        f"{{{NS}}}xliff",
        {"version": "2.1", "srcLang": exchange.source_language, "trgLang": exchange.language},
        nsmap={None: NS, "gls": GLOSSARY},
    )
    file = etree.SubElement(root, f"{{{NS}}}file", id="f1", original=exchange.name)
    for number, entry in enumerate(exchange.entries, 1):
        file.append(_unit(entry, number))
    _indent(root, "\n")
    return bytes(etree.tostring(root, xml_declaration=True, encoding="UTF-8")) + b"\n"


def read(data: bytes, shown: str, plain: Callable[[str], Collection[str]]) -> Exchange:
    """Reads an XLIFF file. `plain` gives the addresses of a publication's unmarked phrases. Raises WrongFile."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as wrong:
        raise WrongFile(f"it is not well-formed XML: {wrong}", getattr(wrong, "lineno", 0) or 0) from wrong
    if root.getroottree().docinfo.doctype:
        raise WrongFile("it has a document type (DOCTYPE), which XLIFF 2 files never have")
    if root.tag != f"{{{NS}}}xliff" or not str(root.get("version", "")).startswith("2."):
        raise WrongFile("it is not an XLIFF 2 file; ask for version 2.0 or 2.1")
    file = root.find(f"{{{NS}}}file")
    if file is None or not file.get("original"):
        raise WrongFile("it does not name the publication; it was not made by reports translate")
    name = str(file.get("original"))
    unmarked = plain(name)
    entries = tuple(_entry(element, shown, unmarked) for element in root.iter(f"{{{NS}}}unit"))
    return Exchange(name, str(root.get("srcLang", "")), str(root.get("trgLang", "")), entries)


# ------------------------------------------------------------------------------------------------ writing


def _unit(entry: ExchangePhrase, number: int) -> etree._Element:
    unit = etree.Element(f"{{{NS}}}unit", {"id": f"u{number}", "name": entry.id})
    if entry.terms:
        unit.append(_glossary(entry.terms))
    notes = etree.SubElement(unit, f"{{{NS}}}notes")
    _sub(notes, "note", {"category": "context"}, entry.context)
    if entry.previous:
        _sub(notes, "note", {"category": "previous-source"}, entry.previous)
    codes = _Codes()
    state = "translated" if entry.done else "initial"
    segment = etree.Element(f"{{{NS}}}segment", {"id": "s1", "state": state})
    source = _sub(segment, "source", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
    codes.fill(source, inlines_of(entry.source, marked=entry.marked))
    if entry.translation:
        target = _sub(segment, "target", {"{http://www.w3.org/XML/1998/namespace}space": "preserve"})
        codes.fill(target, inlines_of(entry.translation, marked=entry.marked))
    if codes.data:
        original = _sub(unit, "originalData")
        for code_id, text in codes.data.items():
            _sub(original, "data", {"id": code_id}, text)
    unit.append(segment)
    return unit


def _glossary(terms: tuple[Term, ...]) -> etree._Element:
    glossary = etree.Element(f"{{{GLOSSARY}}}glossary")
    for term in terms:
        entry = etree.SubElement(glossary, f"{{{GLOSSARY}}}glossEntry")
        etree.SubElement(entry, f"{{{GLOSSARY}}}term").text = term.term
        if term.translation:
            etree.SubElement(entry, f"{{{GLOSSARY}}}translation").text = term.translation
        if term.meaning:
            etree.SubElement(entry, f"{{{GLOSSARY}}}definition").text = term.meaning
    return glossary


def _sub(parent: etree._Element, name: str, attributes: dict[str, str] | None = None, text: str = "") -> etree._Element:
    child = etree.SubElement(parent, f"{{{NS}}}{name}", attributes or {})
    if text:
        child.text = text
    return child


def _indent(element: etree._Element, line: str) -> None:
    """Puts each element on a line of its own, except among words, where white space would be text."""
    if element.tag in (f"{{{NS}}}source", f"{{{NS}}}target") or not len(element):
        return
    element.text = line + " "
    for child in element:
        child.tail = line + " "
        _indent(child, line + " ")
    element[-1].tail = line


@dataclass
class _Codes:
    """Fills source and target elements; the same mark has the same number in both."""

    data: dict[str, str] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)

    def fill(self, element: etree._Element, inlines: Inlines) -> None:
        """Puts a phrase into an element."""
        self.used: set[str] = set()
        self._fill(element, inlines)

    def _fill(self, element: etree._Element, inlines: Inlines) -> None:
        latest: etree._Element | None = None
        for inline in inlines:
            match inline:
                case Text(text) | Added(text, _):
                    if latest is None:
                        element.text = (element.text or "") + _xml(text)
                    else:
                        latest.tail = (latest.tail or "") + _xml(text)
                    continue
                case LineBreak() | NoteRef():
                    latest = self._point(element, inline)
                case Strong(children) | Emphasis(children) | Link(_, children) | Span(_, children):
                    latest = self._pair(element, inline)
                    self._fill(latest, children)
                case _:
                    assert_never(inline)

    def _pair(self, element: etree._Element, inline: Inline) -> etree._Element:
        start, end, kind, subtype = _marks(inline)
        return _sub(
            element, "pc",
            {
                "id": self._number(f"{start} {end}"), "type": kind, **({"subType": subtype} if subtype else {}),
                "dataRefStart": self._data(start), "dataRefEnd": self._data(end),
            },
        )  # fmt: skip

    def _point(self, element: etree._Element, inline: Inline) -> etree._Element:
        mark, subtype = (f"[^{inline.key}]", NOTE) if isinstance(inline, NoteRef) else (BREAK, BREAK_TYPE)
        kind = "other" if subtype == NOTE else "fmt"
        attributes = {"id": self._number(mark), "type": kind, "subType": subtype, "dataRef": self._data(mark)}
        if isinstance(inline, NoteRef):
            attributes |= {"disp": mark, "canDelete": "no"}
        return _sub(element, "ph", attributes)

    def _number(self, mark: str) -> str:
        count = 1
        while f"{mark} {count}" in self.used:
            count += 1
        self.used.add(f"{mark} {count}")
        return str(self.numbers.setdefault(f"{mark} {count}", len(self.numbers) + 1))

    def _data(self, text: str) -> str:
        for data_id, stored in self.data.items():
            if stored == text:
                return data_id
        self.data[data_id := f"d{len(self.data) + 1}"] = text
        return data_id


def _marks(inline: Inline) -> tuple[str, str, str, str]:
    """Returns the Markdown before and after marked words, and the type and subtype of their code."""
    match inline:
        case Strong():
            return "**", "**", "fmt", BOLD
        case Emphasis():
            return "*", "*", "fmt", ITALIC
        case Link(target):
            return "[", f"]({target})", "link", ""
        case Span(language):
            return "[", f"]{{lang={language}}}", "other", LANGUAGE
        case _:
            raise TypeError(f"a {type(inline).__name__} holds no words")


def _xml(text: str) -> str:
    """Returns text without the control characters that XML forbids."""
    return "".join(sign for sign in text if sign >= " " or sign in "\t\n")


# ------------------------------------------------------------------------------------------------ reading


def _entry(unit: etree._Element, shown: str, unmarked: Collection[str]) -> ExchangePhrase:
    address = str(unit.get("name") or "")
    data = {
        str(data_item.get("id")): data_item.text or ""
        for data_item in unit.iterfind(f"{{{NS}}}originalData/{{{NS}}}data")
    }
    source: list[Inline] = []
    target: list[Inline] = []
    complete, states = True, []
    for part in unit.iterfind(f"{{{NS}}}*"):
        if part.tag not in (f"{{{NS}}}segment", f"{{{NS}}}ignorable"):
            continue
        words, target_element = part.find(f"{{{NS}}}source"), part.find(f"{{{NS}}}target")
        before = _Reading(data).inlines(words)
        source += before
        if target_element is None and part.tag == f"{{{NS}}}segment" and plain_text(tuple(before)):
            complete = False
        target += before if target_element is None else _Reading(data).inlines(target_element)
        states.append(part.get("state", "initial"))
    marked = address not in unmarked
    previous = unit.findtext(f"{{{NS}}}notes/{{{NS}}}note[@category='previous-source']") or ""
    translation = text_of(tidy(tuple(target)), marked=marked) if complete else ""
    return ExchangePhrase(
        address, text_of(tidy(tuple(source)), marked=marked), translation,
        previous if "initial" in states else "", marked=marked, place=Place(shown, unit.sourceline or 0),
    )  # fmt: skip


@dataclass
class _Reading:
    """Reads a source or target element. The pair `sc` and `ec` becomes one mark; an unknown code keeps only its words."""

    data: dict[str, str]
    open: list[tuple[str, Inline | None, list[Inline]]] = field(default_factory=list)

    def inlines(self, element: etree._Element | None) -> Inlines:
        """Returns the phrase in an element."""
        result: list[Inline] = []
        self.open = [("", None, result)]
        if element is not None:
            self._read(element)
        while len(self.open) > 1:
            self._close(self.open[-1][0])
        return tuple(result)

    def _read(self, element: etree._Element) -> None:
        self._text(element.text)
        for code in element:
            if isinstance(code.tag, str):
                self._code(code, etree.QName(code).localname)
            self._text(code.tail)

    def _code(self, code: etree._Element, name: str) -> None:
        text = f"{name} {len(self.open)}"
        if name == "pc":
            self.open.append((text, self._mark(code, code.get("dataRefEnd")), []))
            self._read(code)
            self._close(text)
        elif name == "sc":
            self.open.append((str(code.get("id")), self._mark(code, None), []))
        elif name == "ec":
            self._close(str(code.get("startRef") or code.get("id")), self.data.get(str(code.get("dataRef")), ""))
        elif name == "ph":
            self.open[-1][2].extend(_point(self.data.get(str(code.get("dataRef")), "")))
        elif name == "cp":
            pass
        else:
            self._read(code)

    def _mark(self, code: etree._Element, end: str | None) -> Inline | None:
        """Returns the mark of a code, without words, from the data of its end, else from its subtype."""
        return _opened(str(code.get("subType") or code.get("type") or ""), self.data.get(end or "", ""))

    def _close(self, code: str, end: str = "") -> None:
        """Closes the latest open mark of a name, and unclosed marks inside it."""
        if code not in [opened[0] for opened in self.open[1:]]:
            return
        while len(self.open) > 1:
            name, mark, inside = self.open.pop()
            closed = _closed(_opened("", end) or mark, tuple(inside))
            self.open[-1][2].extend(closed)
            if name == code:
                return

    def _text(self, text: str | None) -> None:
        if text:
            self.open[-1][2].append(Text(text))


def _opened(kind: str, end: str) -> Inline | None:
    if kind == BOLD:
        return Strong(())
    if kind == ITALIC:
        return Emphasis(())
    if end.startswith("](") and end.endswith(")"):
        return Link(end[2:-1], ())
    if end.startswith("]{lang=") and end.endswith("}"):
        return Span(end[7:-1], ())
    return None


def _closed(mark: Inline | None, inside: Inlines) -> Iterator[Inline]:
    match mark:
        case Strong() if inside:
            yield Strong(inside)
        case Emphasis() if inside:
            yield Emphasis(inside)
        case Link(target) if inside:
            yield Link(target, inside)
        case Span(language) if inside:
            yield Span(language, inside)
        case _:
            yield from inside


def _point(mark: str) -> Iterator[Inline]:
    if mark.startswith("[^") and mark.endswith("]"):
        yield NoteRef(mark[2:-1])
    elif mark == BREAK:
        yield LineBreak()
