"""Pictures in line with the text, with alternative text or marked decorative (Word's rules; WCAG 1.1.1)."""

from __future__ import annotations

import hashlib
import struct
import zlib
from dataclasses import dataclass, field

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from pipeline.builders.office.picture_size import EMU, fitted, pixel_size, svg_size
from pipeline.builders.office.shared import LOGO, LOGO_SIZE
from pipeline.editions.assets import INSTEAD
from pipeline.editions.edition import ImageView
from pipeline.model.findings import Finding, error, note
from pipeline.ooxml.elements import PIC, WP, A, Element, R, printable

DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"
SVG = "http://schemas.microsoft.com/office/drawing/2016/SVG/main"
TALLEST = 0.6 * 16838
"""How high a picture may be, in twentieths of a point: this part of A4."""
TALL = 0.6
"""Of that height, from where on the page before a picture with its heading and caption may be less than half full."""


@dataclass
class Pictures:
    """The pictures of one file: each stored once, each use numbered, none wider than the page or higher than a part of it."""

    part: Part
    files: dict[str, bytes]
    factor: float = 1.0
    findings: list[Finding] = field(default_factory=list)
    _stored: dict[str, tuple[str, ...]] = field(default_factory=dict)
    _count: int = 0

    def drawing(self, view: ImageView, width: int) -> Element | None:
        """The picture no wider than `width` twentieths of a point, None (with a finding) where it cannot be shown."""
        data = self.files.get(view.file)
        if data is None:
            self._lost(view, "is not there", "put the file below content/")
            return None
        size = svg_size(data) if view.file.lower().endswith(".svg") else pixel_size(data)
        if size is None:
            self._lost(view, "is not a picture that Word can show", "save it as PNG or JPEG")
            return None
        wide, high = LOGO_SIZE if view.block == LOGO else (width, TALLEST)
        shown = fitted(size, (wide, high), self.factor)
        self._count += 1
        if shown[1] > TALL * TALLEST:
            message = f"the picture “{view.alt}” stays whole, so the page before it may not be full"
            self.findings.append(
                note("page-not-full", message, hint="nothing, or make the picture smaller", block=view.block)
            )
        extent = {"cx": str(round(shown[0]) * EMU), "cy": str(round(shown[1]) * EMU)}
        return self._inline(view, self._store(view.file, data), extent)

    def _lost(self, view: ImageView, what: str, hint: str) -> None:
        message = f"the picture “{view.file}” {what}; the Word edition has its alternative text instead"
        self.findings.append(error("picture-unusable", message, hint=hint, block=view.block))

    def _store(self, file: str, data: bytes) -> tuple[str, ...]:
        key = hashlib.sha256(data).hexdigest()
        if key not in self._stored:
            parts = [(data, file.lower().rsplit(".", 1)[-1])]
            if parts[0][1] == "svg":
                parts.insert(
                    0, (self.files.get(file + INSTEAD, _BLANK), "png")
                )  # what programs show that do not know SVG
            self._stored[key] = tuple(self._part(*part) for part in parts)
        return self._stored[key]

    def _part(self, data: bytes, suffix: str) -> str:
        number = sum(len(parts) for parts in self._stored.values()) + 1
        media = {"jpg": "image/jpeg", "svg": "image/svg+xml"}.get(suffix, f"image/{suffix}")
        name = PackURI(f"/word/media/picture{number}.{suffix}")
        return str(self.part.relate_to(Part(name, media, data, self.part.package), RELATIONSHIP_TYPE.IMAGE))

    def _inline(self, view: ImageView, relations: tuple[str, ...], extent: dict[str, str]) -> Element:
        inline = etree.Element(f"{{{WP}}}inline", distT="0", distB="0", distL="0", distR="0")
        etree.SubElement(inline, f"{{{WP}}}extent", extent)
        name = f"{view.file} {self._count}"
        described = etree.SubElement(inline, f"{{{WP}}}docPr", id=str(self._count), name=name)
        if view.decorative:
            described.set("descr", "")
            _extension(described, "{C183D7F6-B498-43B3-948B-1728B52AA6E4}", DECORATIVE, "decorative", val="1")
        else:
            described.set("descr", printable(view.alt))
        locks = etree.SubElement(inline, f"{{{WP}}}cNvGraphicFramePr")
        etree.SubElement(locks, f"{{{A}}}graphicFrameLocks", noChangeAspect="1")
        graphic = etree.SubElement(inline, f"{{{A}}}graphic")
        holder = etree.SubElement(etree.SubElement(graphic, f"{{{A}}}graphicData", uri=PIC), f"{{{PIC}}}pic")
        about = etree.SubElement(holder, f"{{{PIC}}}nvPicPr")
        etree.SubElement(about, f"{{{PIC}}}cNvPr", id=str(self._count), name=name)
        etree.SubElement(about, f"{{{PIC}}}cNvPicPr")
        _fill(holder, relations)
        form = etree.SubElement(holder, f"{{{PIC}}}spPr")
        frame = etree.SubElement(form, f"{{{A}}}xfrm")
        etree.SubElement(frame, f"{{{A}}}off", x="0", y="0")
        etree.SubElement(frame, f"{{{A}}}ext", extent)
        etree.SubElement(etree.SubElement(form, f"{{{A}}}prstGeom", prst="rect"), f"{{{A}}}avLst")
        return inline


def _fill(holder: Element, relations: tuple[str, ...]) -> None:
    fill = etree.SubElement(holder, f"{{{PIC}}}blipFill")
    blip = etree.SubElement(fill, f"{{{A}}}blip")
    blip.set(f"{{{R}}}embed", relations[0])
    for vector in relations[1:]:
        made = _extension(blip, "{96DAC541-7B7A-43D3-8B79-37D633B846F1}", SVG, "svgBlip")
        made.set(f"{{{R}}}embed", vector)
    etree.SubElement(etree.SubElement(fill, f"{{{A}}}stretch"), f"{{{A}}}fillRect")


def _extension(parent: Element, uri: str, namespace: str, tag: str, **attributes: str) -> Element:
    holder = etree.SubElement(etree.SubElement(parent, f"{{{A}}}extLst"), f"{{{A}}}ext", uri=uri)
    return etree.SubElement(holder, f"{{{namespace}}}{tag}", attributes, nsmap={None: namespace})


def _clear() -> bytes:
    """A PNG of one transparent pixel."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    header = struct.pack(">IIBBBBB", 1, 1, 8, 4, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(bytes(3))) + chunk(b"IEND", b"")


_BLANK = _clear()
