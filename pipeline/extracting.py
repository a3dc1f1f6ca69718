"""Extraction as the verbs use it: a file on disk, through its extractor, to a document with its account."""

from __future__ import annotations

import re
import unicodedata
from importlib import import_module
from pathlib import Path

from pipeline.extractors import EXTRACTORS
from pipeline.extractors.assemble import Extraction, assemble
from pipeline.extractors.flow import Flow, Grid, GridCell, Unreadable
from pipeline.findings import error
from pipeline.place import Place
from pipeline.project import Project, Refused, unreadable

BIGGEST = 500 * 2**20


def name_of(path: Path) -> str:
    """The stable name of a publication for a source file: its stem in small letters, without accents, signs or spaces."""
    plain = unicodedata.normalize("NFKD", path.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "document"


def load(project: Project, path: Path) -> bytes:
    """The bytes of a source. Raises Refused where it cannot be read or its ending is not known."""
    if path.suffix.lower() not in EXTRACTORS:
        known = ", ".join(EXTRACTORS)
        raise Refused(
            error("unknown-ending", f"{path} is none of the kinds that can be read: {known}", Place(str(path)))
        )
    try:
        if path.stat().st_size > BIGGEST:
            message = f"{path} is larger than {BIGGEST // 2**20} MB"
            raise Refused(error("too-large", message, Place(str(path)), "split it into parts"))
        return path.read_bytes()
    except OSError as wrong:
        raise Refused(unreadable(project.shown(path), wrong)) from wrong


def read(project: Project, path: Path) -> Flow:
    """What a source says, as set. Raises Refused where nothing can be read."""
    data = load(project, path)
    try:
        flow: Flow = import_module(EXTRACTORS[path.suffix.lower()]).extract(data, project.shown(path))
    except Unreadable as wrong:
        raise Refused(wrong.finding) from wrong
    return flow


def extract(project: Project, path: Path, kind: str = "") -> Extraction:
    """The document of a source with its account. Raises Refused where nothing can be read."""
    return assemble(read(project, path), name_of(path), kind)


def grids(flow: Flow) -> str:
    """The tables of a source as drawn: page, box, and cells with their spans and text."""
    lines: list[str] = []
    for number, grid in enumerate((block for block in flow.blocks if isinstance(block, Grid)), 1):
        lines += _grid(f"grid {number}", grid)
    return "\n".join(lines) or "no table"


def _grid(title: str, grid: Grid) -> list[str]:
    lines = [f"{title}: {_where(grid.place)}{grid.rows} rows, {grid.columns} columns"]
    for cell in grid.cells:
        lines += _cell(cell)
    return lines


def _cell(cell: GridCell) -> list[str]:
    spans = f", {cell.rowspan} rows" if cell.rowspan > 1 else ""
    spans += f", {cell.colspan} columns" if cell.colspan > 1 else ""
    header = " header" if cell.header else ""
    lines = [f"  row {cell.row} column {cell.column}{spans}{header}: {_where(cell.place)}".rstrip(": ")]
    for block in cell.blocks:
        if isinstance(block, Grid):
            lines += ["    " + line for line in _grid("grid inside", block)]
        else:
            lines.append("    " + " ".join(getattr(block, "text", "[picture]").split()))
    return lines


def _where(place: Place) -> str:
    if not place.page:
        return ""
    box = f" box {', '.join(f'{edge:.0f}' for edge in place.box)}" if place.box else ""
    return f"page {place.page}{box}: "
