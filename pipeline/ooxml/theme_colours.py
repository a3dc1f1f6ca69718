"""Replaces theme colours of a Word file by plain values (ECMA-376 part 1, 17.3.2.6, 17.18.97, 20.1.6.2).

Word shows the theme colour and ignores the plain value beside it: letters in `background1` are white even if that value is
"auto". A plain value that is nearly the theme colour is kept, because Word has computed it.
"""

from __future__ import annotations

import colorsys
import re

from pipeline.ooxml.styles import NAMES
from pipeline.ooxml.xml import Element, child, number, q

SLOTS = {
    "background1": "lt1", "light1": "lt1", "text1": "dk1", "dark1": "dk1", "background2": "lt2", "light2": "lt2",
    "text2": "dk2", "dark2": "dk2", "hyperlink": "hlink", "followedHyperlink": "folHlink", "bg1": "lt1", "tx1": "dk1",
    "bg2": "lt2", "tx2": "dk2",
    **{f"accent{number}": f"accent{number}" for number in range(1, 7)},
}  # fmt: skip
_MAPPED = {
    "background1": "bg1", "text1": "t1", "background2": "bg2", "text2": "t2",
    "bg1": "bg1", "tx1": "t1", "bg2": "bg2", "tx2": "t2",
}  # fmt: skip
PLAIN = {
    "lt1": "ffffff", "dk1": "000000", "lt2": "e7e6e6", "dk2": "44546a", "accent1": "4472c4", "accent2": "ed7d31",
    "accent3": "a5a5a5", "accent4": "ffc000", "accent5": "5b9bd5", "accent6": "70ad47", "hlink": "0563c1",
    "folHlink": "954f72",
}  # fmt: skip
"""The colours of a file without a theme: those of Office."""
ABOUT = 40
"""Out of 255: the greatest difference of a colour channel that rounding can cause."""
_USES = (
    ("w:color", "w:val", "w:themeColor", "w:themeTint", "w:themeShade"),
    ("w:shd", "w:fill", "w:themeFill", "w:themeFillTint", "w:themeFillShade"),
    ("w:shd", "w:color", "w:themeColor", "w:themeTint", "w:themeShade"),
)


def scheme_of(theme: Element | None, settings: Element | None = None) -> dict[str, str]:
    """Returns the colours of a theme by slot and by Word's names, as six hex digits.

    The settings of a file may map names such as "text 1" to other slots (17.15.1.20).
    """
    colours = dict(PLAIN)
    for slot in next(theme.iter(q("a:clrScheme")), ()) if theme is not None else ():
        plain, system = child(slot, "a:srgbClr"), child(slot, "a:sysClr")
        value = plain.get("val", "") if plain is not None else system.get("lastClr", "") if system is not None else ""
        if is_colour(value):
            colours[slot.tag.rpartition("}")[2]] = value.lower()
    mapping = child(settings, "w:clrSchemeMapping")
    for name, slot in SLOTS.items():
        mapped = mapping.get(q(f"w:{_MAPPED[name]}"), "") if mapping is not None and name in _MAPPED else ""
        if SLOTS.get(mapped, slot) in colours:
            colours[name] = colours[SLOTS.get(mapped, slot)]
    return colours


def is_colour(value: str) -> bool:
    """Whether a value is six hex digits."""
    return re.fullmatch("[0-9a-fA-F]{6}", value) is not None


def make_plain(root: Element | None, scheme: dict[str, str]) -> None:
    """Sets each theme colour of a part to the plain value that Word shows."""
    if root is None:
        return
    for named in root.iter(q("w14:schemeClr")):
        base = scheme.get(named.get(q("w14:val"), ""))
        if base is not None:
            named.tag = q("w14:srgbClr")
            named.set(q("w14:val"), base)
    _make_drawn_plain(root, scheme)
    for space, key in (("a", "val"), ("w14", q("w14:val"))):
        for plain in root.iter(q(f"{space}:srgbClr")):
            _change_light(plain, key)
    for tag, attribute, theme, tint, shade in _USES:
        for element in root.iter(q(tag)):
            base = scheme.get(element.get(q(theme), ""))
            if base is not None:
                shown = _changed(base, element.get(q(tint)), element.get(q(shade)))
                if not _nearly_equal(shown, element.get(q(attribute), "")):
                    element.set(q(attribute), shown)


def _make_drawn_plain(root: Element, scheme: dict[str, str]) -> None:
    """Does the same for DrawingML colours (20.1.2.3), keeping their modifiers."""
    for named in root.iter(q("a:schemeClr"), q("a:prstClr"), q("a:sysClr")):
        value = named.get("val", "")
        plain = named.get("lastClr") or scheme.get(value) or NAMES.get(value)
        if plain is not None:
            named.tag = q("a:srgbClr")
            named.set("val", plain)


def _change_light(colour: Element, key: str) -> None:
    """Applies the changes of light in a colour (20.1.2.3.20, 20.1.2.3.21, 20.1.2.3.31, 20.1.2.3.34) to its value."""
    changes = [change for change in colour if change.tag.rpartition("}")[2] in ("lumMod", "lumOff", "tint", "shade")]
    if not changes or not is_colour(colour.get(key, "")):
        return
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour.get(key, ""))))
    for change in changes:
        share = number(change.get(key)) / 100_000
        match change.tag.rpartition("}")[2]:
            case "lumOff":
                light += share
            case "tint":
                light = light * share + 1 - share
            case _:
                light *= share
        colour.remove(change)
    parts = colorsys.hls_to_rgb(hue, min(max(light, 0.0), 1.0), strong)
    colour.set(key, "".join(f"{round(part * 255):02x}" for part in parts))


def _changed(colour: str, tint: str | None, shade: str | None) -> str:
    """Lightens a colour by a tint or darkens it by a shade, each given in 255ths as hex digits."""
    hue, light, strong = colorsys.rgb_to_hls(*(part / 255 for part in rgb(colour)))
    if tint is not None:
        light = light * _part(tint) + 1 - _part(tint)
    if shade is not None:
        light *= _part(shade)
    return "".join(f"{round(part * 255):02x}" for part in colorsys.hls_to_rgb(hue, light, strong))


def _part(value: str) -> float:
    return int(value, 16) / 255 if re.fullmatch("[0-9a-fA-F]{1,2}", value) else 1.0


def _nearly_equal(first: str, second: str) -> bool:
    return is_colour(second) and all(abs(a - b) <= ABOUT for a, b in zip(rgb(first), rgb(second), strict=True))


def rgb(colour: str) -> tuple[int, int, int]:
    """The red, green and blue values of a colour of six hex digits."""
    return int(colour[:2], 16), int(colour[2:4], 16), int(colour[4:6], 16)
