"""Reads drawings of data: a chart becomes the table of its figures, a diagram the lines of its text."""

from __future__ import annotations

from pipeline.model.findings import error, warning
from pipeline.model.flow import FlowBlock, FlowParagraph, Grid, GridCell, Run, SourceWord
from pipeline.model.place import Place
from pipeline.ooxml.theme_colours import make_plain
from pipeline.ooxml.xml import Element, child, number, q
from pipeline.sources.docx.hidden.drawn_letters import FILLS, NOT_DRAWN, ground_of, is_unseen
from pipeline.sources.docx.story import Story

_MOST_POINTS = 2000


def read_graphic(story: Story, element: Element, place: Place) -> list[FlowBlock]:
    """Returns the blocks of a `c:chart` or `dgm:relIds`, and adds their words to those of the source."""
    identity = element.get(q("r:id")) or element.get(q("r:dm")) or ""
    relationship = story.relationships.get(identity)
    root = story.account.package.tree(relationship.target) if relationship and not relationship.external else None
    if root is None:
        return []
    make_plain(root, story.account.scheme)
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
    unseen = [text.text or "" for text in _titles(root) if _is_hidden_title(root, text)]
    unseen += [text.text or "" for text in root.iterfind(f".//{q('dgm:pt')}//{q('a:t')}") if _is_hidden_entry(text)]
    if words := " ".join(unseen).split():
        count = "1 word" if len(words) == 1 else f"{len(words)} words"
        message = f"a {kind} has text that it does not show, which was left out: {count}"
        story.account.findings.append(error("hidden-words", message, place, "ask who hid it and why"))
        story.set_aside(" ".join(words), NOT_DRAWN, place)
    told = [*_texts(blocks), *unseen]
    story.account.words += [SourceWord(word, place) for text in told for word in text.split()]
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
    title = " ".join(text.text or "" for text in _titles(root) if not _is_hidden_title(root, text)).strip()
    grid = Grid(len(rows), len(rows[0]), cells, header_rows=1 if any(names) else None, place=place)
    return [*([_paragraph(title, place)] if title else []), grid]


def _titles(root: Element) -> list[Element]:
    return list(root.iterfind(f"{q('c:chart')}/{q('c:title')}//{q('a:t')}"))


def _is_hidden_title(root: Element, text: Element) -> bool:
    """Whether a chart does not show words of its title: it is switched off (21.2.2.7), or nobody sees its letters."""
    chart = child(root, "c:chart")
    off, title = child(chart, "c:autoTitleDeleted"), child(chart, "c:title")
    if off is not None and off.get("val", "1") not in ("0", "false"):
        return True
    formats = [child(holder, "c:txPr") for holder in (title, root)]
    defaults = [next(texts.iter(q("a:defRPr")), None) for texts in formats if texts is not None]
    return is_unseen(text, defaults, ground_of(child(title, "c:spPr"), child(root, "c:spPr")))


def _is_hidden_entry(text: Element) -> bool:
    """Whether a diagram does not show words of an entry. What colours it gives entries that have none is unknown."""
    properties = child(next(text.iterancestors(q("dgm:pt"))), "dgm:spPr")
    filled = properties is not None and any(entry.tag in FILLS for entry in properties)
    return is_unseen(text, [], ground_of(properties) if filled else "")


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
            text = "".join(run.text or "" for run in line.iter(q("a:t")) if not _is_hidden_entry(run)).strip()
            if text:
                blocks.append(_paragraph(text, place))
    return blocks


def _paragraph(text: str, place: Place) -> FlowParagraph:
    return FlowParagraph((Run(text, size=10.0),), place=place)
