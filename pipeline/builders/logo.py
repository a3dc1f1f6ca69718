"""Whether every edition can show the council's logo; what is wrong with it is reported before anything is written."""

from __future__ import annotations

import io
import re
from collections.abc import Mapping

from lxml import etree
from PIL import Image as Raster

from pipeline.builders.office.picture_size import svg_size
from pipeline.builders.pictures import is_drawing, is_whole
from pipeline.editions.site import Site
from pipeline.model.findings import Finding, error

KINDS = {".svg": "", ".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".gif": "GIF"}
"""The kinds that a logo may have, each with what Pillow calls it."""
TALLEST, WIDEST = 8, 20
"""This many times as high as wide, or as wide as high; beyond it the logo would be a line on paper."""
SAVE = "save it as SVG, PNG or JPEG"
_ELSEWHERE = re.compile(rb"(?:href|src)\s*=\s*[\"'](?!#|data:)|url\(\s*[\"']?(?!#|data:)[a-z/.]|@import", re.IGNORECASE)


def logo_fault(site: Site, pictures: Mapping[str, bytes]) -> Finding | None:
    """The error for a logo that is not there, or that an edition could not show; None for a good one."""
    file, place = site.brand.logo, site.place_of("logo")
    kind = next((KINDS[one] for one in KINDS if file.lower().endswith(one)), None)
    if not file:
        return None
    if kind is None:
        return error("picture-unusable", f"brand logo: “{file}” is of a kind that no edition shows", place, SAVE)
    if file not in pictures:
        message = f"brand logo: there is no picture “{file}” below content/"
        return error("missing-picture", message, place, "put the file there, or delete the line")
    fault = _fault(kind, pictures[file])
    return error("picture-unusable", f"brand logo: “{file}” {fault[0]}", place, fault[1]) if fault else None


def _fault(kind: str, data: bytes) -> tuple[str, str] | None:
    if not (is_whole(data) if kind else is_drawing(data)):
        return "is damaged, or is not a picture", SAVE
    return _of_pixels(kind, data) if kind else _of_drawing(data)


def _of_drawing(data: bytes) -> tuple[str, str] | None:
    root = etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))
    names = {etree.QName(one).localname for one in root.iter(etree.Element)}
    if names & {"script", "foreignObject"} or _ELSEWHERE.search(_without_namespaces(data)):
        return "holds a script, or fetches something from elsewhere", "take it out in a drawing program"
    size = svg_size(data)
    if size is None:
        return "does not say its size", "give the svg element a viewBox, or a width and a height"
    return _shape(*size)


def _without_namespaces(data: bytes) -> bytes:
    return re.sub(rb"<(?:\w+:)?a\b[^>]*>|xmlns(?::\w+)?\s*=\s*(?:\"[^\"]*\"|'[^']*')", b"", data)


def _of_pixels(kind: str, data: bytes) -> tuple[str, str] | None:
    with Raster.open(io.BytesIO(data)) as picture:
        if picture.format != kind:
            return f"is really a {picture.format}", SAVE
        if picture.mode == "CMYK":
            return "is in the colours of printers (CMYK)", "save it in the colours of screens (RGB)"
        return _shape(*picture.size)


def _shape(width: float, height: float) -> tuple[str, str] | None:
    if height > TALLEST * width or width > WIDEST * height:
        return "is so narrow that it would be a line on paper", "use one of another shape"
    return None
