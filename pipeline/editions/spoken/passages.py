"""Sets an edition out as passages: a sequence of headings, paragraphs, items and labelled values.

Readers of plain text, braille and audio get one line at a time. They cannot see the length of a table or the end of a box,
so notices state them: "Table: 12 rows.", "End of table.". Addresses of links are in a list at the end. As plain text:

    Heading 3: As a Community Leader CL1, 1 of 3
    Objective: Offer residents information in other formats
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from itertools import groupby
from typing import assert_never

from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    Edition,
    EntryView,
    HeadingView,
    IdeaView,
    ImageView,
    ListView,
    ParagraphView,
    Piece,
    QuoteView,
    SectionView,
    TableView,
    View,
    Views,
    plain_rows,
)
from pipeline.editions.reading import Voice
from pipeline.editions.site import Site
from pipeline.editions.words import Words
from pipeline.model.direction import direction
from pipeline.model.document import (
    Added,
    Emphasis,
    Inline,
    Inlines,
    Link,
    Numbering,
    NumberStyle,
    Span,
    Strong,
    Text,
)
from pipeline.model.numbering import label as label_of
from pipeline.model.walk import plain_text
from pipeline.passes.figures import apart, in_order

BULLET = "-"
ENDS = tuple(":?!")
# No block of the document has this name, so a colon may follow the document's own words without a space.
COLON = "colon"
# Anchors of the program's own sections; the hyphen keeps them apart from the ids of the content.
LINKS, ASK = "links-list", "ask-format"
OTHER = re.compile(r"([A-Za-z0-9][\w./-]*)#([A-Za-z]\w*)")
OUTSIDE = ("http://", "https://", "mailto:", "tel:")


class PassageKind(StrEnum):
    """The kind of a passage. A FIELD is a value after its label; a NOTICE is added by the program."""

    HEADING = "heading"
    TEXT = "text"
    ITEM = "item"
    FIELD = "field"
    NOTICE = "notice"


@dataclass(frozen=True)
class Passage:
    """A heading, paragraph, item or labelled value.

    `level` is that of a heading (1 to 6), or the depth in lists (from 0). `label` comes before the words: the printed label of
    an item, or the name of a value. `block` is the block of the model. `heard` is the spoken form of an ambiguous label: “(i)” is
    a letter in one list and a number in another.
    """

    kind: PassageKind
    inlines: Inlines
    block: str = ""
    level: int = 0
    label: Inlines = ()
    id: str = ""
    contents: bool = False
    heard: str = ""


@dataclass(frozen=True)
class Manner:
    """Which notices the passages have about structure: lengths of lists, and ends of tables, boxes and quotations.

    `edition` is the key of the words that name the edition, or "".
    """

    edition: str = ""
    lists: bool = False
    ends: bool = True
    paragraphs: bool = False


@dataclass(frozen=True)
class Script:
    """The passages of an edition: the opening, the body, and the closing (notes, addresses, licence)."""

    opening: tuple[Passage, ...]
    body: tuple[Passage, ...]
    closing: tuple[Passage, ...]

    @property
    def passages(self) -> tuple[Passage, ...]:
        """All passages in reading order, without a contents list."""
        return (*self.opening, *self.body, *self.closing)

    @property
    def headings(self) -> tuple[Passage, ...]:
        """The headings that a contents list names."""
        return tuple(passage for passage in self.body + self.closing if passage.contents)


def script(edition: Edition, site: Site, words: Words, manner: Manner | None = None) -> Script:
    """Returns the passages of an edition whose tables are set out as labelled lists."""
    flow = _Flow(words, manner or Manner())
    opening = (*flow.views(edition.front), *_facts(edition, site, words, flow.manner.edition))
    body = tuple(flow.views(edition.body))
    notes: list[Passage] = []
    if edition.notes_heading is not None:
        notes += [_heading(edition.notes_heading, contents=True)]
    for note in edition.notes:
        label = (Added(_capital(words("note", number=note.number)), "label", words.language_of("note")),)
        notes.append(Passage(PassageKind.FIELD, note.inlines, note.block, label=label, id=f"note-{note.number}"))
    addresses = _addresses((*opening, *body, *notes), words, edition.name, site.url)
    return Script(opening, body, (*notes, *addresses, *_imprint(site, words, edition.language)))


def pieces(passage: Passage, voice: Voice) -> Iterator[Piece]:
    """Yields the words of a passage; a colon ends the label of a value, unless it ends with punctuation."""
    label = list(voice.inlines(passage.label, passage.block))
    yield from label
    if label:
        colon = ":" if passage.kind is PassageKind.FIELD and not label[-1].text.endswith(ENDS) else ""
        yield Piece(COLON, f"{colon} " if passage.inlines else colon, "label")
    for piece in voice.inlines(passage.inlines, passage.block):
        text = f" {piece.text.strip()}" if piece.kind == "note" else piece.text
        yield replace(piece, text=text.replace("\n", " ") if passage.kind is PassageKind.HEADING else text)


def _facts(edition: Edition, site: Site, words: Words, name: str) -> Iterator[Passage]:
    facts = [*edition.meta]
    if name:
        facts.append((words.whole("edition", "cover"), words.whole(name, "cover")))
    if site.council:
        facts.append((words.whole("publisher", "site"), Added(site.council, "site")))
    for label, value in facts:
        value_apart = replace(value, text=apart(value.text, words.language))
        yield Passage(PassageKind.FIELD, (value_apart,), label=(label,))


def _imprint(site: Site, words: Words, language: str) -> Iterator[Passage]:
    """Yields the contact for other formats, the site's notice and the licence."""
    contact = site.contact
    days = contact.response_days
    promise = words("ask_text") + (" " + words("ask_days", days=days) if days else "")
    yield Passage(PassageKind.HEADING, (words.whole("ask", "meta"),), "ask", 2, id=ASK, contents=True)
    yield Passage(PassageKind.TEXT, (Added(promise, "meta", words.language_of("ask_text")),))
    if contact.name:
        yield Passage(PassageKind.TEXT, (Added(contact.name, "meta"),))
    for key, value in (("email", contact.email), ("phone", contact.phone), ("relay", contact.text_relay),
                       ("form", contact.form), ("post", contact.post)):  # fmt: skip
        if value:
            label = (words.whole(f"contact_{key}", "meta"),)
            shown = in_order(value) if direction(words.language) == "rtl" else value
            yield Passage(PassageKind.FIELD, (Added(shown, "meta"),), label=label)
    licence = (words.whole("licence", "site", licence=site.licence),) if site.licence else ()
    for added in (Added(site.notice, "site", site.language_in(language)), *licence):
        if added.text:
            yield Passage(PassageKind.TEXT, (added,))


def _addresses(passages: tuple[Passage, ...], words: Words, name: str, site: str) -> Iterator[Passage]:
    """Yields each address outside the publication once, with the words of its link.

    `name` is that of the publication. The pages of the `site` are the targets of links to other publications.
    """
    words_by_address: dict[str, str] = {}
    for passage in passages:
        for link in _links(passage.inlines):
            text = plain_text(link.children, added=True)
            address = link.target.split(":", 1)[1] if link.target.startswith(("mailto:", "tel:")) else link.target
            link_match = OTHER.fullmatch(link.target)
            if link_match and link_match[1] == name:
                continue
            if link_match:
                address = f"{site.rstrip('/')}/{link_match[1]}.html#{link_match[2]}".removeprefix("/")
            if (link_match or link.target.startswith(OUTSIDE)) and text not in (
                address,
                address.split("//")[-1].rstrip("/"),
            ):
                words_by_address.setdefault(address, text)
    if words_by_address:
        yield Passage(PassageKind.HEADING, (words.whole("addresses", "heading"),), "links", 2, id=LINKS, contents=True)
    for address, text in words_by_address.items():
        yield Passage(PassageKind.FIELD, (Added(address, "meta"),), label=(Added(text, "meta"),))


def _links(inlines: Inlines) -> Iterator[Link]:
    for inline in inlines:
        if isinstance(inline, Link):
            yield inline
        elif isinstance(inline, Strong | Emphasis | Span):
            yield from _links(inline.children)


def heard_label(numbering: Numbering, number: int) -> str:
    """The spoken form of a label: letters as capitals, which are read as letters, and Roman numerals as figures."""
    if numbering.style in (NumberStyle.LOWER_ROMAN, NumberStyle.UPPER_ROMAN):
        return label_of(replace(numbering, style=NumberStyle.DECIMAL), number)
    return label_of(numbering, number).upper() if numbering.style is NumberStyle.LOWER_LETTER else ""


def _rows(view: View) -> str:
    """The key of the words for the length of a table set out as a list, by the kind of its rows; "" for another view."""
    return ("actions" if view.is_action else "table") if isinstance(view, EntryView) else ""


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _heading(view: HeadingView, *, contents: bool) -> Passage:
    return Passage(PassageKind.HEADING, view.inlines, view.block, view.level, id=view.id, contents=contents)


def _between(parts: Sequence[Inlines], first_separator: str, separator: str = "; ") -> Inlines:
    """Joins phrases with added punctuation between them."""
    result: list[Inline] = []
    for number, part in enumerate(parts):
        result += [Added(first_separator if number == 1 else separator, "label"), *part] if number else part
    return tuple(result)


@dataclass
class _Flow:
    """Turns views into passages; `depth` is the depth of the current list."""

    words: Words
    manner: Manner
    depth: int = field(default=0)

    def views(self, views: Views, block: str = "") -> Iterator[Passage]:
        """Yields the passages of views; successive rows are one table."""
        for rows, run in groupby(views, _rows):
            group = tuple(run)
            if rows:
                yield self._length(rows, len(group))
            for view in group:
                yield from self.view(view, block)
            if rows:
                yield from self._end("table")

    def view(self, view: View, block: str) -> Iterator[Passage]:
        """The passages of one view."""
        match view:
            case HeadingView():
                yield _heading(view, contents=view.contents)
            case SectionView():
                yield _heading(view.heading, contents=view.heading.contents)
                yield from self.views(view.blocks, view.heading.block)
            case ParagraphView():
                yield Passage(PassageKind.TEXT, view.inlines, view.block or block, self.depth)
            case ListView():
                yield from self._list(view, block)
            case EntryView():
                yield _heading(view.heading, contents=False)
                for part in view.fields:
                    yield from self._labelled(part.label, part.blocks, view.block)
            case ActionView():
                yield from self._labelled(view.reference, view.blocks, view.block, view.id)
            case TableView():
                yield from self._grid(view)
            case ImageView():
                yield from self._picture(view)
            case DefinitionsView():
                for entry in view.entries:
                    yield from self._labelled(entry.label, entry.blocks, entry.block)
            case QuoteView():
                yield self._notice("quotation", block)
                yield from self.views(view.blocks, block)
                yield from self._end("quotation")
            case IdeaView():
                yield from self.views((view.picture, *view.blocks), block)
            case BoxView():
                yield Passage(PassageKind.NOTICE, view.label, block, self.depth)
                yield from self.views(view.blocks, block)
                yield from self._end("box")
            case _ as never:
                assert_never(never)

    def _picture(self, view: ImageView) -> Iterator[Passage]:
        if view.alt and not view.decorative:
            words = Added(view.alt, view.added, view.language) if view.added else Text(view.alt)
            # The words that ask for a description already mention a picture.
            label = (self.words.whole("picture", "label"),) if view.added != "gap" else ()
            yield Passage(PassageKind.FIELD if label else PassageKind.TEXT, (words,), view.block, self.depth, label)
        if view.caption:
            yield Passage(PassageKind.TEXT, view.caption, view.block, self.depth)

    def _list(self, view: ListView, block: str) -> Iterator[Passage]:
        if self.manner.lists and len(view.items) > 1:
            yield self._length("list", len(view.items))
        for number, item in enumerate(view.items):
            mark = label_of(view.numbering, number) if view.numbering else BULLET
            lead, remaining = item.blocks[:1], item.blocks[1:]
            label = (Added(mark, "label"),)
            first_view = lead[0] if lead and isinstance(lead[0], ParagraphView) else None
            yield Passage(
                PassageKind.ITEM,
                first_view.inlines if first_view else (),
                (first_view.block if first_view else "") or block,
                self.depth,
                label,
                item.id,
                heard=heard_label(view.numbering, number) if view.numbering else "",
            )
            remaining = remaining if first_view else item.blocks
            self.depth += 1
            yield from self.views(remaining, block)
            self.depth -= 1

    def _labelled(self, label: Inlines, blocks: Views, block: str, id: str = "") -> Iterator[Passage]:
        """Yields a label with its value, and further blocks below it."""
        paragraph_view = blocks[0] if blocks and isinstance(blocks[0], ParagraphView) else None
        yield Passage(
            PassageKind.FIELD,
            paragraph_view.inlines if paragraph_view else (),
            paragraph_view.block if paragraph_view else block,
            self.depth,
            label,
            id,
        )
        yield from self.views(blocks[1:] if paragraph_view else blocks, block)

    def _grid(self, view: TableView) -> Iterator[Passage]:
        """Yields the rows of a table in a cell, or of one shown as a grid, as labelled values."""
        if view.caption:
            yield Passage(PassageKind.TEXT, view.caption, view.block, self.depth)
        if self.manner.paragraphs and plain_rows(view):
            yield from self._paragraphs(view)
            return
        yield self._length("actions" if view.of_actions else "table", len(view.rows))
        for label in view.columns:
            yield Passage(PassageKind.ITEM, label, view.block, self.depth, (Added(BULLET, "label"),))
        for number, record in enumerate(view.rows, 1):
            yield self._notice(
                "action" if view.of_actions else "row", record.block, number=number, count=len(view.rows)
            )
            for label, blocks in zip(view.columns, record.cells, strict=True):
                again = (Added(plain_text(label, added=True), "label"),)
                yield from self._labelled(again, blocks, record.block)
        yield from self._end("table")

    def _paragraphs(self, view: TableView) -> Iterator[Passage]:
        """Yields each row as a paragraph: a colon after its first entry, semicolons between the others (UKAAF B004, 12)."""
        yield self._length("actions" if view.of_actions else "table", len(view.rows))
        yield self._notice("table_columns")
        yield Passage(PassageKind.TEXT, _between([*view.columns], ": "), view.block)
        for row in view.rows:
            cells = [
                _between(
                    [paragraph_view.inlines for paragraph_view in cell if isinstance(paragraph_view, ParagraphView)],
                    " ",
                    " ",
                )
                for cell in row.cells
            ]
            yield Passage(PassageKind.TEXT, _between(cells, ": "), row.block, id=row.id)
        yield from self._end("table")

    def _notice(self, key: str, block: str = "", **values: object) -> Passage:
        return Passage(PassageKind.NOTICE, (self.words.whole(f"spoken_{key}", "notice", **values),), block, self.depth)

    def _length(self, kind: str, count: int) -> Passage:
        return self._notice(f"{kind}_of_one" if count == 1 else f"{kind}_of", count=count)

    def _end(self, kind: str) -> Iterator[Passage]:
        if self.manner.ends:
            yield self._notice(f"{kind}_end")
