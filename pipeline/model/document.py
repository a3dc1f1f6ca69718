"""The document: what extractors produce, people edit as YAML, and builders consume.

One closed union of blocks and one of inlines, all frozen. Sections nest, so heading levels are derived and can never skip
(WCAG 1.3.1, PDF/UA-1 7.4.2). Nothing here imports anything of ours but `place`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from pipeline.model.place import NOWHERE, Place

# ------------------------------------------------------------------------------------------------ inlines


@dataclass(frozen=True)
class Text:
    """Plain words. White space and line breaks of the source are single spaces here."""

    text: str


@dataclass(frozen=True)
class Strong:
    """Important words, usually bold."""

    children: Inlines


@dataclass(frozen=True)
class Emphasis:
    """Stressed words; italic in standard print, never italic in large print (UKAAF G003)."""

    children: Inlines


@dataclass(frozen=True)
class Link:
    """A link. `target` is an address, or `#id` of this publication, or `name#id` of another one."""

    target: str
    children: Inlines


@dataclass(frozen=True)
class Span:
    """Words in another language (BCP 47 tag), WCAG 3.1.2."""

    language: str
    children: Inlines


@dataclass(frozen=True)
class LineBreak:
    """A line break that carries meaning, as in an address."""


@dataclass(frozen=True)
class NoteRef:
    """The mark in the running text that refers to the note with this key."""

    key: str


@dataclass(frozen=True)
class Added:
    """Words that the program adds for the reader ("Not stated", "3 of 8"). `kind` says why; never in a content file.

    `language` is set where the words are not in the language of the document (WCAG 3.1.2).
    """

    text: str
    kind: str
    language: str = ""


Inline = Text | Strong | Emphasis | Link | Span | LineBreak | NoteRef | Added
Inlines = tuple[Inline, ...]

# ------------------------------------------------------------------------------------------------ blocks


class Role(StrEnum):
    """What a box is for. A new purpose needs a line here, a style and an added word, but no new node."""

    SUMMARY = "summary"
    WARNING = "warning"
    NOTE = "note"
    EXAMPLE = "example"
    CONTACT = "contact"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of running text."""

    inlines: Inlines
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Item:
    """An item of a list. Its first block is its text; lists among the other blocks are its sub-items."""

    blocks: Blocks
    place: Place = field(default=NOWHERE, compare=False)


class NumberStyle(StrEnum):
    """The signs that a numbered list counts with."""

    DECIMAL = "decimal"
    LOWER_LETTER = "lower-letter"
    UPPER_LETTER = "upper-letter"
    LOWER_ROMAN = "lower-roman"
    UPPER_ROMAN = "upper-roman"


@dataclass(frozen=True)
class Numbering:
    """How the author numbered a list. No edition changes it, because "see (b)" must lead to "(b)".

    `form` is the label of the number 1 in figures: "1.", "1)" or "(1)". `start` is the number of the
    first item, at least 1 for letters and Roman numerals. `model.numbering.label` gives the label of an item.
    """

    style: NumberStyle = NumberStyle.DECIMAL
    form: str = "1."
    start: int = 1


@dataclass(frozen=True)
class List:
    """A list, bulleted unless it has a numbering."""

    items: tuple[Item, ...]
    numbering: Numbering | None = None
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Image:
    """A picture. `alt` is None until somebody writes it; a `decorative` picture needs none (WCAG 1.1.1)."""

    file: str
    alt: str | None = None
    decorative: bool = False
    caption: Inlines = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Quote:
    """A quotation set as a block of its own."""

    blocks: Blocks
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Box:
    """A passage set apart from the text for a purpose that `role` names in words."""

    role: Role
    blocks: Blocks
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Idea:
    """An idea of an Easy Read: its picture, if it has one already, then its words.

    `covers` are the ids of the parts of the publication that the idea is about.
    """

    blocks: Blocks
    covers: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Definition:
    """A label with its value: "Meeting" and "Cabinet", or a word of a glossary and what it means."""

    label: Inlines
    blocks: Blocks = ()
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Definitions:
    """Labels with their values, in the order of the source: the head of a report, a glossary."""

    entries: tuple[Definition, ...]
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Cell:
    """One cell of a record. An empty cell has no blocks, and stays so."""

    blocks: Blocks = ()
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Record:
    """A row of a table: a cell for each column of the table, in the same order.

    `reports_on` and `same_as` hold ids of records; those of another publication are written `name#id`.
    """

    id: str
    cells: tuple[Cell, ...]
    reports_on: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Column:
    """A column: the stable key that content and checks use, and the label that readers see."""

    key: str
    label: Inlines
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Group:
    """The rows under a band, or the rows of a plain table (`band` is None).

    A band is shown as a heading with its statement and a captioned table of its own.
    """

    records: tuple[Record, ...]
    band: Inlines | None = None
    statement: Blocks = ()
    id: str = ""
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


class Chart(StrEnum):
    """How the figures of a table are drawn beside it."""

    BAR = "bar"
    LINE = "line"
    SHARE = "share"


@dataclass(frozen=True)
class Table:
    """A table of records. `row_header` is the key of the column that names each row, or "" if there is none.

    `chart` asks for a drawing of its figures above the table.
    """

    columns: tuple[Column, ...]
    groups: tuple[Group, ...]
    caption: Inlines = ()
    row_header: str = ""
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)
    chart: Chart | None = None


@dataclass(frozen=True)
class Action:
    """One agreed action of a plan whose actions are prose."""

    id: str
    blocks: Blocks
    same_as: tuple[str, ...] = ()
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Actions:
    """The agreed actions of a section, as prose records."""

    entries: tuple[Action, ...]
    place: Place = field(default=NOWHERE, compare=False)


Block = Paragraph | List | Definitions | Image | Quote | Box | Idea | Table | Actions
Blocks = tuple[Block, ...]

# ------------------------------------------------------------------------------------------------ the whole


@dataclass(frozen=True)
class Section:
    """A heading with the blocks and sections under it."""

    id: str
    heading: Inlines
    blocks: Blocks = ()
    sections: tuple[Section, ...] = ()
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Note:
    """A footnote or endnote of the source, shown at the end with links both ways."""

    key: str
    inlines: Inlines
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Source:
    """The file that a document was extracted from: its name in `source_docs/` and the SHA-256 of its bytes, in hex."""

    file: str
    sha256: str


@dataclass(frozen=True)
class Bsl:
    """A video of the publication in British Sign Language; files are below `content/`, web addresses begin with https://.

    `captions` is a file, or "yes" where the video shows its own. `covers` are ids of this document, or ("all",).
    """

    video: str
    captions: str = ""
    transcript: str = ""
    covers: tuple[str, ...] = ()
    signed_by: str = ""
    length: str = ""
    published: str = ""
    place: Place = field(default=NOWHERE, compare=False)


@dataclass(frozen=True)
class Document:
    """One publication. `name` is its stable id: the file name of its content without the ending.

    `status` is "draft", "published" or "" (also a draft). `replaces` holds the names of publications that this supersedes;
    `formerly` holds its own earlier names. `checked` is set for an Easy Read: who checked it, and when.
    """

    name: str
    title: Inlines
    kind: str = ""
    period: str = ""
    language: str = "en-GB"
    owner: str = ""
    published: str = ""
    updated: str = ""
    status: str = ""
    summary: str = ""
    checked: str = ""
    replaces: tuple[str, ...] = ()
    formerly: tuple[str, ...] = ()
    source: Source | None = None
    before_title: Blocks = ()
    abbreviations: tuple[tuple[str, str], ...] = ()
    blocks: Blocks = ()
    sections: tuple[Section, ...] = ()
    notes: tuple[Note, ...] = ()
    bsl: Bsl | None = None
    guesses: tuple[str, ...] = ()
    place: Place = field(default=NOWHERE, compare=False)

    @property
    def is_published(self) -> bool:
        """Whether the public may see the document. Otherwise it is a draft."""
        return self.status == "published"
