"""Ways to hide one paragraph of a finished Word or OpenDocument file from the eye, each planted in the XML alone."""

# ruff: noqa: E501 (tables of small changes read best a line each)

from __future__ import annotations

from collections.abc import Iterator

from tests.plant import Fault
from tests.plant.office import packed, parts

SAID = "Between."
"""The words that are hidden; they stand in a paragraph of their own."""
SHAPE = (
    '<w:r><w:drawing><wp:anchor xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" '
    'distR="0" simplePos="0" relativeHeight="9" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>'
    '<wp:positionH relativeFrom="column"><wp:posOffset>-200000</wp:posOffset></wp:positionH><wp:positionV relativeFrom="paragraph">'
    '<wp:posOffset>-100000</wp:posOffset></wp:positionV><wp:extent cx="6000000" cy="500000"/><wp:wrapNone/><wp:docPr id="99" name="x" descr="x"/>'
    '<a:graphic xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape">'
    '<wps:wsp xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:cNvSpPr/><wps:spPr><a:xfrm><a:off x="0" y="0"/>'
    '<a:ext cx="6000000" cy="500000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:solidFill><a:srgbClr val="000000"/></a:solidFill>'
    "</wps:spPr><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
)
WORD_RUNS = {
    "white": '<w:color w:val="FFFFFF"/>', "pale": '<w:color w:val="E8E8E8"/>', "hidden": "<w:vanish/>", "tiny": '<w:sz w:val="2"/><w:szCs w:val="2"/>',
    "black on black": '<w:color w:val="000000"/><w:shd w:val="clear" w:color="auto" w:fill="000000"/>', "squeezed": '<w:sz w:val="4"/><w:w w:val="1"/>',
    "set in signs": '<w:rFonts w:ascii="Wingdings" w:hAnsi="Wingdings"/>', "highlighted": '<w:color w:val="000000"/><w:highlight w:val="black"/>',
}  # fmt: skip
WORD_PARAGRAPHS = {
    "beside the page": '<w:ind w:left="-20000" w:right="20000"/>', "in a low line": '<w:spacing w:line="20" w:lineRule="exact"/>',
    "in a frame beside the page": '<w:framePr w:w="2000" w:h="400" w:hRule="exact" w:hAnchor="page" w:vAnchor="page" w:x="-15000" w:y="-15000"/>',
}  # fmt: skip
ODT_LETTERS = {
    "white": 'fo:color="#ffffff"', "pale": 'fo:color="#e8e8e8"', "hidden": 'text:display="none"', "tiny": 'fo:font-size="1pt"',
    "black on black": 'fo:color="#000000" fo:background-color="#000000"', "squeezed": 'style:text-scale="1%" fo:font-size="2pt"',
    "transparent": 'fo:color="#ffffff" loext:opacity="0%"',
}  # fmt: skip
ODT_PARAGRAPHS = {
    "beside the page": 'fo:margin-left="-1200pt" fo:margin-right="1200pt"', "in a low line": 'fo:line-height="1pt"',
}  # fmt: skip
BOX = (
    f'<draw:frame text:anchor-type="paragraph" svg:x="-10pt" svg:y="-10pt" svg:width="400pt" svg:height="60pt" draw:z-index="9" draw:style-name="Over"><draw:text-box><text:p>{SAID[:0]}</text:p></draw:text-box></draw:frame>'
)  # fmt: skip
OVER = '<style:style style:name="Over" style:family="graphic"><style:graphic-properties style:wrap="run-through" style:run-through="foreground" draw:fill="solid" draw:fill-color="#000000" fo:background-color="#000000"/></style:style>'


def docx(data: bytes) -> Iterator[Fault]:
    """Each way in a Word file."""
    files = parts(data)
    text = files["word/document.xml"].decode()
    at = text.rindex("<w:p>", 0, text.index(f">{SAID}<"))
    end = text.index("</w:p>", at) + len("</w:p>")
    start = text[at:end]
    style = start[start.index("<w:pStyle") : start.index("/>", start.index("<w:pStyle")) + 2]
    words = f"<w:t>{SAID}</w:t>"

    def made(kind: str, inner: str) -> Fault:
        changed = f"{text[:at]}<w:p>{inner}</w:p>{text[end:]}"
        return Fault(f"words are {kind}", SAID, packed({**files, "word/document.xml": changed.encode()}))

    for kind, look in WORD_RUNS.items():
        yield made(kind, f"<w:pPr>{style}</w:pPr><w:r><w:rPr>{look}</w:rPr>{words}</w:r>")
    for kind, look in WORD_PARAGRAPHS.items():
        yield made(kind, f"<w:pPr>{style}{look}</w:pPr><w:r>{words}</w:r>")
    yield made("under a shape", f"<w:pPr>{style}</w:pPr><w:r>{words}</w:r>{SHAPE}")
    sheet = files["word/styles.xml"].decode()
    name = style.split('"')[1]
    place = sheet.index("</w:style>", sheet.index(f'w:styleId="{name}"'))
    letters = sheet.find("<w:rPr>", sheet.index(f'w:styleId="{name}"'), place)
    own = place if letters < 0 else letters + len("<w:rPr>")
    for kind, at, look in (
        (
            "in a white style",
            own,
            '<w:color w:val="FFFFFF"/>' if letters >= 0 else '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>',
        ),
        (
            "in a style with a second look",
            place,
            '<w:rPr><w:color w:val="FFFFFF"/></w:rPr>' * (1 if letters >= 0 else 2),
        ),
    ):
        white = f"{sheet[:at]}{look}{sheet[at:]}"
        yield Fault(f"words are {kind}", SAID, packed({**files, "word/styles.xml": white.encode()}))


def odt(data: bytes) -> Iterator[Fault]:
    """Each way in an OpenDocument text."""
    files = parts(data)
    text = files["content.xml"].decode()
    at = text.rindex("<text:p", 0, text.index(f">{SAID}<"))
    end = text.index("</text:p>", at) + len("</text:p>")
    name = text[at:end].split('text:style-name="')[1].split('"')[0]

    def made(kind: str, properties: str, inner: str = SAID) -> Fault:
        style = f'<style:style style:name="X9" style:family="paragraph" style:parent-style-name="{name}">{properties}</style:style>{OVER if inner != SAID else ""}'
        changed = f'{text[:at]}<text:p text:style-name="X9">{inner}</text:p>{text[end:]}'
        changed = changed.replace("</office:automatic-styles>", f"{style}</office:automatic-styles>", 1)
        if "xmlns:loext" not in changed:
            changed = changed.replace(
                "<office:document-content",
                '<office:document-content xmlns:loext="urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0"',
                1,
            )
        return Fault(f"words are {kind}", SAID, packed({**files, "content.xml": changed.encode()}))

    for kind, look in ODT_LETTERS.items():
        yield made(kind, f"<style:text-properties {look}/>")
    for kind, look in ODT_PARAGRAPHS.items():
        yield made(kind, f"<style:paragraph-properties {look}/>")
    yield made("under a box", "", f"{BOX}{SAID}")
