"""Contrast of two colours as WCAG 2.2 measures it, and the nearest colour that can be read on a ground.

Colours are `#rrggbb`. The project asks for 7:1 for all text (WCAG 1.4.6, level AAA), which holds for large text as well.
"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.editions.site import Brand
from pipeline.model.findings import Finding, error
from pipeline.model.place import NOWHERE, Place

ENOUGH_CONTRAST = 7.0
WHITE, BLACK = "#ffffff", "#000000"
COLOUR = re.compile(r"#[0-9a-f]{6}", re.IGNORECASE)
_SHORT = re.compile(r"#([0-9a-f])([0-9a-f])([0-9a-f])", re.IGNORECASE)

Channels = tuple[int, int, int]


def colour_code(text: str) -> str:
    """A colour as `#rrggbb`; "#06c" is short for "#0066cc", as in style sheets. "" for what is no colour."""
    if short := _SHORT.fullmatch(text):
        return "#" + "".join(digit * 2 for digit in short.groups())
    return text if COLOUR.fullmatch(text) else ""


def ratio(one: str, other: str) -> float:
    """The contrast ratio of two colours, 1 to 21 (WCAG 2.2, “contrast ratio”)."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@lru_cache(maxsize=256)
def luminance(colour: str) -> float:
    """The relative luminance of a colour, 0 to 1 (WCAG 2.2, “relative luminance”). Raises ValueError for no colour."""
    red, green, blue = (_linear(channel / 255) for channel in channels(colour))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def channels(colour: str) -> Channels:
    """Red, green and blue, 0 to 255. Raises ValueError where the text is not `#rrggbb`."""
    if not COLOUR.fullmatch(colour):
        raise ValueError(f"“{colour}” is not a colour of the form #rrggbb")
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def mixed(one: str, other: str, part: float) -> str:
    """The first colour with `part` (0 to 1) of the second one in it."""
    pairs = zip(channels(one), channels(other), strict=True)
    return "#" + "".join(f"{round(a + (b - a) * part):02x}" for a, b in pairs)


@lru_cache(maxsize=256)
def nearest(colour: str, ground: str, enough: float = ENOUGH_CONTRAST) -> str:
    """The colour itself where it can be read on the ground, else the least darkened or lightened one that can be.

    Where no colour reaches `enough`, black or white, whichever stands out more.
    """
    if ratio(colour, ground) >= enough:
        return colour
    reached = []
    for pole in (BLACK, WHITE):
        steps = (step / 256 for step in range(1, 257))
        part = next((part for part in steps if ratio(mixed(colour, pole, part), ground) >= enough), None)
        if part is not None:
            reached.append((part, mixed(colour, pole, part)))
    return min(reached)[1] if reached else max((BLACK, WHITE), key=lambda pole: ratio(pole, ground))


def readable(brand: Brand) -> Brand:
    """The brand with every text colour moved to the nearest one that passes; unchanged where all pass."""
    return Brand(
        ink=nearest(brand.ink, brand.ground),
        ground=brand.ground,
        accent=nearest(brand.accent, brand.ground),
        accent_ink=nearest(brand.accent_ink, nearest(brand.accent, brand.ground)),
        logo=brand.logo,
        logo_alt=brand.logo_alt,
    )


def brand_findings(brand: Brand, place: Place = NOWHERE) -> tuple[Finding, ...]:
    """An error for every value that is no colour, and for every pair of ink and ground under 7:1 (WCAG 1.4.6)."""
    named = {"ink": brand.ink, "ground": brand.ground, "accent": brand.accent, "accent_ink": brand.accent_ink}
    wrong = [
        error("brand-colour", f"brand {key}: “{value}” is not a colour", place, "write it as #rrggbb, such as #00436b")
        for key, value in named.items()
        if not COLOUR.fullmatch(value)
    ]
    if wrong:
        return tuple(wrong)
    pairs = [("ink", "ground"), ("accent", "ground"), ("accent_ink", "accent")]
    return tuple(
        _refusal(named, pair, place) for pair in pairs if ratio(named[pair[0]], named[pair[1]]) < ENOUGH_CONTRAST
    )


def _refusal(named: dict[str, str], pair: tuple[str, str], place: Place) -> Finding:
    ink, ground = (named[key] for key in pair)
    better = nearest(ink, ground)
    best = ratio(better, ground)
    message = (
        f"brand {pair[0]} {ink} on {pair[1]} {ground} has a contrast of {ratio(ink, ground):.1f}:1; text needs 7:1"
    )
    hint = f"the nearest pair that passes is {better} on {ground}, {best:.1f}:1"
    if best < ENOUGH_CONTRAST:
        other = nearest(ground, ink)
        hint = f"no colour passes on {ground}; {ink} passes on {other}, {ratio(ink, other):.1f}:1"
    return error("brand-contrast", message, place, hint)


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
