"""Every word of a PDF has its place or its reason: furniture, hidden text, doubled letters, form fields, tags that lie."""

from __future__ import annotations

import io
from pathlib import Path

import pikepdf
import pytest
from PIL import Image

from pipeline.model.flow import FlowParagraph, Picture
from pipeline.sources.pdf.extract import extract
from pipeline.sources.pdf.overlay import overlay
from tests.pdf_pages import drawn, printed, read, told

TAGGED = Path(__file__).parent.parent / "source_docs" / "equality-objectives-revised-2017-2021.pdf"


def asides(data: bytes) -> list[tuple[str, str]]:
    return [(aside.text, aside.reason) for aside in read(data).asides]


def test_page_x_of_y_is_known_on_a_file_of_one_page() -> None:
    footer = "@bottom-left { content: 'Action Plan' } @bottom-right { content: 'Page 1 of 1' }"
    data = printed("<p>Only the body.</p>", f"@page {{ font-size: 7pt; {footer} }}")
    assert told(data) == "Only the body."
    assert asides(data) == [("Action Plan Page 1 of 1", "running footer")]


def test_a_date_at_the_foot_of_one_page_is_no_page_number() -> None:
    data = drawn("BT /F 12 Tf 40 150 Td (The body) Tj ET BT /F 9 Tf 40 12 Td (Agreed 01/04/24) Tj ET")
    assert told(data) == "The body\nAgreed 01/04/24"


def test_hidden_words_are_set_aside_with_their_reason() -> None:
    data = drawn(
        "BT /F 12 Tf 40 150 Td (Seen) Tj ET BT 3 Tr /F 12 Tf 40 120 Td (Invisible) Tj ET "
        "1 g BT 0 Tr /F 12 Tf 40 90 Td (White) Tj ET 0 g BT /F 12 Tf 400 60 Td (Outside) Tj ET"
    )
    assert told(data) == "Seen"
    assert asides(data) == [
        ("Invisible", "in letters that are not painted"), ("White", "in the colour of what is behind them"),
        ("Outside", "off the page"),
    ]  # fmt: skip


def test_white_words_on_a_dark_ground_are_read() -> None:
    assert told(drawn("0 g 30 80 200 30 re f 1 g BT /F 12 Tf 40 90 Td (Heading) Tj ET")) == "Heading"


def test_letters_drawn_twice_for_weight_are_read_once() -> None:
    data = drawn("BT /F 12 Tf 40 100 Td (Bold) Tj ET BT /F 12 Tf 40.3 100 Td (Bold) Tj ET")
    assert told(data) == "Bold"
    assert asides(data) == [("Bold", "drawn twice")]


@pytest.mark.parametrize(("below", "said"), [(0.2, "Policy"), (1.1, "Policy"), (3.2, "Policy"), (3.5, "Policy Policy")])
def test_letters_drawn_twice_as_a_shadow_are_read_once(below: float, said: str) -> None:
    data = drawn(f"BT /F 28 Tf 40 100.45 Td (Policy) Tj ET BT /F 28 Tf 41 {100.45 - below:.2f} Td (Policy) Tj ET")
    assert " ".join(sorted(told(data).split())) == said


def test_each_letter_drawn_twice_before_the_next_is_read_once() -> None:
    twice = " ".join(
        f"({letter}) Tj -{wide} 0 Td ({letter}) Tj {wide + 8} 0 Td" for letter, wide in (("B", 0.3), ("o", 0.3))
    )
    data = drawn(f"BT /F 12 Tf 40 100 Td {twice} ET")
    assert told(data).replace(" ", "") == "Bo"


def test_a_double_letter_set_tight_is_two_letters() -> None:
    assert told(drawn("BT /F 12 Tf 40 100 Td [(The val) 122 (ley)] TJ ET")) == "The valley"


def test_a_watermark_across_the_page_is_set_aside() -> None:
    data = drawn("BT /F 12 Tf 40 150 Td (Text) Tj ET BT /F 40 Tf 0.7 0.7 -0.7 0.7 80 30 Tm (DRAFT) Tj ET")
    assert told(data) == "Text"
    assert asides(data) == [("DRAFT", "slanted text, a watermark perhaps")]


def test_the_value_of_a_form_field_stands_where_its_box_is() -> None:
    field = "[<< /Type /Annot /Subtype /Widget /FT /Tx /Rect [100 95 250 112] /V (Policy team) >>]"
    assert told(drawn("BT /F 12 Tf 40 100 Td (Owner:) Tj ET", annots=field)) == "Owner:\tPolicy team"


def _annotated(*annotations: str, drawn_as: str = "") -> bytes:
    """A page with annotations of which those with a flag of 4 draw these words."""
    listed = " ".join(f"<< /Type /Annot /Rect [100 95 250 112] {one} >>" for one in annotations)
    with pikepdf.open(io.BytesIO(drawn("BT /F 12 Tf 40 100 Td (Owner:) Tj ET", annots=f"[{listed}]"))) as pdf:
        look = pdf.make_stream(f"BT /F 12 Tf 2 4 Td ({drawn_as}) Tj ET".encode())
        look.BBox, look.Subtype, look.Resources = (
            pikepdf.Array([0, 0, 150, 17]),
            pikepdf.Name.Form,
            pdf.pages[0].Resources,
        )
        for one in pdf.pages[0].Annots:
            if one.get("/F") == 4:
                one.AP = pikepdf.Dictionary(N=look)
        pdf.save(out := io.BytesIO())
    return out.getvalue()


def test_what_a_person_typed_on_a_page_is_text_of_it() -> None:
    typed = "/Subtype /FreeText /Contents (Policy team) /DA (/Helv 12 Tf 0 g)"
    assert told(_annotated(typed)) == "Owner:\tPolicy team"
    assert told(_annotated(f"{typed} /F 4", drawn_as="The policy team")) == "Owner:\tThe policy team"
    assert told(_annotated(f"{typed} /F 2")) == "Owner:"


def test_stamps_buttons_and_comments_are_set_aside_and_told() -> None:
    marks = (
        "/Subtype /Stamp /F 4",
        "/Subtype /Watermark /F 4",
        "/Subtype /Widget /FT /Btn /Ff 65536 /F 4",
        "/Subtype /Highlight",
    )
    data = _annotated(*marks, "/Subtype /Text /T (Ann) /Contents (Ask legal)", drawn_as="Press")
    assert told(data) == "Owner:"
    assert asides(data) == [
        ("Press", "stamp"),
        ("Press", "watermark"),
        ("Press", "button"),
        ("Ask", "comment"),
        ("legal", "comment"),
    ]
    told_of = [finding.message for finding in read(data).findings if finding.rule == "comment"]
    drawn_words = ["a stamp was left out: “Press”", "a watermark was left out: “Press”"]
    assert told_of == [*drawn_words, "a comment by Ann was left out: “Ask legal”"]


def test_a_sane_tag_tree_gives_the_levels_of_the_headings() -> None:
    flow = extract(TAGGED.read_bytes(), TAGGED.name)
    levels = [block.heading for block in flow.blocks if isinstance(block, FlowParagraph) and block.heading]
    assert levels[:4] == [1, 2, 3, 3]
    assert not [finding for finding in flow.findings if finding.rule == "pdf-tags"]


def test_a_tag_tree_in_the_wrong_order_is_not_trusted_and_said_so() -> None:
    with pikepdf.open(TAGGED) as pdf:
        document = (
            pdf.Root.StructTreeRoot.K[0]
            if isinstance(pdf.Root.StructTreeRoot.K, pikepdf.Array)
            else pdf.Root.StructTreeRoot.K
        )
        document.K = pikepdf.Array(reversed(list(document.K)))
        buffer = io.BytesIO()
        pdf.save(buffer)
    flow = extract(buffer.getvalue(), "case.pdf")
    assert [finding.message for finding in flow.findings if finding.rule == "pdf-tags"]
    plain = extract(TAGGED.read_bytes(), "case.pdf")
    assert [b.text for b in flow.blocks if isinstance(b, FlowParagraph)] == [
        b.text for b in plain.blocks if isinstance(b, FlowParagraph)
    ]


def test_pictures_are_kept_where_they_stand_but_not_the_ground_of_a_page() -> None:
    picture = "BI /W 1 /H 1 /BPC 8 /CS /RGB ID \x80\x10\x10 EI\nQ "
    text = "BT /F 12 Tf 40 {} Td ({}) Tj ET "
    data = drawn(
        f"q 300 0 0 200 0 0 cm {picture} q 60 0 0 40 40 80 cm {picture}"
        + text.format(150, "Above the emblem") + text.format(40, "Below it")
    )  # fmt: skip
    above, emblem, below = read(data).blocks
    assert isinstance(emblem, Picture)
    assert (above.place.page, below.place.page) == (1, 1)
    assert Image.open(io.BytesIO(emblem.data)).getpixel((30, 30)) == (128, 16, 16)


def test_the_overlay_draws_each_page_and_names_what_was_set_aside() -> None:
    data = TAGGED.read_bytes()
    flow = extract(data, TAGGED.name)
    pictures = overlay(data, flow)
    assert len(pictures) == flow.pages
    bare = overlay(data, type(flow)(blocks=()))
    for one, other in zip(pictures, bare, strict=True):
        marked, plain = (Image.open(io.BytesIO(png)) for png in (one, other))
        assert marked.size == plain.size
        assert (176, 58, 0) in {colour for _, colour in marked.getcolors(1 << 24) or []}
        assert (176, 58, 0) not in {colour for _, colour in plain.getcolors(1 << 24) or []}
