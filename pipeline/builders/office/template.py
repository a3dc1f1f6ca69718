"""Writes `templates/reference.docx` once: the styles that the council's brand team then owns and changes in Word.

The file carries a digest of its own parts, so that one changed by a person is told apart and never written over.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from functools import lru_cache
from typing import Any

from docx import Document as open_package
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

from pipeline.builders.office.style_list import LIST_DEPTH, LIST_INDENT, STYLES, OfficeStyle, style_id
from pipeline.builders.office.theme import theme
from pipeline.editions.progress import status_colours
from pipeline.editions.site import Brand
from pipeline.ooxml.elements import Element, field, repacked, serialised, text_run, w

VISITED = "4c2c6f"
LINE, TABLE_LINE = 1.2, 1.1  # line heights as multiples of the face's own; tables are set closer
BULLETS = "•–•–•"
NUMBERS = (
    ("decimal", "%1."),
    ("lowerLetter", "%2."),
    ("lowerRoman", "%3."),
    ("decimal", "%4."),
    ("lowerLetter", "%5."),
)
BULLET_LIST, NUMBER_LIST = 1, 2
FACE = "Arial"
ABOUT = (
    "Every Word and OpenDocument edition takes its styles from this file. Change a style under Home, Styles, and save; "
    "the text of this page is not used."
)
A4 = (11906, 16838)  # twentieths of a point
MARGIN = 1134  # 20 mm


def reference(brand: Brand) -> bytes:
    """The template as a Word document that shows every style by its name, in the colours of the brand."""
    document = open_package()
    package = document.part.package
    part = document.part
    keep = {RELATIONSHIP_TYPE.STYLES, RELATIONSHIP_TYPE.SETTINGS, RELATIONSHIP_TYPE.NUMBERING}
    for key, relation in list(part.rels.items()):
        if relation.reltype not in keep:
            del part.rels[key]
    for key, relation in list(package.rels.items()):
        if relation.reltype.endswith("/thumbnail"):
            del package.rels[key]
    for relation, element in (
        (RELATIONSHIP_TYPE.STYLES, styles(brand)),
        (RELATIONSHIP_TYPE.SETTINGS, settings()),
        (RELATIONSHIP_TYPE.NUMBERING, numbering()),
    ):
        related: Any = part.part_related_by(relation)
        related._element = element
    fonts = Part(PackURI("/word/fontTable.xml"), CONTENT_TYPE.WML_FONT_TABLE, serialised(font_table()), package)
    part.relate_to(fonts, RELATIONSHIP_TYPE.FONT_TABLE)
    colours = Part(PackURI("/word/theme/theme1.xml"), CONTENT_TYPE.OFC_THEME, theme(brand, FACE), package)
    part.relate_to(colours, RELATIONSHIP_TYPE.THEME)
    part._element = etree.fromstring(etree.tostring(w("document", sample())), part.element.getroottree().parser)
    properties = document.core_properties
    properties.title = "Reference styles"
    properties.author = properties.last_modified_by = ""
    properties.comments = properties.identifier = ""
    properties.language = "en-GB"
    out = io.BytesIO()
    document.save(out)
    first = repacked(out.getvalue())
    properties.identifier = digest(first)
    out = io.BytesIO()
    document.save(out)
    return repacked(out.getvalue())


@lru_cache(maxsize=4)
def in_brand(template: bytes | None, brand: Brand) -> bytes | None:
    """The template that a person has changed as it is; else a new one, so that Word files have the colours of all others."""
    return reference(brand) if template is not None and is_ours(template) else template


def digest(template: bytes) -> str:
    """The SHA-256 of every part but the properties, in hex."""
    package = zipfile.ZipFile(io.BytesIO(template))
    total = hashlib.sha256()
    for name in sorted(package.namelist()):
        if not name.startswith("docProps/"):
            total.update(name.encode() + b"\0" + package.read(name) + b"\0")
    return total.hexdigest()


def is_ours(template: bytes) -> bool:
    """Whether the template still is as the script wrote it, so that a newer one may take its place."""
    try:
        return str(open_package(io.BytesIO(template)).core_properties.identifier) == digest(template)
    except (KeyError, ValueError, zipfile.BadZipFile, etree.XMLSyntaxError):
        return False


# ------------------------------------------------------------------------------------------------ styles


def styles(brand: Brand) -> Element:
    """The styles part, in British English."""
    colours = {
        "ink": brand.ink,
        "ground": brand.ground,
        "accent": brand.accent,
        "visited": VISITED,
        "tint": _tint(brand.accent),
        **status_colours(brand.ground),
    }
    colours = {name: value.lstrip("#").upper() for name, value in colours.items()}
    fonts = w("rFonts", ascii=FACE, hAnsi=FACE, eastAsia=FACE, cs=FACE)
    language = w("lang", val="en-GB", eastAsia="en-GB", bidi="ar-SA")
    defaults = w(
        "docDefaults",
        w("rPrDefault", w("rPr", fonts, language)),
        w("pPrDefault", w("pPr", w("spacing", line=round(LINE * 240), lineRule="auto"))),
    )
    latent = w(
        "latentStyles",
        defLockedState=0, defUIPriority=99, defSemiHidden=1, defUnhideWhenUsed=1, defQFormat=0, count=376,
    )  # fmt: skip
    built_in = [
        _named("character", "Default Paragraph Font", "DefaultParagraphFont", w("uiPriority", val=1), w("semiHidden")),
        _named("numbering", "No List", "NoList", w("semiHidden")),
        _normal_table(),
    ]
    written = [_table_style(style, colours) if style.kind == "table" else _style(style, colours) for style in STYLES]
    return w("styles", defaults, latent, *built_in, *written)


def _tint(colour: str) -> str:
    """A tenth of the colour on white: a ground that dark ink still reads on at more than 7:1."""
    channels = [int(colour.lstrip("#")[at : at + 2], 16) for at in (0, 2, 4)]
    return "".join(f"{255 - (255 - channel) // 10:02x}" for channel in channels)


def _named(kind: str, name: str, ident: str, *rest: Element) -> Element:
    made = w("style", w("name", val=name), *rest, type=kind, styleId=ident)
    made.set(made.tag.replace("}style", "}default"), "1")
    return made


def _normal_table() -> Element:
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in _sides(0, 108)))
    return _named(
        "table", "Normal Table", "TableNormal",
        w("uiPriority", val=99), w("semiHidden"), w("tblPr", w("tblInd", w=0, type="dxa"), margins),
    )  # fmt: skip


def _sides(upright: int, across: int) -> tuple[tuple[str, int], ...]:
    return ("top", upright), ("left", across), ("bottom", upright), ("right", across)


def _style(style: OfficeStyle, colours: dict[str, str]) -> Element:
    made = w("style", w("name", val=style.name), type=style.kind, styleId=style.id)
    if style.name == "Normal":
        made.set(made.tag.replace("}style", "}default"), "1")
    elif style.name not in LATIN_BUILT_IN:
        made.set(made.tag.replace("}style", "}customStyle"), "1")
    if style.based or style.kind == "character":
        made.append(w("basedOn", val=style_id(style.based or "Default Paragraph Font")))
    if style.following:
        made.append(w("next", val=style_id(style.following)))
    if not style.shown:
        made.extend([w("uiPriority", val=99), w("semiHidden"), w("unhideWhenUsed")])
    else:
        made.extend([w("uiPriority", val=10), w("qFormat")])
    if style.kind == "paragraph":
        made.append(_paragraph_properties(style, colours))
    made.append(_run_properties(style, colours))
    return made


LATIN_BUILT_IN = {
    "Normal", "Body Text", "Quote", "caption", "TOC Heading", "header", "footer", "footnote text", "endnote text", "Strong",
    "Emphasis", "Hyperlink", "FollowedHyperlink", "footnote reference", "endnote reference",
    *(f"heading {level}" for level in range(1, 7)),
    *(f"toc {level}" for level in range(1, 5)),
    *(f"List {kind}{level}" for kind in ("Bullet", "Number", "Continue") for level in ("", " 2", " 3", " 4", " 5")),
}  # fmt: skip


def _paragraph_properties(style: OfficeStyle, colours: dict[str, str]) -> Element:
    made = w("pPr")
    if style.keep:
        made.extend([w("keepNext"), w("keepLines")])
    if style.name == "Normal":
        made.append(w("widowControl"))
    if style.numbering:
        ident = BULLET_LIST if style.numbering == "bullet" else NUMBER_LIST
        made.append(w("numPr", w("ilvl", val=style.level), w("numId", val=ident)))
    if style.rule:
        side, weight = style.rule
        space = {"left": 8, "top": 10}.get(side, 4)
        made.append(w("pBdr", w(side, val="single", sz=round(weight * 8), space=space, color=colours["accent"])))
    if style.shade:
        made.append(w("shd", val="clear", color="auto", fill=colours[style.shade]))
    spacing: dict[str, object] = {}
    if style.before is not None:
        spacing["before"] = round(style.before * 20)
    if style.after is not None:
        spacing["after"] = round(style.after * 20)
    if style.line:
        spacing |= {"line": round(style.line * 240), "lineRule": "auto"}
    if spacing:
        made.append(w("spacing", **spacing))
    if style.left:
        indent = {"left": round(style.left * 20)} | ({"hanging": round(style.hanging * 20)} if style.hanging else {})
        made.append(w("ind", **indent))
    if style.name == "Normal":
        made.append(w("jc", val="left"))
    if style.outline:
        made.append(w("outlineLvl", val=style.outline - 1))
    return made


def _run_properties(style: OfficeStyle, colours: dict[str, str]) -> Element:
    made = w("rPr")
    for asked, names in ((style.bold, ("b", "bCs")), (style.italic, ("i", "iCs"))):
        if asked:
            made.extend(w(name) for name in names)
    if style.colour:
        made.append(w("color", val=colours[style.colour]))
    if style.size:
        made.extend(w(name, val=round(style.size * 2)) for name in ("sz", "szCs"))
    if style.underline:
        made.append(w("u", val="single"))
    if style.mark:
        made.append(w("shd", val="clear", color="auto", fill=colours[style.mark]))
    if style.raised:
        made.append(w("vertAlign", val="superscript"))
    return made


def _table_style(style: OfficeStyle, colours: dict[str, str]) -> Element:
    """Thin rules between rows, a tinted header row over a thick rule, a tinted first column where it names the rows."""
    rule = {"val": "single", "sz": 4, "space": 0, "color": "6B7480"}
    thick = rule | {"sz": 12, "color": colours["accent"]}
    borders = w("tblBorders", w("top", **thick), w("bottom", **thick), w("insideH", **rule), w("insideV", **rule))
    margins = w("tblCellMar", *(w(side, w=width, type="dxa") for side, width in _sides(60, 100)))
    tint = w("shd", val="clear", color="auto", fill=colours["tint"])
    head = w(
        "tblStylePr",
        w("tblPr"),
        w("trPr", w("tblHeader")),
        w("tcPr", w("tcBorders", w("bottom", **thick)), tint),
        type="firstRow",
    )
    first = w("tblStylePr", w("tblPr"), w("tcPr", etree.fromstring(etree.tostring(tint))), type="firstCol")
    made = w("style", w("name", val=style.name), type="table", styleId=style.id, customStyle=1)
    made.extend([w("basedOn", val="TableNormal"), w("uiPriority", val=10), w("qFormat")])
    tight = w("pPr", w("spacing", line=round(TABLE_LINE * 240), lineRule="auto"))
    made.extend([tight, w("tblPr", borders, margins), head, first])
    return made


# ------------------------------------------------------------------------------------------------ other parts


def numbering() -> Element:
    """Two real multi-level lists, bulleted and numbered, that the list styles refer to."""
    bullets = [("bullet", mark) for mark in BULLETS]
    kinds = ((BULLET_LIST, "List Bullet", bullets), (NUMBER_LIST, "List Number", list(NUMBERS)))
    made = w("numbering")
    for ident, name, levels in kinds:
        written = [_level(level, name, *levels[level]) for level in range(LIST_DEPTH)]
        made.append(w("abstractNum", w("multiLevelType", val="multilevel"), *written, abstractNumId=ident))
    made.extend(w("num", w("abstractNumId", val=ident), numId=ident) for ident, _name, _levels in kinds)
    return made


def _level(level: int, name: str, form: str, text: str) -> Element:
    style = name if level == 0 else f"{name} {level + 1}"
    indent = w("ind", left=round(LIST_INDENT * 20 * (level + 1)), hanging=round(LIST_INDENT * 20))
    return w(
        "lvl",
        w("start", val=1),
        w("numFmt", val=form),
        w("pStyle", val=style_id(style)),
        w("lvlText", val=text),
        w("lvlJc", val="left"),
        w("pPr", indent),
        w("rPr", w("rFonts", ascii=FACE, hAnsi=FACE, cs=FACE, hint="default")),
        ilvl=level,
    )


def settings() -> Element:
    """Word 2013 layout or later (compatibility mode 15), British English, footnotes numbered 1, 2, 3."""
    uri = "http://schemas.microsoft.com/office/word"
    return w(
        "settings",
        w("zoom", percent=100),
        w("defaultTabStop", val=720),
        w("characterSpacingControl", val="doNotCompress"),
        w("footnotePr", w("numFmt", val="decimal")),
        w("compat", w("compatSetting", name="compatibilityMode", uri=uri, val=15)),
        w("themeFontLang", val="en-GB"),
        w("decimalSymbol", val="."),
        w("listSeparator", val=","),
    )


def font_table() -> Element:
    """The one face, with what to take where it is not installed: any sans serif."""
    return w("fonts", w("font", w("family", val="swiss"), w("pitch", val="variable"), name=FACE))


def sample() -> Element:
    """A page that shows each style in its own name, for the person who changes them."""
    made = w("body", w("p", w("pPr", w("pStyle", val="BodyText")), text_run(ABOUT)))
    for style in STYLES:
        if style.kind == "paragraph":
            made.append(w("p", w("pPr", w("pStyle", val=style.id)), text_run(style.name)))
        elif style.kind == "character":
            made.append(w("p", text_run(style.name, w("rPr", w("rStyle", val=style.id)))))
    cells = [[text_run(f"Column {column}") for column in (1, 2)], [text_run("Cell") for _ in (1, 2)]]
    look = w("tblLook", val="04A0", firstRow=1, lastRow=0, firstColumn=1, lastColumn=0, noHBand=1, noVBand=1)
    table = w("tbl", w("tblPr", w("tblStyle", val="PlanTable"), w("tblW", w=5000, type="pct"), look))
    table.append(w("tblGrid", w("gridCol", w=4800), w("gridCol", w=4800)))
    for number, row in enumerate(cells):
        name = "TableText" if number else "TableHeading"
        properties = w("trPr", w("cantSplit"), *([] if number else [w("tblHeader")]))
        written = [
            w("tc", w("tcPr", w("tcW", w=4800, type="dxa")), w("p", w("pPr", w("pStyle", val=name)), run))
            for run in row
        ]
        table.append(w("tr", properties, *written))
    page = w("p", w("pPr", w("pStyle", val="Footer")), *field("PAGE", "1"))
    made.extend([table, page, _page()])
    return made


def _page() -> Element:
    width, height = A4
    margins = dict.fromkeys(("top", "right", "bottom", "left"), MARGIN) | {"header": 567, "footer": 567, "gutter": 0}
    return w("sectPr", w("pgSz", w=width, h=height), w("pgMar", **margins))
