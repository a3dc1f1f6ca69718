"""Faults in a finished Word file."""

# ruff: noqa: E501 (tables of small changes read best a line each)

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from tests.plant import Fault
from tests.plant.office import added, damaged, replaced, texts
from tests.plant.trees import Change, doubled, removed, swapped, unwrapped

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
DOCUMENT = "word/document.xml"


def put(name: str, value: str) -> Change:
    """A change of an attribute."""
    return lambda element: element.set(W + name, value)


def lose(name: str) -> Change:
    """A change that takes an attribute away."""
    return lambda element: element.attrib.pop(W + name)


def inside(holder: str, markup: str) -> Change:
    """A change that puts an element into the properties of a run or paragraph."""

    def change(element: etree._Element) -> None:
        properties = element.find(W + holder)
        if properties is None:
            properties = etree.Element(W + holder)
            element.insert(0, properties)
        properties.append(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{markup}</x>')[0])

    return change


def behind(markup: str) -> Change:
    """A change that puts something behind an element."""
    return lambda element: element.addnext(etree.fromstring(f'<x xmlns:w="{W[1:-1]}">{markup}</x>')[0])


RUN = "//w:body//w:r[w:t]"
PARAGRAPH = "//w:body//w:p[w:r]"
KINDS = [
    *((f"{tag} {what}", DOCUMENT, f"//w:body//w:{tag}", change) for tag in ("p", "r", "tr", "tc", "tbl", "hyperlink", "drawing") for what, change in (("is lost", removed), ("stands twice", doubled), ("changes places", swapped))),
    *((f"a run is {what}", DOCUMENT, RUN, inside("rPr", markup)) for what, markup in {
        "hidden": "<w:vanish/>", "white": '<w:color w:val="FFFFFF"/>', "in the colour of the paper": '<w:color w:themeColor="background1"/>',
        "tiny": '<w:sz w:val="2"/>', "struck out": "<w:strike/>", "in capitals": "<w:caps/>", "black on black": '<w:shd w:val="clear" w:fill="000000"/>',
        "moving": '<w:effect w:val="blinkBackground"/>', "in another language": '<w:lang w:val="fr-FR"/>', "bold": "<w:b/>", "lowered": '<w:position w:val="-300"/>',
        "squeezed": '<w:w w:val="1"/>', "not printed": "<w:webHidden/>", "turned": "<w:rtl/>", "highlighted": '<w:highlight w:val="black"/>',
    }.items()),
    *((f"a paragraph is {what}", DOCUMENT, PARAGRAPH, inside("pPr", markup)) for what, markup in {
        "a heading": '<w:outlineLvl w:val="1"/>', "an item": '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>',
        "in a frame": '<w:framePr w:w="1" w:h="1" w:hRule="exact"/>', "black": '<w:shd w:val="clear" w:fill="000000"/>',
        "turned round": "<w:bidi/>",
    }.items()),
    *((f"put in: {what}", DOCUMENT, RUN, behind(markup)) for what, markup in {
        "a field of the date": '<w:fldSimple w:instr=" DATE "><w:r><w:t>x</w:t></w:r></w:fldSimple>', "a field that includes": '<w:r><w:instrText> INCLUDETEXT "x.docx" </w:instrText></w:r>',
        "a field that runs": '<w:r><w:instrText> DDEAUTO calc </w:instrText></w:r>', "a deletion": '<w:del w:id="9"><w:r><w:delText>not</w:delText></w:r></w:del>',
        "an insertion": '<w:ins w:id="9"><w:r><w:t>not </w:t></w:r></w:ins>', "a comment": '<w:commentReference w:id="1"/>', "a control": "<w:sdt><w:sdtContent/></w:sdt>",
        "a tab": "<w:r><w:tab/></w:r>", "a page": '<w:r><w:br w:type="page"/></w:r>', "an object": "<w:r><w:object/></w:r>", "a part from elsewhere": "<w:altChunk/>", "a sign": '<w:r><w:sym w:font="Wingdings" w:char="F04A"/></w:r>',
    }.items()),
    ("a style is another", DOCUMENT, "//w:pPr/w:pStyle", put("val", "Normal")),
    ("a paragraph has the style of a heading", DOCUMENT, "//w:pPr/w:pStyle[@w:val='BodyText' or @w:val='TableText']", put("val", "Heading2")),
    ("a heading goes down", DOCUMENT, "//w:pStyle[@w:val='Heading2']", put("val", "Heading3")),
    ("a paragraph has the style of a quotation", DOCUMENT, "//w:pStyle[@w:val='BodyText']", put("val", "Quote")),
    ("a box ends", DOCUMENT, "//w:pStyle[@w:val='BoxText']", put("val", "BodyText")),
    ("a link leads to another place", DOCUMENT, "//w:hyperlink[@w:anchor]", put("anchor", "title")),
    ("a link leads nowhere", DOCUMENT, "//w:hyperlink[@w:anchor]", put("anchor", "nowhere")),
    ("a link ends", DOCUMENT, "//w:hyperlink", unwrapped),
    ("a link says something else", DOCUMENT, "//w:hyperlink", put("tooltip", "something else")),
    ("a bookmark is another", DOCUMENT, "//w:bookmarkStart[not(starts-with(@w:name, '_')) and not(contains(@w:name, 'itle'))]", put("name", "other")),
    ("a bookmark is lost", DOCUMENT, "//w:bookmarkStart[not(starts-with(@w:name, '_')) and not(contains(@w:name, 'itle'))]", removed),
    ("a header row is none", DOCUMENT, "//w:tblHeader", removed),
    ("rows have no names", DOCUMENT, "//w:tblLook[@w:firstColumn='1']", put("firstColumn", "0")),
    ("rows get names", DOCUMENT, "//w:tblLook[@w:firstColumn='0']", put("firstColumn", "1")),
    ("a cell spans", DOCUMENT, "//w:tcPr", lambda one: one.append(etree.fromstring(f'<w:gridSpan xmlns:w="{W[1:-1]}" w:val="2"/>'))),
    ("a language is lost", DOCUMENT, "//w:rPr/w:lang", removed),
    ("a language is another", DOCUMENT, "//w:rPr/w:lang", put("val", "de-DE")),
    ("bold is lost", DOCUMENT, "//w:rPr/w:rStyle[@w:val='Strong' or @w:val='Emphasis']", removed),
    ("an item is of another list", DOCUMENT, "//w:numPr/w:numId", put("val", "1")),
    ("an item is none", DOCUMENT, "//w:numPr", lambda one: one.find(W + "numId").set(W + "val", "0")),
    ("an item goes deeper", DOCUMENT, "//w:numPr/w:ilvl", put("val", "3")),
    ("a note mark is lost", DOCUMENT, "//w:footnoteReference", removed),
    ("an alternative text is another", DOCUMENT, "//w:drawing//*[@descr!='']", lambda one: one.set("descr", "A cat")),
    ("an alternative text is lost", DOCUMENT, "//w:drawing//*[@descr!='']", lambda one: one.set("descr", "")),
    ("a list starts elsewhere", "word/numbering.xml", "//w:startOverride", put("val", "8")),
    ("a list has other numbers", "word/numbering.xml", "//w:abstractNum/w:lvl[1]/w:numFmt[@w:val='decimal']", put("val", "upperRoman")),
    ("a label has other signs", "word/numbering.xml", "//w:lvl/w:lvlText", put("val", "%1%2!")),
    ("a label has no number", "word/numbering.xml", "//w:lvl/w:lvlText[contains(@w:val, '%')]", put("val", "•")),
    ("a label counts in another way", "word/numbering.xml", "//w:lvl/w:numFmt", put("val", "upperLetter")),
    ("a label is a bullet", "word/numbering.xml", "//w:lvl/w:numFmt", put("val", "bullet")),
    ("a level starts elsewhere", "word/numbering.xml", "//w:lvl/w:start", put("val", "5")),
    ("a level starts anew never", "word/numbering.xml", "//w:lvl", lambda one: one.append(etree.fromstring(f'<w:lvlRestart xmlns:w="{W[1:-1]}" w:val="0"/>'))),
    ("a label is white", "word/numbering.xml", "//w:lvl", inside("rPr", '<w:color w:val="FFFFFF"/>')),
    ("a label is hidden", "word/numbering.xml", "//w:lvl", inside("rPr", "<w:vanish/>")),
    ("a list is that of another", "word/numbering.xml", "//w:num/w:abstractNumId", put("val", "0")),
    ("a label is a picture", "word/numbering.xml", "//w:lvl", lambda one: one.append(etree.fromstring(f'<w:lvlPicBulletId xmlns:w="{W[1:-1]}" w:val="0"/>'))),
    ("a box has another role", DOCUMENT, "//w:bookmarkStart[starts-with(@w:name, '_Box_')]", lambda one: one.set(W + "name", "_Box_note_1" if "_note_" not in one.get(W + "name") else "_Box_warning_1")),
    ("a paragraph is a label", DOCUMENT, "//w:pPr/w:pStyle", put("val", "FieldLabel")),
    ("words in a cell are a label", DOCUMENT, "//w:tc//w:pPr/w:pStyle", put("val", "FieldLabel")),
    ("a link is bold", DOCUMENT, "//w:hyperlink/w:r", inside("rPr", "<w:b/>")),
    ("a style is based on another", "word/styles.xml", "//w:style/w:basedOn", put("val", "Heading2")),
    ("a style is an item", "word/styles.xml", "//w:style[@w:type='paragraph']", inside("pPr", '<w:numPr><w:numId w:val="1"/></w:numPr>')),
    ("a style is a heading", "word/styles.xml", "//w:style[@w:type='paragraph']", inside("pPr", '<w:outlineLvl w:val="1"/>')),
    ("a style has another language", "word/styles.xml", "//w:style[@w:type='paragraph' or @w:type='character']", inside("rPr", '<w:lang w:val="fr-FR"/>')),
    ("a style has another name", "word/styles.xml", "//w:style/w:name", put("val", "Quote")),
    ("a style is bold", "word/styles.xml", "//w:style[@w:type='character']", inside("rPr", '<w:b w:val="0"/>')),
    ("a style hides words", "word/styles.xml", "//w:style[@w:type='paragraph']", inside("rPr", "<w:vanish/>")),
    ("a style has the colour of the paper", "word/styles.xml", "//w:style[@w:type='paragraph']", inside("rPr", '<w:color w:val="FFFFFF" w:themeColor="background1"/>')),
    ("a style strikes words out", "word/styles.xml", "//w:style[@w:type='paragraph']", inside("rPr", "<w:strike/>")),
    ("a table runs from right to left", DOCUMENT, "//w:tbl", inside("tblPr", "<w:bidiVisual/>")),
    ("a page runs from right to left", DOCUMENT, "//w:sectPr", lambda element: element.append(etree.Element(W + "bidi"))),
    ("a table has another name", DOCUMENT, "//w:tblCaption", put("val", "Something else")),
    ("a table has another description", DOCUMENT, "//w:tblDescription", put("val", "Something else")),
    ("a note is lost", "word/footnotes.xml", "//w:footnote[not(@w:type)]", removed),
]  # fmt: skip
BYTES = {
    "the title is another": ("docProps/core.xml", b"Every node", b"Another"),
    "the language of the file is another": ("docProps/core.xml", b"en-GB", b"fr-FR"),
    "the language of the text is another": ("word/styles.xml", b'w:val="en-GB"', b'w:val="fr-FR"'),
    "the file has a template from elsewhere": (
        "word/settings.xml",
        b"</w:settings>",
        b"<w:attachedTemplate/></w:settings>",
    ),
    "the subject is another": ("docProps/core.xml", b"</dc:subject>", b" and more</dc:subject>"),
    "there are other keywords": ("docProps/core.xml", b"</cp:keywords>", b", secret</cp:keywords>"),
    "the running head is another": ("word/header1.xml", b"Every node", b"Another"),
    "the running foot is another": ("word/footer2.xml", b">Page ", b">Leaf "),
    "the notes count from elsewhere": (
        "word/settings.xml",
        b'<w:numFmt w:val="decimal"/>',
        b'<w:numFmt w:val="decimal"/><w:numStart w:val="7"/>',
    ),
    "the file keeps values": ("word/settings.xml", b"</w:settings>", b"<w:docVars/></w:settings>"),
    "the fields are updated": ("word/settings.xml", b"</w:settings>", b'<w:updateFields w:val="true"/></w:settings>'),
    "the file is protected": (
        "word/settings.xml",
        b"</w:settings>",
        b'<w:documentProtection w:enforcement="1"/></w:settings>',
    ),
    "changes are tracked": ("word/settings.xml", b"</w:settings>", b"<w:trackRevisions/></w:settings>"),
    "another address": ("word/_rels/document.xml.rels", b"https://example.org/x", b"https://example.com/y"),
    "a file of another machine": ("word/_rels/document.xml.rels", b"https://example.org/x", b"file://server/x"),
    "a script in a link": ("word/_rels/document.xml.rels", b"https://example.org/x", b"javascript:alert(1)"),
    "a picture from elsewhere": (
        "word/_rels/document.xml.rels",
        b'/image" Target="media/picture1.png"',
        b'/image" TargetMode="External" Target="https://example.com/x.png"',
    ),
}
FILES = {
    "word/vbaProject.bin": b"x", "word/embeddings/oleObject1.bin": b"x", "word/activeX/activeX1.xml": b"<x/>", "word/comments.xml": b"<x/>",
    "customXml/item1.xml": b"<x/>", "word/webSettings.xml": b"<x/>", "word/glossary/document.xml": b"<x/>", "word/media/picture9.wmf": b"x",
}  # fmt: skip


def faults(data: bytes) -> Iterator[Fault]:
    """Every fault."""
    yield from texts(data, DOCUMENT, "//w:body//w:t")
    yield from texts(data, "word/footnotes.xml", "//w:t")
    yield from damaged(data, KINDS)
    yield from replaced(data, BYTES)
    yield from added(data, FILES)
