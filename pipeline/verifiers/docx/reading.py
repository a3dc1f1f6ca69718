"""Reads a Word file as a screen reader does: words in reading order with their anchors, and the structure as a tree."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.verifiers import AnchoredText
from pipeline.verifiers.docx.file import DocxParts, blocks, bookmarks, cells, rows, run_text, runs, sets_out, style_name

PICTURES = (q("w:drawing"), q("w:pict"), q("w:object"))
NOTE_MARKS = {q("w:footnoteReference"): "footnote", q("w:endnoteReference"): "endnote"}
AUTOMATIC = ("separator", "continuationSeparator", "continuationNotice")


@dataclass
class TextPart:
    """A part of the text: its role, its words in pieces (a note mark is a separate piece), its anchor and its children.

    Items of a list have the same `numbering`.
    """

    role: str
    words: list[str] = field(default_factory=list)
    anchor: str = ""
    level: int = 0
    numbering: str = ""
    element: Element | None = None
    children: list[TextPart] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The words as one text."""
        return "".join(self.words)

    def walk(self) -> Iterator[TextPart]:
        """Yields the part and its descendants in reading order."""
        yield self
        for part in self.children:
            yield from part.walk()

    def lines(self, depth: int = 0) -> Iterator[str]:
        """The part as indented text."""
        words = " ".join(self.text.split())
        level = f" {self.level}" if self.level else ""
        yield "  " * depth + self.role + level + (f" “{words}”" if words else "")
        for part in self.children:
            yield from part.lines(depth + 1)


def read(file: DocxParts) -> TextPart:
    """Reads the text, with the notes at its end."""
    reader = _Reader(file)
    document = TextPart("document", element=file.body)
    reader.into(document, file.body)
    for kind, identity in reader.noted:
        document.children += reader.note(kind, identity)
    return document


def anchored_texts(document: TextPart) -> Iterator[AnchoredText]:
    """Yields the words in order, with white space folded to single spaces."""
    for part in document.walk():
        for words in part.words:
            text = " ".join(words.split())
            if text:
                yield AnchoredText(text, part.anchor)


class _Reader:
    """Reads a file; holds the current anchor, and numbers the notes in the order of their marks."""

    def __init__(self, file: DocxParts) -> None:
        self.file = file
        self.anchor = ""
        self.noted: list[tuple[str, str]] = []
        self._drawn: set[Element] = set()
        self._running: dict[tuple[str, int], str] = {}
        self._counted: set[str] = set()

    def into(self, parent: TextPart, holder: Element) -> None:
        """Reads the paragraphs and tables of an element into a part; successive items form a list."""
        open_lists: list[TextPart] = []
        for block in blocks(holder):
            if block.tag == q("w:tbl"):
                open_lists = []
                parent.children.append(self._laid_out(block) if sets_out(block) else self._table(block))
                continue
            part = self._paragraph(block)
            if part.role == "item":
                self._place_item(parent, open_lists, part)
            else:
                inside = open_lists if style_name(self.file, block).startswith("list continue") else []
                open_lists = inside
                (inside[-1].children[-1] if inside else parent).children.append(part)

    def _place_item(self, parent: TextPart, open_lists: list[TextPart], item: TextPart) -> None:
        del open_lists[item.level :]
        if len(open_lists) == item.level and open_lists[-1].numbering != item.numbering:
            open_lists.pop()
        while len(open_lists) < item.level:
            holder = open_lists[-1].children[-1] if open_lists and open_lists[-1].children else parent
            new_list = TextPart("list", numbering=item.numbering)
            holder.children.append(new_list)
            open_lists.append(new_list)
        item.level = 0
        open_lists[-1].children.append(item)

    def note(self, kind: str, identity: str) -> list[TextPart]:
        """A note with its number and its words."""
        root = self.file.notes.get(kind)
        elements = [] if root is None else root.findall(q(f"w:{kind}"))
        parts = []
        for element in elements:
            if element.get(q("w:id")) == identity and element.get(q("w:type")) not in AUTOMATIC:
                counted = any(True for _ in element.iter(q(f"w:{kind}Ref")))
                part = TextPart("note", [self._number((kind, identity))] if counted else [], anchor="")
                self.anchor = ""
                self.into(part, element)
                parts.append(part)
        return parts

    def _number(self, note: tuple[str, str]) -> str:
        if note not in self.noted:
            self.noted.append(note)
        return str([other for other in self.noted if other[0] == note[0]].index(note) + 1)

    def _laid_out(self, table: Element) -> TextPart:
        part = TextPart("layout", element=table)
        for cell in (cell for row in rows(table) for cell in cells(row)):
            self.into(part, cell)
        return part

    def _table(self, table: Element) -> TextPart:
        properties = child(table, "w:tblPr")
        table_part = TextPart("table", anchor=self.anchor, element=table)
        outer = self.anchor
        for number, row in enumerate(rows(table)):
            self.anchor = outer
            head = bool(switched(child(row, "w:trPr"), "w:tblHeader"))
            line = TextPart("header row" if head else "row", element=row)
            for index, cell in enumerate(cells(row)):
                is_header = index == 0 and number > 0 and names_rows(properties)
                part = TextPart("row header" if is_header else "cell", element=cell)
                self.into(part, cell)
                line.children.append(part)
            table_part.children.append(line)
        self.anchor = outer
        return table_part

    def _paragraph(self, paragraph: Element) -> TextPart:
        names = bookmarks(paragraph)
        self.anchor = names[-1] if names else self.anchor
        setting = self.file.styles.setting(paragraph)
        level, item = setting.heading, self.file.numbering.item(setting)
        part = TextPart("paragraph", [""], self.anchor, element=paragraph)
        if level:
            part.role, part.level = "heading", level
        elif item:
            part.role, part.level, part.numbering = "item", item[1] + 1, self._list_of(*item)
        for run in runs(paragraph):
            look = self.file.styles.look(run, setting.style)
            if look is None or not look.hidden:  # what is hidden is not read out
                self._run(run, part)
        return part

    def _list_of(self, num: str, level: int) -> str:
        """The list of an item: numbering that restarts begins a new list, other numbering of the same form continues."""
        numbering = self.file.numbering
        definition = numbering.level(num, level)
        if (value(definition, "w:numFmt") or "decimal") == "bullet":
            return num
        form = (value(numbering.nums[num], "w:abstractNumId") or "", level)
        anew = any(True for _ in numbering.nums[num].iter(q("w:startOverride"))) and num not in self._counted
        self._counted.add(num)
        if anew or form not in self._running:
            self._running[form] = num
        return self._running[form]

    def _run(self, run: Element, into: TextPart) -> None:
        custom = any(mark.get(q("w:customMarkFollows")) in ("1", "true", "on") for mark in run.iter(*NOTE_MARKS))
        if custom or is_note_link(run.getparent()):
            into.words += [run_text(run), ""]
        else:
            into.words[-1] += run_text(run)
        for element in run.iter(*NOTE_MARKS, *PICTURES):
            if element.tag in NOTE_MARKS:
                number = self._number((NOTE_MARKS[element.tag], element.get(q("w:id"), "")))
                into.words += [] if custom else [number, ""]  # a custom mark is the text of the run
            elif element not in self._drawn:
                self._drawn.update(element.iter(*PICTURES))
                self._picture(element, into)

    def _picture(self, element: Element, into: TextPart) -> None:
        described = next(element.iter(q("wp:docPr")), None)
        alt = "" if described is None else described.get("descr", "")
        into.children.append(TextPart("picture", [alt], self.anchor, element=element))
        for box in element.iter(q("w:txbxContent")):
            if not any(parent.tag == q("mc:Fallback") for parent in box.iterancestors()):
                part = TextPart("text box", element=box)
                self.into(part, box)
                into.children.append(part)


def is_note_link(element: Element) -> bool:
    """Whether an element is a further mark of a note, which links to the first one."""
    return (element.get(q("w:anchor")) or "").startswith("_Note")


def names_rows(properties: Element | None) -> bool:
    """Whether the first column is marked as row headers (17.7.6.7), by the flag or the older bit mask."""
    look = child(properties, "w:tblLook")
    if look is None:
        return False
    flag = look.get(q("w:firstColumn"))
    if flag is not None:
        return flag in ("1", "true", "on")
    return bool(int(value(properties, "w:tblLook") or "0", 16) & 0x80)
