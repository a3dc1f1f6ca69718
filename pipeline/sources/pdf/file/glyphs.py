"""The characters of a PDF page with all that the page says about them, in the order of its content stream."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pdfminer.pdffont import PDFFont, PDFType3Font

from pipeline.model.place import Box

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.faces import Face

BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!tri)|[-,]bd\b", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|[-,]it\b|kursiv", re.IGNORECASE)
EMBEDDED = frozenset({"FontFile", "FontFile2", "FontFile3"})
"""The keys under which a file brings the shapes of a font (ISO 32000-1, table 126)."""

COLUMN = 8.0
"""Points; glyphs are looked up in columns of this width, to find the same one beside them."""


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are set: face, size in points, weight, slope, colour as #rrggbb, text rendering mode.

    `drawn` says that they are small drawings (9.6.5), `lent` that each viewer draws them with a font of its
    own, which may not have their letters (9.7.5.2).
    """

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str
    mode: int
    drawn: bool = False
    lent: bool = False


@dataclass(slots=True)
class Glyph:
    """A character with its box in points from the top left corner, its baseline, and the turn of its text in degrees.

    `order` is how many covers were painted before it; `why` says why nobody sees it, with a question mark in front where
    only the drawn page can tell.
    """

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    style: Style
    mcid: int | None
    tag: str
    turn: int
    order: int = 0
    why: str = ""

    @property
    def upright(self) -> bool:
        """Whether it stands on a level line, and is not upside down or mirrored."""
        return self.turn == 0 and self.top <= self.base - 0.5 * self.style.size


@dataclass(frozen=True, slots=True)
class Cover:
    """An area that hides what was painted before it, in points from the top left; `colour` is "" where it has several.

    `sure` where all of the box is painted, and opaquely.
    """

    box: Box
    kind: str
    colour: str = ""
    sure: bool = True


@dataclass(slots=True)
class Drawn:
    """All that a page draws: characters, and lines, rectangles, curves and images as pdfplumber describes them.

    `drawing` is how many bytes of content were run, `stopped` why not all of them could be. `trials` holds the characters in each
    colour of which nobody knows yet whether it shows anything, `untried` the font and the code of each character that no page has
    shown yet, by its identity.
    """

    glyphs: list[Glyph] = field(default_factory=list)
    shapes: list[dict[str, Any]] = field(default_factory=list)
    covers: list[Cover] = field(default_factory=list)
    unmapped: int = 0
    drawing: int = 0
    stopped: str = ""
    trials: dict[object, list[Glyph]] = field(default_factory=dict)
    untried: dict[int, tuple[Face, int]] = field(default_factory=dict)


def turn_of(a: float, b: float) -> int:
    """The direction of the text in degrees against the clock, -1 where it is none of the four."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 90 if b > 0 else 270
    return -1


def name_of(font: PDFFont) -> str:
    """The name of a font, without the letters that mark a subset."""
    name = font.fontname
    name = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return name.split("+", 1)[-1]


def style_of(font: PDFFont, size: float, colour: str, mode: int) -> Style:
    """How a font, a size in points, a colour and a rendering mode look."""
    name = name_of(font)
    weight = font.descriptor.get("FontWeight", 0) if isinstance(font.descriptor, dict) else 0
    bold = bool(BOLD.search(name)) or (isinstance(weight, int | float) and weight >= 600) or bool(font.flags & 1 << 18)
    italic = bool(ITALIC.search(name)) or bool(font.italic_angle)
    lent = bool(font.is_multibyte()) and EMBEDDED.isdisjoint(font.descriptor)
    return Style(name, round(size, 1), bold or mode == 2, italic, colour, mode, isinstance(font, PDFType3Font), lent)


BLEACHING = frozenset(
    ("Screen", "Lighten", "ColorDodge", "ColorBurn", "Overlay", "SoftLight", "Hue", "Saturation", "Color")
)
"""Blend modes that leave white paper white, whatever is painted on it (ISO 32000-1, tables 136 and 137)."""
TURNING = frozenset(("Difference", "Exclusion"))
"""Blend modes that give the opposite colour on white paper."""


def blended(colour: str, mode: str) -> str:
    """What a colour looks like on white paper in a blend mode."""
    if mode in BLEACHING:
        return "#ffffff"
    return f"#{0xFFFFFF - int(colour[1:], 16):06x}" if colour and mode in TURNING else colour


def hex_of(colour: Any) -> str:
    """Grey, RGB or CMYK from 0 to 1 as #rrggbb; "" where the colour space is another."""
    parts = list(colour) if isinstance(colour, tuple | list) else [colour]
    if not all(isinstance(part, int | float) for part in parts) or len(parts) not in (1, 3, 4):
        return ""
    if len(parts) == 1:
        parts = parts * 3
    elif len(parts) == 4:
        cyan, magenta, yellow, black = parts
        parts = [(1 - ink) * (1 - black) for ink in (cyan, magenta, yellow)]
    return "#" + "".join(f"{round(255 * min(1, max(0, part))):02x}" for part in parts)


def repeated(glyphs: list[Glyph]) -> list[bool]:
    """For each glyph whether the same one was drawn at the same place before, as printers imitate bold or a shadow.

    Of two the one that shows is kept: a white outline may lie under the letters that it sets off from their ground.
    """
    twice = [False] * len(glyphs)
    lines: dict[int, dict[str, dict[int, list[int]]]] = {}
    line: dict[str, dict[int, list[int]]] = {}
    last: Glyph | None = None
    for number, glyph in enumerate(glyphs):
        if last is None or glyph.base != last.base:
            line, last = lines.setdefault(round(glyph.base), {}), glyph
        text, column, before = glyph.text, int(glyph.x0 // COLUMN), -1
        columns = line.get(text)
        if columns is None:
            line[text] = {column: [number]}
            continue
        for near in (column, column - 1, column + 1):
            for other in columns.get(near, ()):
                slack = min(0.12 * glyph.style.size, COLUMN)
                if abs(glyphs[other].x0 - glyph.x0) < slack and abs(glyphs[other].top - glyph.top) < slack:
                    before = other
        if before < 0:
            columns.setdefault(column, []).append(number)
        elif text.isprintable() and not text.startswith(("(cid:", "\ufffd", " ")):
            shows = bool(glyphs[before].why) and not glyph.why
            twice[before if shows else number] = True
            if shows:
                columns.setdefault(column, []).append(number)
    return twice
