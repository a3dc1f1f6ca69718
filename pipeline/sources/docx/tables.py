"""Reads a table of the normalised XML as a `Grid`, with merged cells, nested tables and irregular rows (part 1, 17.4)."""

from __future__ import annotations

from collections.abc import Callable

from pipeline.model.findings import note
from pipeline.model.flow import FlowBlock, Grid, GridCell
from pipeline.ooxml.styles import shading_colour
from pipeline.ooxml.xml import VAL, Element, child, number, q, switched, value
from pipeline.sources.docx.columns import Slot, straightened, widths_of
from pipeline.sources.docx.layout_tables import is_frame, without_frames
from pipeline.sources.docx.story import Story

Read = Callable[[Story, Element], list[FlowBlock]]
MAX_COLUMNS = 1000
MOST_SHADED = 3  # the most shaded header rows; more are a part of the table


def read_table(story: Story, table: Element, read: Read, bookmarks: tuple[str, ...] = ()) -> list[FlowBlock]:
    """Returns the grid of a table, or its contents if it is only a frame; nothing for a table without cells."""
    rows = [_slots(row) for row in table.iterchildren(q("w:tr"))]
    if not any(rows):
        return []
    properties = child(table, "w:tblPr")
    outer, style = story.table_style, _style(properties)
    rows = straightened(rows, widths_of(table), ruled=story.account.styles.rules_columns(style, properties))
    columns = max(slot.end for row in rows for slot in row)
    cells = []
    for at, row in enumerate(rows):
        story.table_style = style if at == 0 else style.removesuffix(" firstRow")
        for slot in row:
            cell = _cell(story, rows, at, slot, read)
            if cell is not None:
                cells.append(cell)
    story.table_style = outer
    grid = Grid(
        rows=len(rows),
        columns=columns,
        cells=tuple(cells),
        header_rows=_header_rows(table) or _shaded_rows(table) or story.account.styles.shades_first_row(style) or None,
        caption=value(properties, "w:tblCaption") or "",
        description=value(properties, "w:tblDescription") or "",
        bookmarks=bookmarks,
        place=story.place(table),
    )
    if is_frame(grid) and any(cell.blocks for cell in cells):
        message = "a table of one row or column was read as text in a frame"
        story.account.findings.append(note("table-as-text", message, grid.place))
    return without_frames(grid)


def _slots(row: Element) -> list[Slot]:
    properties = child(row, "w:trPr")
    column = min(number(value(properties, "w:gridBefore")), MAX_COLUMNS)
    slots: list[Slot] = []
    for cell in row.iterchildren(q("w:tc")):
        tc = child(cell, "w:tcPr")
        span = min(max(number(value(tc, "w:gridSpan"), 1), 1), MAX_COLUMNS)
        if _merge(tc, "w:hMerge") == "continue" and slots:
            slots[-1].span += span
        else:
            slots.append(Slot(cell, column, span, _merge(tc, "w:vMerge")))
        column += span
    return slots


def _merge(properties: Element | None, name: str) -> str:
    """ "restart", "continue" or "": a merge mark without a value continues (17.4.84)."""
    element = child(properties, name)
    return "" if element is None else element.get(VAL, "continue")


def _cell(story: Story, rows: list[list[Slot]], at: int, slot: Slot, read: Read) -> GridCell | None:
    """Returns the cell with its row span, or None if it continues one of the row above."""
    if slot.merge == "continue" and at and _below(rows[at - 1], slot) and not _has_text(slot.element):
        return None
    rowspan = 1
    if slot.merge:
        while at + rowspan < len(rows):
            under = _below(rows[at + rowspan], slot)
            if under is None or under.merge != "continue" or _has_text(under.element):
                break
            rowspan += 1
    space, story.space_after = story.space_after, 0.0
    blocks = tuple(read(story, slot.element))
    story.space_after = space
    return GridCell(
        at, slot.column, rowspan, slot.span, blocks, fill=fill_of(slot.element), place=story.place(slot.element)
    )


def _below(row: list[Slot], slot: Slot) -> Slot | None:
    """Returns the merged cell of a row with the same column and span, or None."""
    return next((c for c in row if c.column == slot.column and c.span == slot.span and c.merge), None)


def _has_text(cell: Element) -> bool:
    """Whether a cell has words. Word hides them in a continued cell; to keep them, it is read as a separate cell."""
    return any((text.text or "").strip() for text in cell.iter(q("w:t")))


def _header_rows(table: Element) -> int:
    """Counts the leading rows that repeat on each page (17.4.49)."""
    count = 0
    for row in table.iterchildren(q("w:tr")):
        if not switched(child(row, "w:trPr"), "w:tblHeader"):
            break
        count += 1
    return count


def _shaded_rows(table: Element) -> int:
    """Counts the leading rows whose cells all have a fill that no other row has.

    Where several have an empty cell without it, no cell below may have it: a filled first column holds labels of rows.
    """
    rows = [list(row.iterchildren(q("w:tc"))) for row in table.iterchildren(q("w:tr"))]
    rows = [row for row in rows if len(row) > 1]
    fills = [_fill(row) for row in rows]
    count = next((at for at, fill in enumerate(fills) if fill != fills[0]), 0)
    if not 0 < count <= MOST_SHADED or not fills[0]:
        return 0
    partly = count > 1 and not any(all(map(fill_of, row)) for row in rows[:count])
    others = [fill_of(cell) for row in rows[count:] for cell in row] if partly else fills[count:]
    return 0 if fills[0] in others else count


def _fill(cells: list[Element]) -> str:
    """The fill of all cells of a row, except empty cells without one; "" if they differ or only a few are left."""
    fills = [fill_of(cell) for cell in cells if fill_of(cell) or _has_text(cell)]
    return fills[0] if len(set(fills)) == 1 and 2 * len(fills) >= len(cells) else ""


def fill_of(cell: Element) -> str:
    """The fill of a cell as six hex digits, "" for none or white."""
    return shading_colour(child(child(cell, "w:tcPr"), "w:shd")).removeprefix("ffffff")


def _style(properties: Element | None) -> str:
    """The table style of the first row: "STYLE firstRow" if its format for first rows applies (17.4.56)."""
    style = value(properties, "w:tblStyle") or ""
    look = child(properties, "w:tblLook")
    if not style or look is None:
        return style
    flag = look.get(q("w:firstRow"))
    on = flag in ("1", "true", "on") if flag is not None else bool(_hexadecimal(look.get(VAL)) & 0x20)
    return f"{style} firstRow" if on else style


def _hexadecimal(text: str | None) -> int:
    try:
        return int(text or "0", 16)
    except ValueError:
        return 0
