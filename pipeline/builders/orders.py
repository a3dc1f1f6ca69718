"""Sets a document out for a format: the one place that knows which tables stay tables in it and how it shows charts."""

from __future__ import annotations

from dataclasses import replace

from pipeline.builders import BUILDERS, look_for
from pipeline.editions import words
from pipeline.editions.assets import INSTEAD, Assets
from pipeline.editions.contrast import BLACK, WHITE, nearest, readable
from pipeline.editions.drawings.charts import Pencil
from pipeline.editions.drawings.lettering import DrawingFonts
from pipeline.editions.drawings.plot import ChartStyle
from pipeline.editions.edition import Edition, plain_rows
from pipeline.editions.looks import Look, TableShape
from pipeline.editions.medium import Medium
from pipeline.editions.paper.fonts import families, fonts
from pipeline.editions.paper.grids import TYPED, Fits, fitting
from pipeline.editions.paper.paper_size import paper_size
from pipeline.editions.set_out import set_out
from pipeline.editions.site import Brand
from pipeline.model.direction import direction
from pipeline.model.document import Document, Image
from pipeline.model.walk import all_blocks

SCREEN_WIDTH, SCREEN_TYPE = 360.0, 17.0
"""Width and type size of charts on screens, in 1/96 inch: still to be read where a phone makes the picture smaller."""
POINT = 96 / 72
USUAL = Brand()


def edition_for(
    format: str, document: Document, look: Look, assets: Assets, brand: Brand = USUAL
) -> tuple[Look, Edition, Assets]:
    """The look that a format can show, the edition of a document in it, and the assets with the charts that it shows."""
    look = look_for(format, look)
    pencil = (
        None
        if BUILDERS[format].linear
        else Pencil(_style(format, look, assets, brand, document.language), BUILDERS[format].png)
    )
    medium = Medium(_fits(format, look, assets), pencil, signs=BUILDERS[format].png)
    edition = set_out(document, look, words.load(assets, document.language), medium=medium)
    drawn = {
        **(pencil.pictures if pencil else {}),
        **(_in_dots(document, brand, assets) if BUILDERS[format].png else {}),
    }
    if drawn:
        assets = replace(assets, pictures={**assets.pictures, **drawn})
    return look, edition, assets


def _in_dots(document: Document, brand: Brand, assets: Assets) -> dict[str, bytes]:
    """The drawings of a document and the logo in dots, for programs that show no SVG."""
    files = {brand.logo, *(block.file for _, block in all_blocks(document) if isinstance(block, Image))}
    drawings = {
        file: assets.pictures[file] for file in files if file.lower().endswith(".svg") and file in assets.pictures
    }
    if not drawings:
        return {}
    from pipeline.builders.print.engine import in_dots  # it loads the page engine

    return {file + INSTEAD: dots for file, data in drawings.items() if (dots := in_dots(data))}


def _fits(format: str, look: Look, assets: Assets) -> Fits | None:
    """How a format tells that a table fits. Those read line by line have no tables; Word takes larger paper for wide ones."""
    if look.tables is TableShape.PARAGRAPH:
        return lambda tables: all(map(plain_rows, tables))
    if BUILDERS[format].linear:
        return None
    if not BUILDERS[format].sized:
        return lambda _: True
    if format == "pdf":
        return fitting(look, assets)
    return fitting(look, assets, TYPED) if look.tables is TableShape.LIST else None


def _style(format: str, look: Look, assets: Assets, brand: Brand, language: str) -> ChartStyle:
    """Charts in the face and colours of the look; on paper as wide as the text, and their type as large."""
    pairs = families(fonts(assets), look.face)
    face = DrawingFonts(tuple((regular.data, bold.data) for regular, bold in pairs), direction(language) == "rtl")
    plain = (look.ink, look.ground) == (BLACK, WHITE)
    accent = nearest(readable(brand).accent, look.ground) if plain else look.ink
    paper = BUILDERS[format].sized
    width, size = (paper_size(look).line() * POINT, look.size * POINT) if paper else (SCREEN_WIDTH, SCREEN_TYPE)
    return ChartStyle(width, size, look.ink, look.ground, accent, face)
