"""Names, styles and note marks that the Word and the OpenDocument edition share."""

from __future__ import annotations

import re
from dataclasses import replace

from pipeline.editions.edition import Piece
from pipeline.kinds.ratings import Rating

TEMPLATE = "reference.docx"
DEEPEST = 6
LOGO = "logo"
LOGO_SIZE = 3402, 1134
"""The most width and height of the logo on the front, in twentieths of a point: 60 and 20 mm, as in print."""
RUN_IN = "Run-in Label"
COLON = "Run-in Colon"
LABELLED = {"Body Text": "Labelled Text"}
"""The style of a paragraph → that where a label runs in before its words."""
TEXT_STYLES = {
    "before_title": "Before Title",
    "statement": "Statement",
    "notice": "Notice",
    "table_title": "Table Title",
    "overview": "Table Title",
    "reference": "Record Reference",
    "first": "First Paragraph",
    **{f"status {state}": f"Status {state.title()}" for state in Rating},
}


def raised_marks(piece: Piece, large: bool) -> Piece:
    """A piece of words with a note mark as the edition shows it: in standard print the raised number alone."""
    if piece.kind != "note" or large:
        return piece
    facts = tuple(fact for fact in piece.facts or () if fact[0] != "language")  # a figure has no language
    return replace(piece, facts=facts, text=re.sub(r"\[[^\]\d]*(\d+)[^\]]*\]", r"\1", piece.text))
