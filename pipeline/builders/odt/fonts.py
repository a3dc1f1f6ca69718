"""Fonts inside an OpenDocument file: its parts, and the declarations that name them (ODF 1.3 part 3, 16.24 to 16.28)."""

from __future__ import annotations

from itertools import groupby
from pathlib import PurePosixPath

from pipeline.builders.odt.xml import Element, o, q
from pipeline.builders.office.fonts import EmbeddedFonts, style_of
from pipeline.editions.paper.fonts import FontFile

FONT = "application/x-font-ttf"


def font_parts(inside: EmbeddedFonts) -> dict[str, bytes]:
    """The files of the fonts by their place in the package."""
    return {_place(font): font.data for font in inside.fonts}


def font_faces(inside: EmbeddedFonts) -> Element:
    """The declaration of each family with its files; LibreOffice says which style a file has in names of its own."""
    made = o("office:font-face-decls")
    for family, fonts in groupby(inside.fonts, lambda font: font.family):
        sources = o("svg:font-face-src")
        for font in fonts:
            bold, italic = style_of(font)
            source = o("svg:font-face-uri", xlink__href=_place(font), xlink__type="simple")
            source.set(q("loext:font-style"), "italic" if italic else "normal")
            source.set(q("loext:font-weight"), "bold" if bold else "normal")
            source.append(o("svg:font-face-format", svg__string="truetype"))
            sources.append(source)
        made.append(o("style:font-face", sources, style__name=family, svg__font_family=f"'{family}'"))
    return made


def _place(font: FontFile) -> str:
    return f"Fonts/{PurePosixPath(font.path).name}"
