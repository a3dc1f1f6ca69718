"""Lists everything that our Word files may have: parts, relationships, fields and the elements of the text.

They have no macros, external templates, embedded objects, tracked changes, content controls or fields that change the words,
and no direct colours, sizes or hidden text, because formats come from styles. Anything else is strange (ECMA-376 part 1).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.model.findings import Finding, error
from pipeline.ooxml.xml import Element, child, q, switched, value
from pipeline.verifiers.docx.file import DocxParts, field_codes
from pipeline.verifiers.docx.reading import NOTE_MARKS, is_note_link
from pipeline.verifiers.docx.values import strange_values

PARTS = re.compile(
    r"\[content_types\]\.xml|_rels/\.rels|docprops/(core|custom)\.xml|word/_rels/\w+\.xml\.rels"
    r"|word/(document|fonttable|footnotes|numbering|settings|styles|(header|footer)\d+|theme/theme\d*)\.xml"
    r"|word/fonts/font\d+\.odttf|word/media/picture\d+\.(png|jpe?g|gif|svg|bmp|tiff?)"
)
KINDS = frozenset({
    "core-properties", "officeDocument", "custom-properties", "extended-properties", "styles", "settings",
    "numbering", "fontTable", "font", "theme", "hyperlink", "image", "header", "footer", "footnotes",
})  # fmt: skip
OUTSIDE = re.compile(r"(https?://|mailto:|tel:)\S+|[\w./-]+\.docx(#.*)?")
FIELDS = re.compile(r"\s*(PAGE|NUMPAGES|TOC( \\\w( \"[\w-]*\")?)+)\s*")
WORD = frozenset({
    "background", "body", "bookmarkEnd", "bookmarkStart", "br", "cantSplit", "continuationSeparator", "document",
    "drawing", "fldChar", "footerReference", "footnote", "footnoteRef", "footnoteReference", "footnotes", "ftr",
    "gridCol", "hdr", "headerReference", "hyperlink", "ilvl", "instrText", "keepNext", "keepLines", "lang", "numId",
    "numPr", "p", "pPr", "pStyle", "pageBreakBefore", "pgMar", "pgSz", "r", "rPr", "rStyle", "sectPr", "separator",
    "t", "tab", "tabs", "tbl", "tblCaption", "tblCellMar", "tblDescription", "tblGrid", "tblHeader", "tblLayout", "tblLook",
    "tblPr", "tblStyle", "tblW", "tc", "tcPr", "tcW", "titlePg", "tr", "trPr", "type", "b", "bCs", "i", "iCs", "rtl",
    "bidi", "bidiVisual", "jc", "ind", "spacing", "noBreakHyphen", "cols", "vAlign", "widowControl", "numRestart", "footnotePr",
    "tcBorders", "top", "bottom", "left", "right", "start", "end", "insideH", "insideV", "contextualSpacing",
    "suppressAutoHyphens", "rFonts",
})  # fmt: skip
SETTINGS = frozenset({
    "zoom", "embedTrueTypeFonts", "defaultTabStop", "characterSpacingControl", "footnotePr", "endnotePr", "compat",
    "themeFontLang", "decimalSymbol", "listSeparator", "displayBackgroundShape", "rsids", "mathPr", "clrSchemeMapping",
    "proofState",
    "bordersDoNotSurroundHeader", "bordersDoNotSurroundFooter", "hideSpellingErrors", "hideGrammaticalErrors",
    "evenAndOddHeaders", "shapeDefaults", "consecutiveHyphenLimit",
})  # fmt: skip
SPACE = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
LEFTWARD = frozenset(["ar", "he", "fa", "ur", "yi", "ps", "sd", "ckb", "dv", "ug"])
"""Languages whose pages and tables run from right to left."""
ADDED = "AddedWords"
HIDING = ("w:vanish", "w:webHidden", "w:specVanish", "w:strike", "w:dstrike", "w:effect", "w:fitText")


def strange(file: DocxParts) -> tuple[Finding, ...]:
    """Returns an error for everything in a file that our files never have."""
    hint = "if a builder wants it, add it to pipeline/verifiers/docx/allowed.py"
    sheets = [element for element in (file.styles.root, file.numbering.root) if element is not None]
    messages = dict.fromkeys(
        (
            *_package(file),
            *_text(file),
            *_order(file),
            *_tables(file),
            *_fields(file),
            *_styles(file),
            *strange_values(_roots(file), sheets),
        )
    )
    return tuple(error("docx-strange", message, file.place, hint) for message in messages)


def _package(file: DocxParts) -> Iterator[str]:
    for name in sorted(file.package.parts):
        if not PARTS.fullmatch(name):
            yield f"the file holds the part {name}, unlike our files"
    names = [name for name in file.package.parts if name.startswith("word/") and name.count("/") == 1]
    for source in ("", *names):
        for relation in file.package.relationships(source).values():
            if relation.kind not in KINDS:
                yield f"the file refers to a part of the kind {relation.kind}, unlike our files"
            elif relation.external and (relation.kind != "hyperlink" or not OUTSIDE.fullmatch(relation.target)):
                yield f"the file asks for {relation.target[:80]} ({relation.kind})"
    for setting in file.settings if file.settings is not None else ():
        if isinstance(setting.tag, str) and setting.tag.removeprefix(SPACE) not in SETTINGS:
            yield f"the settings hold {setting.tag.rpartition('}')[2]}, unlike our files"
        elif any(child(setting, name) is not None for name in ("w:numStart", "w:numRestart")):
            yield "the notes do not count from 1"


def _roots(file: DocxParts) -> list[Element]:
    return [file.root, *file.notes.values(), *file.margins["header"], *file.margins["footer"]]


def _text(file: DocxParts) -> Iterator[str]:
    for root in _roots(file):
        for element in root.iter():
            tag = element.tag if isinstance(element.tag, str) else ""
            if tag.startswith(SPACE) and tag.removeprefix(SPACE) not in WORD:
                yield f"the text holds {tag.removeprefix(SPACE)}, unlike our files"
        if any(element.get(q("w:dirty")) or element.get(q("w:fldLock")) for element in root.iter(q("w:fldChar"))):
            yield "a field is to be updated, or locked, when the file is opened"
        for properties in root.iter(q("w:rPr")):
            if child(properties, "w:rtl") is not None and not value(properties, "w:lang", "w:bidi"):
                yield "words are set from right to left without a language that is written so"
        if any(set(fonts.attrib) != {q("w:cs")} for fonts in root.iter(q("w:rFonts"))):
            yield "words are set in a typeface of their own"
        for link in root.iter(q("w:hyperlink")):
            if link.get(q("w:tooltip")) or link.get(q("w:tgtFrame")):
                yield "a link has a screen tip or opens in another window"


def _order(file: DocxParts) -> Iterator[str]:
    """Yields what changes the order of words, or separates them."""
    turned = file.styles.default_language().split("-")[0].lower() in LEFTWARD
    sheets = [file.styles.root] if file.styles.root is not None else []
    for root in (*_roots(file), *sheets):
        if not turned and next(root.iter(q("w:bidi"), q("w:bidiVisual")), None) is not None:
            yield "text, a table or a page runs from right to left, and its language does not"
    for root in _roots(file):
        if any(tab.getparent().tag == q("w:r") for tab in root.iter(q("w:tab"))):
            yield "a tab separates words"
        if any(element.get(q("w:type"), "textWrapping") != "textWrapping" for element in root.iter(q("w:br"))):
            yield "there is a page or column break within the text"
        for described in root.iter(q("wp:docPr")):
            marked = any(element.get("val", "1") in ("1", "true") for element in described.iter(q("adec:decorative")))
            if marked and (described.get("descr") or "").strip():
                yield "a picture is marked decorative, so its alternative text is not read aloud"


def _tables(file: DocxParts) -> Iterator[str]:
    """Checks that the name and description of a table, which screen readers say, are its caption and columns."""
    words = [_words(paragraph) for paragraph in file.root.iter(q("w:p"))]
    for table in file.root.iter(q("w:tbl")):
        properties = child(table, "w:tblPr")
        row = next(table.iterchildren(q("w:tr")), None)
        heads = "; ".join(map(_words, row.iterchildren(q("w:tc")))) if row is not None else ""
        for element in (
            properties.iterchildren(q("w:tblCaption"), q("w:tblDescription")) if properties is not None else ()
        ):
            text = " ".join(element.get(q("w:val"), "").split())
            if not any(word.startswith(text) for word in (words if element.tag == q("w:tblCaption") else [heads])):
                yield f"a table is named or described as “{text[:60]}”, which neither its caption nor its columns say"


def _words(holder: Element) -> str:
    """The words of a paragraph or cell, without the marks of its notes, which a name or description does not say."""
    links = [link for link in holder.iter(q("w:hyperlink")) if is_note_link(link)]
    marks = [*links, *(mark.getparent() for mark in holder.iter(*NOTE_MARKS))]
    left_out = {run for mark in marks for run in (*mark.iterchildren(q("w:r")), *_beside(mark))}
    texts = (text.text or "" for text in holder.iter(q("w:t")) if text.getparent() not in left_out)
    return " ".join("".join(texts).split())


def _beside(mark: Element) -> Iterator[Element]:
    """The added words right before and behind the run of a note's mark: "[note 1]"."""
    for before in (True, False):
        near = next(mark.itersiblings(q("w:r"), preceding=before), None)
        properties = child(near, "w:rPr") if near is not None else None
        if near is not None and properties is not None and value(properties, "w:rStyle") == ADDED:
            yield near


def _fields(file: DocxParts) -> Iterator[str]:
    for root in _roots(file):
        for code in filter(str.strip, field_codes(root).split("\n")):
            margin = root in (*file.margins["header"], *file.margins["footer"])
            if not FIELDS.fullmatch(code) or margin == code.strip().startswith("TOC"):
                yield f"the field “{code.strip()[:60]}” can change what is read"


def _styles(file: DocxParts) -> Iterator[str]:
    for style in file.styles.root.iter(q("w:style"), q("w:docDefaults")) if file.styles.root is not None else ():
        name = value(style, "w:name") or "the defaults"
        for properties in style.iter(q("w:rPr")):
            if any(switched(properties, hiding) for hiding in HIDING):
                yield f"the style “{name}” hides words or strikes them out"
            colour = child(properties, "w:color")
            if colour is not None and (colour.get(q("w:themeColor")) or "").startswith(("background", "light")):
                yield f"the style “{name}” has the colour of the paper"
