"""Builds eBraille 1.0: a package of web pages in Unicode braille, which braille displays lay out."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

MEDIA_TYPE = b"application/epub+zip"
CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""
STYLE = """body { margin: 0 }
h1, h2 { text-align: center; margin: 1lh 0 }
h3 { margin: 1lh 0 0 4ch }
h4, h5, h6 { margin: 1lh 0 0 6ch }
p { margin: 0; text-indent: 2ch }
ul { list-style: none; margin: 0; padding: 0 }
li, p.field { margin: 0 0 0 2ch; text-indent: -2ch }
li li { margin-left: 2ch }
p.notice { margin-left: 4ch; text-indent: 2ch }
"""


Pairs = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class EbrailleMetadata:
    """The metadata of an edition. `labels` are cells: for the contents list, and for the text."""

    title: str
    creator: str
    producer: str
    identifier: str
    language: str
    system: str
    maker: str
    moment: int
    labels: tuple[str, str]


@dataclass(frozen=True)
class CellPassage:
    """A passage in cells: its kind, its heading level or list depth, its anchor, and whether it is in the contents list."""

    kind: str
    cells: str
    level: int
    id: str
    contents: bool


def file(passages: Sequence[CellPassage], about: EbrailleMetadata) -> bytes:
    """Returns the package; the same passages give the same bytes."""
    parts = {
        "META-INF/container.xml": CONTAINER,
        "package.opf": _package(about),
        "index.html": _index(passages, about),
        "ebraille/text.html": _page(about, "".join(_body(passages)), "style.css"),
        "ebraille/style.css": STYLE,
    }
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as package:
        package.writestr(_entry("mimetype", zipfile.ZIP_STORED), MEDIA_TYPE)
        for name, text in parts.items():
            package.writestr(_entry(name, zipfile.ZIP_DEFLATED), text.encode("utf-8"))
    return data.getvalue()


def _entry(name: str, compression: int) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    entry.compress_type = compression
    return entry


def stated_facts(passages: Sequence[CellPassage], about: EbrailleMetadata) -> Pairs:
    """Returns the facts stated by a package: its metadata, and the kind of each passage: ("passage 3", "heading 2")."""
    shapes = (
        (f"passage {number}", _shape(passage))
        for number, passage in enumerate((cell_passage for cell_passage in passages if cell_passage.cells), 1)
    )
    return (*_metadata(about), ("contents", about.labels[0]), *shapes)


def _shape(passage: CellPassage) -> str:
    if passage.kind == "item":
        return f"item {passage.level}"
    shape = f"heading {passage.level}" if passage.kind == "heading" else passage.kind
    return f"{shape} #{passage.id}" if passage.id else shape


def _metadata(about: EbrailleMetadata) -> Pairs:
    moment = datetime.fromtimestamp(about.moment, UTC)
    facts = {
        "dc:identifier": about.identifier, "dc:title": about.title, "dc:creator": about.creator, "dc:publisher": about.producer,
        "dc:language": braille_language(about.language), "dc:format": "eBraille 1.0", "dc:date": moment.date().isoformat(),
        "dc:source": about.maker,
        "dcterms:modified": moment.strftime("%Y-%m-%dT%H:%M:%SZ"), "dcterms:dateCopyrighted": str(moment.year),
        "a11y:brailleCellType": "6", "a11y:brailleSystem": about.system, "a11y:completeTranscription": "true",
        "a11y:producer": about.producer, "a11y:tactileGraphics": "none", "schema:accessMode": "tactile",
        "schema:accessibilityFeature": "braille", "schema:accessibilityHazard": "none",
    }  # fmt: skip
    return tuple(facts.items())


def _package(about: EbrailleMetadata) -> str:
    language = braille_language(about.language)
    ids = {"dc:identifier": ' id="id"'}
    lines = [
        f"    <{name}{ids.get(name, '')}>{escape(text)}</{name}>"
        if name.startswith("dc:")
        else f'    <meta property="{name}">{escape(text)}</meta>'
        for name, text in _metadata(about)
    ]
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang="{language}">
  <metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{chr(10).join(lines)}
  </metadata>
  <manifest>
    <item id="nav" href="index.html" media-type="application/xhtml+xml" properties="nav"/>
    <item id="text" href="ebraille/text.html" media-type="application/xhtml+xml"/>
    <item id="style" href="ebraille/style.css" media-type="text/css"/>
  </manifest>
  <spine><itemref idref="text"/></spine>
</package>
"""


def braille_language(language: str) -> str:
    """The tag of a language written in braille: "en-GB" is "en-Brai-GB" (BCP 47)."""
    base, _, region = language.partition("-")
    return f"{base}-Brai-{region}" if region else f"{base}-Brai"


def _index(passages: Sequence[CellPassage], about: EbrailleMetadata) -> str:
    entries = _entries([passage for passage in passages if passage.contents])
    entries = entries or f'<ol>\n<li><a href="ebraille/text.html">{about.labels[1]}</a></li>\n</ol>\n'
    nav = f'<nav epub:type="toc" role="doc-toc">\n<h1>{about.labels[0]}</h1>\n{entries}</nav>\n'
    return _page(about, nav, "ebraille/style.css", '<link rel="publication" href="package.opf"/>')


def _entries(headings: Sequence[CellPassage]) -> str:
    """Returns the contents as nested lists: a heading is under the last one of a higher level."""
    items = ""
    remaining = list(headings)
    while remaining:
        parent = remaining.pop(0)
        end = next((at for at, passage in enumerate(remaining) if passage.level <= parent.level), len(remaining))
        link = f'<a href="ebraille/text.html#{escape(parent.id)}">{parent.cells}</a>'
        items += f"<li>{link}{_entries(remaining[:end])}</li>\n"
        remaining = remaining[end:]
    return f"<ol>\n{items}</ol>\n" if items else ""


def _page(about: EbrailleMetadata, body: str, style: str, more: str = "") -> str:
    language = braille_language(about.language)
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head><meta charset="UTF-8"/><title>{escape(about.title)}</title>{more}<link rel="stylesheet" href="{style}"/></head>
<body>
{body}</body>
</html>
"""


def _body(passages: Sequence[CellPassage]) -> Iterator[str]:
    """Yields the passages as elements; successive items form lists, nested by depth."""
    open_lists = 0
    for passage in passages:
        depth = passage.level + 1 if passage.kind == "item" else 0
        while open_lists > depth:
            yield "</li></ul>\n"
            open_lists -= 1
        if depth:
            if open_lists == depth:
                yield "</li>\n"
            while open_lists < depth:
                yield "<ul>" if open_lists == depth - 1 else "<ul><li>"
                open_lists += 1
            yield f"<li>{passage.cells}"
            continue
        id = f' id="{escape(passage.id)}"' if passage.id else ""
        if passage.kind == "heading":
            yield f"<h{passage.level}{id}>{passage.cells}</h{passage.level}>\n"
        else:
            style = f' class="{passage.kind}"' if passage.kind != "text" else ""
            yield f"<p{id}{style}>{passage.cells}</p>\n"
    yield "</li></ul>\n" * open_lists
