"""A Word file full of secrets is published in every format, and no published file holds one of them, wherever it is kept."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
from PIL import Image

from tests.docx_making import paragraph, picture, word_file
from tests.projects import SITE, paper, project, reports
from tests.test_docx_reading_hostile import changed, members
from tests.test_docx_reading_secrets import exif, run

SECRETS = {
    "commenter": "Zebedee", "comment": "embezzled", "initials": "ZZ9", "deletion": "bribed", "who deleted": "Quentin",
    "moved": "movedsecret", "hidden": "vanished", "white": "pallid", "tiny": "minuscule", "hidden row": "rowsecret",
    "author": "Ermintrude", "last editor": "Dougalina", "company": "Magicroundabout", "keyword": "hushhush",
    "description": "unspeakable", "own property": "casenumber77", "variable": "docvarsecret", "field": "fieldsecret",
    "form": "promptsecret", "photographer": "Photographer", "comment of a picture": "gpssecret", "picture": "oldfilename",
}  # fmt: skip
SITE_OF_ALL = re.sub(
    r"editions:\n(  - \w+\n)+", "editions:\n  - html\n  - pdf\n  - docx\n  - odt\n  - epub\n  - text\n", SITE
)
CORE = (
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:creator>Ermintrude</dc:creator><dc:description>unspeakable'
    "</dc:description><cp:keywords>hushhush</cp:keywords><cp:lastModifiedBy>Dougalina</cp:lastModifiedBy></cp:coreProperties>"
)
PROPERTIES = '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/{}-properties">{}</Properties>'
RELATION = (
    '<Relationship Id="{0}" Type="http://schemas.openxmlformats.org/{1}/relationships/{2}" Target="docProps/{0}.xml"/>'
)
RELATIONS = RELATION.format("core", "package/2006", "metadata/core-properties") + RELATION.format(
    "app", "officeDocument/2006", "extended-properties"
)


def source() -> bytes:
    """The Word file."""
    white, tiny = '<w:color w:val="FFFFFF"/>', '<w:sz w:val="2"/>'
    seen = "".join(f"<w:tc><w:p>{run('', text)}</w:p></w:tc>" for text in ("Rows", "that all may see"))
    unseen = f"<w:tc><w:p>{run('', 'rowsecret')}</w:p></w:tc>"
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    field = f"{mark.format('begin')}<w:r><w:instrText> PRIVATE fieldsecret </w:instrText></w:r>{mark.format('end')}"
    photo = '<pic:pic><pic:blipFill><a:blip r:embed="a.jpg"/></pic:blipFill></pic:pic>'
    body = (
        paragraph("A plan for all", '<w:pStyle w:val="Heading1"/>')
        + '<w:p><w:commentRangeStart w:id="1"/><w:r><w:t>We publish this.</w:t></w:r><w:commentRangeEnd w:id="1"/>'
        '<w:r><w:commentReference w:id="1"/></w:r></w:p><w:p><w:r><w:t>Kept. </w:t></w:r><w:del w:id="2" w:author="Quentin">'
        '<w:r><w:delText>They were bribed.</w:delText></w:r></w:del><w:moveFrom w:id="3" w:author="Quentin"><w:r>'
        f"<w:t>movedsecret</w:t></w:r></w:moveFrom></w:p><w:p>{run('<w:vanish/>', 'vanished')}</w:p>"
        f"<w:p>{run(white, 'pallid')}</w:p><w:p>{run(tiny, 'minuscule')}</w:p><w:p>{field}</w:p>"
        '<w:sdt><w:sdtPr><w:alias w:val="promptsecret"/></w:sdtPr><w:sdtContent><w:p><w:r><w:t>Kept too.</w:t></w:r></w:p>'
        f"</w:sdtContent></w:sdt><w:tbl><w:tr>{seen}</w:tr><w:tr><w:trPr><w:hidden/></w:trPr>{unseen}</w:tr><w:tr>{seen}</w:tr>"
        '</w:tbl><w:p><w:r><w:drawing><wp:inline><wp:docPr id="1" name="oldfilename.jpg" descr="A harbour"/>'
        f"{photo}</wp:inline></w:drawing></w:r></w:p>"
    )
    said = "<w:p><w:r><w:t>He embezzled it</w:t></w:r></w:p>"
    comment = f'<w:comment w:id="1" w:author="Zebedee" w:initials="ZZ9">{said}</w:comment>'
    parts = {"comments": comment, "settings": '<w:docVars><w:docVar w:name="a" w:val="docvarsecret"/></w:docVars>'}
    data = word_file(
        body, parts, files={"media/a.jpg": picture("JPEG", exif=exif(), comment=b"Photographer gpssecret")}
    )
    data = changed(data, "docProps/core.xml", CORE.encode())
    data = changed(
        data, "docProps/app.xml", PROPERTIES.format("extended", "<Company>Magicroundabout</Company>").encode()
    )
    data = changed(data, "docProps/custom.xml", PROPERTIES.format("custom", "<p>casenumber77</p>").encode())
    relations = members(data)["_rels/.rels"].replace(b"</Relationships>", f"{RELATIONS}</Relationships>".encode())
    return changed(data, "_rels/.rels", relations)


def contents(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """All that a file holds: its bytes, those of its members, and of a PDF every string, stream and word."""
    yield name, data
    if data[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            for member in package.infolist():
                yield f"{name}, its list", member.comment + member.extra
                yield from contents(f"{name}/{member.filename}", package.read(member))
    elif data[:4] == b"%PDF":
        with pikepdf.open(io.BytesIO(data)) as pdf:
            for item in pdf.objects:
                yield name, repr(item).encode("utf-8", "replace")
                if isinstance(item, pikepdf.Stream) and item.get("/Subtype") != "/Image":
                    yield name, item.read_bytes()
        with pypdfium2.PdfDocument(data) as drawn:
            yield name, "".join(page.get_textpage().get_text_bounded() for page in drawn).encode("utf-8", "replace")


def test_no_published_file_holds_a_secret(tmp_path: Path) -> None:
    root = project(tmp_path, site=SITE_OF_ALL)
    data = source()
    held = b"".join(part for _, part in contents("x.docx", data)).lower()
    assert [what for what, secret in SECRETS.items() if secret.lower().encode() not in held] == []
    (root / "source_docs" / "plan.docx").write_bytes(data)
    assert reports(root, "extract") == 1  # hidden words are an error
    assert reports(root, "extract", "plan", "--report") in (0, 1)
    content = paper(root, "plan")
    text = content.read_text("utf-8").replace("status: draft", "status: published\npublished: 12 October 2021")
    content.write_text(re.sub(r"(?m)^ *# .*\n", "", text), "utf-8")
    assert reports(root, "build") == 0
    files = [path for path in (root / "output" / "public").rglob("*") if path.is_file()]
    endings = {"".join(path.suffixes) for path in files}
    assert {".html", ".pdf", ".docx", ".odt", ".epub", ".txt", ".csv", ".json", ".xml", ".css"} - {".xml"} <= endings
    found = {
        (what, where)
        for path in files
        for where, part in contents(path.name, path.read_bytes())
        for what, secret in SECRETS.items()
        for code in ("utf-8", "utf-16-be", "utf-16-le")
        if secret.lower().encode(code) in part.lower()
    }
    assert found == set()
    for path in files:
        for where, part in contents(path.name, path.read_bytes()):
            if where.endswith((".jpg", ".png")):
                with Image.open(io.BytesIO(part)) as image:
                    assert not image.getexif()
                    assert set(image.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density", "dpi"}
    assert "He embezzled it" in (root / "output" / "private" / "plan-account.json").read_text("utf-8")
