"""Bad DOCX files end in a clear message or in what can be saved of them, in bounded time and memory; never in a traceback."""

from __future__ import annotations

import io
import struct
import time
import tracemalloc
import zipfile
from pathlib import Path
from random import Random

import pytest

from pipeline.assemble.assemble import assemble
from pipeline.model.findings import Severity
from pipeline.model.flow import Flow, Unreadable
from pipeline.sources.docx.extract import extract
from tests.docx_making import paragraph, word_file, zipped
from tests.test_docx_reading import lines, unaccounted

SAMPLE = Path(__file__).parent.parent / "source_docs" / "equalities-update-2020-21.docx"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600
TWENTY = "".join(paragraph(f"Paragraph {number} of the plan") for number in range(20))


def members(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def changed(data: bytes, part: str, content: bytes | None) -> bytes:
    """The package with one part replaced, or left out."""
    found = {name: member for name, member in members(data).items() if name != part}
    return zipped(found if content is None else {**found, part: content})


def said_of(data: bytes) -> str:
    """What the findings on a file say, whether it was read or refused."""
    try:
        flow = extract(data, "x.docx")
    except Unreadable as refused:
        return refused.finding.message
    return " ".join(finding.message for finding in flow.findings)


def rules(flow: Flow) -> set[str]:
    return {finding.rule for finding in flow.findings}


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\0\0\0\0", "empty"),
        (b"Minutes of the meeting", "plain text"),
        (b"\xef\xbb\xbf<!DOCTYPE html><html><body>Plan</body></html>", "HTML"),
        (b"{\\rtf1 Plan}", "RTF"),
        (b"%PDF-1.7", "PDF"),
        (b"<?xml version='1.0'?><a/>", "XML"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)), "not a ZIP package"),
        (OLE + "WordDocument".encode("utf-16-le"), "old Word format"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "password"),
        (zipped({"xl/workbook.xml": b"<workbook/>"}), "Excel"),
        (zipped({"ppt/presentation.xml": b"<p/>"}), "PowerPoint"),
        (zipped({"content.xml": b"<office/>"}), "OpenDocument"),
        (zipped({"readme.txt": b"hello"}), "without a Word document"),
        (zipped({"word/document.xml": b""}), "no text"),
        (zipped({"word/document.xml": b"<html><body>not Word</body></html>"}), "no text"),
        (b"PK\x03\x04" + b"\0" * 100, "damaged ZIP"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_word_file_is_named_for_what_it_is_with_a_way_out(data: bytes, said: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(data, "our plan é.docx")
    finding = caught.value.finding
    assert said in finding.message
    assert finding.message.startswith("our plan é.docx")
    assert finding.hint


@pytest.mark.parametrize(
    ("data", "ending"),
    [(b"%PDF-1.7", ".pdf"), (b"{\\rtf1 Plan}", ".rtf"), (zipped({"xl/workbook.xml": b"<workbook/>"}), ".xlsx")],
)
def test_a_file_of_a_kind_that_is_read_only_needs_its_own_ending(data: bytes, ending: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(data, "plan.docx")
    assert caught.value.finding.hint == f"rename the file so that its name ends in {ending}"


def test_a_zip_file_with_a_password_is_named_as_such() -> None:
    data = bytearray(word_file(paragraph("x")))
    central = data.find(b"PK\x01\x02")
    data[central + 8] |= 1
    with pytest.raises(Unreadable, match="password"):
        extract(bytes(data), "x.docx")


@pytest.mark.parametrize("share", [0.98, 0.7, 0.4])
def test_of_a_truncated_file_everything_before_the_cut_is_read_and_the_damage_said(share: float) -> None:
    found = members(SAMPLE.read_bytes())
    first = {name: found[name] for name in ("word/document.xml", *found)}
    whole = zipped(first)
    end = whole.find(b"PK\x03\x04", 10)
    flow = extract(whole[: int(end * share)], "cut.docx")
    assert len(flow.words) > 1200 * share
    damage = [finding for finding in flow.findings if finding.rule == "damaged-source"]
    assert damage
    assert all(finding.severity is Severity.ERROR and "cut.docx is damaged" in finding.message for finding in damage)


def test_a_damaged_xml_part_gives_what_stands_before_the_damage() -> None:
    data = word_file(TWENTY)
    broken = members(data)["word/document.xml"].replace(b"10 of the plan", b"10 of <<<& the plan")
    flow = extract(changed(data, "word/document.xml", broken), "x.docx")
    assert lines(flow.blocks)[:10] == [f"Paragraph {number} of the plan" for number in range(10)]
    assert "damaged-source" in rules(flow)
    assert unaccounted(flow) == []


@pytest.mark.parametrize("part", ["styles", "numbering", "footnotes", "settings", "header"])
def test_a_damaged_or_missing_part_beside_the_text_does_not_lose_the_text(part: str) -> None:
    data = word_file(TWENTY, {part: ""})
    for content in (b"", b"<<<", b"\0" * 50, None):
        assert len(lines(extract(changed(data, f"word/{part}.xml", content), "x.docx").blocks)) == 20


def test_a_file_without_its_lists_of_parts_is_still_read() -> None:
    data = word_file(TWENTY)
    without = {name: member for name, member in members(data).items() if not name.endswith(".rels")}
    assert len(lines(extract(zipped(without), "x.docx").blocks)) == 20


def test_part_names_may_be_absolute_in_capitals_or_with_backslashes() -> None:
    found = members(word_file(TWENTY, {"footer": paragraph("Council")}))
    odd = {name.replace("word/", "WORD\\"): member for name, member in found.items()}
    odd["_rels/.rels"] = found["_rels/.rels"].replace(b'"word/', b'"/Word/')
    flow = extract(zipped(odd), "x.docx")
    assert len(lines(flow.blocks)) == 20
    assert [aside.text for aside in flow.asides] == ["Council"]


def test_entities_are_neither_followed_nor_multiplied(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("do not tell", "utf-8")
    data = word_file("<w:p><w:r><w:t>before &out;&many9; after</w:t></w:r></w:p>")
    levels = "".join(f'<!ENTITY many{n} "{f"&many{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE w [<!ENTITY out SYSTEM "{secret.as_uri()}"><!ENTITY many0 "ha">{levels}]>'
    document = members(data)["word/document.xml"].replace(b"?>", b"?>" + doctype.encode(), 1)
    flow = extract(changed(data, "word/document.xml", document), "x.docx")
    assert [word.text for word in flow.words] == ["before", "after"]
    assert "damaged-source" in rules(flow)


def test_entities_in_attributes_are_not_multiplied() -> None:
    levels = "".join(f'<!ENTITY m{n} "{f"&m{n - 1};" * 10}">' for n in range(1, 9))
    data = word_file('<w:p><w:pPr><w:pStyle w:val="&m8;"/></w:pPr><w:r><w:t>text</w:t></w:r></w:p>')
    document = members(data)["word/document.xml"].replace(
        b"?>", f'?><!DOCTYPE w [<!ENTITY m0 "ha">{levels}]>'.encode(), 1
    )
    started = time.process_time()
    assert "x.docx" in said_of(changed(data, "word/document.xml", document))
    assert time.process_time() - started < 5


def test_a_zip_bomb_is_refused_before_it_fills_the_memory() -> None:
    bomb = changed(word_file("BODY"), "word/document.xml", b"<a>" + b" " * 120_000_000)
    tracemalloc.start()
    with pytest.raises(Unreadable, match="refused"):
        extract(bomb, "x.docx")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 60_000_000


def test_a_zip_bomb_that_lies_about_its_size_is_refused() -> None:
    bomb = bytearray(changed(word_file("BODY"), "word/document.xml", b"<a>" + b" " * 60_000_000))
    place = bomb.find(b"word/document.xml", bomb.find(b"PK\x01\x02")) - 46
    bomb[place + 24 : place + 28] = struct.pack("<I", 1000)
    flow_or_refusal = "refused|no text"
    with pytest.raises(Unreadable, match=flow_or_refusal):
        extract(bytes(bomb), "x.docx")


def test_a_file_of_very_many_parts_or_tags_is_refused() -> None:
    with pytest.raises(Unreadable, match="parts"):
        extract(zipped({f"word/{number}.xml": b"" for number in range(20_001)}), "x.docx")
    with pytest.raises(Unreadable, match="refused"):
        extract(word_file("<w:p/>" * 2_100_000), "x.docx")
    with pytest.raises(Unreadable, match="words"):
        extract(word_file(paragraph("a " * 9_000) * 112), "x.docx")


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("<w:smartTag>", "</w:smartTag>"),
        ("<w:tbl><w:tr><w:tc>", "</w:tc></w:tr></w:tbl>"),
        ("<w:p><w:r><w:pict><w:txbxContent>", "</w:txbxContent></w:pict></w:r></w:p>"),
        ("<w:del>", "</w:del>"),
        ("<m:oMath><m:box><m:e>", "</m:e></m:box></m:oMath>"),
    ],
)
@pytest.mark.parametrize("depth", [20, 60, 100_000])
def test_nesting_of_any_depth_ends_quickly(opening: str, closing: str, depth: int) -> None:
    started = time.process_time()
    flow = extract(word_file(paragraph("first") + opening * depth + paragraph("deep") + closing * depth), "x.docx")
    assert time.process_time() - started < 10
    assert lines(flow.blocks)[0] == "first"
    assert unaccounted(flow) == []
    assert depth < 1000 or "damaged-source" in rules(flow)


def test_a_file_whose_words_all_lie_too_deep_is_refused_with_that_reason() -> None:
    deep = "<w:tbl><w:tr><w:tc>" * 300 + paragraph("deep") + "</w:tc></w:tr></w:tbl>" * 300
    with pytest.raises(Unreadable) as told:
        extract(word_file(deep), "x.docx")
    reason = "its part word/document.xml nests its parts more than 200 deep; deeper parts were not read"
    assert told.value.finding.message == f"x.docx has no words that can be read: {reason}"


def test_circles_of_styles_and_numberings_end() -> None:
    style = (
        '<w:style w:type="paragraph" w:styleId="{0}"><w:basedOn w:val="{1}"/>'
        '<w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    parts = {"styles": style.format("a", "b") + style.format("b", "a"), "numbering": numbering}
    assert lines(extract(word_file(paragraph("x", '<w:pStyle w:val="a"/>'), parts), "x.docx").blocks) == ["x"]


def test_absurd_numbers_do_no_harm() -> None:
    spans = '<w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>'
    before = '<w:trPr><w:gridBefore w:val="99999999"/></w:trPr>'
    odd = '<w:numPr><w:ilvl w:val="-7"/><w:numId w:val="1"/></w:numPr><w:outlineLvl w:val="1e9"/><w:ind w:left="x"/>'
    body = (
        f"<w:tbl><w:tr>{before}<w:tc>{spans}{paragraph('a')}</w:tc></w:tr></w:tbl>"
        + paragraph("b", odd)
        + '<w:p><w:r><w:rPr><w:sz w:val="-1"/></w:rPr><w:sym w:font="Symbol" w:char="FFFFFFFF"/><w:t>c</w:t></w:r></w:p>'
    )
    numbering = (
        '<w:abstractNum w:abstractNumId="0"><w:lvl w:ilvl="0"><w:start w:val="99999999999999999999"/>'
        '<w:numFmt w:val="upperRoman"/><w:lvlText w:val="%1%9"/></w:lvl></w:abstractNum>'
        '<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    )
    flow = extract(word_file(body, {"numbering": numbering}), "x.docx")
    assert [text[-1] for text in lines(flow.blocks)] == ["a", "b", "c"]


def test_macros_are_reported_and_never_stop_the_reading() -> None:
    flow = extract(zipped({**members(word_file(TWENTY)), "word/vbaProject.bin": b"\xd0\xcf"}), "x.docm")
    assert rules(flow) == {"macros"}
    assert len(lines(flow.blocks)) == 20


@pytest.mark.parametrize("seed", range(12))
def test_a_file_damaged_at_random_is_read_or_refused(seed: int) -> None:
    random = Random(seed)
    found = members(SAMPLE.read_bytes())
    for name in [*random.sample(sorted(found), 3), "word/document.xml"]:
        damaged = bytearray(found[name])
        for _ in range(random.choice([1, 5, 25])):
            at = random.randrange(len(damaged))
            damaged[at : at + random.randrange(30)] = random.choice(
                [b"<", b"</w:p>", b'"', b"\0", b"&x;", b"<w:tbl>", b""]
            )
        found[name] = bytes(damaged)
    data = bytearray(zipped(found))
    if seed % 3 == 0:
        data[random.randrange(len(data))] ^= 0xFF
    assert "x.docx is damaged" in said_of(bytes(data))


def test_characters_that_no_xml_may_hold_are_dropped_and_the_damage_said() -> None:
    data = word_file(paragraph("be&#x1;fore") + paragraph("after&#0;"))
    flow = extract(data, "x.docx")
    assert [word.text for word in flow.words] == ["before", "after"]
    assert "damaged-source" in rules(flow)


def test_of_a_part_that_stands_twice_in_the_file_the_first_is_read_and_that_is_said() -> None:
    buffer = io.BytesIO(word_file(TWENTY))
    with zipfile.ZipFile(buffer, "a") as archive, pytest.warns(UserWarning, match="Duplicate"):
        archive.writestr("word/document.xml", members(word_file(paragraph("Other words")))["word/document.xml"])
    flow = extract(buffer.getvalue(), "x.docx")
    assert len(lines(flow.blocks)) == 20
    assert "word/document.xml twice" in flow.findings[0].message


def test_a_part_that_the_file_refers_to_and_does_not_hold_is_named() -> None:
    data = word_file(TWENTY, {"footnotes": ""})
    assert "its part word/footnotes.xml (footnotes) is not in the file" in said_of(
        changed(data, "word/footnotes.xml", None)
    )


def test_a_file_without_words_is_refused() -> None:
    with pytest.raises(Unreadable, match="has no words"):
        extract(word_file("<w:p/>"), "x.docx")


def test_a_table_of_a_thousand_columns_ends_in_time() -> None:
    cells = "".join(f"<w:tc>{paragraph(f'c{number}')}</w:tc>" for number in range(1000))
    started = time.process_time()
    assemble(extract(word_file(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 3}</w:tbl>"), "x.docx"), "x")
    assert time.process_time() - started < 10


def test_a_paragraph_of_very_many_runs_ends_in_time() -> None:
    started = time.process_time()
    assert len(extract(word_file(f"<w:p>{'<w:r><w:t>a</w:t></w:r>' * 60_000}</w:p>"), "x.docx").words) == 1
    assert time.process_time() - started < 10
