"""The views of an edition as HTML: the one place where a block becomes markup, for web pages and for the print engine.

The markup itself stands in `templates/blocks.jinja` and `templates/inlines.jinja`; here is only which macro shows which view.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import assert_never

from jinja2 import Template
from markupsafe import Markup

from pipeline.builders.markup.contents import ContentsEntry
from pipeline.builders.markup.environment import environment
from pipeline.builders.markup.notes import Marks, back_words, note_id
from pipeline.builders.markup.text import escaped, marked, safe_target
from pipeline.editions.assets import Assets
from pipeline.editions.edition import (
    ActionView,
    BoxView,
    DefinitionsView,
    Edition,
    EntryView,
    HeadingView,
    IdeaView,
    ImageView,
    ItemView,
    ListView,
    NoteView,
    ParagraphView,
    QuoteView,
    RowView,
    SectionView,
    TableView,
    View,
    Views,
)
from pipeline.editions.paper.joined import joined_label
from pipeline.editions.reading import mark_words
from pipeline.model.direction import direction
from pipeline.model.document import (
    Added,
    Emphasis,
    Inline,
    Inlines,
    LineBreak,
    Link,
    NoteRef,
    Numbering,
    Span,
    Strong,
    Text,
)
from pipeline.model.findings import Finding, error, warning
from pipeline.model.numbering import label

DEEPEST = 6
LETTER, GAP, PHONE = 0.62, 0.75, 17.0
"""The width of a letter or figure, the room between columns, and the line of a phone of 320 pixels, in type sizes."""


def same(target: str) -> str:
    """A link target or picture file as it is."""
    return target


@dataclass(frozen=True)
class PageSetting:
    """How the same views differ from page to page.

    `words` are the added words as `text.marked_words` gives them; `file` is the page's own name where several pages make one
    publication; `prefix` stands before every id (WCAG 4.1.1: unique in a host page); `shift` is added to every heading level;
    `address` says where a link target leads and `picture` where a file lies. `labelled` prints the labels of lists that HTML by
    itself cannot show, such as "(a)", for pages without our style sheet; `rows` are the classes of rows by their ids.
    """

    words: Mapping[str, str] = field(default_factory=dict)
    file: str = ""
    prefix: str = ""
    shift: int = 0
    address: Callable[[str], str] = same
    picture: Callable[[str], str] = same
    labelled: bool = False
    rows: Mapping[str, str] = field(default_factory=dict)


class PageRenderer:
    """Renders the views of one edition for one page.

    `findings` gathers what could not be shown as it is, `pictures` the files of the pictures shown, `marks` the targets of
    the note marks by the number of their note (shared by the pages of one publication).
    """

    def __init__(self, assets: Assets, edition: Edition, setting: PageSetting, marks: Marks | None = None) -> None:
        self.environment = environment(assets)
        self.setting = setting
        self.findings: list[Finding] = []
        self.pictures: set[str] = set()
        self._numbers = {note.key: note.number for note in edition.notes}
        self._mark_language = edition.mark_language
        self.marks: Marks = {} if marks is None else marks
        self._given: Counter[str] = Counter()
        self._macros = {
            **vars(self.environment.get_template("blocks.jinja").module),
            **vars(self.environment.get_template("inlines.jinja").module),
        }

    def template(self, name: str) -> Template:
        """A template by its file name below `templates/`."""
        return self.environment.get_template(name)

    def id(self, anchor: str) -> str:
        """The id attribute of an anchor on this page; a second one of the same name gets a number (WCAG 4.1.1)."""
        if not anchor:
            return ""
        self._given[anchor.lower()] += 1
        again = self._given[anchor.lower()]
        return f"{self.setting.prefix}{anchor}" + (f"-{again}" if again > 1 else "")

    def level(self, heading: HeadingView) -> int:
        """The level of the heading element, at most 6 (HTML has no deeper one; a finding says so)."""
        level = heading.level + self.setting.shift
        if level > DEEPEST:
            message = f"heading level {level} is shown as level {DEEPEST}, the deepest that HTML has"
            self.findings.append(warning("heading-too-deep", message, block=heading.block))
        return max(1, min(DEEPEST, level))

    # ---------------------------------------------------------------------------------------------- blocks

    def views(self, views: Views) -> Markup:
        """Views as markup, one after another."""
        return Markup("\n").join(self.view(view) for view in views)

    def view(self, view: View) -> Markup:
        """One view as markup."""
        match view:
            case HeadingView():
                return self._show("heading", self.level(view), self.id(view.id), self.inlines(view.inlines))
            case ParagraphView(style=style):
                return self._show("paragraph", style, self.inlines(view.inlines))
            case ListView():
                if self.setting.labelled and view.numbering and view.numbering.form != "1.":
                    return self._labelled(view, view.numbering)
                items = [(self.id(item.id), self._item(item)) for item in view.items]
                return self._show("list", view.numbering, label_width(view), items)
            case TableView():
                return self._table(view)
            case EntryView():
                fields = [(self.inlines(part.label), self.views(part.blocks)) for part in view.fields]
                return self._show("entry", self.view(view.heading), fields)
            case ActionView():
                return self._show("action", self.id(view.id), self.inlines(view.reference), self.views(view.blocks))
            case ImageView():
                alt = "" if view.decorative else escaped(view.alt)
                self.pictures.add(view.file)
                return self._show(
                    "image", self.setting.picture(view.file), alt, self.inlines(view.caption), view.language
                )
            case DefinitionsView():
                pairs = [(self.inlines(entry.label), self.views(entry.blocks)) for entry in view.entries]
                return self._show("definitions", pairs)
            case QuoteView():
                return self._show("quote", self.views(view.blocks))
            case BoxView():
                return self._show("box", view.role.value, self.inlines(view.label), self.views(view.blocks))
            case IdeaView():
                return self._show("idea", self.view(view.picture), self.views(view.blocks))
            case SectionView():
                return self._show("section", self.view(view.heading), self.views(view.blocks))
            case _ as never:
                assert_never(never)

    def notes(self, notes: tuple[NoteView, ...]) -> Markup:
        """The list of notes, each with a link back to every mark that refers to it."""
        return self._show("notes", [self._note(note) for note in notes])

    def contents(self, entries: tuple[ContentsEntry, ...]) -> Markup:
        """A contents list: the headings as nested links, without the marks of their notes."""
        return self._show("contents", [self._entry(entry) for entry in entries])

    def _entry(self, entry: ContentsEntry) -> tuple[str, Markup, list[object]]:
        words = self.unlinked(entry.heading.inlines)
        return self.setting.address(f"#{entry.heading.id}"), words, [self._entry(child) for child in entry.children]

    def _note(self, note: NoteView) -> dict[str, object]:
        number, marks = note.number, self.marks.get(note.number, [])
        backs = [
            (self.setting.address(mark), back_words(self.setting.words, number, index, len(marks)))
            for index, mark in enumerate(marks, 1)
        ]
        return {"id": self.id(note_id(number)), "words": self.inlines(note.inlines), "backs": backs}

    def _labelled(self, view: ListView, numbering: Numbering) -> Markup:
        """A list whose labels are words of its items."""
        items = [
            (self.id(item.id), Markup("<span>{}</span> ").format(label(numbering, at)) + self._item(item))
            for at, item in enumerate(view.items)
        ]
        return self._show("list", None, 0, items, "labelled")

    def _item(self, item: ItemView) -> Markup:
        """A list item; its text stands without a paragraph element of its own where it is the only paragraph."""
        first = item.blocks[0] if item.blocks else None
        rest = item.blocks[1:]
        if isinstance(first, ParagraphView) and not any(isinstance(view, ParagraphView) for view in rest):
            return self.inlines(first.inlines) + (Markup("\n") + self.views(rest) if rest else Markup(""))
        return self.views(item.blocks)

    def _table(self, table: TableView) -> Markup:
        caption = self.inlines(table.caption)  # before the labels: the marks of notes count in reading order
        labels = [(self.inlines(label), self.unlinked(label).striptags()) for label in table.columns]
        rows = [self._row(row) for row in table.rows]
        return self._show(
            "table",
            self.id(table.id),
            caption,
            all(isinstance(inline, Added) for inline in table.caption),
            labels,
            table.row_header,
            rows,
            table.figures,
            _fits_a_phone(table, [label for _, label in labels], [cells for *_, cells in rows]),
        )

    def _row(self, row: RowView) -> tuple[str, str, list[Markup]]:
        return self.id(row.id), self.setting.rows.get(row.id, ""), [self._cell(cell) for cell in row.cells]

    def _cell(self, blocks: Views) -> Markup:
        """The content of a cell; a single paragraph stands in it without an element of its own."""
        match blocks:
            case (ParagraphView(style="body", inlines=inlines),):
                return self.inlines(inlines)
            case _:
                return self.views(blocks)

    # ---------------------------------------------------------------------------------------------- inlines

    def inlines(self, inlines: Inlines) -> Markup:
        """Running text as markup."""
        return Markup("").join(self.inline(inline) for inline in inlines)

    def inline(self, inline: Inline) -> Markup:
        """One inline as markup."""
        match inline:
            case Added(text=text, language=language) if language:
                return Markup(marked(text, language))
            case Added(text=text):
                return escaped(joined_label(text))
            case Text(text=text):
                return escaped(text)
            case Strong():
                return self._show("strong", self.inlines(inline.children))
            case Emphasis():
                return self._show("emphasis", self.inlines(inline.children))
            case Link():
                return self._link(inline)
            case Span(language=language):
                return self._show("span", language, direction(language), self.inlines(inline.children))
            case LineBreak():
                return self._show("line_break")
            case NoteRef(key=key):
                return self._mark(key)
            case _ as never:
                assert_never(never)

    def unlinked(self, inlines: Inlines) -> Markup:
        """Running text for a contents list or a label: without links and note marks."""
        return self.inlines(without_links(inlines))

    def _link(self, link: Link) -> Markup:
        target = safe_target(link.target)
        if not target:
            message = (
                f"the address “{link.target}” is not one that a page may link to; its words are shown without a link"
            )
            hint = "an address starts with https://, http://, mailto: or tel:, or is #id or name#id"
            self.findings.append(error("unsafe-link", message, hint=hint))
            return self.inlines(link.children)
        return self._show("link", self.setting.address(target), self.inlines(link.children))

    def _mark(self, key: str) -> Markup:
        number = self._numbers.get(key)
        if number is None:
            self.findings.append(
                error("unknown-note", f"the text refers to note “{key}”, which this publication does not have")
            )
            return escaped(f"[{key}]")
        marks = self.marks.setdefault(number, [])
        anchor = f"note-{number}-mark-{len(marks) + 1}"
        marks.append(f"{self.setting.file}#{anchor}")
        words = marked(mark_words(self.setting.words["note"], number, key), self._mark_language)
        here = self.id(anchor)
        return self._show("note_mark", here, self.setting.address(f"#{note_id(number)}"), words)

    def _show(self, macro: str, *arguments: object) -> Markup:
        """What a macro of `blocks.jinja` or `inlines.jinja` makes of its arguments."""
        return Markup(self._macros[macro](*arguments))


def label_width(view: ListView) -> int:
    """The most characters that a label of the list has, 0 for bullets."""
    return max((len(label(view.numbering, n)) for n in range(len(view.items))), default=0) if view.numbering else 0


def without_links(inlines: Inlines) -> Inlines:
    """The same words without links and note marks."""
    out: list[Inline] = []
    for inline in inlines:
        match inline:
            case Link(children=children):
                out += without_links(children)
            case NoteRef():
                pass
            case LineBreak():
                out.append(Text(" "))
            case Strong(children=children):
                out.append(Strong(without_links(children)))
            case Emphasis(children=children):
                out.append(Emphasis(without_links(children)))
            case Span(children=children):
                out.append(Span(inline.language, without_links(children)))
            case Text() | Added():
                out.append(inline)
            case _ as never:
                assert_never(never)
    return tuple(out)


def _fits_a_phone(table: TableView, labels: list[str], rows: list[list[Markup]]) -> bool:
    """Whether a table of figures stands on a phone as it is: its figures whole, labels and the names of rows broken at words."""
    if not table.figures or table.figures | {table.row_header} != set(range(len(labels))):
        return False
    width = 0.0
    for place, words in enumerate(labels):
        cells = [cells[place].striptags() for cells in rows]
        whole = cells if place in table.figures else [word for cell in cells for word in cell.split()]
        width += max(map(len, [*words.split(), *whole, ""])) * LETTER + GAP
    return width <= PHONE
