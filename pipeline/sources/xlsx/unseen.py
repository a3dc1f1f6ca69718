"""Cells of a workbook that nobody can read: in the colour of what is behind them, tiny, in a font of signs, or shown as nothing.

A style of a cell names a font, a fill and a format (ISO/IEC 29500-1, 18.8); a run within a text may have a font of its own. What
a conditional format does is not worked out: where one may hide words, a person is asked.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.ooxml.styles import NAMES
from pipeline.ooxml.theme_colours import is_colour, rgb, scheme_of
from pipeline.ooxml.xml import Element, number
from pipeline.sources.xlsx.formats import section_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PAPER, INK = "ffffff", "000000"
ALIKE = 28
"""Of 255: colours that differ by no more in red, green and blue look the same."""
SMALLEST = 4.0
"""Points; nobody reads smaller letters."""
FONTS_OF_SIGNS = re.compile(r"wingdings( [23])?|webdings|marlett|adobe ?blank", re.IGNORECASE)
SLOTS = ("lt1", "dk1", "lt2", "dk2", *(f"accent{at}" for at in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order of their numbers (18.8.3)."""
INDEXED = (INK, PAPER, "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff") * 2
"""The first colours of the palette of older files (18.8.27)."""
SYSTEM = {64: INK, 65: PAPER}
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_COLOUR = re.compile(r"\[(black|white|red|green|blue|yellow|magenta|cyan)\]", re.IGNORECASE)


@dataclass(frozen=True)
class Font:
    """How letters are set; `colour` is "" where it is not known."""

    colour: str = INK
    size: float = 11.0
    name: str = ""


@dataclass
class Looks:
    """The styles of cells by their numbers: font, the colour behind it ("" where it is not known), and the code of the format."""

    scheme: dict[str, str] = field(default_factory=dict)
    fonts: list[Font] = field(default_factory=list)
    grounds: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    hiding: set[int] = field(default_factory=set)

    def read(self, styles: Element, theme: Element | None, codes: list[str]) -> None:
        """Take the styles of a workbook; `codes` are the format codes of its cell styles."""
        self.scheme, self.codes = scheme_of(theme), codes
        fonts = [self.font(element) for element in styles.iterfind(f"{MAIN}fonts/{MAIN}font")]
        fills = [self.ground(element, "fgColor") for element in styles.iterfind(f"{MAIN}fills/{MAIN}fill")]
        for style in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            font, fill = number(style.get("fontId")), number(style.get("fillId"))
            self.fonts.append(fonts[font] if 0 <= font < len(fonts) else Font())
            self.grounds.append(fills[fill] if 0 <= fill < len(fills) else PAPER)
        for at, change in enumerate(styles.iterfind(f"{MAIN}dxfs/{MAIN}dxf")):
            letters, fill = change.find(f"{MAIN}font/{MAIN}color"), change.find(f"{MAIN}fill")
            behind = PAPER if fill is None else self.ground(fill, "bgColor")
            if letters is not None and _alike(self.colour(letters), behind):
                self.hiding.add(at)

    def font(self, element: Element, usual: Font | None = None) -> Font:
        """The font of a style or of a run; `usual` has what a run does not say."""
        usual = usual or Font()
        colour, size = element.find(f"{MAIN}color"), element.find(f"{MAIN}sz")
        name = next((one.get("val", "") for tag in ("name", "rFont") for one in element.iterfind(f"{MAIN}{tag}")), "")
        return Font(
            self.colour(colour) if colour is not None else usual.colour,
            amount(size.get("val"), usual.size) if size is not None else usual.size,
            name or usual.name,
        )

    def ground(self, fill: Element, name: str) -> str:
        """The colour of a fill; white for none, "" where it is a pattern or a gradient."""
        pattern = fill.find(f"{MAIN}patternFill")
        if pattern is None or pattern.get("patternType", "solid" if name == "bgColor" else "none") not in (
            "solid",
            "none",
        ):
            return "" if len(fill) else PAPER
        colour = pattern.find(f"{MAIN}{name}")
        return PAPER if colour is None or pattern.get("patternType") == "none" else self.colour(colour)

    def colour(self, element: Element) -> str:
        """A colour as six hex digits (18.8.3, 18.8.19); "" where it is not known."""
        index, slot = number(element.get("indexed"), -1), number(element.get("theme"), -1)
        plain = element.get("rgb", "")[-6:].lower()
        if element.get("auto") in ("1", "true") or 0 <= index < len(INDEXED) or index in SYSTEM:
            plain = SYSTEM.get(index) or (INDEXED[index] if index >= 0 else INK)
        elif 0 <= slot < len(SLOTS):
            plain = self.scheme.get(SLOTS[slot], "")
        return _tinted(plain, amount(element.get("tint"), 0.0)) if is_colour(plain) else ""

    def hides(self, style: int, run: Element | None, value: str, text: str) -> bool:
        """Whether nobody reads a text in a cell of that style; `run` is the `rPr` of a part of it, `value` what is stored."""
        known = 0 <= style < len(self.fonts)
        font, ground = (self.fonts[style], self.grounds[style]) if known else (Font(), PAPER)
        font = self.font(run, font) if run is not None else font
        section = section_of(value, self.codes[style]) if known else None
        if section is not None and not section.strip():
            return True
        named = _COLOUR.search(section or "")
        colour = NAMES.get(named[1].lower(), font.colour) if named else font.colour
        signs = FONTS_OF_SIGNS.fullmatch(font.name) and re.search("[A-Za-z]{3}", text)
        return font.size < SMALLEST or bool(signs) or _alike(colour, ground)

    def doubtful(self, root: Element) -> Iterator[tuple[int, int, int, int]]:
        """The ranges in which a conditional format may hide words: first row and column, last row and column, from 1."""
        for entry in root.iter(f"{MAIN}conditionalFormatting"):
            bare = any(
                element.get("showValue") in ("0", "false") for element in entry.iter(f"{MAIN}dataBar", f"{MAIN}iconSet")
            )
            if bare or any(number(rule.get("dxfId"), -1) in self.hiding for rule in entry.iter(f"{MAIN}cfRule")):
                yield from ranges(entry.get("sqref", "").split())


def ranges(references: Iterable[str]) -> Iterator[tuple[int, int, int, int]]:
    """References such as "B2:D9" as numbers from 1: first row and column, last row and column."""
    for match in filter(None, map(_RANGE.fullmatch, references)):
        yield int(match[2]), _column(match[1]), int(match[4] or match[2]), _column(match[3] or match[1])


def _column(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def _alike(one: str, other: str) -> bool:
    return bool(one and other) and all(abs(a - b) <= ALIKE for a, b in zip(rgb(one), rgb(other), strict=True))


def _tinted(colour: str, tint: float) -> str:
    """A colour made lighter, or by a tint below 0 darker."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, strong))


def amount(text: str | None, default: float) -> float:
    """A number as the file writes it, or the default."""
    try:
        return float(text) if text else default
    except ValueError:
        return default
