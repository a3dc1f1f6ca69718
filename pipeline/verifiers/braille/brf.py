"""Reads a BRF file back: ASCII braille in pages that end in form feeds."""

from __future__ import annotations

from pipeline.braille import signs
from pipeline.model.findings import error
from pipeline.model.place import Place
from pipeline.verifiers import Reading
from pipeline.verifiers.braille.pages import read


def verify(data: bytes, file: str) -> Reading:
    """Reads the words of a BRF file. Characters that are not cells give an error and no words."""
    try:
        text = data.decode("ascii").replace("\r\n", "\n")
        pages = [
            [signs.cells(line.rstrip()) for line in page.removesuffix("\n").split("\n")]
            for page in text.removesuffix("\f").split("\f")
        ]
    except (UnicodeDecodeError, KeyError) as wrong:
        message = f"this is not ASCII braille: {wrong}"
        return Reading((), "", (error("braille-unreadable", message, Place(file=file)),))
    return read([pages], 0, 0, file)
