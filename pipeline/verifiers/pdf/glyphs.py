"""Whether each glyph of a PDF looks like the character that it is read as, by the shipped fonts (PDF/UA-1 7.21.7).

A font in the file is a subset that keeps the glyph numbers of the shipped one. So the glyph of a code must have the outline
and the width of the shipped glyph of that number; and where the shipped font gives that glyph to some characters, the file may
read it as one of these only. In scripts whose letters change their shape (`shaping.py`), a glyph must come from a character
that it is read as; and of each line that has replacement text, every letter that is heard must have a glyph and every glyph a
letter.
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
    """One shipped font: outlines and widths by glyph number, and the characters that each glyph stands for, read when asked."""

    def __init__(self, data: bytes) -> None:
        self.font = TTFont(io.BytesIO(data), lazy=True)
        self.name = str(self.font["name"].getDebugName(6))

    @cached_property
    def order(self) -> list[str]:
        """The names of its glyphs by number."""
        return list(self.font.getGlyphOrder())

    @cached_property
    def characters(self) -> dict[str, set[str]]:
        """The characters that each glyph stands for by itself."""
        found: dict[str, set[str]] = {}
        for code, glyph in self.font.getBestCmap().items():
            found.setdefault(glyph, set()).add(chr(code).translate(ALIKE))
        return found

    @cached_property
    def sources(self) -> dict[str, frozenset[str]]:
        """The characters that each glyph can stand for."""
        return sources(self.font)

    def may_be(self, glyph: str, text: str) -> bool:
        """Whether a glyph may be read as a text."""
        meant = self.characters.get(glyph, set())
        first = unicodedata.normalize("NFC", text)[0].translate(ALIKE)
        if first in meant or first.translate(MIRRORED) in {sign.translate(MIRRORED) for sign in meant}:
            return True
        if not SHAPED.search(text):
            return not meant
        return bool(characters(text) & self.sources.get(glyph, characters(text)))

    def width(self, glyph: int) -> float:
        """The advance of a glyph in thousandths of the type size."""
        return float(self.font["hmtx"][self.order[glyph]][0]) * 1000 / float(self.font["head"].unitsPerEm)


@lru_cache(maxsize=32)
def shipped(data: bytes) -> Shipped:
    """A font, read once."""
    return Shipped(data)


def glyphs(data: bytes, fonts: Mapping[str, bytes], file: str) -> Iterator[Finding]:
    """An error for each font of a file in which a glyph is not what it is read as."""
    known = {_key(one.name): one for name, font in fonts.items() if name.endswith(ENDINGS) for one in (shipped(font),)}

    @cache
    def drawn() -> set[str]:
        return set[str]().union(*(signs for one in known.values() for signs in one.characters.values()))

    with pikepdf.open(io.BytesIO(data)) as pdf:
        found = {
            font.objgen: font for page in pdf.pages for font in page.obj.Resources.get("/Font", Dictionary()).values()
        }
        maps = {objgen: unicode_map(font.ToUnicode.read_bytes()) for objgen, font in found.items()}
        for objgen, font in found.items():
            name = str(font.get("/BaseFont", "/"))[1:].partition("+")[2]
            for message in _wrong(font, maps[objgen], _font(known, name), drawn):
                yield error("pdf-glyph", f"in the font {name} {message}", Place(file))
        if any(SHAPED.search(text) for one in maps.values() for text in one.values()):
            yield from _shaped(data, known, characters("".join(drawn())), file)


def _shaped(data: bytes, known: Mapping[str, Shipped], drawn: Set[str], file: str) -> Iterator[Finding]:
    """An error for each line with replacement text in which a letter is heard and not drawn, or drawn and not heard.

    `drawn` are the characters that the shipped fonts have; for others a box is drawn, and `missing-character` is reported.
    """
    for shown in pages_of(data).shown:
        if (
            shown.codes
            and shown.glyphs is not None
            and SHAPED.search(shown.text)
            and (message := _compared(shown, known, drawn))
        ):
            yield error("pdf-actual-text", message, Place(file, page=shown.page + 1))


def _compared(one: ShownCharacters, known: Mapping[str, Shipped], drawn: Set[str]) -> str:
    heard = characters(one.text.translate(ALIKE))
    heard |= characters(one.text.translate(MIRRORED))
    seen: set[str] = set()
    for name, codes in one.codes:
        font = _font(known, name)
        order = font.order if font else []
        for at in range(0, len(codes), 2):
            glyph = int.from_bytes(codes[at : at + 2], "big")
            may = font.sources.get(order[glyph], frozenset()) if font and glyph < len(order) else frozenset()
            if may and not heard & {sign.translate(ALIKE).translate(MIRRORED) for sign in may}:
                return f"“{'” or “'.join(sorted(may)[:3])}” is drawn and not heard in “{one.text.strip()[:40]}”"
            seen |= may
    letters = {sign for part in SHAPED.findall(one.text) for sign in characters(part)}
    lost = sorted(sign for sign in (letters & drawn) - seen if unicodedata.category(sign)[0] in "LN")
    return f"“{lost[0]}” of “{one.text.strip()[:40]}” is heard and not drawn" if lost else ""


def _key(name: str) -> str:
    """A font's name without what programs write differently: hyphens, and the word for the regular weight."""
    return re.sub("[^a-z]", "", name.lower()).removesuffix("regular")


def _font(known: Mapping[str, Shipped], name: str) -> Shipped | None:
    """The shipped font of that name; a family without a bold or an oblique font is set in its regular one."""
    key = _key(name)
    names = (
        key,
        key.removesuffix("bold"),
        upright := re.sub("(oblique|italic)$", "", key),
        upright.removesuffix("bold"),
    )
    return next((known[name] for name in names if name in known), None)


def _wrong(font: Any, texts: Mapping[bytes, str], own: Shipped | None, drawn: Callable[[], set[str]]) -> Iterator[str]:
    """What is wrong with a font; a character that no shipped font draws is `missing-character`, told by the builder.

    The signs that shipped fonts draw are asked for where a glyph is missing only: it takes reading all of them.
    """
    if own is None:
        yield "no glyph can be compared: it is none of the shipped fonts"
        return
    inner = font.DescendantFonts[0]
    held = inner.FontDescriptor
    stream = held.FontFile2 if "/FontFile2" in held else held.FontFile3
    embedded = TTFont(io.BytesIO(stream.read_bytes()), lazy=True)
    order, widths = embedded.getGlyphOrder(), glyph_widths(inner.get("/W", Array()))
    for code, text in texts.items():
        glyph = int.from_bytes(code, "big")
        if (glyph >= len(order) or glyph >= len(own.order)) and drawn().isdisjoint(text.translate(ALIKE)):
            continue
        if glyph >= len(order) or glyph >= len(own.order):
            yield f"the glyph {glyph} of “{text}” is missing"
            continue
        if _outline(embedded, order[glyph]) != _outline(own.font, own.order[glyph]):
            yield f"the glyph of “{text}” is drawn otherwise than in the shipped font"
        if text and text[0] not in SKIPPED and not own.may_be(own.order[glyph], text):
            meant = own.characters.get(own.order[glyph], set()) or own.sources.get(own.order[glyph], frozenset())
            yield f"the glyph of “{'” or “'.join(sorted(meant))}” is read as “{text}”"
        if abs(widths.get(glyph, 1000.0) - own.width(glyph)) > 2:
            yield f"the glyph of “{text}” has another width than in the shipped font"


def _outline(font: TTFont, name: str) -> list[Any]:
    if "glyf" not in font:
        pen = RecordingPen()
        font.getGlyphSet()[name].draw(pen)
        return list(pen.value)
    coordinates, ends, flags = font["glyf"][name].getCoordinates(font["glyf"])
    return [list(coordinates), list(ends), [flag & 1 for flag in flags]]
