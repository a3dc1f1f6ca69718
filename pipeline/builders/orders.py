"""Sets a document out for a format: the one place that knows which tables stay tables in it."""

from __future__ import annotations

from pipeline.builders import BUILDERS, look_for
from pipeline.editions import words
from pipeline.editions.assets import Assets
from pipeline.editions.edition import Edition
from pipeline.editions.looks import Look, Tables
from pipeline.editions.paper.grids import Fits, fitting
from pipeline.editions.set_out import set_out
from pipeline.model.document import Document


def edition_for(format: str, document: Document, look: Look, assets: Assets) -> tuple[Look, Edition]:
    """The look that a format can show, and the edition of a document in it."""
    look = look_for(format, look)
    return look, set_out(document, look, words.load(assets, document.language), fits=_fits(format, look, assets))


def _fits(format: str, look: Look, assets: Assets) -> Fits | None:
    """How a format tells that a table fits. Those read line by line have no tables; Word takes larger paper for wide ones."""
    if BUILDERS[format].linear:
        return None
    if not BUILDERS[format].sized:
        return lambda _: True
    return fitting(look, assets) if format == "pdf" or look.tables is Tables.LIST else None
