"""The shipped fonts: which characters each has, how wide a word is in it, and which of them an edition needs.

Every font file in `templates/fonts/` takes part, so a font dropped there mends a missing character.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import chain

from fontTools.ttLib import TTFont

from pipeline.editions.assets import Assets

ENDINGS = (".ttf", ".otf")
BOLD = 600
# Characters that are drawn as nothing: white space, joiners, direction marks, variation selectors.
UNSEEN = {*map(chr, chain(range(0x20), range(0x200B, 0x2010), range(0x2028, 0x202F), range(0x2060, 0x2070)))} | {
    *map(chr, range(0xFE00, 0xFE10)), " ", "\u00a0", "\u00ad", "\ufeff",
}  # fmt: skip


@dataclass(frozen=True)
class FontFile:
    """One font file."""

    path: str
    family: str
    weight: int
    italic: bool
    data: bytes = field(repr=False)

    def __hash__(self) -> int:
        return hash(self.path)

    @cached_property
    def advances(self) -> Mapping[str, float]:
        """The widths of its characters in thousandths of the type size; read when first asked for."""
        font = TTFont(BytesIO(self.data), lazy=True)
        scale, metrics = 1000 / font["head"].unitsPerEm, font["hmtx"].metrics
        return {chr(code): metrics[glyph][0] * scale for code, glyph in font.getBestCmap().items()}


class _Advances(dict[str, float]):
    """The width of each character that was asked for, in the first of some fonts that has it."""

    def __init__(self, fonts: tuple[FontFile, ...]) -> None:
        self.fonts = fonts

    def __missing__(self, character: str) -> float:
        width = next((font.advances[character] for font in self.fonts if character in font.advances), 1000.0)
        return self.setdefault(character, width)


@dataclass(frozen=True)
class Measure:
    """Fonts that follow one another as in the text, for measuring it."""

    fonts: tuple[FontFile, ...]

    def width(self, text: str) -> float:
        """The width of a text as a multiple of the type size; a character that no font has counts as one em.

        Letters that join are measured apart, so a word of Arabic is a little narrower.
        """
        return sum(map(self._advances.__getitem__, text)) / 1000

    @cached_property
    def _advances(self) -> _Advances:
        return _Advances(self.fonts)


@lru_cache(maxsize=128)
def read_font(path: str, data: bytes) -> FontFile:
    """The names and the weight of a font file."""
    font = TTFont(BytesIO(data), lazy=True)
    names, system = font["name"], font["OS/2"]
    family = names.getDebugName(16) or names.getDebugName(1) or path
    # Some bold files say that they are of the regular weight; the older flag is right.
    weight = max(system.usWeightClass, BOLD + 100 if font["head"].macStyle & 1 else 0)
    return FontFile(path, family, weight, bool(system.fsSelection & 1), data)


def fonts(assets: Assets) -> tuple[FontFile, ...]:
    """All shipped fonts in the order of their file names."""
    files = assets.under("fonts")
    return tuple(read_font(f"fonts/{name}", files[name]) for name in sorted(files) if name.lower().endswith(ENDINGS))


@dataclass(frozen=True)
class Stack:
    """The families that an edition is set in, the asked one first, and the characters that none of them has."""

    families: tuple[str, ...]
    fonts: tuple[FontFile, ...]
    missing: frozenset[str]

    def plain(self, bold: bool = False) -> Measure:
        """The upright fonts, bold or regular, in the order of the families."""
        upright = [
            [font for font in self.fonts if font.family == family and not font.italic] for family in self.families
        ]
        return Measure(
            tuple(max(own, key=lambda font: font.weight if bold else -abs(font.weight - 400)) for own in upright if own)
        )


PREFERRED = {"ur": "Noto Nastaliq Urdu", "ks": "Noto Nastaliq Urdu"}
"""The family in which the readers of a language expect its script, where another one has the characters too."""
LAST = "DejaVu Sans"
"""The family that has something of everything, for what no other has."""


def stack(shipped: tuple[FontFile, ...], face: str, characters: set[str], language: str = "") -> Stack:
    """The face that a look asks for, and then as few other families as the characters need.

    A face that is not shipped gives way to the first family by name.
    """
    preferred = PREFERRED.get(language.split("-")[0].lower(), "")
    by_family: dict[str, list[FontFile]] = {}
    for font in shipped:
        by_family.setdefault(font.family, []).append(font)
    families = [face if face in by_family else min(by_family)]
    missing = characters - UNSEEN - _covered(by_family[families[0]])
    while missing:
        gains = ((len(missing & _covered(own)), family) for family, own in by_family.items())
        found = max(
            ((family == preferred, family != LAST, gain, family) for gain, family in gains if gain), default=None
        )
        if found is None:
            break
        family = found[-1]
        families.append(family)
        missing -= _covered(by_family[family])
    used = tuple(font for family in families for font in by_family[family])
    return Stack(tuple(families), used, frozenset(missing))


def has_letters(shipped: tuple[FontFile, ...], face: str, text: str) -> bool:
    """Whether a face has most of the letters of a text, so that the text looks as the face does."""
    own = [font for font in shipped if font.family == face]
    letters = set(filter(str.isalpha, text))
    return not own or not letters or 2 * len(letters & _covered(own)) > len(letters)


def families(shipped: tuple[FontFile, ...], face: str) -> tuple[tuple[FontFile, FontFile], ...]:
    """(regular, bold) of every shipped family for words of any script: the asked face first, the broadest late.

    Those of one language come last: their lines need more room than those of other scripts.
    """
    by_family: dict[str, list[FontFile]] = {}
    for font in shipped:
        if not font.italic:
            by_family.setdefault(font.family, []).append(font)
    order = sorted(by_family, key=lambda name: (name != face, name in PREFERRED.values(), name == LAST, name))
    return tuple(
        (
            min(by_family[name], key=lambda font: abs(font.weight - 400)),
            max(by_family[name], key=lambda font: font.weight),
        )
        for name in order
    )


def _covered(own: list[FontFile]) -> set[str]:
    """The characters that a family has upright and regular; its other styles may lean on these."""
    regular = min(own, key=lambda font: (font.italic, abs(font.weight - 400)))
    return set(regular.advances)
