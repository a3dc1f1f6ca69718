"""Makes small Word packages from short XML, for tests that need one exact construct."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from typing import Any

from PIL import Image

from pipeline.ooxml.xml import NAMESPACES

_DECLARED = " ".join(f'xmlns:{prefix}="{address}"' for prefix, address in NAMESPACES.items())
_OFFICE = NAMESPACES["r"]
_ROOTS = {
    "styles": "w:styles",
    "numbering": "w:numbering",
    "footnotes": "w:footnotes",
    "endnotes": "w:endnotes",
    "comments": "w:comments",
    "settings": "w:settings",
    "header": "w:hdr",
    "footer": "w:ftr",
}


def word_file(
    body: str,
    parts: Mapping[str, str] | None = None,
    links: Mapping[str, str] | None = None,
    files: Mapping[str, bytes] | None = None,
) -> bytes:
    """A Word file with this inner XML of its body and of its `parts` ("styles", "footnotes", "header" …).

    `links` are external relationships of the document by id; `files` are further members of the package, each with a
    relationship of the document whose id is the file's base name.
    """
    members = {"word/document.xml": _root("w:document", f"<w:body>{body}</w:body>").encode()}
    relations = [
        f'<Relationship Id="{key}" Type="{_OFFICE}/hyperlink" Target="{target}" TargetMode="External"/>'
        for key, target in (links or {}).items()
    ]
    for part, inner in (parts or {}).items():
        members[f"word/{part}.xml"] = _root(_ROOTS[part], inner).encode()
        relations.append(f'<Relationship Id="rId{part}" Type="{_OFFICE}/{part}" Target="{part}.xml"/>')
    for path, data in (files or {}).items():
        members[f"word/{path}"] = data
        base = path.rsplit("/", 1)[-1]
        relations.append(f'<Relationship Id="{base}" Type="{_OFFICE}/image" Target="{path}"/>')
    members["word/_rels/document.xml.rels"] = _relationships("".join(relations))
    office = f'<Relationship Id="r" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/>'
    members["_rels/.rels"] = _relationships(office)
    return zipped(members)


def picture(kind: str = "PNG", size: tuple[int, int] = (8, 4), **saved: Any) -> bytes:
    """A picture whose left half is red and whose right half is blue."""
    image = Image.new("RGB", size, "red")
    image.paste("blue", (size[0] // 2, 0, *size))
    target = io.BytesIO()
    image.save(target, kind, **saved)
    return target.getvalue()


def zipped(members: dict[str, bytes]) -> bytes:
    """A ZIP file with these members, deflated."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return target.getvalue()


def paragraph(text: str, properties: str = "") -> str:
    """The XML of a paragraph with one run."""
    return f'<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def _root(name: str, inner: str) -> str:
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {_DECLARED}>{inner}</{name}>'


def _relationships(inner: str) -> bytes:
    return f'<Relationships xmlns="{NAMESPACES["rel"]}">{inner}</Relationships>'.encode()


def strict(data: bytes) -> bytes:
    """The same file with the namespaces of strict Office Open XML (ISO/IEC 29500-1)."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    found = re.compile(rb"http://schemas\.openxmlformats\.org/(wordprocessingml|officeDocument|drawingml)/2006/")
    return zipped({name: found.sub(rb"http://purl.oclc.org/ooxml/\1/", member) for name, member in members.items()})
