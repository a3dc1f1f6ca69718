"""The characters of a PDF page with all that the page says about them, in the order of its content stream.

pdfplumber's own characters lack three things that reading needs: the text rendering mode (invisible text, ISO 32000-1
table 106), the baseline, and nested marked content (14.6). They are made here in one pass, without pdfminer's layout objects.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTCurve, LTImage
from pdfminer.pdffont import PDFFont, PDFUnicodeNotDefined
from pdfminer.pdfinterp import PDFPageInterpreter
from pdfminer.pdftypes import stream_value
from pdfminer.psparser import PSLiteral
from pdfplumber.page import Page
from pdfplumber.utils.pdfinternals import decode_text

from pipeline.sources.pdf.file.streams import TOO_MUCH, shortened

MAX_GLYPHS = 150_000
MAX_SHAPES = 150_000
MAX_DRAWING = 6 * 2**20
"""Bytes of drawing that one page may run through, forms as often as they are used; pdfminer takes two seconds for each MB."""
FORM = 800
"""Bytes that the setting up of a form counts for."""
BOLD = re.compile(r"bold|black|heavy|semibold|demi(?!tri)|[-,]bd\b", re.IGNORECASE)
ITALIC = re.compile(r"italic|oblique|[-,]it\b|kursiv", re.IGNORECASE)
PLAIN_SPACES = frozenset({"DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased"})
"""Colour spaces whose numbers say how light a colour is; the tint of a spot colour does not (ISO 32000-1, 8.6)."""
BULLET_CODES = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Codes to which WinAnsiEncoding gives no letter; all of them draw the bullet (ISO 32000-1, annex D.2, note 3)."""
NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Characters that only rule where lines may end; no reader sees them."""


class TooMuch(Exception):
    """A page draws more than any page of text does; the work is stopped, what was drawn before is kept."""


@dataclass(frozen=True, slots=True)
class Style:
    """How characters are set: face, size in points, weight, slope, colour as #rrggbb, text rendering mode."""

    font: str
    size: float
    bold: bool
    italic: bool
    colour: str
    mode: int


@dataclass(slots=True)
class Glyph:
    """A character with its box in points from the top left corner, its baseline, and the turn of its text in degrees."""

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


@dataclass(slots=True)
class Drawn:
    """All that a page draws: characters, and pdfminer's objects for lines, rectangles, curves and images."""

    glyphs: list[Glyph] = field(default_factory=list)
    shapes: list[LTCurve | LTImage] = field(default_factory=list)
    unmapped: int = 0
    drawing: int = 0
    stopped: str = ""


def draw(page: Page) -> Drawn:
    """Run the content stream of a page; a fault in it ends the run, and what stood before the fault is kept."""
    device = _Device(page)
    try:
        _Interpreter(page.pdf.rsrcmgr, device).process_page(page.page_obj)
    except TooMuch:
        device.drawn.stopped = TOO_MUCH
    except RecursionError:
        device.drawn.stopped = "its drawing calls itself without end"
    except Exception as fault:
        device.drawn.stopped = f"its drawing is damaged ({type(fault).__name__})"
    return device.drawn


class _Interpreter(PDFPageInterpreter):
    """Runs the operators of a page, and those of the forms in it, as far as a page of text goes."""

    device: _Device

    def execute(self, streams: Sequence[object]) -> None:
        """Run content streams; raises TooMuch at the bound, after what stands before it."""
        drawn, within = self.device.drawn, []
        drawn.drawing += FORM
        for stream in map(stream_value, streams):
            within.append(shortened(stream, max(0, MAX_DRAWING - drawn.drawing)))
            drawn.drawing += len(stream.get_data())
            if drawn.drawing > MAX_DRAWING:
                break
        super().execute(within)
        if drawn.drawing > MAX_DRAWING:
            raise TooMuch


class _Device(PDFPageAggregator):
    """Receives the drawing of one page from pdfminer's interpreter."""

    def __init__(self, page: Page) -> None:
        super().__init__(page.pdf.rsrcmgr, pageno=page.page_number)
        self.drawn = Drawn()
        self.left, self.foot = float(page.mediabox[0]), float(page.mediabox[1] + page.height)
        self.mode = 0
        self.marks: list[_Mark] = []
        self.styles: dict[tuple[Any, ...], Style] = {}

    def begin_tag(self, tag: PSLiteral, props: Any = None) -> None:
        """Open marked content; ids and replacement text hold until its end (ISO 32000-1, 14.9.4)."""
        outer = self.marks[-1] if self.marks else _Mark(None, "")
        mark = _Mark(outer.mcid, outer.tag)
        name = decode_text(tag.name)
        if name == "Artifact" or outer.tag != "Artifact":
            mark.tag = name
        if isinstance(props, dict):
            if isinstance(props.get("MCID"), int):
                mark.mcid = props["MCID"]
            actual = props.get("ActualText")
            if isinstance(actual, bytes):
                mark.actual = decode_text(actual).translate(NO_WIDTH)
        self.marks.append(mark)

    def end_tag(self) -> None:
        """Close the innermost marked content."""
        if self.marks:
            self.marks.pop()

    def render_string(self, *args: Any) -> None:
        """Keep the rendering mode, which the characters themselves are not told."""
        self.mode = args[0].render
        super().render_string(*args)

    def render_char(self, *args: Any) -> float:
        """One character; returns its advance."""
        matrix, font, fontsize, scaling, rise, cid, _, state = args
        if len(self.drawn.glyphs) >= MAX_GLYPHS:
            raise TooMuch
        text = self._text(font, cid)
        advance = font.char_width(cid) * fontsize * scaling
        mark = self.marks[-1] if self.marks else _NO_MARK
        if mark.actual is not None:
            text, mark.actual = mark.actual, ""
        self._add(text, self._box(font, (matrix, fontsize, rise, advance, cid)), (font, state, mark))
        return float(advance)

    def _text(self, font: PDFFont, cid: int) -> str:
        """What a character code stands for; in Windows' encoding the codes without a letter draw a bullet."""
        try:
            return font.to_unichr(cid).translate(NO_WIDTH)
        except PDFUnicodeNotDefined:
            if cid in BULLET_CODES and getattr(font, "cid2unicode", {}).get(0x95) == "•":
                return "•"
            self.drawn.unmapped += 1
            return f"(cid:{cid})"

    def _box(self, font: PDFFont, set_as: tuple[Any, ...]) -> tuple[float, ...]:
        """x0, top, x1, bottom, baseline, size, turn; the four corners through the text matrix."""
        (a, b, c, d, e, f), fontsize, rise, advance, cid = set_as
        if font.is_vertical():
            vx, vy = cast(tuple[float | None, float], font.char_disp(cid))
            left = -(fontsize * 0.5 if vx is None else vx * fontsize * 0.001)
            low = (1000 - vy) * fontsize * 0.001 + rise
            x0, y0, x1, y1 = left, low + advance, left + fontsize, low
        else:
            low = font.get_descent() * fontsize + rise
            x0, y0, x1, y1 = 0.0, low, advance, low + fontsize
        xs = (a * x0 + c * y0, a * x1 + c * y0, a * x0 + c * y1, a * x1 + c * y1)
        ys = (b * x0 + d * y0, b * x1 + d * y0, b * x0 + d * y1, b * x1 + d * y1)
        turn = 0
        if b or (a < 0 < fontsize):
            turn = _turn(a, b)
        size = (max(xs) - min(xs)) if turn in (90, 270) else (max(ys) - min(ys))
        base = self.left + e + c * rise if turn in (90, 270) else self.foot - f - d * rise
        left, foot = self.left + e, self.foot - f
        return left + min(xs), foot - max(ys), left + max(xs), foot - min(ys), base, size, turn

    def _add(self, text: str, box: tuple[float, ...], set_as: tuple[PDFFont, Any, _Mark]) -> None:
        font, state, mark = set_as
        x0, top, x1, bottom, base, size, turn = box
        colour = state.ncolor if state.ncs.name in PLAIN_SPACES else None
        key = (id(font), round(size, 2), colour, self.mode)
        try:
            style = self.styles.get(key)
        except TypeError:
            key, style = (id(font), round(size, 2), str(colour), self.mode), None
        if style is None:
            style = self.styles[key] = _style(font, size, colour, self.mode)
        self.drawn.glyphs.append(Glyph(text, x0, top, x1, bottom, base, style, mark.mcid, mark.tag, int(turn)))

    def paint_path(self, *args: Any, **kwargs: Any) -> None:
        """A line, rectangle or curve."""
        super().paint_path(*args, **kwargs)
        self._keep(args[0].ncs.name in PLAIN_SPACES)

    def render_image(self, *args: Any, **kwargs: Any) -> None:
        """A picture."""
        super().render_image(*args, **kwargs)
        self._keep()

    def _keep(self, plain: bool = True) -> None:
        items = self.cur_item._objs
        mark = self.marks[-1] if self.marks else _NO_MARK
        for item in items:
            if isinstance(item, LTCurve | LTImage):
                item.mcid, item.tag = mark.mcid, mark.tag  # type: ignore[union-attr]
                if not plain and isinstance(item, LTCurve):
                    item.non_stroking_color = None
                self.drawn.shapes.append(item)
        items.clear()
        if len(self.drawn.shapes) > MAX_SHAPES:
            raise TooMuch


@dataclass(slots=True)
class _Mark:
    mcid: int | None
    tag: str
    actual: str | None = None


_NO_MARK = _Mark(None, "")


def _turn(a: float, b: float) -> int:
    """The direction of the text in degrees against the clock, -1 where it is none of the four."""
    if abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 180
    if abs(a) <= 0.05 * abs(b):
        return 90 if b > 0 else 270
    return -1


def _style(font: PDFFont, size: float, colour: Any, mode: int) -> Style:
    name = font.fontname
    name = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    name = name.split("+", 1)[-1]
    weight = font.descriptor.get("FontWeight", 0) if isinstance(font.descriptor, dict) else 0
    bold = bool(BOLD.search(name)) or (isinstance(weight, int | float) and weight >= 600) or bool(font.flags & 1 << 18)
    italic = bool(ITALIC.search(name)) or bool(font.italic_angle)
    return Style(name, round(size, 1), bold or mode == 2, italic, _hex(colour), mode)


def _hex(colour: Any) -> str:
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


def repeated(glyphs: list[Glyph]) -> Iterator[bool]:
    """For each glyph whether the same one was drawn at the same place before, as printers imitate bold or a shadow."""
    seen: dict[tuple[str, int], list[Glyph]] = {}
    for glyph in glyphs:
        near = seen.setdefault((glyph.text, round(glyph.base)), [])
        slack = 0.12 * glyph.style.size
        again = any(abs(one.x0 - glyph.x0) < slack and abs(one.top - glyph.top) < slack for one in near[-40:])
        if not again:
            near.append(glyph)
        yield again and glyph.text.isprintable() and not glyph.text.startswith(("(cid:", "\ufffd", " "))
