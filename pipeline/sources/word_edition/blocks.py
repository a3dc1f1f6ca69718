"""Turns the lines of a Word edition into blocks: paragraphs, lists, boxes, quotations, actions, pictures and tables."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from pipeline.model.document import (
    Action,
    Actions,
    Block,
    Blocks,
    Box,
    Definition,
    Definitions,
    Image,
    Inlines,
    Item,
    List,
    Paragraph,
    Quote,
    Role,
    Table,
)
from pipeline.model.findings import Finding
from pipeline.ooxml.xml import Element, q
from pipeline.sources.word_edition.lines import EditionLine, LineReader
from pipeline.sources.word_edition.tables import TableReader, pasted
from pipeline.sources.word_edition.typed import SKIPPED

DRAWN = "drawn/"
"""The folder in the file names of charts, which the program draws from tables."""
Lines = Sequence[EditionLine]


@dataclass
class BlockReader:
    """Reads blocks, and collects new pictures by file name and findings."""

    lines: LineReader
    findings: list[Finding] = field(default_factory=list)
    pictures: dict[str, bytes] = field(default_factory=dict)

    def blocks(self, lines: Lines) -> Blocks:
        """Returns the blocks of some lines."""
        result: list[Block] = []
        at = 0
        title: Inlines = ()
        while at < len(lines):
            line = lines[at]
            end = at + 1
            if line.mark("Figure") and result and isinstance(result[-1], Image):
                result[-1] = replace(result[-1], caption=line.words)
            elif line.mark("Definitions"):
                end = _end(lines, at, line.mark("Definitions"))
                result.append(self._definitions(lines[at:end]))
            elif line.mark("Box") or line.mark("Quote"):
                end = _end(lines, at, line.mark("Box") or line.mark("Quote"))
                result.append(self._container(lines[at:end]))
            elif line.style == "action reference":
                end = _end(lines, at, line.mark("Action")) if line.mark("Action") else _next_action(lines, at)
                self._action(result, self.lines.of_content(line.id) or pasted(line), self.blocks(lines[at + 1 : end]))
            elif line.band or line.is_table or line.style in ("caption", "caption1"):
                reader = TableReader(self.lines, self.blocks, self.findings)
                table, end, between = reader.read(lines, at, title)
                result += [*([table] if table else []), *self.blocks(between)]
                title = ()
            elif line.style == "table title" and _leads_to_band(lines, at):
                title = line.words
            elif line.label:  # its definition list has lost its bookmarks
                result.append(self._definitions([line]))
            elif line.item:
                list_block, end = self._list(lines, at, line.item.level)
                result.append(list_block)
            else:
                result += self._plain(line)
            at = end
        return tuple(result)

    def _container(self, lines: Lines) -> Block:
        opening = lines[0]
        name = opening.mark("Box") or opening.mark("Quote")
        opening.begins.remove(name)
        inside = self.blocks([line for line in lines if line.style != "box label"] if "_Box" in name else lines)
        role = re.match(r"_Box_([a-z]+)_", name)
        return Box(Role(role[1]), inside) if role else Quote(inside)

    def _definitions(self, lines: Lines) -> Block:
        starts = [at for at, line in enumerate(lines) if line.label or line.style == "field label"]
        return Definitions(
            tuple(
                self._definition(lines[at], lines[at + 1 : end])
                for at, end in zip(starts, [*starts[1:], len(lines)], strict=True)
            )
        )

    def _definition(self, first: EditionLine, further: Lines) -> Definition:
        """Returns a definition, whose value begins on the line of its label or below it."""
        if not first.label:
            return Definition(first.words, self.blocks(further))
        return Definition(first.label, self.blocks([replace(first, label=(), begins=[]), *further]))

    def _action(self, result: list[Block], id: str, blocks: Blocks) -> None:
        entry = Action(id, blocks)
        if result and isinstance(result[-1], Actions):
            result[-1] = Actions((*result[-1].entries, entry))
        else:
            result.append(Actions((entry,)))

    def _plain(self, line: EditionLine) -> Blocks:
        images = map(self._image, line.drawings)
        result: list[Block] = [image for image in images if not image.file.startswith(DRAWN)]
        if line.words and line.style not in SKIPPED:
            result.append(Paragraph(line.words))
        return tuple(result)

    def _list(self, lines: Lines, at: int, level: int) -> tuple[List, int]:
        """Returns the list whose first item is at a line, and the index of the line after it."""
        first = lines[at].item
        assert first is not None
        items: list[list[Block]] = []
        while at < len(lines):
            line, place = lines[at], lines[at].item
            if place is None:
                if not items or _continued(line) < level:
                    break
                items[-1] += self._plain(line)
            elif place.level < level:
                break
            elif place.level > level and items:
                inner, at = self._list(lines, at, place.level)
                items[-1].append(inner)
                continue
            elif items and (place.list_id != first.list_id or line.mark("Box") or line.mark("Quote")):
                break
            else:
                items.append(list(self._plain(line)))
            at += 1
        return List(tuple(Item(tuple(blocks)) for blocks in items), first.numbering), at

    def _image(self, drawing: Element) -> Image:
        """Returns a picture with the file name that it was built from; the data of one that was added in Word is collected."""
        described = next(drawing.iter(q("wp:docPr")), None)
        name = "" if described is None else described.get("name", "")
        alt = "" if described is None else described.get("descr", "")
        decorative = any(True for _ in drawing.iter(q("adec:decorative")))
        file = re.sub(r" \d+$", "", name)
        if "." not in file:
            file = self._new_picture(drawing)
        return Image(file, None if decorative or not alt else alt, decorative)

    def _new_picture(self, drawing: Element) -> str:
        blip = next(drawing.iter(q("a:blip")), None)
        relation = self.lines.relationships.get("" if blip is None else blip.get(q("r:embed"), ""))
        data = self.lines.package.read(relation.target) if relation else None
        file = f"pictures/{relation.target.rsplit('/', 1)[-1]}" if relation else "pictures/missing"
        if data is not None:
            self.pictures[file] = data
        return file


def _leads_to_band(lines: Lines, at: int) -> bool:
    return at + 1 < len(lines) and bool(lines[at + 1].band)


def _end(lines: Lines, at: int, name: str) -> int:
    """The index after the line with the end mark of what begins here, or the next line if that mark is lost."""
    end = f"_End_{name.rsplit('_', 1)[-1]}"
    return next((index + 1 for index in range(at, len(lines)) if end in lines[index].begins), at + 1)


def _next_action(lines: Lines, at: int) -> int:
    """The index after a pasted action: at the next reference before a heading, else after its first paragraph."""
    ends = (index for index in range(at + 1, len(lines)) if lines[index].heading or lines[index].mark("End"))
    stop = next(ends, len(lines))
    following = next((index for index in range(at + 1, stop) if lines[index].style == "action reference"), None)
    return following or min(at + 2, stop)


def _continued(line: EditionLine) -> int:
    """The level of the list that a paragraph continues, or -1."""
    match = re.fullmatch(r"(?:list|box) continue(?: (\d))?", line.style)
    return int(match[1] or 1) - 1 if match else -1


def is_table(block: Block) -> bool:
    """Whether a block is a table of records."""
    return isinstance(block, Table)
