"""Word files as years of editing leave them: runs cut in mid-word, marks of every kind, revisions, wrappers, other encodings."""

from __future__ import annotations

import copy
import io
import zipfile
from random import Random
from typing import Any

from lxml import etree

from pipeline.ooxml.xml import NAMESPACES, q
from tests.docx_making import strict, zipped

WRAPPERS = ("w:smartTag", "w:ins", "w:sdt", "w:customXml", "w:hyperlink", "w:bdo")
_FIELD = (
    '<w:p><w:pPr/><w:r><w:fldChar w:fldCharType="begin"/><w:instrText> TOC \\o "1-3" </w:instrText>'
    '<w:fldChar w:fldCharType="separate"/></w:r>{entries}<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
)
_ENTRY = '<w:r><w:t xml:space="preserve">{} </w:t><w:tab/><w:t>{}</w:t><w:br/></w:r>'


def worn(data: bytes, seed: int) -> bytes:
    """The same document, for a reader; its XML is what a long life in Word makes of it."""
    random = Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    for paragraph in list(root.iter(q("w:p"))):
        for run in list(paragraph.iterchildren(q("w:r"))):
            _cut(run, random)
        for run in list(paragraph.iterchildren(q("w:r"))):
            _mark(run, random)
    _hold_cells(root, random)
    _add_contents(root)
    encoding = "UTF-16" if seed % 2 else "UTF-8"
    members["word/document.xml"] = etree.tostring(root, encoding=encoding, xml_declaration=True)
    again = zipped(members)
    return strict(again) if seed % 4 == 2 else again


def with_real_notes(data: bytes) -> bytes:
    """The document with the notes that were typed at the foot of the text as footnotes of Word."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    root = etree.fromstring(members["word/document.xml"])
    notes = ""
    for run in [run for run in root.iter(q("w:r")) if run.find(f".//{q('w:vertAlign')}") is not None]:
        mark = run.findtext(q("w:t"))
        if run.getparent().find(q("w:r")) is run:
            text = "".join(t.text for t in run.getparent().iter(q("w:t")))[len(mark) :].strip()
            notes += f'<w:footnote w:id="{mark}"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>'
            run.getparent().getparent().remove(run.getparent())
        else:
            run.remove(run.find(q("w:t")))
            etree.SubElement(run, q("w:footnoteReference")).set(q("w:id"), mark)
    members["word/document.xml"] = etree.tostring(root)
    members["word/footnotes.xml"] = f'<w:footnotes xmlns:w="{NAMESPACES["w"]}">{notes}</w:footnotes>'.encode()
    relation = (
        f'<Relationship Id="notes" Type="{NAMESPACES["r"]}/footnotes" Target="/word/footnotes.xml"/></Relationships>'
    )
    links = members["word/_rels/document.xml.rels"]
    members["word/_rels/document.xml.rels"] = links.replace(b"</Relationships>", relation.encode())
    return zipped(members)


def _cut(run: Any, random: Random) -> None:
    """A run cut in mid-word, as proofing and editing leave it."""
    text = run.find(q("w:t"))
    if text is None or run.find(q("w:br")) is not None or len(text.text or "") < 4 or random.random() < 0.4:
        return
    at = random.randrange(1, len(text.text))
    rest = copy.deepcopy(run)
    rest.find(q("w:t")).text = text.text[at:]
    text.text = text.text[:at]
    for part in (text, rest.find(q("w:t"))):
        part.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    run.addnext(rest)
    rest.set(q("w:rsidR"), f"{random.randrange(1 << 32):08X}")
    run.addnext(etree.Element(q("w:proofErr"), {q("w:type"): "spellStart"}))


def _mark(run: Any, random: Random) -> None:
    """A wrapper around the run, or something beside it that readers do not see."""
    chance = random.random()
    if chance < 0.3:
        around = outer = etree.Element(q(random.choice(WRAPPERS)))
        run.addprevious(outer)
        if outer.tag == q("w:sdt"):
            etree.SubElement(outer, q("w:sdtPr"))
            around = etree.SubElement(outer, q("w:sdtContent"))
        around.append(run)
    elif chance < 0.4:
        gone = etree.Element(q("w:del"))
        etree.SubElement(etree.SubElement(gone, q("w:r")), q("w:delText")).text = random.choice(["never ", "old", " x"])
        run.addnext(gone)
    elif chance < 0.45:
        hidden = etree.Element(q("w:r"))
        etree.SubElement(etree.SubElement(hidden, q("w:rPr")), q("w:vanish"))
        etree.SubElement(hidden, q("w:t")).text = "secret"
        run.addnext(hidden)
    elif chance < 0.5:
        run.addnext(
            etree.Element(q("w:bookmarkStart"), {q("w:id"): "7", q("w:name"): f"OLE_LINK{random.randrange(99)}"})
        )


def _hold_cells(root: Any, random: Random) -> None:
    """Some cells and rows held by content controls."""
    for element in list(root.iter(q("w:tc"), q("w:tr"))):
        if random.random() < 0.15:
            control = etree.Element(q("w:sdt"))
            element.addprevious(control)
            etree.SubElement(control, q("w:sdtContent")).append(element)


def _add_contents(root: Any) -> None:
    """A contents list as a field, before everything else."""
    entries = "".join(_ENTRY.format(f"Heading {number}", number) for number in range(1, 5))
    declared = f'<a xmlns:w="{NAMESPACES["w"]}">{_FIELD.format(entries=entries)}</a>'
    root.find(q("w:body")).insert(0, etree.fromstring(declared)[0])
