"""The fonts of a PDF as drawing needs them: what each code says and how wide it is, worked out once for each code.

Of some fonts nobody can tell the letters apart, since one shape stands for many of them, or none. Shapes are compared as the file
draws them (ISO 32000-1, 9.6.5 and 9.9), not as dots: small letters may look alike as dots.
"""

from __future__ import annotations

import hashlib
import re
import struct
import unicodedata
from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from typing import cast

import pypdfium2
from pdfminer.cmapdb import IdentityCMap
from pdfminer.pdffont import PDFFont, PDFSimpleFont, PDFType1Font, PDFType3Font, PDFUnicodeNotDefined
from pdfminer.pdftypes import PDFStream, resolve1
from pdfminer.psparser import PSLiteral
from pypdfium2 import raw as pdfium

from pipeline.ooxml.symbols import decoded, family
from pipeline.sources.pdf import letterforms
from pipeline.sources.pdf.file.glyphs import Style

BOLD = re.compile(
    r"bold|black|heavy|semibold|demi(?!tri)|[-,]bd\b|-medi(?:ital)?$|^(?:cm(?:ss)?bx(?:ti)?|cmb|sf(?:bx|bi|sx)|ec(?:bx|bi|sx))\d",
    re.IGNORECASE,
)
"""The names of bold faces, with those of TeX: "NimbusRomNo9L-Medi" and "CMBX12" say so nowhere else."""
BOLD_WEIGHT, FORCE_BOLD = 600, 1 << 18
"""The least `FontWeight` of bold type, and the flag that asks for it (tables 121 and 122)."""
ITALIC = re.compile(r"italic|oblique|[-,]it\b|kursiv", re.IGNORECASE)
NAMELESS = re.compile(r"(?:f|t|tt|font|cidfont)?\d{1,4}", re.IGNORECASE)
"""A name that is a number, as Microsoft Print to PDF gives: only the embedded font says whether it is bold."""
HEAD_BOLD, HEAD_ITALIC, HEAD_STYLE = 1, 2, 44
"""The bits of `macStyle`, and where it stands in the table `head` of a TrueType font."""
MOST_TABLES = 64
FONT_HEADER, FONT_TABLE = struct.Struct(">4xH6x"), struct.Struct(">4sIII")
"""The head of a TrueType font, with the number of its tables, and the entry of each table."""
"""Tables of a font that are looked through; fonts have some twenty."""
EMBEDDED = frozenset({"FontFile", "FontFile2", "FontFile3"})
"""The keys under which a file brings the shapes of a font (ISO 32000-1, table 126)."""

BULLET_CODES = frozenset({0x7F, 0x81, 0x8D, 0x8F, 0x90, 0x9D})
"""Codes to which WinAnsiEncoding gives no letter; all of them draw the bullet (ISO 32000-1, annex D.2, note 3)."""
FIRST_SIGN = 32
"""Below this code the fonts that viewers bring with them draw nothing: programs show UTF-16 in them byte by byte."""
SOFT = "\u00ad"
LIGATURES = frozenset("ﬀﬁﬂﬃﬄ")
NOTHING_DRAWN = dict.fromkeys((0x00, ord(SOFT)))
"""Codes that stand for no sign where they have no width, as macOS begins a page number."""
HYPHENS = str.maketrans(dict.fromkeys("\u00ad\u2010\u2011", "-"))
NO_WIDTH = dict.fromkeys(map(ord, "\u200b\u2060\ufeff"))
"""Characters that only say where lines may end; no reader sees them."""


PRIVATE = 0xF000
"""Where Unicode has room for the signs of symbol fonts, as Word places them."""
FIRST_BEYOND_LATIN = "\u0530"
"""Letters from here on are not in the fonts that viewers bring with them, whatever a file calls them."""
DEEPEST_LETTER, USUAL = 1.0, -0.2
"""As a share of the font size: no letter reaches so far below its line; a font that says so (Cambria) is read as a usual one."""
STANDARD_SIGNS = ("Symbol", "ZapfDingbats")
"""Fonts of signs that every viewer has (9.6.2.2)."""
LEAST_SAID = 6
"""Letters; a part of a font may hold the ligatures "ff" and "tt" and a dash of two hyphens, and no other letter."""
USUAL_WIDTH = 500
"""Thousandths of the size: the width of a sign of which none is known."""
SYMBOLIC = 4
"""The flag of a font whose letters are not those of its codes (9.8.2)."""
NOTHING = ".notdef"
MOST_ALIKE = 0.5
"""The share of the letters of a font from which on they hide words; a few may be those that pdfium does not find in it."""
MISSING = ("\uffff", "\ue000")
"""Letters that no font has, or hardly any: their outlines are the signs for missing letters, which say nothing of those that are
asked for. Pdfium finds the letters of an equation of Word (𝑆) in no font and draws one of these signs for each."""
LETTERS_OF_ONE_SHAPE = 3
"""Letters; so many with one shape cannot be told apart."""
LOOK_ALIKE = str.maketrans("il1o0", "IIIOO")
"""Letters that some fonts draw alike, and readers tell apart by what stands beside them."""
LAST_LATIN = "\u024f"
MOST_POINTS = 200
"""Points of an outline that are compared."""
LEAST_ROOM = 0.4
"""The share of the width of a letter from which on the next one may begin; letters that lie closer cannot be told apart."""
FINE = 100
"""Parts of the size: points of outlines are the same where they differ by less."""
_WIDTH = re.compile(rb"^.*?\bd[01]\b", re.DOTALL)
_LONGEST_NAME = 200
Shape = tuple[object, ...]
Font = tuple[str, int]
"""The name of a font, without the letters of a subset, and how many bytes its program has."""
Outline = tuple[Shape, float]
"""What tells the outline of a letter from others, and how wide it is, as a multiple of the size."""


class Named:
    """What a font dictionary says of single codes: their names in it, and the small drawings of a font of drawings.

    `own_codes` says that it names none, so that they mean what they mean in the font itself (9.6.6.1); `nested` that its drawings
    may show letters of fonts of drawings, which can go in circles.
    """

    def __init__(self, spec: Mapping[str, object]) -> None:
        self.names: dict[int, str] = {}
        encoding = resolve1(spec.get("Encoding"))
        self.own_codes = encoding is None
        entries = resolve1(encoding.get("Differences")) if isinstance(encoding, dict) else None
        at = 0
        for entry in map(resolve1, entries if isinstance(entries, list) else ()):
            if isinstance(entry, int):
                at = entry
            elif isinstance(entry, PSLiteral):
                self.names[at] = entry.name if isinstance(entry.name, str) else entry.name.decode("latin-1")
                at += 1
        within = resolve1(spec.get("Resources"))
        fonts = resolve1(within.get("Font")) if isinstance(within, dict) else None
        inner = map(resolve1, fonts.values() if isinstance(fonts, dict) else ())
        self.nested = any(isinstance(one, dict) and "CharProcs" in one for one in inner)
        drawings = resolve1(spec.get("CharProcs"))
        self._drawings: dict[str, object] = drawings if isinstance(drawings, dict) else {}

    def drawing(self, code: int) -> Shape:
        """The small drawing of a code, without the width that it states; () where there is none."""
        stream = resolve1(self._drawings.get(self.names.get(code, "")))
        if not isinstance(stream, PDFStream):
            return ()
        return (hashlib.sha256(_WIDTH.sub(b"", stream.get_data(), count=1)).digest(),)


class Face:
    """A font: `codes` holds (text, width) of each code that was met, the width as a multiple of the font size.

    `drawn` says that its letters are small drawings (9.6.5), `signs` that its font is a symbol font, `standard_signs` that it is
    one that viewers bring with them, `embedded` that the file itself brings their shapes, and `sure` that it says which letters
    they are. `seen` holds the codes that a page has shown, `false` those that are read as other letters than viewers draw with a
    font of their own, `lies` those that are read as other letters than the file's own font draws, `crowded` those with too little
    room, `nothing` those that are named as none, `alike` those whose shape stands for many letters, as `shapes` has them.
    """

    def __init__(self, font: PDFFont, named: Named) -> None:
        self.font, self.named = font, named
        self.name = name_of(font)
        self.vertical = bool(font.is_vertical())
        self.one_byte = not font.is_multibyte()
        descent = float(font.get_descent())
        self.descent = descent if abs(descent) < DEEPEST_LETTER else USUAL
        self.codes: dict[int, tuple[str, float]] = {}
        self.seen: set[int] = set()
        self.false: set[int] = set()
        self.lies: set[int] = set()
        self.crowded: set[int] = set()
        self.nothing: set[int] = set()
        self.alike: set[int] = set()
        self.known: set[int] = set()
        self.shapes: dict[object, dict[int, str]] = {}
        self.glyphs: dict[int, int] = getattr(getattr(font, "cmap", None), "glyphs", {})
        held = font.descriptor if isinstance(font.descriptor, dict) else {}
        self.drawn = isinstance(font, PDFType3Font)
        self.signs = bool(family(self.name))
        programs = (resolve1(held.get(key)) for key in EMBEDDED)
        self.length = next((_length(program) for program in programs if isinstance(program, PDFStream)), 0)
        self.embedded = self.drawn or not EMBEDDED.isdisjoint(held)
        self.standard_signs = (
            self.name in STANDARD_SIGNS
            and named.own_codes
            and not self.embedded
            and getattr(font, "unicode_map", None) is None
        )
        self.said: dict[int, str] = getattr(getattr(font, "unicode_map", None), "cid2unichr", {})
        self.times = _times(self.said.values())
        self.sure = getattr(font, "unicode_map", None) is not None or not int(font.flags or 0) & SYMBOLIC

    def decode(self, data: bytes) -> Iterable[int]:
        """The codes in a string."""
        return data if self.one_byte else self.font.decode(data)

    def look_up(self, code: int) -> tuple[str, float]:
        """The text and the width of a code that is met for the first time; one without a letter is "(cid:n)".

        A ligature is read by its name where the file gives no letter for it: macOS writes an arrow for “ff”.
        """
        try:
            text = _one_sign(self._said(code).translate(NO_WIDTH))
        except PDFUnicodeNotDefined:
            bullet = code in BULLET_CODES and getattr(self.font, "cid2unicode", {}).get(0x95) == "•"
            text = "•" if bullet else chr(PRIVATE + code) if self.signs and code <= 0xFF else f"(cid:{code})"
            if code < FIRST_SIGN and self.one_byte and not (self.embedded or self.signs):
                text = ""
        width = float(self.font.char_width(self.glyphs.get(code, code)))
        if self.standard_signs and self.one_byte:
            text = chr(PRIVATE + code)
            width = width or self.font.hscale * float(
                self.font.widths.get(decoded(text, family(self.name)), USUAL_WIDTH)
            )
        text = text if width else text.translate(NOTHING_DRAWN)
        if code in self.named.names and not _letters(text):
            named = cast(dict[int, str], getattr(self.font, "cid2unicode", {})).get(code, "")
            text = named if named in LIGATURES else text
        self._compare(code, text, width)
        found = self.codes[code] = (text, width)
        return found

    def _said(self, code: int) -> str:
        """The text of a code; a map that says each letter several times says nothing of those that it leaves out."""
        if self.times > 1 and code not in self.said:
            raise PDFUnicodeNotDefined(None, code)
        text = self.font.to_unichr(code)
        return text[: len(text) // self.times]

    def _compare(self, code: int, text: str, width: float) -> None:
        """Note what viewers draw otherwise with a font of their own, by the name that a code has and the width of its letter."""
        font = self.font
        if not self.embedded and self.named.names.get(code) == NOTHING:
            self.nothing.add(code)
        if isinstance(font, PDFSimpleFont) and not self.embedded and not int(font.flags or 0) & SYMBOLIC:
            named = _letters(font.cid2unicode.get(code) or text)
            if "" != _letters(text) < FIRST_BEYOND_LATIN and _letters(text) != named < FIRST_BEYOND_LATIN:
                self.false.add(code)
        whole = font.widths.get(text) if isinstance(font, PDFType1Font) else None
        if text.isalnum() and isinstance(whole, int | float) and width < LEAST_ROOM * whole * font.hscale:
            self.crowded.add(code)

    def origin(self, code: int) -> tuple[float | None, float]:
        """Where a glyph of vertical writing has its origin, in thousandths of the size; None is half its width (9.7.4.3)."""
        return cast(tuple[float | None, float], self.font.char_disp(code))


def _one_sign(text: str) -> str:
    """The text of a glyph, the first of its characters where they are all codes of one sign, as of a hyphen or a micro sign."""
    kinds = {unicodedata.normalize("NFKC", sign).translate(HYPHENS) for sign in text}
    return min(text) if len(kinds) == 1 and len(set(text)) == len(text) else text


def _times(texts: Collection[str]) -> int:
    """How many times a map to Unicode says each letter, as macOS does where it joined several copies of a font: "YYY" for "Y"."""
    times = max(1, min(map(len, texts))) if len(set(texts)) >= LEAST_SAID else 1
    return times if all(text == text[: len(text) // times] * times for text in texts) else 1


def _letters(text: str) -> str:
    """The letters and figures of a text, whatever their case and form."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", text).casefold()))


def _length(program: PDFStream) -> int:
    """How many bytes a font program has; they are not kept, for a page can have hundreds."""
    packed = program.rawdata
    length = len(program.get_data())
    if packed is not None:
        program.rawdata, program.data = packed, None
    return length


def note_alike(faces: Mapping[Face, set[int]], document: pypdfium2.PdfDocument, texts: Iterable[object]) -> None:
    """Look up the shapes of codes that some texts show for the first time, and note those that stand for many letters."""
    wanted: dict[Font, set[str]] = {}
    for face, codes in faces.items():
        if not face.drawn:
            texts_of = (face.codes[code][0] for code in codes)
            wanted.setdefault((face.name, face.length), set()).update(filter(_folded, texts_of))
    fonts = _fonts(texts, wanted) if wanted else {}
    outlines = {key: _outlines(some, wanted[key]) for key, some in fonts.items()}
    for face, codes in faces.items():
        found, held = outlines.get((face.name, face.length), {}), fonts.get((face.name, face.length), ())
        face.lies.update(_lies(face, codes, document, held))
        if face.times > 1 and held:  # asked for a letter, pdfium finds it in no such map
            found = {face.codes[code][0]: ((letterforms.form(document, held[0], code),), 0.0) for code in codes}
        for code in codes:
            text, width = face.codes[code]
            shape, wide = (face.named.drawing(code), 0.0) if face.drawn else found.get(text, ((), 0.0))
            if shape and _folded(text):
                face.shapes.setdefault(shape, {})[code] = _folded(text)
            if _folded(text) and width < LEAST_ROOM * wide:
                face.crowded.add(code)
        known = {letter for letters in face.shapes.values() for letter in letters.values()}
        for letters in face.shapes.values():
            if len(set(letters.values())) >= max(LETTERS_OF_ONE_SHAPE, MOST_ALIKE * len(known)):
                face.alike.update(letters)


def _folded(text: str) -> str:
    """The letter or figure that a text is, whatever its case and its accents; "" where it is none of the Latin ones."""
    plain = unicodedata.normalize("NFKD", text).casefold()[:1]
    return plain.translate(LOOK_ALIKE) if plain.isalnum() and plain <= LAST_LATIN and len(text) == 1 else ""


def _fonts(texts: Iterable[object], wanted: Container[Font]) -> dict[Font, list[object]]:
    """The fonts of texts as pdfium has them; several may have one name and one length.

    So have one for codes of one byte and one for longer ones that share a program.
    """
    found: dict[Font, list[object]] = {}
    met: set[int] = set()
    length = pdfium.c_size_t()
    for text in texts:
        font = pdfium.FPDFTextObj_GetFont(text)
        address = pdfium.addressof(font.contents)
        if address in met:
            continue
        met.add(address)
        buffer = pdfium.create_string_buffer(_LONGEST_NAME)
        pdfium.FPDFFont_GetBaseFontName(font, buffer, _LONGEST_NAME)
        pdfium.FPDFFont_GetFontData(font, None, 0, length)
        key = (buffer.value.decode("latin-1").split("+", 1)[-1], length.value)
        if key in wanted:
            found.setdefault(key, []).append(font)
    return found


def _outlines(fonts: Sequence[object], letters: Iterable[str]) -> dict[str, Outline]:
    """The outlines of letters, for which pdfium asks, not for codes; of several fonts the one that tells most apart is right."""
    found: dict[str, Outline] = {}
    for font in fonts:
        none = {_outline(font, letter) for letter in MISSING}
        shapes = {letter: _outline(font, letter) for letter in letters if len(letter) == 1}
        shapes = {letter: outline for letter, outline in shapes.items() if outline not in none}
        found = max(shapes, found, key=lambda outlines: len(set(outlines.values())))
    return found


def _lies(face: Face, codes: Iterable[int], document: pypdfium2.PdfDocument, fonts: Sequence[object]) -> Iterator[int]:
    """The codes that every font of that name draws as another letter than they are read as."""
    identical = face.one_byte or isinstance(getattr(face.font, "cmap", None), IdentityCMap)
    for code in codes if identical and fonts and not face.signs else ():
        letter = face.codes[code][0]
        if letter in letterforms.LETTERS and all(
            drawn and letterforms.is_false(letter, drawn)
            for drawn in (letterforms.form(document, font, code) for font in fonts)
        ):
            yield code


def _outline(font: object, letter: str) -> Outline:
    path = pdfium.FPDFFont_GetGlyphPath(font, ord(letter), 1.0)
    count = pdfium.FPDFGlyphPath_CountGlyphSegments(path) if path else 0
    x, y = pdfium.c_float(), pdfium.c_float()
    to_x, to_y = pdfium.byref(x), pdfium.byref(y)
    points: list[object] = [count]
    sides: list[float] = []
    for at in range(min(count, MOST_POINTS)):
        pdfium.FPDFPathSegment_GetPoint(pdfium.FPDFGlyphPath_GetGlyphPathSegment(path, at), to_x, to_y)
        sides.append(x.value)
        points += (round(FINE * x.value), round(FINE * y.value))
    return (tuple(points), max(sides) - min(sides)) if sides else ((), 0.0)


def name_of(font: PDFFont) -> str:
    """The name of a font, without the letters that mark a subset."""
    name = font.fontname
    name = name.decode("latin-1") if isinstance(name, bytes) else str(name)
    return name.split("+", 1)[-1]


def style_of(font: PDFFont, size: float, colour: str, mode: int) -> Style:
    """How a font, a size in points, a colour and a rendering mode look."""
    name = name_of(font)
    weight = font.descriptor.get("FontWeight", 0) if isinstance(font.descriptor, dict) else 0
    heavy = isinstance(weight, int | float) and weight >= BOLD_WEIGHT
    bold = bool(BOLD.search(name)) or heavy or bool(font.flags & FORCE_BOLD)
    italic = bool(ITALIC.search(name)) or bool(font.italic_angle)
    if NAMELESS.fullmatch(name):
        marks = _style_in_file(font)
        bold, italic = bold or bool(marks & HEAD_BOLD), italic or bool(marks & HEAD_ITALIC)
    lent = bool(font.is_multibyte()) and EMBEDDED.isdisjoint(font.descriptor)
    return Style(name, round(size, 1), bold or mode == 2, italic, colour, mode, isinstance(font, PDFType3Font), lent)


def _style_in_file(font: PDFFont) -> int:
    """What the table `head` of an embedded TrueType font says of its style; 0 where there is none."""
    stream = resolve1(font.descriptor.get("FontFile2")) if isinstance(font.descriptor, dict) else None
    data = stream.get_data() if isinstance(stream, PDFStream) else b""
    with suppress(struct.error):
        (tables,) = FONT_HEADER.unpack_from(data)
        for at in range(min(tables, MOST_TABLES)):
            tag, _, offset, _ = FONT_TABLE.unpack_from(data, FONT_HEADER.size + FONT_TABLE.size * at)
            if tag == b"head":
                return int(struct.unpack_from(">H", data, offset + HEAD_STYLE)[0])
    return 0
