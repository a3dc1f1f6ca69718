"""The resources of a content stream (ISO 32000-1, 7.8.3): fonts, colour spaces, forms, pictures and property lists by name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pdfminer.pdftypes import PDFObjRef, resolve1
from pdfminer.psparser import PSLiteral, literal_name

from pipeline.sources.pdf.file.colours import PLAIN_SPACES, SPACES, SPOTS, ColourSpace, hex_of
from pipeline.sources.pdf.file.faces import Face

if TYPE_CHECKING:
    from pipeline.sources.pdf.file.open import SourcePdf


ALMOST_WHITE = 3 * 245
"""The sum of the parts of a colour, of 255 each, from which on it is not seen on paper."""


class Resources:
    """Looks resources up when they are used; what is damaged or missing is None."""

    def __init__(self, pdf: SourcePdf, raw: Any) -> None:
        self.pdf = pdf
        self.raw = resolve1(raw)
        self._kinds: dict[str, dict[str, Any]] = {}
        self._faces: dict[str, Face] = {}
        self._spaces: dict[str, ColourSpace | None] = {}

    def entry(self, kind: str, name: str) -> Any:
        """The resource as it stands in its dictionary, mostly a reference."""
        if kind not in self._kinds:
            held = resolve1(self.raw.get(kind)) if isinstance(self.raw, dict) else None
            self._kinds[kind] = held if isinstance(held, dict) else {}
        return self._kinds[kind].get(name)

    def face(self, name: str) -> Face:
        """The font of that name; one that says nothing where there is none, as viewers take one of their own."""
        face = self._faces.get(name)
        if face is None:
            face = self._faces[name] = self.font_of(self.entry("Font", name))
        return face

    def font_of(self, raw: Any) -> Face:
        """The font of a dictionary, or of a reference to one."""
        return self.pdf.fonts.face(raw.objid if isinstance(raw, PDFObjRef) else None, raw)

    def default(self, space: ColourSpace) -> ColourSpace:
        """The colour space that this page puts in place of a device's own (8.6.5.6): DefaultGray for DeviceGray.

        Inks are `blank` here unless all their tints are seen: few viewers know such spaces, so that no drawn page can tell.
        """
        name = space.name.replace("Device", "Default")
        other = self.colour_space(name)
        if other is None or other.parts != space.parts:
            return space
        if other.name not in SPOTS:
            return other
        tints = _tints(resolve1(self.entry("ColorSpace", name))[3:])
        return replace(other, name="Default") if tints and not any(map(_is_pale, tints)) else replace(other, blank=True)

    def colour_space(self, name: str) -> ColourSpace | None:
        """The colour space of that name, None where it is unknown."""
        if name not in self._spaces:
            raw = resolve1(self.entry("ColorSpace", name))
            value = SPACES.get(name) if raw is None else space_of(raw)
            plain = value is None or value.name in PLAIN_SPACES
            self._spaces[name] = value if plain or value is None else replace(value, definition=repr(raw))
        return self._spaces[name]


def space_of(raw: Any) -> ColourSpace | None:
    """The colour space that an object of the file describes, None where it is unknown."""
    parts = [resolve1(part) for part in raw] if isinstance(raw, list) and raw else [raw]
    name = literal_name(parts[0]) if isinstance(parts[0], PSLiteral) else ""
    if name == "ICCBased" and len(parts) > 1:
        count = resolve1(getattr(parts[1], "attrs", {}).get("N"))
        return ColourSpace(name, count) if isinstance(count, int) else None
    if name in SPOTS and len(parts) > 1:
        inks = [resolve1(one) for one in parts[1]] if isinstance(parts[1], list) else [parts[1]]
        return ColourSpace(name, len(inks), _is_blank(inks, parts[3:]))
    return SPACES.get(name)


def _is_blank(inks: Sequence[Any], rest: Sequence[Any]) -> bool:
    """Whether no tint of some inks is seen on paper: the ink None, or one whose full tint is white (8.6.6.4, 7.10.3)."""
    if all(getattr(ink, "name", "") == "None" for ink in inks):
        return True
    return any(map(_is_pale, _tints(rest)[1:]))


def _tints(rest: Sequence[Any]) -> list[str]:
    """The colours of no tint and of the full tint of an ink whose function comes first; none where it is not a plain one."""
    function = resolve1(rest[0]) if rest else None
    held = getattr(function, "attrs", function)
    ends = [resolve1(held.get(key)) for key in ("C0", "C1")] if isinstance(held, dict) else []
    return [hex_of([resolve1(part) for part in end]) for end in ends if isinstance(end, list)]


def _is_pale(colour: str) -> bool:
    return bool(colour) and int(colour[1:3], 16) + int(colour[3:5], 16) + int(colour[5:7], 16) > ALMOST_WHITE
