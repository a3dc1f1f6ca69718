"""Reads the paragraphs and tables of a Word edition with their styles, numbering and bookmarks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.kinds.ratings import SHAPES
from pipeline.model.document import Inlines, NumberStyle, Text
from pipeline.model.document import Numbering as Labels
from pipeline.ooxml.numbering import Numbering
from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.styles import ParagraphFormat, Styles
from pipeline.ooxml.xml import Element, child, number, q, switched, value
from pipeline.sources.word_edition.inlines import InlineReader, shown_runs

WRAPPERS = frozenset(map(q, ("w:sdt", "w:sdtContent", "w:ins", "w:moveTo", "w:customXml", "w:smartTag")))
NOT_KEPT = frozenset([
    "details", "cover line", "back to contents", "box label", "caption", "caption1", "table title", "table heading",
    "action reference", "field label", "footnote text", "picture",
])  # fmt: skip
"""Styles of paragraphs with only added words. Words typed there are left out and reported."""
CONTENTS = re.compile(r"(toc|contents) (\d|heading)")
ID = re.compile(r"[A-Za-z]\w{0,35}", re.ASCII)
REFERENCE = re.compile(r"[A-Za-z]\w*\d\w*")
READERS_MARK = re.compile(r"(Column|Row)?Title_\d+")  # names the header cells of a table for screen readers


STYLES = {
    "decimal": NumberStyle.DECIMAL, "lowerLetter": NumberStyle.LOWER_LETTER, "upperLetter": NumberStyle.UPPER_LETTER,
    "lowerRoman": NumberStyle.LOWER_ROMAN, "upperRoman": NumberStyle.UPPER_ROMAN,
}  # fmt: skip
FORMS = ("1.", "1)", "(1)")


@dataclass(frozen=True)
class ListPlace:
    """The place of an item: its list, its level from 0, and the numbering of the list, None for bullets."""

    list_id: str
    level: int
    numbering: Labels | None


@dataclass
class EditionLine:
    """A paragraph or a table. `words` are its content; `added` are the words that the edition added.

    `label` is the run-in label of a definition. `typed` are words typed over or beside added ones; they are in `words` too if
    the line can have content. `begins` are the names of its bookmarks.
    """

    element: Element
    style: str = ""
    heading: int = 0
    item: ListPlace | None = None
    words: Inlines = ()
    label: Inlines = ()
    added: str = ""
    typed: tuple[str, ...] = ()
    begins: list[str] = field(default_factory=list)
    drawings: list[Element] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        """Whether this is a table, whose cells have lines of their own."""
        return bool(self.element.tag == q("w:tbl"))

    @property
    def id(self) -> str:
        """The id of a section or record that begins here: the first visible bookmark."""
        return next((name for name in self.begins if not name.startswith("_") and not READERS_MARK.fullmatch(name)), "")

    @property
    def band(self) -> str:
        """The number of the table of which this heading is a band, or ""."""
        band_mark = next((match for name in self.begins if (match := re.fullmatch(r"_Band(\d+)_\d+", name))), None)
        return band_mark[1] if band_mark and self.heading else ""

    def mark(self, kind: str) -> str:
        """The hidden bookmark of a kind ("Box", "Quote", "Band1") that begins here, or ""."""
        return next((name for name in self.begins if re.fullmatch(rf"_{kind}(_.*)?", name)), "")


@dataclass
class LineReader:
    """Reads the lines of a part in order, with the state of bookmarks and numbering.

    `content_ids` are the ids of the content file.
    """

    package: Package
    relationships: dict[str, Relationship]
    styles: Styles
    numbering: Numbering
    language: str
    content_ids: frozenset[str] = frozenset()
    inlines: InlineReader = field(init=False)
    _names: set[str] = field(default_factory=set)
    _running: dict[tuple[str, int], str] = field(default_factory=dict)
    _seen: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.inlines = InlineReader(self.styles, self.relationships, self.language)

    def lines(self, holder: Element) -> list[EditionLine]:
        """Returns the lines of a body, cell or note."""
        result: list[EditionLine] = []
        waiting: list[str] = []
        for element in _blocks(holder):
            if element.tag == q("w:bookmarkStart"):
                waiting.append(self._begin(element))
            else:
                line = EditionLine(element) if element.tag == q("w:tbl") else self._paragraph(element)
                line.begins[:0] = waiting
                line.begins.sort(
                    key=lambda name: name not in self.content_ids
                )  # ids before bookmarks that a person set
                waiting = []
                result.append(line)
        return [line for line in result if not CONTENTS.match(line.style)]

    def of_content(self, id: str) -> str:
        """Returns an id of the content file, or "" for another bookmark, such as LibreOffice's for a copied row."""
        return id if id in self.content_ids or (not self.content_ids and ID.fullmatch(id)) else ""

    def _begin(self, mark: Element) -> str:
        """Returns the name of a bookmark, or "" if it is repeated: programs repeat those that span paragraphs."""
        name = str(mark.get(q("w:name"), ""))
        if name in self._names:
            return ""
        self._names.add(name)
        return name

    def _paragraph(self, element: Element) -> EditionLine:
        setting = self.styles.setting(element)
        line = EditionLine(element, setting.name.lower(), setting.heading)
        line.begins += [name for mark in element.iter(q("w:bookmarkStart")) if (name := self._begin(mark))]
        line.item = self._item(setting) if not line.heading else None
        read = self.inlines.read(element, not line.heading and line.style not in NOT_KEPT)
        line.words, line.added, line.typed, line.label = read.inlines, read.added, read.typed, read.label
        if (
            line.style == "record reference"
            and not self.inlines.added_words.hashes
            and not self._is_reference(line.added)
        ):
            line.words, line.typed = (Text(line.added.strip()),), (line.added.strip(),)
        if line.style.startswith("status "):
            line.words = _without_shape(line.words)
        line.drawings = [drawing for run in shown_runs(element) for drawing in run.iterchildren(q("w:drawing"))]
        return line

    def _is_reference(self, text: str) -> bool:
        """Whether the words above a row can be a reference, in an edition without hashes of its added words."""
        return text.strip() in ("", *self.content_ids) or bool(REFERENCE.fullmatch(text.strip()))

    def _item(self, setting: ParagraphFormat) -> ListPlace | None:
        item = self.numbering.item(setting)
        if item is None:
            return None
        num, level = item
        definition = self.numbering.level(num, level)
        style = STYLES.get(value(definition, "w:numFmt") or "decimal", NumberStyle.DECIMAL)
        if value(definition, "w:numFmt") == "bullet":
            return ListPlace(num, level, None)
        abstract = value(self.numbering.nums[num], "w:abstractNumId") or ""
        start = self._override(num, level)
        if (start is not None and (num, level) not in self._seen) or (abstract, level) not in self._running:
            self._running[abstract, level] = num
        self._seen.add((num, level))
        form = re.sub(r"%[1-9]", "1", value(definition, "w:lvlText") or "")
        numbering = Labels(style, form if form in FORMS else "1.", start if start is not None else 1)
        return ListPlace(self._running[abstract, level], level, numbering)

    def _override(self, num: str, level: int) -> int | None:
        for entry in self.numbering.nums[num].iter(q("w:lvlOverride")):
            if number(entry.get(q("w:ilvl"))) == level:
                start = value(entry, "w:startOverride")
                return number(start, 1) if start is not None else None
        return None


def _blocks(holder: Element) -> Iterator[Element]:
    """Yields paragraphs, tables and the bookmarks between them, also inside wrappers such as content controls."""
    for element in holder:
        if element.tag in (q("w:p"), q("w:tbl"), q("w:bookmarkStart")):
            yield element
        elif element.tag in WRAPPERS:
            yield from _blocks(element)


def table_rows(table: Element) -> list[tuple[bool, list[Element]]]:
    """Returns for each row whether it is marked as a header, and its cells."""
    rows = []
    for row in _inside(table, "w:tr"):
        head = bool(switched(child(row, "w:trPr"), "w:tblHeader"))
        rows.append((head, list(_inside(row, "w:tc"))))
    return rows


def _inside(holder: Element, name: str) -> Iterator[Element]:
    for element in holder:
        if element.tag == q(name):
            yield element
        elif element.tag in WRAPPERS:
            yield from _inside(element, name)


def _without_shape(words: Inlines) -> Inlines:
    """Returns a status without the shape after it, which was pasted as a word."""
    if words and isinstance(last := words[-1], Text) and last.text.rstrip()[-1:] in SHAPES:
        text = last.text.rstrip()[:-1].rstrip()
        return (*words[:-1], Text(text)) if text else words[:-1]
    return words
