"""Finds unreadable cells of a workbook: in the colour of their fill, tiny, in a symbol font, or formatted as nothing.

A cell style has a font, a fill and a number format (ISO/IEC 29500-1, 18.8); a run in a text may have its own font.
Conditions of conditional formats are not evaluated: if one may hide words, a person is asked.
"""

from __future__ import annotations

import colorsys
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from pipeline.ooxml.styles import NAMES
from pipeline.ooxml.symbols import hides_words
from pipeline.ooxml.theme_colours import is_colour, rgb, scheme_of
from pipeline.ooxml.xml import Element, number
from pipeline.sources.xlsx.formats import section_of

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
PAPER, INK = "ffffff", "000000"
SAME_COLOUR = 28
"""Out of 255: colours that differ by no more than this in each channel look the same."""
SMALLEST = 4.0
"""Points: smaller letters are unreadable."""
SLOTS = ("lt1", "dk1", "lt2", "dk2", *(f"accent{at}" for at in range(1, 7)), "hlink", "folHlink")
"""The colours of a theme in the order of their numbers (18.8.3)."""
_FIRST = (INK, PAPER, "ff0000", "00ff00", "0000ff", "ffff00", "ff00ff", "00ffff")
_REST = (
    "800000 008000 000080 808000 800080 008080 c0c0c0 808080 9999ff 993366 ffffcc ccffff 660066 ff8080 0066cc ccccff "
    "000080 ff00ff ffff00 00ffff 800080 800000 008080 0000ff 00ccff ccffff ccffcc ffff99 99ccff ff99cc cc99ff ffcc99 "
    "3366ff 33cccc 99cc00 ffcc00 ff9900 ff6600 666699 969696 003366 339966 003300 333300 993300 993366 333399 333333"
)
INDEXED = (*_FIRST, *_FIRST, *_REST.split())
"""The palette of older files (18.8.27)."""
SYSTEM = {64: INK, 65: PAPER}
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")
_COLOUR = re.compile(r"\[(?:(black|white|red|green|blue|yellow|magenta|cyan)|color ?(\d{1,2}))\]", re.IGNORECASE)
SCRIPT = 0.7
"""The share of their size at which Excel sets superscripts and subscripts."""
MOST_INDENT = 50
"""Words indented by more than this, in widths of a letter, begin outside any column."""
SMALLEST_FITTED = 2.0
"""Points: words shrunk to a smaller size are unreadable."""


@dataclass(frozen=True)
class CellFont:
    """A font; `colour` is "" if it is unknown."""

    colour: str = INK
    size: float = 11.0
    name: str = ""


@dataclass(frozen=True)
class CellFormat:
    """The changes of a conditional format or table style: colours (None if unchanged), and `blank` if it hides the words."""

    letters: str | None = None
    fill: str | None = None
    blank: bool = False


@dataclass
class Looks:
    """The cell styles by number: font, fill ("" if unknown), format code, indent and fit."""

    scheme: dict[str, str] = field(default_factory=dict)
    fonts: list[CellFont] = field(default_factory=list)
    fills: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    changes: list[CellFormat] = field(default_factory=list)
    tables: dict[str, list[int]] = field(default_factory=dict)
    indents: list[float] = field(default_factory=list)
    fitted: list[bool] = field(default_factory=list)
    palette: tuple[str, ...] = INDEXED

    def read(self, styles: Element, theme: Element | None, codes: list[str]) -> None:
        """Reads the styles of a workbook; `codes` are the format codes of its cell styles."""
        self.scheme, self.codes = scheme_of(theme), codes
        custom_palette = [colour.get("rgb", "")[-6:].lower() for colour in styles.iter(f"{MAIN}rgbColor")]
        self.palette = (*custom_palette, *INDEXED[len(custom_palette) :])
        fonts = [self.font(element) for element in styles.iterfind(f"{MAIN}fonts/{MAIN}font")]
        fills = [self.fill(element, "fgColor") for element in styles.iterfind(f"{MAIN}fills/{MAIN}fill")]
        for style in styles.iterfind(f"{MAIN}cellXfs/{MAIN}xf"):
            font, fill = number(style.get("fontId")), number(style.get("fillId"))
            self.fonts.append(fonts[font] if 0 <= font < len(fonts) else CellFont())
            self.fills.append(fills[fill] if 0 <= fill < len(fills) else PAPER)
            alignment = style.find(f"{MAIN}alignment")
            self.indents.append(0 if alignment is None else amount(alignment.get("indent"), 0.0))
            self.fitted.append(alignment is not None and alignment.get("shrinkToFit") in ("1", "true"))
        self.changes = [self.change(element) for element in styles.iterfind(f"{MAIN}dxfs/{MAIN}dxf")]
        for table in styles.iter(f"{MAIN}tableStyle"):
            elements = table.iterchildren(f"{MAIN}tableStyleElement")
            self.tables[table.get("name", "")] = [number(element.get("dxfId"), -1) for element in elements]

    def change(self, element: Element) -> CellFormat:
        """Reads a `dxf` (18.8.14)."""
        letters, fill = element.find(f"{MAIN}font/{MAIN}color"), element.find(f"{MAIN}fill")
        code = next((form.get("formatCode", "") for form in element.iterchildren(f"{MAIN}numFmt")), "General")
        return CellFormat(
            None if letters is None else self.colour(letters),
            None if fill is None else self.fill(fill, "bgColor"),
            not re.sub(r"\[[^\]]*\]", "", code.replace(";", "")).strip(' "'),
        )

    def font(self, element: Element, usual: CellFont | None = None) -> CellFont:
        """Reads the font of a style or a run; `usual` has the values that a run does not set."""
        usual = usual or CellFont()
        colour, size = element.find(f"{MAIN}color"), element.find(f"{MAIN}sz")
        raised = any(
            element_.get("val") in ("superscript", "subscript") for element_ in element.iterchildren(f"{MAIN}vertAlign")
        )
        name = next(
            (element_.get("val", "") for tag in ("name", "rFont") for element_ in element.iterfind(f"{MAIN}{tag}")), ""
        )
        return CellFont(
            self.colour(colour) if colour is not None else usual.colour,
            (amount(size.get("val"), usual.size) if size is not None else usual.size) * (SCRIPT if raised else 1.0),
            name or usual.name,
        )

    def fill(self, fill: Element, name: str) -> str:
        """Returns the colour of a fill: white for none, "" for a pattern or a gradient."""
        pattern = fill.find(f"{MAIN}patternFill")
        colours = [self.colour(colour) for colour in fill.iter(f"{MAIN}color", f"{MAIN}fgColor", f"{MAIN}bgColor")]
        if len(colours) > 1 and all(_alike(colours[0], colour) for colour in colours):
            return colours[0]
        if pattern is None or pattern.get("patternType", "solid" if name == "bgColor" else "none") not in (
            "solid",
            "none",
        ):
            return "" if len(fill) else PAPER
        colour = pattern.find(f"{MAIN}{name}")
        return PAPER if colour is None or pattern.get("patternType") == "none" else self.colour(colour)

    def colour(self, element: Element) -> str:
        """Returns a colour as six hex digits (18.8.3, 18.8.19), or "" if it is unknown."""
        index, slot = number(element.get("indexed"), -1), number(element.get("theme"), -1)
        plain = element.get("rgb", "")[-6:].lower()
        if element.get("auto") in ("1", "true") or 0 <= index < len(self.palette) or index in SYSTEM:
            plain = SYSTEM.get(index) or (self.palette[index] if index >= 0 else INK)
        elif 0 <= slot < len(SLOTS):
            plain = self.scheme.get(SLOTS[slot], "")
        return _tinted(plain, amount(element.get("tint"), 0.0)) if is_colour(plain) else ""

    def hides(self, style: int, run: Element | None, value: str, text: str) -> bool:
        """Whether a text in a cell of this style is unreadable; `run` is its `rPr`, if any, `value` the stored value."""
        valid = 0 <= style < len(self.fonts)
        font, fill = (self.fonts[style], self.fills[style]) if valid else (CellFont(), PAPER)
        font = self.font(run, font) if run is not None else font
        section = section_of(value, self.codes[style]) if valid else None
        colour = self._named(section or "") or font.colour
        if section is not None and not section.strip():
            return True
        return (
            (valid and self.indents[style] > MOST_INDENT)
            or font.size < SMALLEST
            or hides_words(font.name, text)
            or _alike(colour, fill)
        )

    def _named(self, section: str) -> str:
        """Returns the colour in a section of a format code, such as [White] or [Color2]."""
        named = _COLOUR.search(section)
        if named and named[2]:
            return dict(enumerate(self.palette[len(_FIRST) :], 1)).get(int(named[2]), "")
        return NAMES.get(named[1].lower(), "") if named else ""

    def may_hide(self, style: int, change: CellFormat) -> bool:
        """Whether a change makes a cell of this style unreadable."""
        valid = 0 <= style < len(self.fonts)
        colour, fill = (self.fonts[style].colour, self.fills[style]) if valid else (INK, PAPER)
        letters = colour if change.letters is None else change.letters
        return change.blank or _alike(letters, fill if change.fill is None else change.fill)

    def shrinks(self, style: int, wide: float, text: str) -> bool:
        """Whether a text shrunk to fit a column, `wide` letters wide, is too small to read."""
        valid = 0 <= style < len(self.fitted)
        return valid and self.fitted[style] and self.fonts[style].size * wide < SMALLEST_FITTED * len(text)


def ranges(references: Iterable[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yields references such as "B2:D9" as numbers from 1: first row and column, last row and column."""
    for match in filter(None, map(_RANGE.fullmatch, references)):
        yield int(match[2]), _column(match[1]), int(match[4] or match[2]), _column(match[3] or match[1])


def _column(letters: str) -> int:
    total = 0
    for letter in letters:
        total = total * 26 + ord(letter) - 64
    return total


def _alike(first: str, second: str) -> bool:
    return bool(first and second) and all(
        abs(a - b) <= SAME_COLOUR for a, b in zip(rgb(first), rgb(second), strict=True)
    )


def _tinted(colour: str, tint: float) -> str:
    """Lightens a colour, or darkens it by a negative tint."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))
    tint = max(-1.0, min(1.0, tint))
    light = light * (1 + tint) if tint < 0 else light * (1 - tint) + tint
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, strong))


def amount(text: str | None, default: float) -> float:
    """Reads a number, or returns the default."""
    try:
        return float(text) if text else default
    except ValueError:
        return default
