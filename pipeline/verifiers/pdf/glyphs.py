"""Checks with the shipped fonts that each glyph of a PDF looks like the character that it is read as (PDF/UA-1 7.21.7).

A font in the file is a subset that keeps the glyph numbers of the shipped one. So a glyph must have the outline and the width
of the shipped glyph with its number, and it may be read only as a character of that glyph. In scripts whose letters change
their shape (`shaping.py`), a glyph must come from a character that it is read as; and in each line with replacement text,
every letter that is read aloud must have a glyph, and every glyph a letter.
"""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Set
from functools import cache, cached_property, lru_cache
from typing import Any

import pikepdf
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont
from pikepdf import Array, Dictionary

from pipeline.model.findings import Finding, error
from pipeline.model.place import Place
from pipeline.verifiers.pdf.marks import ShownCharacters, glyph_widths, pages_of, unicode_map
from pipeline.verifiers.pdf.shaping import MIRRORED, SHAPED, characters, sources

ALIKE = str.maketrans("\u00a0\u2010\u2011", " --")
SKIPPED = "\u200b\u00ad"
ENDINGS = (".ttf", ".otf")


class Shipped:
    """A shipped font: outlines and widths by glyph number, and the characters of each glyph, loaded on demand."""

    def __init__(self, data: bytes) -> None:
        self.font = TTFont(io.BytesIO(data), lazy=True)
        self.name = str(self.font["name"].getDebugName(6))

    @cached_property
    def order(self) -> list[str]:
        """The names of the glyphs by number."""
        return list(self.font.getGlyphOrder())

    @cached_property
    def characters(self) -> dict[str, set[str]]:
        """The characters that each glyph has by itself."""
        by_glyph: dict[str, set[str]] = {}
        for code, glyph in self.font.getBestCmap().items():
            by_glyph.setdefault(glyph, set()).add(chr(code).translate(ALIKE))
        return by_glyph

    @cached_property
    def sources(self) -> dict[str, frozenset[str]]:
        """The characters that each glyph can represent."""
        return sources(self.font)

    def may_be(self, glyph: str, text: str) -> bool:
        """Whether a glyph may be read as a text."""
        meant = self.characters.get(glyph, set())
        first_sign = unicodedata.normalize("NFC", text)[0].translate(ALIKE)
        if first_sign in meant or first_sign.translate(MIRRORED) in {sign.translate(MIRRORED) for sign in meant}:
            return True
        if not SHAPED.search(text):
            return not meant
        return bool(characters(text) & self.sources.get(glyph, characters(text)))

    def width(self, glyph: int) -> float:
        """The advance of a glyph in thousandths of the type size."""
        return float(self.font["hmtx"][self.order[glyph]][0]) * 1000 / float(self.font["head"].unitsPerEm)


@lru_cache(maxsize=32)
def shipped(data: bytes) -> Shipped:
    """Returns a font, which is loaded once."""
    return Shipped(data)


def glyphs(data: bytes, fonts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """Yields an error for each font of a file with a glyph that is not what it is read as."""
    shipped_fonts = {
        _key(shipped_font.name): shipped_font
        for name, font in fonts.items()
        if name.endswith(ENDINGS)
        for shipped_font in (shipped(font),)
    }

    @cache
    def drawn() -> set[str]:
        return set[str]().union(
            *(signs for shipped_font in shipped_fonts.values() for signs in shipped_font.characters.values())
        )

    with pikepdf.open(io.BytesIO(data)) as pdf:
        fonts_in_file = {
            font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", Dictionary()).values()
        }
        maps = {objgen: unicode_map(font.ToUnicode.read_bytes()) for objgen, font in fonts_in_file.items()}
        for objgen, font in fonts_in_file.items():
            name = str(font.get("/BaseFont", "/"))[1:].partition("+")[2]
            for message in _wrong(font, maps[objgen], _font(shipped_fonts, name), drawn):
                yield error("pdf-glyph", f"in the font {name} {message}", Place(file))
        if any(SHAPED.search(text) for shipped_font in maps.values() for text in shipped_font.values()):
            yield from _shaped(data, shipped_fonts, characters("".join(drawn())), file)


def _shaped(data: bytes, shipped_fonts: Mapping[str, Shipped], drawn: Set[str], file: str) -> Iterator[Finding]:
    """Yields an error for each line with replacement text with a letter that is read but not drawn, or drawn but not read.

    `drawn` are the characters of the shipped fonts; for others a box is drawn, and `missing-character` is reported.
    """
    for shown in pages_of(data).shown:
        if (
            shown.codes
            and shown.glyphs is not None
            and SHAPED.search(shown.text)
            and (message := _compared(shown, shipped_fonts, drawn))
        ):
            yield error("pdf-actual-text", message, Place(file, page=shown.page + 1))


def _compared(piece: ShownCharacters, shipped_fonts: Mapping[str, Shipped], drawn: Set[str]) -> str:
    heard = characters(piece.text.translate(ALIKE))
    heard |= characters(piece.text.translate(MIRRORED))
    drawn_here: set[str] = set()
    for name, codes in piece.codes:
        font = _font(shipped_fonts, name)
        order = font.order if font else []
        for at in range(0, len(codes), 2):
            glyph = int.from_bytes(codes[at : at + 2], "big")
            may = font.sources.get(order[glyph], frozenset()) if font and glyph < len(order) else frozenset()
            if may and not heard & {sign.translate(ALIKE).translate(MIRRORED) for sign in may}:
                return f"“{'” or “'.join(sorted(may)[:3])}” is drawn but not read aloud in “{piece.text.strip()[:40]}”"
            drawn_here |= may
    letters = {sign for part in SHAPED.findall(piece.text) for sign in characters(part)}
    lost = sorted(sign for sign in (letters & drawn) - drawn_here if unicodedata.category(sign)[0] in "LN")
    return f"“{lost[0]}” of “{piece.text.strip()[:40]}” is read aloud but not drawn" if lost else ""


def _key(name: str) -> str:
    """A font's name without hyphens and the word for the regular weight, which programs write differently."""
    return re.sub("[^a-z]", "", name.lower()).removesuffix("regular")


def _font(shipped_fonts: Mapping[str, Shipped], name: str) -> Shipped | None:
    """Returns the shipped font of a name; a family without a bold or oblique font uses its regular one."""
    key = _key(name)
    names = (
        key,
        key.removesuffix("bold"),
        roman := re.sub("(oblique|italic)$", "", key),
        roman.removesuffix("bold"),
    )
    return next((shipped_fonts[name] for name in names if name in shipped_fonts), None)


def _wrong(
    font: Any, texts: Mapping[bytes, str], shipped_font: Shipped | None, drawn: Callable[[], set[str]]
) -> Iterator[str]:
    """Yields what is wrong with a font. The builder reports characters that no shipped font has (`missing-character`).

    `drawn` is called only if a glyph is missing, because it loads all shipped fonts.
    """
    if shipped_font is None:
        yield "no glyph can be compared: it is not a shipped font"
        return
    inner = font.DescendantFonts[0]
    descriptor = inner.FontDescriptor
    stream = descriptor.FontFile2 if "/FontFile2" in descriptor else descriptor.FontFile3
    embedded = TTFont(io.BytesIO(stream.read_bytes()), lazy=True)
    order, widths = embedded.getGlyphOrder(), glyph_widths(inner.get("/W", Array()))
    for code, text in texts.items():
        glyph = int.from_bytes(code, "big")
        if (glyph >= len(order) or glyph >= len(shipped_font.order)) and drawn().isdisjoint(text.translate(ALIKE)):
            continue
        if glyph >= len(order) or glyph >= len(shipped_font.order):
            yield f"the glyph {glyph} of “{text}” is missing"
            continue
        if _outline(embedded, order[glyph]) != _outline(shipped_font.font, shipped_font.order[glyph]):
            yield f"the glyph of “{text}” is drawn differently from the shipped font"
        if text and text[0] not in SKIPPED and not shipped_font.may_be(shipped_font.order[glyph], text):
            meant = shipped_font.characters.get(shipped_font.order[glyph], set()) or shipped_font.sources.get(
                shipped_font.order[glyph], frozenset()
            )
            yield f"the glyph of “{'” or “'.join(sorted(meant))}” is read as “{text}”"
        if abs(widths.get(glyph, 1000.0) - shipped_font.width(glyph)) > 2:
            yield f"the glyph of “{text}” has another width than in the shipped font"


def _outline(font: TTFont, name: str) -> list[Any]:
    if "glyf" not in font:
        pen = RecordingPen()
        font.getGlyphSet()[name].draw(pen)
        return list(pen.value)
    coordinates, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return [list(coordinates), list(ends), [flag & 1 for flag in flags]]
