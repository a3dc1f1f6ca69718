"""Pictures behind the text and before it: the colour of those that have one, on which letters of it are not seen; clear ones."""

from __future__ import annotations

import io
from collections import Counter
from contextlib import suppress

from PIL import Image

from pipeline.ooxml.package import Package, Relationship
from pipeline.ooxml.xml import Element, q
from pipeline.sources.docx.shapes import GROUND, SHEER

SIDE = 32
"""Dots; a picture is looked at in so many rows and columns."""
NEARLY_ALL = 0.9
SAME_SHADE = 16
"""Out of 256: shades of a colour channel that differ by less are taken for one."""
MOST_DOTS = 50_000_000
CLEAR, MOSTLY = 128, 0.6
"""Out of 255: a dot of less opacity lets words be read through it; a picture with such a share of them hides no word."""


def mark_grounds(root: Element, relationships: dict[str, Relationship], package: Package) -> None:
    """Give each anchor of a picture behind the text the colour of the picture, "" for several, and mark clear ones in front."""
    for anchor in root.iter(q("wp:anchor")):
        for name in (GROUND, SHEER):
            anchor.attrib.pop(name, None)
        blip = next(anchor.iter(q("a:blip")), None)
        relation = relationships.get(blip.get(q("r:embed"), "")) if blip is not None else None
        data = (package.read(relation.target) if relation and not relation.external else None) or b""
        if blip is not None and anchor.get("behindDoc") in ("1", "true"):
            anchor.set(GROUND, _colour(data))
        elif data and _is_clear(data):
            anchor.set(SHEER, "1")


def _is_clear(data: bytes) -> bool:
    """Whether words can be read through a picture."""
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        if image.width * image.height <= MOST_DOTS and image.has_transparency_data:
            shades = image.convert("RGBA").getchannel("A").histogram()
            return sum(shades[:CLEAR]) >= MOSTLY * sum(shades)
    return False


def _colour(data: bytes) -> str:
    with suppress(Exception), Image.open(io.BytesIO(data)) as image:
        if image.width * image.height <= MOST_DOTS:
            paper = Image.new("RGBA", image.size, "white")
            paper.alpha_composite(image.convert("RGBA"))
            small = paper.convert("RGB").resize((SIDE, SIDE)).tobytes()
            dots = Counter(zip(small[::3], small[1::3], small[2::3], strict=True))
            (usual, _), *_ = dots.most_common(1)
            near = sum(
                count
                for dot, count in dots.items()
                if all(abs(a - b) < SAME_SHADE for a, b in zip(dot, usual, strict=True))
            )
            if near >= NEARLY_ALL * SIDE * SIDE:
                return "{:02x}{:02x}{:02x}".format(*usual)
    return ""
