"""Reads what the pages of a PDF show, in pieces: characters by the ToUnicode maps of their fonts, and their marks.

ISO 32000-1, 14.6 (marked content), 9.10.2 (characters from codes).
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.verifiers.pdf.allowed import strange_step

ARTIFACT = -1
UNMARKED = -2
Matrix = tuple[float, float, float, float, float, float]
BLACK = "#000000"
IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
Box = tuple[float, float, float, float]
"""Left, bottom, right and top in points from the bottom left corner; the sides of a mirrored object are exchanged."""


@dataclass(frozen=True, slots=True)
class ShownCharacters:
    """Characters shown by one operator: page from 0, MCID (or ARTIFACT, UNMARKED), font size and place in points.

    `x` and `y` count from the bottom left corner. `font` is the font's name without its subset tag. `artifact` is the kind of an
    artifact ("Header", "Footer", "Pagination", "Layout" …). `unturned` is false if letters are upside down or mirrored. `width`
    is in points. With replacement text, `glyphs` are the characters of the glyphs, and `codes` are pairs of a font name and the
    codes of its glyphs. `ink` is the colour as `#rrggbb`. `moved` is the greatest offset of a glyph from its normal place, as a
    multiple of the size.
    """

    page: int
    mcid: int
    text: str
    size: float = 0.0
    x: float = 0.0
    y: float = 0.0
    font: str = ""
    artifact: str = ""
    unturned: bool = True
    width: float = 0.0
    glyphs: str | None = None
    codes: tuple[tuple[str, bytes], ...] = ()
    ink: str = ""
    moved: float = 0.0


@dataclass
class MarkedPages:
    """All pages: what they show, their MCIDs, the kinds of their artifacts, and codes without a character.

    `pictures` are the bitmaps: page and MCID, place, and object. `strange` says by page what its operators do that ours do not.
    """

    shown: list[ShownCharacters] = field(default_factory=list)
    marks: set[tuple[int, int]] = field(default_factory=set)
    artifacts: dict[str, int] = field(default_factory=dict)
    unreadable: dict[int, set[str]] = field(default_factory=dict)
    pictures: list[tuple[tuple[int, int], Box, tuple[int, int]]] = field(default_factory=list)
    strange: dict[int, list[str]] = field(default_factory=dict)


class _Font:
    """The character codes of a font."""

    def __init__(self, font: Object) -> None:
        name = str(font.get("/BaseFont", "/"))[1:]
        self.name = name.partition("+")[2] or name
        self.wide = font.get("/Subtype") == Name.Type0
        stream = font.get("/ToUnicode")
        self.characters = unicode_map(stream.read_bytes()) if isinstance(stream, pikepdf.Stream) else {}
        inner = font.get("/DescendantFonts", [Dictionary()])[0]
        self.widths = glyph_widths(inner.get("/W", Array()))
        self.glyph = cache(self._glyph)
        if not self.wide:
            self.widths = dict(enumerate(map(float, font.get("/Widths", Array())), int(font.get("/FirstChar", 0))))

    def read(self, data: bytes) -> tuple[str, bool, float]:
        """The characters of a string operand, whether all its codes are known, and its width in multiples of the type size."""
        step = 2 if self.wide else 1
        glyphs = [self.glyph(data[start : start + step]) for start in range(0, len(data), step)]
        text = "".join([sign or "" for sign, _ in glyphs])
        return text, all(sign is not None for sign, _ in glyphs), sum([width for _, width in glyphs]) / 1000

    def _glyph(self, code: bytes) -> tuple[str | None, float]:
        """The characters of a code, None where it has none, and its width in thousandths of the type size."""
        return self.characters.get(code), self.widths.get(int.from_bytes(code, "big"), 0.0)


def glyph_widths(entries: Object) -> dict[int, float]:
    """The widths of glyphs (ISO 32000-1, 9.7.4.3): `c [w1 w2 …]` or `c1 c2 w`."""
    widths: dict[int, float] = {}
    parts = list(entries)
    at = 0
    while at + 1 < len(parts):
        start = int(parts[at])
        if isinstance(parts[at + 1], Array):
            widths.update({start + step: float(width) for step, width in enumerate(parts[at + 1])})
            at += 2
        else:
            widths.update(dict.fromkeys(range(start, int(parts[at + 1]) + 1), float(parts[at + 2])))
            at += 3
    return widths


def unicode_map(data: bytes) -> dict[bytes, str]:
    """The codes of a ToUnicode CMap and their characters (ISO 32000-1, 9.10.3)."""
    characters_by_code: dict[bytes, str] = {}
    for body in re.findall(rb"beginbfchar(.*?)endbfchar", data, re.DOTALL):
        for code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F\s]*)>", body):
            characters_by_code[bytes.fromhex(code.decode())] = _utf16(text)
    for body in re.findall(rb"beginbfrange(.*?)endbfrange", data, re.DOTALL):
        for low_code, high_code, text in re.findall(rb"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>\s*<([0-9a-fA-F\s]+)>", body):
            low, start = int(low_code, 16), _utf16(text)
            for code in range(low, int(high_code, 16) + 1):
                characters_by_code[code.to_bytes(len(low_code) // 2, "big")] = start[:-1] + chr(
                    ord(start[-1]) + code - low
                )
    return characters_by_code


def _utf16(text: bytes) -> str:
    return bytes.fromhex(text.decode()).decode("utf-16-be", "replace")


def read_pages(pdf: Pdf) -> MarkedPages:
    """Reads every page of an open file."""
    pages = MarkedPages()
    fonts: dict[tuple[int, int], _Font] = {}
    for number, page in enumerate(pdf.pages):
        reader, resources = _Reader(pages, number, fonts), page.obj.get("/Resources", Dictionary())
        strange = pages.strange[number] = []
        for operator, operands in _steps(page.obj):
            strange += strange_step(operator, operands)
            reader.step(operator, operands, resources)
    return pages


@lru_cache(maxsize=1)
def pages_of(data: bytes) -> MarkedPages:
    """Returns the pages of a file, cached for successive checks, which must not change them."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        return read_pages(pdf)


def _steps(content: Object) -> Iterator[tuple[str, list[Any]]]:
    for instruction in pikepdf.parse_content_stream(content):
        yield str(instruction.operator), list(instruction.operands)


class _Reader:
    """Interprets the operators of a page."""

    def __init__(self, pages: MarkedPages, number: int, fonts: dict[tuple[int, int], _Font]) -> None:
        self.pages, self.number, self.fonts = pages, number, fonts
        self.matrix: Matrix = IDENTITY
        self.text: Matrix = IDENTITY
        self.font: _Font | None = None
        self.size = 0.0
        self.ink = BLACK
        self.stack: list[tuple[Matrix, _Font | None, float, str]] = []
        # The open marks: MCID, and the index in `pages.shown` of the mark's replacement text.
        self.marks: list[tuple[int, int | None]] = []
        self.artifact = ""

    def step(self, operator: str, operands: list[Any], resources: Object) -> None:
        """Interprets an operator."""
        match operator:
            case "BDC" | "BMC":
                self.begin(operands, resources)
            case "EMC":
                self.end()
            case "Tj" | "'" | '"' | "TJ":
                self.show(operands[-1])
            case "Tf":
                self.font, self.size = self.find_font(str(operands[0]), resources), float(operands[1])
            case "Tm":
                self.text = _matrix(operands)
            case "BT":
                self.text = IDENTITY
            case "Td" | "TD":
                self.text = _times((1.0, 0.0, 0.0, 1.0, float(operands[0]), float(operands[1])), self.text)
            case "cm":
                self.matrix = _times(_matrix(operands), self.matrix)
            case "q":
                self.stack.append((self.matrix, self.font, self.size, self.ink))
            case "Q":
                self.matrix, self.font, self.size, self.ink = self.stack.pop()
            case "g" | "rg" | "k" | "sc" | "scn":
                self.ink = _colour(operands)
            case "cs":
                self.ink = BLACK
            case "Do":
                self.form(resources["/XObject"][str(operands[0])], resources)

    def begin(self, operands: list[Any], resources: Object) -> None:
        """Opens a marked-content sequence; those inside an artifact or a mark belong to it."""
        properties = operands[1] if len(operands) > 1 else Dictionary()
        if isinstance(properties, Name):
            properties = resources.get("/Properties", Dictionary()).get(str(properties), Dictionary())
        mcid = self.mcid
        if mcid != ARTIFACT and operands[0] == Name.Artifact:
            mcid = ARTIFACT
            kind = str(properties.get("/Type", "/"))[1:]
            self.pages.artifacts[kind] = self.pages.artifacts.get(kind, 0) + 1
            self.artifact = str(properties.get("/Subtype", f"/{kind}"))[1:]
        elif "/MCID" in properties:
            mcid = int(properties["/MCID"])
            self.pages.marks.add((self.number, mcid))
        place = None
        if "/ActualText" in properties:
            place = len(self.pages.shown)
            self.pages.shown.append(ShownCharacters(self.number, mcid, str(properties["/ActualText"]), glyphs=""))
        self.marks.append((mcid, place))

    def end(self) -> None:
        """Closes a marked-content sequence."""
        self.marks.pop()

    @property
    def mcid(self) -> int:
        """The MCID of the current mark."""
        return self.marks[-1][0] if self.marks else UNMARKED

    def show(self, operand: Object) -> None:
        """Adds shown text; if its mark has replacement text, this is read instead, at the place of the glyphs."""
        if self.font is None:
            return
        codes, moves = b"", []
        for part in operand if isinstance(operand, Array) else [operand]:
            if isinstance(part, String):
                codes += bytes(part)
            else:
                moves.append(float(part) / 1000)
        text, complete, width = self.font.read(codes)
        a, b, c, d, x, y = _times(self.text, self.matrix)
        width = (width - sum(moves)) * self.size
        self.text = _times((1.0, 0.0, 0.0, 1.0, width, 0.0), self.text)
        unturned = a > 0 and d > 0 and not round(b, 6) and not round(c, 6)
        size = round(self.size * float(abs(a * d - b * c)) ** 0.5, 2)
        kind = self.artifact if self.mcid == ARTIFACT else ""
        place = next((place for _, place in self.marks if place is not None), None)
        drawn = (self.font.name, codes)
        own = (drawn,) if kind and place is None else ()
        moved = max(map(abs, moves), default=0.0)
        where = (self.number, self.mcid, text, size, x, y, self.font.name, kind, unturned, width * abs(a))
        shown = ShownCharacters(*where, None, own, self.ink, moved)
        if place is not None:
            self.pages.shown[place] = _replaced(self.pages.shown[place], shown, drawn)
            return
        if not complete:
            self.pages.unreadable.setdefault(self.number, set()).add(self.font.name)
        if text or self.mcid == UNMARKED:
            self.pages.shown.append(shown)

    def form(self, xobject: Object, resources: Object) -> None:
        """Reads a painted form, whose content belongs to the current mark, or a picture."""
        if xobject.get("/Subtype") == Name.Form:
            state = self.matrix, self.font, self.size, self.ink
            self.matrix = _times(_matrix(list(xobject["/Matrix"])) if "/Matrix" in xobject else IDENTITY, self.matrix)
            for operator, operands in _steps(xobject):
                self.step(operator, operands, xobject.get("/Resources", resources))
            self.matrix, self.font, self.size, self.ink = state
            return
        a, _, _, d, x, y = self.matrix
        self.pages.pictures.append(((self.number, self.mcid), (x, y, x + a, y + d), xobject.objgen))
        if self.mcid == UNMARKED:
            self.pages.shown.append(ShownCharacters(self.number, UNMARKED, ""))

    def find_font(self, name: str, resources: Object) -> _Font:
        """Returns the font of a resource name, which is loaded once for all pages."""
        font = resources["/Font"][name]
        key = font.objgen if font.objgen != (0, 0) else (id(self), len(self.fonts))
        if key not in self.fonts:
            self.fonts[key] = _Font(font)
        return self.fonts[key]


def _replaced(replacement: ShownCharacters, shown: ShownCharacters, codes: tuple[str, bytes]) -> ShownCharacters:
    """Adds glyphs to replacement text, and extends its place."""
    glyphs, drawn = (replacement.glyphs or "") + shown.text, (*replacement.codes, codes)
    if not replacement.size:
        return replace(shown, mcid=replacement.mcid, text=replacement.text, glyphs=glyphs, codes=drawn)
    left, right = min(replacement.x, shown.x), max(replacement.x + replacement.width, shown.x + shown.width)
    unturned = replacement.unturned and shown.unturned
    return replace(replacement, x=left, width=right - left, unturned=unturned, glyphs=glyphs, codes=drawn)


def _colour(operands: list[Any]) -> str:
    """A colour in grey, RGB or CMYK as `#rrggbb`, "" for a pattern (ISO 32000-1, 8.6.4)."""
    if any(isinstance(operand, Object) for operand in operands) or len(operands) not in (1, 3, 4):
        return ""
    parts = [min(1.0, max(0.0, float(operand))) for operand in operands]
    if len(parts) == 4:
        parts = [(1 - part) * (1 - parts[3]) for part in parts[:3]]
    return "#" + bytes(round(part * 255) for part in (parts * 3)[:3]).hex()


def _matrix(operands: list[Any]) -> Matrix:
    a, b, c, d, e, f = (float(operand) for operand in operands)
    return a, b, c, d, e, f


def _times(left: Matrix, right: Matrix) -> Matrix:
    a, b, c, d, e, f = left
    g, h, i, j, k, m = right
    return a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m


def by_mark(pages: MarkedPages) -> dict[tuple[int, int], str]:
    """Returns the characters of each mark."""
    parts_by_mark: dict[tuple[int, int], list[str]] = {}
    for shown in pages.shown:
        parts_by_mark.setdefault((shown.page, shown.mcid), []).append(shown.text)
    return {key: "".join(parts) for key, parts in parts_by_mark.items()}
