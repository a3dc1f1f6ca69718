"""The document set out for one reader: what every builder renders, whatever the format.

`pipeline.editions.set_out` makes an `Edition` of a `Document` and a `Look`: headings get their levels, tables of records become
grids or labelled lists, the words that an edition adds are marked `Added`. Builders hold no such decision, so that all
formats say the same in the same order. Each view knows the id of the block of the model that it shows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, is_dataclass
from typing import TypeVar

from pipeline.model.document import Added, Inlines, Numbering, Role

Kind = TypeVar("Kind")


@dataclass(frozen=True)
class HeadingView:
    """A heading, level 1 (the title) to 6. `id` is its anchor; `contents` says whether the contents list names it."""

    level: int
    id: str
    inlines: Inlines
    block: str
    contents: bool = True


@dataclass(frozen=True)
class ParagraphView:
    """A paragraph.

    `style` is "body", "before_title", "statement" (of a band), "notice", "table_title" (the caption of a table that is shown as
    several tables or as a list), "reference" (the record's id at the head of its row), "empty" (neutral words), "picture_gap" (a
    picture is needed), "chart" (its summary), "overview" (how many actions are in which state), or "status good" and the like
    (see `ratings.State`).
    """

    inlines: Inlines
    block: str
    style: str = "body"


@dataclass(frozen=True)
class ItemView:
    """One item of a list. `id` is its anchor, where the item stands for something that links lead to."""

    blocks: Views
    id: str = ""


@dataclass(frozen=True)
class ListView:
    """A bulleted list, or one with a numbering; `depth` counts from 0."""

    items: tuple[ItemView, ...]
    numbering: Numbering | None = None
    depth: int = 0


@dataclass(frozen=True)
class DefinitionView:
    """A label, in the document's own words, and its value."""

    label: Inlines
    blocks: Views
    block: str


@dataclass(frozen=True)
class DefinitionsView:
    """Labels with their values."""

    entries: tuple[DefinitionView, ...]


@dataclass(frozen=True)
class RowView:
    """A row of a grid: the record's id, and the blocks of each cell in column order."""

    id: str
    cells: tuple[Views, ...]
    block: str


@dataclass(frozen=True)
class TableView:
    """A table shown as a grid with one header row. No merged cells: a band is a heading with a table of its own.

    `columns` are the labels, `keys` the stable keys beside them, `meant` what they mean (kinds.meanings); `row_header` is the
    index of the column whose cells are row headers, or -1; `figures` are the indexes of the columns that align on the right.
    """

    id: str
    caption: Inlines
    columns: tuple[Inlines, ...]
    keys: tuple[str, ...]
    row_header: int
    rows: tuple[RowView, ...]
    block: str
    figures: frozenset[int] = frozenset()
    meant: tuple[str, ...] = ()

    @property
    def of_actions(self) -> bool:
        """Whether its rows are actions."""
        return "action" in self.meant


@dataclass(frozen=True)
class FieldView:
    """A labelled value of a record that is set out as a list: the label, then the blocks of the cell."""

    label: Inlines
    key: str
    blocks: Views


def tables_of(views: Iterable[View]) -> Iterator[TableView]:
    """The tables of some views and of their sections."""
    for view in views:
        if isinstance(view, TableView):
            yield view
        elif isinstance(view, SectionView):
            yield from tables_of(view.blocks)


def every(kind: type[Kind], part: object) -> Iterator[Kind]:
    """Everything of a kind that stands anywhere in a part of an edition."""
    if isinstance(part, kind):
        yield part
    whole = is_dataclass(part) and not isinstance(part, HeadingView | ParagraphView)  # these hold words only
    for inner in part if isinstance(part, tuple) else vars(part).values() if whole else ():
        yield from every(kind, inner)


def plain_rows(table: TableView) -> bool:
    """Whether each cell of a table is one paragraph, with or without its record's reference before it."""
    cells = ([view for view in cell if not _is_reference(view)] for row in table.rows for cell in row.cells)
    return all(len(views) <= 1 and all(isinstance(view, ParagraphView) for view in views) for views in cells)


def _is_reference(view: View) -> bool:
    return isinstance(view, ParagraphView) and view.style == "reference"


@dataclass(frozen=True)
class EntryView:
    """A record set out as a labelled list under a heading that says where one is (UKAAF: tables set out as lists)."""

    heading: HeadingView
    fields: tuple[FieldView, ...]
    block: str
    is_action: bool = False


@dataclass(frozen=True)
class ActionView:
    """An agreed action in prose: its reference, and its blocks. `id` is its anchor."""

    id: str
    reference: Inlines
    blocks: Views
    block: str


@dataclass(frozen=True)
class ImageView:
    """A picture with its caption; decorative ones are artifacts (PDF/UA-1 7.3) and have empty alt.

    `added` says why the program wrote the alternative text, "" where it is the document's own: "gap" where nobody has written
    one yet, "chart" for the summary of a chart. `language` is that of the alternative text where it is not the document's.
    """

    file: str
    alt: str
    decorative: bool
    block: str
    caption: Inlines = ()
    added: str = ""
    language: str = ""

    @classmethod
    def added_to(cls, file: str, alt: Added, block: str, caption: Inlines = ()) -> ImageView:
        """A picture whose alternative text the program writes."""
        return cls(file, alt.text, False, block, caption, alt.kind, alt.language)


@dataclass(frozen=True)
class QuoteView:
    """A quotation."""

    blocks: Views


@dataclass(frozen=True)
class BoxView:
    """A passage set apart; `label` says in words what it is for."""

    role: Role
    label: Inlines
    blocks: Views


@dataclass(frozen=True)
class IdeaView:
    """One idea of an Easy Read: its picture (or added words that one is needed), then the words beside it."""

    picture: View
    blocks: Views


@dataclass(frozen=True)
class SectionView:
    """A heading and all that stands under it, subsections included."""

    heading: HeadingView
    blocks: Views


@dataclass(frozen=True)
class NoteView:
    """A note: its key, its number in this edition (counts from 1), its words, and how many marks refer to it."""

    key: str
    number: int
    inlines: Inlines
    references: int
    block: str


View = (
    HeadingView
    | ParagraphView
    | ListView
    | DefinitionsView
    | TableView
    | EntryView
    | ActionView
    | ImageView
    | QuoteView
    | BoxView
    | IdeaView
    | SectionView
)
Views = tuple[View, ...]


@dataclass(frozen=True)
class Piece:
    """A run of words in the reading order of an edition: whose block they are, whether the program added them, what they are.

    `kind` is "" for the document's own words, else why they were added: "label", "neutral", "reference", "position",
    "caption", "heading", "notice", "gap", "chart", "overview", "contents", "cover", "meta", "page", "note", "expansion", "site".

    `facts` say what the words are to a reader, in the terms of `FACTS`; None says that nobody knows. `anchors` are the ids that
    begin with these words; `opens` says that a paragraph, heading, label or cell begins with them.
    """

    block: str
    text: str
    kind: str = ""
    facts: tuple[tuple[str, str], ...] | None = None
    anchors: tuple[str, ...] = ()
    opens: bool = False


FACTS = {
    "heading": "the level of the heading, 1 to 6",
    "cell": "“column header”, “row header” or “cell”",
    "at": "the row and column of the cell, from 0.0",
    "phone": "the label that a narrow screen shows before the cell",
    "caption": "“yes” for the caption of a table",
    "list": "“bullet” or “number”: the kind of the list that holds the words",
    "depth": "how many lists hold the words",
    "label": "the label that a numbered item shows, such as “3.”",
    "term": "“term” or “value” of a labelled value",
    "quote": "“yes” within a quotation",
    "box": "the role of the box that holds the words",
    "note": "the number of the note that holds the words",
    "link": "where the words lead: an address, or #id",
    "language": "the language of the words, where it is not the document's",
    "strong": "“yes” for words of importance",
    "emphasis": "“yes” for stressed words",
    "picture": "the file of the picture whose alternative text the words are",
}
"""What words can be to a reader. A fact that is not stated is ""."""


@dataclass(frozen=True)
class Edition:
    """One publication as one reader gets it.

    `front` stands before the contents list: council, title (the only level 1 heading), period, edition notice. `body` is
    the text; `notes` stand at the end under the heading `notes_heading`. `meta` are labelled facts (Period, Owner …).
    `listed` are the tables that were set out as lists because they do not fit the paper: (block, number of columns).
    `mark_language` is the language of the marks of notes, "" where it is the document's.
    """

    name: str
    language: str
    title: Inlines
    front: Views
    meta: tuple[tuple[Added, Added], ...]
    contents_heading: HeadingView
    body: Views
    notes_heading: HeadingView | None
    notes: tuple[NoteView, ...]
    listed: tuple[tuple[str, int], ...] = ()
    mark_language: str = ""
