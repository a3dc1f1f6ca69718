"""Files that are no good PDF end in a message with a place and a remedy, or in what could be saved; never in a traceback."""

from __future__ import annotations

import io
import random
import time
import zlib
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest

from pipeline.model.flow import FlowParagraph, Unreadable
from pipeline.sources.pdf.extract import extract
from tests.pdf_pages import drawn, read

PLAN = Path(__file__).parent.parent / "source_docs" / "equalities-action-plan-2017.pdf"


def saved(pdf: pikepdf.Pdf, **options: object) -> bytes:
    buffer = io.BytesIO()
    pdf.save(buffer, **options)  # type: ignore[arg-type]
    return buffer.getvalue()


def locked() -> bytes:
    with pikepdf.open(PLAN) as pdf:
        return saved(pdf, encryption=pikepdf.Encryption(user="secret", owner="more"))


@pytest.mark.parametrize(
    ("data", "rule", "says"),
    [
        (b"", "pdf-unreadable", "is empty"),
        (b"Action plan\n", "pdf-unreadable", "is not a PDF"),
        (b"<!DOCTYPE html><p>Not found", "pdf-unreadable", "web page"),
        (b"PK\x03\x04", "pdf-unreadable", "ZIP"),
        (b"%PDF-1.7\n%%EOF", "pdf-unreadable", "damaged"),
        (locked(), "pdf-locked", "password"),
        (drawn(""), "pdf-scanned", "has no text"),
        (drawn("200 0 0 100 20 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI\n"), "pdf-scanned", "page 1"),
    ],
)
def test_what_cannot_be_read_says_why_and_what_to_do(data: bytes, rule: str, says: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(data, "a plan é.pdf")
    finding = caught.value.finding
    assert (finding.rule, finding.place.file) == (rule, "a plan é.pdf")
    assert says in finding.message
    assert finding.hint


def test_a_scanned_page_among_others_is_named() -> None:
    picture = "200 0 0 100 20 20 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x80 EI\n"
    flow = read(drawn("BT /F 12 Tf 40 100 Td (Text) Tj ET", picture, picture))
    (finding,) = flow.findings
    assert "pages 2 to 3" in finding.message
    assert finding.place.page == 2


def test_a_file_with_permissions_only_is_read() -> None:
    with pikepdf.open(PLAN) as pdf:
        data = saved(pdf, encryption=pikepdf.Encryption(user="", owner="x", allow=pikepdf.Permissions(extract=False)))
    assert extract(data, "plan.pdf").pages == 4


def test_a_truncated_file_is_rebuilt_and_said_to_be() -> None:
    data = PLAN.read_bytes()
    flow = extract(data[: len(data) - 900], "plan.pdf")
    assert flow.pages == 4
    assert len(flow.words) == len(extract(data, "plan.pdf").words)


def test_a_page_that_draws_without_end_is_cut_off_and_named() -> None:
    flow = read(
        drawn("BT /F 12 Tf 40 100 Td (Text) Tj ET", "BT /F 1.6 Tf 1 1 Td " + "(aaaaaaaaaaaaaaaaaaaa) Tj " * 9000 + "ET")
    )
    assert [finding.place.page for finding in flow.findings if finding.rule == "pdf-page-damaged"] == [2]


def test_a_page_without_a_size_and_one_of_absurd_size_are_read() -> None:
    text = "BT /F 12 Tf 40 100 Td (Text) Tj ET"
    flow = read(drawn(text, extra="/MediaBox [0 0 null 5]"))
    assert [word.text for word in flow.words] == ["Text"]
    wide = read(drawn(text, size=(300, 200), extra="/MediaBox [0 0 2000000 2000000]"))
    assert [finding.rule for finding in wide.findings] == ["pdf-page-size"]


def test_a_line_that_leaves_its_page_by_far_takes_no_room() -> None:
    """As a damaged number makes it: counted in cells of a drawing, it would be over millions of them."""
    assert words_of(drawn(f"{TEXT} 0 0 m 30000000 20000000 l S -900000 0 m 90000 80000 l S")) == ["Text"]


def test_a_form_that_calls_itself_ends() -> None:
    with pikepdf.open(io.BytesIO(drawn("BT /F 12 Tf 40 100 Td (Text) Tj ET /X Do"))) as pdf:
        form = pdf.make_stream(b"/X Do", Type=pikepdf.Name.XObject, Subtype=pikepdf.Name.Form, BBox=[0, 0, 9, 9])
        form.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(X=form))
        pdf.pages[0].Resources.XObject = pikepdf.Dictionary(X=form)
        data = saved(pdf)
    assert [word.text for word in read(data).words] == ["Text"]


def test_more_pages_than_a_plan_has_end_in_a_message_in_time() -> None:
    page = "BT /F 5 Tf 5 190 Td " + "(aaaa aaaa aaaa aaaa aaaa aaaa aaaa) Tj 0 -6 Td " * 30 + "ET"
    start = time.process_time()
    flow = read(drawn(*[page] * 120))
    assert flow.pages == 120
    assert time.process_time() - start < 60


@pytest.mark.parametrize("seed", range(12))
def test_a_file_with_broken_bytes_gives_words_or_a_message(seed: int) -> None:
    chance = random.Random(seed)
    data = bytearray(PLAN.read_bytes())
    for _ in range(chance.choice((5, 50, 500))):
        data[chance.randrange(len(data))] = chance.randrange(256)
    try:
        said = bool(extract(bytes(data), "plan.pdf").pages)
    except Unreadable as caught:
        said = bool(caught.finding.hint)
    assert said


def words_of(data: bytes) -> list[str]:
    return [word.text for word in read(data).words]


def damaged_pages(data: bytes) -> list[int]:
    return [finding.place.page for finding in read(data).findings if finding.rule == "pdf-page-damaged"]


TEXT = "BT /F 12 Tf 40 100 Td (Text) Tj ET"


@pytest.mark.parametrize(
    "spoil", [lambda packed: packed[:60], lambda packed: packed[:70] + b"\0" * 9 + packed[79:]], ids=["cut", "spoilt"]
)
def test_of_a_damaged_drawing_what_stands_before_the_damage_is_read_and_its_page_named(
    spoil: Callable[[bytes], bytes],
) -> None:
    with pikepdf.open(io.BytesIO(drawn(TEXT, TEXT, TEXT))) as pdf:
        lines = "".join(f"BT /F 9 Tf 40 {180 - n * 9} Td (w{n} {n * 7919 % 1009}) Tj ET\n" for n in range(18))
        pdf.pages[1].Contents = pikepdf.Stream(pdf, spoil(zlib.compress(lines.encode())))
        pdf.pages[1].Contents.Filter = pikepdf.Name.FlateDecode
        data = saved(pdf)
    assert words_of(data)[:2] == ["Text", "w0"]
    assert words_of(data)[-1] == "Text"
    assert damaged_pages(data) == [2]


def test_a_drawing_that_was_flushed_and_never_closed_is_whole() -> None:
    with pikepdf.open(io.BytesIO(drawn(TEXT))) as pdf:
        packer = zlib.compressobj()
        pdf.pages[0].Contents = pikepdf.Stream(
            pdf, packer.compress(TEXT.encode()) + packer.flush(zlib.Z_SYNC_FLUSH), Filter=pikepdf.Name.FlateDecode
        )
        data = saved(pdf)
    assert (words_of(data), damaged_pages(data)) == (["Text"], [])


def test_a_page_whose_drawing_is_not_in_the_file_is_named() -> None:
    with pikepdf.open(io.BytesIO(drawn(TEXT, TEXT))) as pdf:
        pdf.pages[1].Contents = pikepdf.Array([pikepdf.Name.Lost])
        data = saved(pdf)
    assert damaged_pages(data) == [2]


@pytest.mark.parametrize("packing", [pikepdf.ObjectStreamMode.disable, pikepdf.ObjectStreamMode.generate])
def test_of_a_file_that_is_cut_off_the_pages_before_the_cut_are_read(packing: pikepdf.ObjectStreamMode) -> None:
    with pikepdf.open(io.BytesIO(drawn(*[f"BT /F 12 Tf 40 100 Td (Page{n}) Tj ET" for n in range(9)]))) as pdf:
        data = saved(pdf, object_stream_mode=packing, linearize=packing is pikepdf.ObjectStreamMode.disable)
    cut = data[: data.rfind(b"endstream", 0, int(0.9 * len(data))) + 9]
    flow = read(cut)
    assert [word.text for word in flow.words][:3] == ["Page0", "Page1", "Page2"]
    assert "pdf-repaired" in [finding.rule for finding in flow.findings]


def test_a_file_whose_table_of_objects_is_wrong_is_read_and_said_to_be_damaged() -> None:
    data = drawn(TEXT)
    flow = read(data[: data.rfind(b"startxref")] + b"startxref\n7\n%%EOF")
    assert [finding.rule for finding in flow.findings] == ["pdf-repaired"]
    assert [word.text for word in flow.words] == ["Text"]


def test_a_file_for_holders_of_a_certificate_is_said_to_be_locked() -> None:
    end = b"trailer <</Size 9/Root 1 0 R/Encrypt<</Filter/Adobe.PubSec/V 4/R 4>>/ID[<00><00>]>>\n%%EOF"
    with pytest.raises(Unreadable) as caught:
        read(drawn(TEXT).replace(b"trailer", b"trai1er") + end)
    assert caught.value.finding.rule == "pdf-locked"


def test_attached_files_are_named_for_nobody_reads_them() -> None:
    with pikepdf.open(io.BytesIO(drawn(TEXT))) as pdf:
        pdf.attachments["the plan é.docx"] = b"PK"
        flow = read(saved(pdf))
    assert [finding.rule for finding in flow.findings] == ["pdf-attachments"]
    assert "the plan é.docx" in flow.findings[0].message


def test_words_above_the_page_are_words_where_it_has_no_others() -> None:
    flow = read(drawn("BT /F 12 Tf 40 700 Td (Words above) Tj ET"))
    assert [block.text for block in flow.blocks if isinstance(block, FlowParagraph)] == ["Words above"]


@pytest.mark.parametrize(("at", "words"), [(1500, "is a web page"), (2500, "is not a PDF")])
def test_a_web_page_says_in_its_beginning_that_it_is_one(at: int, words: str) -> None:
    with pytest.raises(Unreadable) as caught:
        extract(b" " * at + b"<!DOCTYPE html><p>Halls", "case.pdf")
    assert words in caught.value.finding.message
