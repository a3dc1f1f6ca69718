"""A tagged PDF read by its tags: headings, lists, tables and reading order as the author's program wrote them down."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from itertools import cycle, groupby, pairwise

from pipeline.model.flow import Marker
from pipeline.model.place import Box
from pipeline.sources.pdf.sheet import Sheet
from pipeline.sources.pdf.tables.cells import PageTable, TableCell, counts_on
from pipeline.sources.pdf.tables.join import LongTable
from pipeline.sources.pdf.tags.mend import drop_empty_columns, mend_short_rows, with_labels
from pipeline.sources.pdf.tags.tree import HEADING, Content, Element, rows_of, without_frames
from pipeline.sources.pdf.text.directions import by_direction
from pipeline.sources.pdf.text.list_labels import Marked, is_label, labels_count_on, marker_of, settle_levels
from pipeline.sources.pdf.text.paragraphs import Frame, Para, align_of, make_paragraphs, words_of
from pipeline.sources.pdf.text.settings import SETTINGS
from pipeline.sources.pdf.text.words import Line, Word, around, make_lines

BLOCKS = frozenset({"P", "Title", "Caption", "L", "LI", "Table", "TR", "THead", "TBody", "TFoot", "BlockQuote", "Note",
                    "FENote", "TOC", "TOCI", "Div", "Sect", "Part", "Art", "Aside", "Index", "Figure", "Form"})  # fmt: skip
PARAGRAPHS = frozenset({"P", "LI", "LBody", "Title", "Caption", "TOCI", "Note", "FENote"})
STYLES = {"Note": "footnote", "FENote": "footnote", "Caption": "caption"}
NOTE_MARK = re.compile(r"[\[(]?(?:\d{1,3}|[*†‡§]{1,3})[\].)]?")
MOST_SPANNED = 200
"""Rows or columns that a cell may span; a file that says more would fill the memory."""
EMPTY_LINE = 2.0
"""Sizes; baselines within a paragraph are that far apart only where its author left a line empty."""
ORDERED = frozenset({"Decimal", "UpperRoman", "LowerRoman", "UpperAlpha", "LowerAlpha", "Ordered"})


@dataclass(slots=True)
class Tagged:
    """What was read by the tags; `used` and `drawn` hold ids of words: those that the tags reach, those in figures."""

    blocks: list[Para | LongTable] = field(default_factory=list)
    used: set[int] = field(default_factory=set)
    drawn: set[int] = field(default_factory=set)
    repeated: list[tuple[Word, int]] = field(default_factory=list)
    contents: list[tuple[Word, int]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _In:
    """Where in the tree one is: the heading level, the depth of lists and the outermost list, the left and right edge."""

    heading: int = 0
    depth: int = -1
    list_id: str = ""
    numbering: str = ""
    cell: bool = False


def read_by_tags(tree: Element, sheets: Sequence[Sheet], body: float) -> Tagged:
    """Paragraphs and tables in the order of the tag tree."""
    return _Walker(sheets, body).walk(tree)


class _Walker:
    def __init__(self, sheets: Sequence[Sheet], body: float) -> None:
        self.sheets = {sheet.number: sheet for sheet in sheets}
        self.body = body
        self.words: dict[tuple[int, int], list[tuple[Word, int]]] = {}
        for sheet in sheets:
            labels = _untagged_labels(sheet)
            for word in sheet.words:
                if word.mcid is not None:
                    held = (*labels.get(id(word), ()), word)
                    self.words.setdefault((sheet.number, word.mcid), []).extend((one, sheet.number) for one in held)
        self.left = min((word.x0 for sheet in sheets for word in sheet.words if word.turn == 0), default=0.0)
        self.out = Tagged()

    def walk(self, tree: Element) -> Tagged:
        self.out.blocks = with_labels(self._blocks(tree, _In()))
        for columns, tables in groupby(self.out.blocks, _shape):
            if columns:
                drop_empty_columns([table for table in tables if isinstance(table, LongTable)])
        settle_levels([block for block in self.out.blocks if isinstance(block, Para)])
        for before, after in pairwise(self.out.blocks):
            if isinstance(before, Para) and isinstance(after, Para) and before.lines[-1].page == after.page:
                after.gap = max(0.0, after.lines[0].top - before.lines[-1].bottom)
        return self.out

    def _blocks(self, element: Element, at: _In) -> list[Para | LongTable]:
        """The blocks in an element; words that stand directly in it between blocks are paragraphs as well."""
        heading = HEADING.fullmatch(element.role)
        if heading:
            at = _In(int(heading.group(1) or 1), at.depth, at.list_id, at.numbering, at.cell)
        whole = element.role in PARAGRAPHS or bool(heading)
        notes = _notes_in(element) if whole else []
        if notes and not _holds_blocks(text := _without(element, notes)):
            own = self._take(text.contents())
            return [
                *self._paragraph(own, at, whole, element.role),
                *(b for note in notes for b in self._block(note, at)),
            ]
        if not _holds_blocks(element):
            return list(self._paragraph(self._take(element.contents()), at, whole, element.role))
        found: list[Para | LongTable] = []
        loose: list[Content] = []
        for kid in element.kids:
            if isinstance(kid, Content) or not (
                kid.role in BLOCKS or HEADING.fullmatch(kid.role) or _holds_blocks(kid)
            ):
                loose += [kid] if isinstance(kid, Content) else list(kid.contents())
                continue
            found += self._paragraph(self._take(loose), at, whole, element.role)
            loose = []
            found += self._block(kid, at)
        return found + list(self._paragraph(self._take(loose), at, whole, element.role))

    def _block(self, element: Element, at: _In) -> list[Para | LongTable]:
        if element.role == "Table" and not at.cell:
            parts = without_frames(element)
            if parts != [element]:
                return [block for part in parts for block in self._block(part, at)]
            table = self._table(element)
            return [table] if table is not None else []
        if element.role == "TOC":
            self.out.contents += self._take(element.contents())
            return []
        if element.role == "Figure":
            pairs = (
                pair for content in element.contents() for pair in self.words.get((content.page, content.mcid), [])
            )
            self.out.drawn.update(id(word) for word, _ in pairs)
        if element.role in ("Note", "FENote"):
            return _whole_notes(self._blocks(element, at))
        if element.role == "LI" and not at.list_id:
            return self._item(element, _In(0, at.depth + 1, f"tag{id(element)}", "", at.cell))
        if element.role == "L":
            number = str(element.attributes.get("ListNumbering", ""))
            inner = _In(0, at.depth + 1, at.list_id or f"tag{id(element)}", number, at.cell)
            return _as_definitions([block for kid in element.elements() for block in self._item(kid, inner)])
        return self._blocks(element, at)

    def _item(self, element: Element, at: _In) -> list[Para | LongTable]:
        """A list item: its label becomes the marker of its first paragraph."""
        if element.role == "L":
            return self._block(element, at)
        labels = [kid for kid in element.elements() if kid.role == "Lbl"]
        label = [word for word, _ in self._take(content for label in labels for content in label.contents())]
        rest = Element(element.role, [kid for kid in element.kids if kid not in labels])
        blocks = self._blocks(rest, at)
        first = next((block for block in blocks if isinstance(block, Para)), None)
        if first is None or element.role != "LI":
            return blocks
        if label:
            first.lines[0].words[:0] = label
            marked = Marked(Marker(" ".join(word.text for word in label)), label[0], label[0].x0, tuple(label))
        else:
            marked = first.marked or _typed_label(first.lines[0]) or Marked(Marker("•"), None, first.lines[0].x0)
        text = marked.marker.text
        ordered = text not in ("o", "•") and (at.numbering in ORDERED or is_label(text) or text.isdigit())
        first.marked = replace(marked, marker=Marker(text, ordered, at.depth, at.list_id))
        return blocks

    def _take(self, contents: Iterable[Content]) -> list[tuple[Word, int]]:
        pairs = [pair for content in contents for pair in self.words.get((content.page, content.mcid), [])]
        pairs = [pair for pair in pairs if id(pair[0]) not in self.out.used]
        self.out.used.update(id(word) for word, _ in pairs)
        return pairs

    def _paragraph(self, words: list[tuple[Word, int]], at: _In, whole: bool, role: str) -> Iterable[Para]:
        """One paragraph where the tag says so (`whole`), cut at empty lines; else as many as the lines show."""
        lines = _lines(words)
        if not lines:
            return []
        sheet = self.sheets[lines[0].page]
        frame = Frame(
            min(self.left, *(line.x0 for line in lines)), max(line.x1 for line in lines), self.body, sheet.bullets
        )
        if not whole:
            paras = make_paragraphs(lines, frame)
        else:
            pieces = _parted(lines, heading=bool(at.heading))
            marks = [None if at.heading else marker_of(piece[0], sheet.bullets) for piece in pieces]
            paras = [Para(piece, frame, mark) for piece, mark in zip(pieces, marks, strict=True)]
        for para in paras:
            para.align = align_of(para) if whole else para.align
            para.heading = at.heading
            para.style = STYLES.get(role, "")
        return paras

    def _table(self, element: Element) -> LongTable | None:
        rows = rows_of(element)
        table_cells: list[list[TableCell]] = []
        taken: set[tuple[int, int]] = set()
        for number, row in enumerate(rows):
            table_cells.append([])
            column = 0
            for kid in row.elements():
                while (number, column) in taken:
                    column += 1
                across, down = _span(kid, "ColSpan"), _span(kid, "RowSpan")
                taken.update((number + r, column + c) for r in range(down) for c in range(across))
                table_cells[-1].append(self._cell(kid, (number, column, down, across)))
                column += across
        columns = max((column + 1 for _, column in taken), default=0)
        mend_short_rows(table_cells, columns)
        heads = [bool(row.elements()) and all(kid.role == "TH" for kid in row.elements()) for row in rows]
        self._drop_repeated_rows(table_cells, heads)
        texts = [cell for row in table_cells for cell in row if cell.paras]
        if not texts:
            return None
        sheet = self.sheets[texts[0].page]
        box = around(cell.box for cell in texts if cell.page == sheet.number)
        part = PageTable(sheet, box, [float(edge) for edge in range(columns + 1)], len(table_cells), [])
        table = LongTable([part], part.edges, table_cells)
        both = zip(heads, pairwise([*table_cells, []]), strict=True)
        labels = [head and not counts_on(row, after) for head, (row, after) in both]
        table.header_rows = [*labels, False].index(False) or None
        return table

    def _drop_repeated_rows(self, rows: list[list[TableCell]], heads: list[bool]) -> None:
        """Sets aside the header rows that are tagged again on later pages; `heads` says which rows are header rows."""
        for at in reversed(range(len(rows))):
            if heads[at] and any(_is_again(row, rows[at]) for row in rows[:at]):
                self.out.repeated += [(word, cell.page) for cell in rows[at] for word in words_of(cell.paras)]
                del rows[at], heads[at]
                for cell in (cell for row in rows[at:] for cell in row):
                    cell.row -= 1

    def _cell(self, element: Element, at: tuple[int, int, int, int]) -> TableCell:
        if element.role == "TH":
            self._drop_repeats(element)
        blocks = self._blocks(element, _In(cell=True))
        paras = [block for block in blocks if isinstance(block, Para)]
        page = paras[0].page if paras else 0
        box = around(para.box for para in paras if para.page == page) if paras else Box(0.0, 0.0, 0.0, 0.0)
        if paras:
            left = min(line.x0 for para in paras for line in para.lines)
            for para in paras:
                para.frame = Frame(left, para.frame.right, self.body, para.frame.shapes)
        return TableCell(*at, box, page, paras)

    def _drop_repeats(self, element: Element) -> None:
        """A header cell that is drawn again at the head of each page is one cell; the later ones are set aside."""
        pages: dict[int, list[Word]] = {}
        for content in element.contents():
            pages.setdefault(content.page, []).extend(
                word for word, _ in self.words.get((content.page, content.mcid), [])
            )
        first = min(pages, default=0)
        for page, words in pages.items():
            if page != first and [word.text for word in words] == [word.text for word in pages[first]]:
                self.out.repeated += [(word, page) for word in words]
                self.out.used.update(id(word) for word in words)


def _untagged_labels(sheet: Sheet) -> dict[int, list[Word]]:
    """The labels that no tag names, by the `id` of the word behind each on its line: Chromium tags no counters of a style."""
    loose = [word for word in sheet.words if word.mcid is None and word.tag != "Artifact" and is_label(word.text)]
    beside: dict[int, list[Word]] = {round(word.base): [] for word in loose}
    for word in sorted(sheet.words if loose else (), key=lambda word: word.x0):
        beside.get(round(word.base), []).append(word)
    found: dict[int, list[Word]] = {}
    for label in loose:
        line = beside[round(label.base)]
        for after in line[bisect_left(line, label.x1, key=lambda word: word.x0) :][:1]:
            found.setdefault(id(after), []).append(label)
    return found


def _is_again(row: Sequence[TableCell], later: Sequence[TableCell]) -> bool:
    """Whether a row has the same texts as one on a page before."""
    above, texts = ([(cell.page, cell.column, cell.text) for cell in cells if cell.paras] for cells in (row, later))
    return [one[1:] for one in above] == [one[1:] for one in texts] and above < texts


def _as_definitions(items: list[Para | LongTable]) -> list[Para | LongTable]:
    """Items that are labels and values by turns, each pair on one line: programs tag definitions as a list without labels."""
    pairs = list(zip(items[::2], items[1::2], strict=False))
    if len(items) % 2 or not pairs or not all(_is_pair(label, value) for label, value in pairs):
        return items
    for block, style in zip(items, cycle(("definition term", "definition"))):
        if isinstance(block, Para):
            block.style, block.marked = style, None
    return items


def _is_pair(label: Para | LongTable, value: Para | LongTable) -> bool:
    """Whether a label with a colon, or in bold, stands to the left of its value, and no drawn marker before either."""
    if not (isinstance(label, Para) and isinstance(value, Para)) or any(
        para.marked is None or para.marked.word or para.marked.marker.text != "•" for para in (label, value)
    ):
        return False
    first, other = label.lines[0], value.lines[0]
    apart = label.text.endswith(":") or (first.words[-1].style.bold and not other.words[0].style.bold)
    return apart and first.page == other.page and abs(first.base - other.base) < 1 and first.x1 < other.x0


def _parted(lines: list[Line], *, heading: bool) -> list[list[Line]]:
    """The lines of a paragraph, cut at empty lines and where a label counts on or a bullet comes again.

    Those of a `heading` are cut where its page ends.
    """
    pieces = [lines[:1]]
    for before, line in pairwise(lines):
        empty = line.base - before.base > EMPTY_LINE * max(line.size, before.size)
        first = pieces[-1][0]
        sign = first.words[0].text
        again = len(sign) == 1 and not sign.isalnum() and line.words[0].text == sign
        counts = abs(line.x0 - first.x0) < SETTINGS.same_indent and (again or labels_count_on(first.text, line.text))
        if before.page != line.page if heading else (before.page == line.page and empty) or counts:
            pieces.append([])
        pieces[-1].append(line)
    return pieces


def _typed_label(line: Line) -> Marked | None:
    """The label that the author typed before the text of an item, however little white space follows it."""
    first = line.words[0]
    typed = len(line.words) > 1 and (first.text == "o" or is_label(first.text))
    return Marked(Marker(first.text), first, first.x0) if typed else None


def _whole_notes(blocks: list[Para | LongTable]) -> list[Para | LongTable]:
    """The blocks of a note, or of all notes of a page, with paragraphs that no mark leads as the rest of the one before."""
    result: list[Para | LongTable] = []
    for block in blocks:
        last = result[-1] if result else None
        if (
            isinstance(last, Para)
            and isinstance(block, Para)
            and not block.marked
            and not _leads(block.lines[0].words[0])
        ):
            last.lines += block.lines
        else:
            result.append(block)
    return result


def _leads(word: Word) -> bool:
    """Whether a word is, or begins with, the mark of a note."""
    return word.parts[0].raised or bool(NOTE_MARK.fullmatch(word.text))


def _notes_in(element: Element) -> list[Element]:
    """The notes that stand at their marks within a paragraph (ISO 32000-1, 14.8.4.4.2), outermost ones only."""
    return [
        note for kid in element.elements() for note in ([kid] if kid.role in ("Note", "FENote") else _notes_in(kid))
    ]


def _without(element: Element, notes: list[Element]) -> Element:
    kids = [
        kid if isinstance(kid, Content) else _without(kid, notes)
        for kid in element.kids
        if not any(kid is note for note in notes)
    ]
    return Element(element.role, kids, element.attributes, element.alt, element.language)


def _holds_blocks(element: Element) -> bool:
    return any(kid.role in BLOCKS or HEADING.fullmatch(kid.role) or _holds_blocks(kid) for kid in element.elements())


def _shape(block: Para | LongTable) -> int:
    """The number of columns of a table, 0 for a paragraph."""
    return block.columns if isinstance(block, LongTable) else 0


def _span(element: Element, key: str) -> int:
    value = element.attributes.get(key, 1)
    return min(max(value, 1), MOST_SPANNED) if isinstance(value, int) else 1


def _lines(words: list[tuple[Word, int]]) -> list[Line]:
    """Lines in the order of the tags: a new stretch begins on a new page and where the words go up (the next column)."""
    stretches: list[tuple[int, list[Word]]] = []
    for word, page in words:
        if stretches and stretches[-1][0] == page and word.base >= stretches[-1][1][-1].base - 0.8 * word.size:
            stretches[-1][1].append(word)
        else:
            stretches.append((page, [word]))
    raised = [part for word, _ in words for part in word.parts if part.raised]
    lines = [line for page, held in stretches for group in by_direction(held) for line in make_lines(group, page)]
    for part in raised:
        part.raised = True  # a mark with a tag of its own makes a line of its own here
    return lines
