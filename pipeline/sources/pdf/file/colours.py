"""Colours and colour spaces (ISO 32000-1, 8.6), and how they look on white paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

PLAIN_SPACES = frozenset({"DeviceGray", "CalGray", "DeviceRGB", "CalRGB", "DeviceCMYK", "ICCBased"})
"""Colour spaces whose numbers say how light a colour is; the tint of a spot colour does not (8.6)."""
Colour = float | tuple[float, ...] | str
"""Grey, the parts of a colour, or the name of a pattern."""


@dataclass(slots=True, frozen=True)
class ColourSpace:
    """A colour space, and how many numbers a colour has in it; `blank` where its inks leave the paper as it is.

    `definition` tells spaces of one name from each other.
    """

    name: str
    parts: int
    blank: bool = False
    definition: str = ""


GREY, RGB, CMYK = ColourSpace("DeviceGray", 1), ColourSpace("DeviceRGB", 3), ColourSpace("DeviceCMYK", 4)
SPACES = {
    space.name: space
    for space in (GREY, RGB, CMYK, ColourSpace("CalGray", 1), ColourSpace("CalRGB", 3), ColourSpace("Lab", 3),
                  ColourSpace("Separation", 1), ColourSpace("Indexed", 1), ColourSpace("Pattern", 1))
}  # fmt: skip
SPOTS = frozenset({"Separation", "DeviceN"})
"""Colour spaces of inks: a tint of 0 puts none on the paper (8.6.6)."""
LEAST_TINT = 0.03
FULL = 255
"""The most red, green or blue that #rrggbb can say."""


def shown(space: ColourSpace, colour: Colour) -> Colour | None:
    """A colour as grey or its parts; None where its numbers do not say how light it is. No ink at all is the white of paper."""
    if space.name in PLAIN_SPACES:
        return colour
    parts = colour if isinstance(colour, tuple) else (colour,)
    inks = [part for part in parts if isinstance(part, float | int)]
    return 1.0 if space.name in SPOTS and inks and (space.blank or max(inks) < LEAST_TINT) else None


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
    return "#" + "".join(f"{round(FULL * min(1, max(0, part))):02x}" for part in parts)
