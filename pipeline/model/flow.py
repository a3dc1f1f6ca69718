"""What a source document says, before anything is made of it: paragraphs as set, grids of cells, pictures, notes.

Both extractors produce a `Flow`; `assemble.py` alone decides what is a heading, a list, a record. The PDF side has already
rejoined what lines and pages cut; the DOCX side has already resolved styles, fields and revisions.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.model.document import Numbering
from pipeline.model.findings import Finding
from pipeline.model.place import NOWHERE, Place

_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_NO_LANGUAGE = frozenset({"und", "mul", "mis", "zxx"})


def language_tag(code: str) -> str:
    """The language that a source names, as BCP 47 writes it; "" where it names none (Word's "x-none", ISO 639-2's "und")."""
    tag = code.strip().replace("_", "-")
    return tag if _TAG.fullmatch(tag) and tag.partition("-")[0].lower() not in _NO_LANGUAGE else ""


class Unreadable(Exception):
    """The file cannot be read at all; carries the finding that says why and what to do."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.message)
        self.finding = finding


@dataclass(frozen=True, slots=True)
class Run:
    """Characters set alike. `text` may hold "\\n" for a manual line break and "\\t" for a tab.

    `size` is points, 0 where unknown; `note` is the key of a real note that this run refers to (its text is then the mark).
    `capitals` are those that the source only shows, small ones too; `underlined` leaves out links.
    """

    text: str
    bold: bool = False
    italic: bool = False
    superscript: bool = False
    size: float = 0.0
    colour: str = ""
    link: str = ""
    language: str = ""
    note: str = ""
    capitals: bool = False
    underlined: bool = False


@dataclass(frozen=True, slots=True)
class Marker:
    """The bullet or number of a list item that the source sets by itself (real numbering, or a glyph seen in the PDF).

    `level` counts from 0, None where only the indent shows it; `list_id` is equal for items of one real list. `numbering` is
    that of a list beginning with this item, None where only the printed label shows it: "i." may be one or the ninth letter.
    """

    text: str
    ordered: bool = False
    level: int | None = None
    list_id: str = ""
    numbering: Numbering | None = None


@dataclass(frozen=True, slots=True)
class FlowParagraph:
    """A paragraph of the source as it is set.

    `heading` is 1 to 6 where the source itself says so (style, outline level, sane tag), else 0; `indent` is the left edge
    of the text and `marker_indent` that of its marker, in points from the left edge of its column or cell; `gap` is the
    white space above, in points; `doubt` is a question about the paragraph that a person should answer.
    """

    runs: tuple[Run, ...]
    heading: int = 0
    marker: Marker | None = None
    indent: float = 0.0
    marker_indent: float = 0.0
    gap: float = 0.0
    align: str = "left"
    style: str = ""
    bookmarks: tuple[str, ...] = ()
    doubt: str = ""
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def text(self) -> str:
        """The characters of all runs."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class GridCell:
    """A cell with its spans; `header` is None where the source does not say; `fill` is six hex digits, "" for none."""

    row: int
    column: int
    rowspan: int = 1
    colspan: int = 1
    blocks: FlowBlocks = ()
    header: bool | None = None
    fill: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as drawn: cells with spans, row and column counted from 0. Cells that a span covers are not listed.

    `header_rows` is the number of leading rows that the source itself marks as header, None where it does not say. `caption`
    is what the table's properties say, `caption_runs` the paragraph beside it.
    """

    rows: int
    columns: int
    cells: tuple[GridCell, ...]
    header_rows: int | None = None
    caption: str = ""
    caption_runs: tuple[Run, ...] = ()
    description: str = ""
    bookmarks: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture of the source; `alt` is None where it has none; `caption_runs` are those of the paragraph beside it."""

    data: bytes
    name: str
    alt: str | None = None
    decorative: bool = False
    place: Place = field(default=NOWHERE, compare=False)
    caption_runs: tuple[Run, ...] = ()


FlowBlock = FlowParagraph | Grid | Picture
FlowBlocks = tuple[FlowBlock, ...]


@dataclass(frozen=True, slots=True)
class FlowNote:
    """A real note of the source (DOCX footnote or endnote, tagged PDF Note)."""

    key: str
    paragraphs: tuple[FlowParagraph, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True, slots=True)
class Aside:
    """Words of the source that are not content, and why: "running header", "page number", "contents list" …"""

    text: str
    reason: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Repair:
    """Text that was mended: what stood there, what stands there now, and why ("wrong decoding", "hyphen at line end" …)."""

    before: str
    after: str
    reason: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Join:
    """Two parts that were joined (a row cut by a page break, a table over pages), why, and how sure (0 to 1)."""

    what: str
    reason: str
    confidence: float
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class SourceWord:
    """A word as the source file holds it, in the file's order, before anything is repaired or set aside."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Flow:
    """All that one source file says, and the account of it.

    `recognised` are the pages, counted from 1, whose text a program recognised in a picture.
    """

    blocks: FlowBlocks
    notes: tuple[FlowNote, ...] = ()
    words: Sequence[SourceWord] = ()
    asides: tuple[Aside, ...] = ()
    repairs: tuple[Repair, ...] = ()
    joins: tuple[Join, ...] = ()
    findings: tuple[Finding, ...] = ()
    title: str = ""
    language: str = ""
    pages: int = 0
    recognised: tuple[int, ...] = ()
