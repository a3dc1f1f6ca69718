"""Reads drawings of data: a chart becomes the table of its figures, a diagram the lines of its text."""

from __future__ import annotations

from pipeline.model.findings import error, warning
from pipeline.model.flow import FlowBlock, FlowParagraph, Grid, GridCell, Run, SourceWord
from pipeline.model.place import Place
from pipeline.ooxml.styles import six_digits
from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.hidden.unseen_words import PAPER, is_alike
from pipeline.sources.docx.story import Story

_MOST_POINTS = 2000


def read_graphic(story: Story, element: Element, place: Place) -> list[FlowBlock]:
    """Returns the blocks of a `c:chart` or `dgm:relIds`, and adds their words to those of the source."""
    identity = element.get(q("r:id")) or element.get(q("r:dm")) or ""
    relationship = story.relationships.get(identity)
    root = story.account.package.tree(relationship.target) if relationship and not relationship.external else None
    if root is None:
        return []
    chart = element.tag == q("c:chart")
    blocks = _chart(root, place) if chart else _diagram(root, place)
    kind, result = ("chart", "a table of its figures") if chart else ("diagram", "the lines of text in it")
    if not blocks:
        message, hint = (
            f"a {kind} has nothing that can be read, so it was left out",
            "add it as a picture with a text alternative",
        )
    else:
        message, hint = f"a {kind} was read as {result}", "check that it says the same as the drawing"
    story.account.findings.append(warning("graphic", message, place, hint))
    if chart and any(
        _is_hidden_title(root, text) for text in root.iterfind(f"{q('c:chart')}/{q('c:title')}//{q('a:t')}")
    ):
        message, hint = "the title of a chart, in the colour of the paper, was left out", "ask who hid it and why"
        story.account.findings.append(error("hidden-words", message, place, hint))
    story.account.words += [SourceWord(word, place) for text in _texts(blocks) for word in text.split()]
    return blocks


def _texts(blocks: list[FlowBlock]) -> list[str]:
    texts = []
    for block in blocks:
        if isinstance(block, FlowParagraph):
            texts.append(block.text)
        elif isinstance(block, Grid):
            texts += [text for cell in block.cells for text in _texts(list(cell.blocks))]
    return texts


def _chart(root: Element, place: Place) -> list[FlowBlock]:
    """Returns the title and a table with a row for each category and a column for each series (part 1, 21.2)."""
    series = list(root.iter(q("c:ser")))
    columns = [
        _points(child(entry, "c:val") if child(entry, "c:val") is not None else child(entry, "c:yVal"))
        for entry in series
    ]
    first = next(
        (c for entry in series for c in (child(entry, "c:cat"), child(entry, "c:xVal")) if c is not None), None
    )
    categories = _points(first)
    count = min(max([len(categories), *(max(column, default=-1) + 1 for column in columns)], default=0), _MOST_POINTS)
    if not count:
        return []
    names = ["".join(_points(child(entry, "c:tx")).values()) for entry in series]
    rows = [["", *names]] if any(names) else []
    rows += [[categories.get(at, ""), *(column.get(at, "") for column in columns)] for at in range(count)]
    cells = tuple(
        GridCell(r, c, blocks=(_paragraph(text, place),) if text else (), place=place)
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
    )
    parts = root.iterfind(f"{q('c:chart')}/{q('c:title')}//{q('a:t')}")
    title = " ".join(text.text or "" for text in parts if not _is_hidden_title(root, text)).strip()
    grid = Grid(len(rows), len(rows[0]), cells, header_rows=1 if any(names) else None, place=place)
    return [*([_paragraph(title, place)] if title else []), grid]


def _is_hidden_title(root: Element, text: Element) -> bool:
    """Whether words of the title of a chart are white on paper."""
    colour = child(child(child(text.getparent(), "a:rPr"), "a:solidFill"), "a:srgbClr")
    ground = child(child(root, "c:spPr"), "a:solidFill")
    return colour is not None and ground is None and is_alike(six_digits(colour.get("val", "")) or "000000", PAPER)


def _points(holder: Element | None) -> dict[int, str]:
    """Returns the cached values of a reference by their index."""
    if holder is None:
        return {}
    level = next(holder.iter(q("c:lvl")), holder)
    percent = any("%" in (code.text or "") for code in holder.iter(q("c:formatCode")))
    values = {}
    for point in level.iter(q("c:pt")):
        text = point.findtext(q("c:v")) or ""
        values[number(point.get("idx"))] = _figure(text, percent)
    plain = holder.findtext(q("c:v"))
    return values or ({0: plain} if plain else {})


def _figure(text: str, percent: bool) -> str:
    """Returns a number as people write it: spreadsheets store 0.27 as 0.27000000000000002."""
    try:
        amount = float(text)
    except ValueError:
        return " ".join(text.split())
    return f"{amount * 100:.10g}%" if percent else f"{amount:.10g}" if abs(amount) < 1e10 else text


def _diagram(root: Element, place: Place) -> list[FlowBlock]:
    """Returns the texts of a diagram in the order of its data (part 1, 21.4)."""
    blocks: list[FlowBlock] = []
    for point in root.iter(q("dgm:pt")):
        if point.get("type", "node") != "node":
            continue
        for line in point.iter(q("a:p")):
            text = "".join(run.text or "" for run in line.iter(q("a:t"))).strip()
            if text:
                blocks.append(_paragraph(text, place))
    return blocks


def _paragraph(text: str, place: Place) -> FlowParagraph:
    return FlowParagraph((Run(text, size=10.0),), place=place)
