"""Links to another place of a PDF lead to the section there, however the file says where that is."""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Sequence
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from pipeline import content
from pipeline.assemble.assemble import Extraction, assemble
from pipeline.model.document import Paragraph
from pipeline.model.walk import plain_text
from tests.pdf_pages import printed, read, told

TEXT = (
    "The council keeps a record of each meeting and sends it to every member within a week of the day of the meeting."
)
PAGE = (
    f"<h1>Plan</h1><h2>Aims</h2><p>{TEXT} It does so (see <a href='#costs'>section 3).</a></p><p>{TEXT}</p>"
    f"<h2>Work</h2><p>{TEXT}</p><h2 id=costs>Costs</h2><p>{TEXT}</p><h2>Notes</h2><p>{TEXT}</p>"
)
Change = Callable[[pikepdf.Pdf, Any, Any], None]


def links(result: Extraction) -> list[tuple[str, str]]:
    """The words and the target of each link inside of the document."""
    return re.findall(r"\[([^\]]*)\]\((#[^)]*)\)", content.write(result.document))


def changed(data: bytes, change: Change) -> bytes:
    """The PDF with its one link changed; the change gets the file, the link and the place that it leads to."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        (link,) = [one for page in pdf.pages for one in page.obj.get("/Annots", [])]
        (_, place) = pdf.Root.Names.Dests.Names
        del link["/Dest"]
        change(pdf, link, place)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def at(kind: str, *, said: bool = True) -> Change:
    """The same place, said in another way; the point is a line above it."""

    def change(_: pikepdf.Pdf, link: Any, place: Any) -> None:
        x, y = float(place[2]), float(place[3])
        above, box = [None, y + 14, None], [x, y - 300, x + 100, y]
        points: dict[str, list[Any]] = {
            "FitH": [y],
            "FitBH": [y],
            "FitR": box,
            "XYZ": above if said else [x, None, 0],
            "FitV": [x],
        }
        link.Dest = Array([place[0], Name("/" + kind), *points.get(kind, [])])

    return change


def by_name(pdf: pikepdf.Pdf, link: Any, place: Any) -> None:
    del pdf.Root["/Names"]
    pdf.Root.Dests = Dictionary({"/there": Dictionary(D=place)})
    link.Dest = Name.there


def by_action(pdf: pikepdf.Pdf, link: Any, place: Any) -> None:
    link.A = Dictionary(S=Name.GoTo, D=pdf.make_indirect(place))


def beside_no_name(pdf: pikepdf.Pdf, link: Any, place: Any) -> None:
    pdf.Root.Names.Dests = Dictionary(Names=Array([Array([1]), place, pikepdf.String("costs"), place]))
    link.Dest = pikepdf.String("costs")


def to_another_file(_: pikepdf.Pdf, link: Any, place: Any) -> None:
    link.A = Dictionary(S=Name.GoToR, F="other.pdf", D=place)


def to_no_page(_: pikepdf.Pdf, link: Any, place: Any) -> None:
    link.Dest = Array([None, place[1], place[2], place[3]])


def to_no_name(_: pikepdf.Pdf, link: Any, __: Any) -> None:
    link.Dest = pikepdf.String("elsewhere")


@pytest.mark.parametrize(
    "change", [by_name, beside_no_name, by_action, at("XYZ"), at("FitH"), at("FitBH"), at("FitR")],
    ids=["name", "beside no name", "action", "point", "height", "height of what is drawn", "box"],
)  # fmt: skip
def test_a_link_leads_to_the_section_at_its_place(change: Change) -> None:
    result = assemble(read(changed(printed(PAGE), change)), "plan")
    assert links(result) == [("section 3", "#costs")]
    assert not [one for one in result.findings if one.rule == "link-to-nowhere"]


def test_a_link_leads_to_a_named_place_on_an_earlier_page() -> None:
    body = f"<h1>Plan</h1><h2 id=aims>Aims</h2><p>{TEXT * 9}</p><h2>Work</h2><p>See <a href='#aims'>our aims</a>.</p>"
    assert links(assemble(read(printed(body)), "plan")) == [("our aims", "#aims")]


@pytest.mark.parametrize(
    "change", [at("Fit"), at("FitV"), at("XYZ", said=False), to_another_file, to_no_page, to_no_name],
    ids=["page", "column", "no height", "file", "no page", "no name"],
)  # fmt: skip
def test_a_link_that_does_not_say_where_is_plain_words(change: Change) -> None:
    result = assemble(read(changed(printed(PAGE), change)), "plan")
    assert links(result) == []
    assert not [one for one in result.findings if one.rule == "link-to-nowhere"]


@pytest.mark.parametrize(("name", "section"), [("left", "#aims"), ("right", "#costs")])
def test_of_two_columns_the_one_at_the_place_is_meant(name: str, section: str) -> None:
    columns = "".join(
        f"<div class={side}><h2 id={side}>{head}</h2><p>{TEXT * 5}</p></div>"
        for side, head in (("left", "Aims"), ("right", "Costs"))
    )
    css = "@page { size: A4 } .left, .right { float: left; width: 45%; margin-right: 5% }"
    body = f"<h1>Plan</h1>{columns}<h2 style='clear: both'>Work</h2><p>See <a href='#{name}'>there</a>.</p>"
    assert links(assemble(read(printed(body, css)), "plan")) == [("there", section)]


NAMES = ("Aims", "Work", "Costs", "Staff", "Notes")


def listed(
    entry: str, css: str = "", heading: str = "Chapter on NAME", names: Sequence[str] = NAMES
) -> tuple[list[str], list[str]]:
    """The words that were set aside as a contents list, and the lines before the first heading.

    In an entry, "AT" stands for the id of its heading; "NAME" stands there and in the heading for one of the `names`.
    """
    line = f"<p>{entry}</p>", f"<h2 id=AT>{heading}</h2><p>{TEXT}</p>"
    said = [
        "".join(part.replace("AT", f"s{at}").replace("NAME", name) for at, name in enumerate(names)) for part in line
    ]
    result = assemble(read(printed(f"<h1>Plan</h1>{said[0]}{said[1]}", css)), "plan")
    aside = [word.text.partition(".")[0] for word in result.ledger.words if word.detail == "contents list"]
    return aside, [plain_text(block.inlines) for block in result.document.blocks if isinstance(block, Paragraph)]


LEADERS = "a::after { content: leader('.') target-counter(attr(href), page) }"


@pytest.mark.parametrize(
    ("entry", "led"), [("AA", True), ("ii. AA", True), ("(a) AA", True), ("Our NAME<a href='#AT'> to read</a>", False)]
)
def test_entries_that_lead_on_are_a_contents_list_whatever_words_the_headings_have(entry: str, led: bool) -> None:
    aside, left = listed(entry.replace("AA", "<a href='#AT'>Our NAME</a>"), LEADERS)
    assert [word for word in aside if word in NAMES] == ([*NAMES] if led else [])
    assert len(left) == (0 if led else len(NAMES))


def test_letters_that_stand_again_over_text_are_no_contents_list_without_links() -> None:
    assert listed("NAME", heading="NAME", names="BCDEF") == ([], [*"BCDEF"])


@pytest.mark.parametrize("entry", ["<a href='#AT'>Chapter NAME</a>", "NAME of <a href='#AT'>Chapter NAME</a>"])
def test_links_without_page_numbers_are_a_contents_list_where_they_say_what_stands_there(entry: str) -> None:
    aside, left = listed(entry, heading="Chapter NAME")
    alone = entry.startswith("<a")
    assert [word for word in aside if word in NAMES] == ([*NAMES] if alone else [])
    assert len(left) == (0 if alone else len(NAMES))


def test_a_line_with_its_page_number_does_not_go_on_on_the_next_page() -> None:
    css = "b { display: block } .entry::after { content: leader('.') '3' }"
    entry = f"<p>{TEXT}</p><b class=entry>Our next steps</b><b style='break-before: page'>Part A</b><p>{TEXT}</p>"
    data = printed(entry, css)
    assert "Part A" in [line.strip() for line in told(data).splitlines()]


def in_a_circle(pdf: pikepdf.Pdf, link: Any, _: Any) -> None:
    node = pdf.make_indirect(Dictionary())
    node.Kids = Array([node])
    pdf.Root.Names.Dests, link.Dest = node, pikepdf.String("costs")


def with_numbers_for_names(pdf: pikepdf.Pdf, link: Any, _: Any) -> None:
    pdf.Root.Names.Dests = Dictionary(Limits=Array([1, 2]), Kids=Array([3, pikepdf.String("a")]), Names=Array([1, 2]))
    link.Dest = pikepdf.String("costs")


def doubled(pdf: pikepdf.Pdf, link: Any, _: Any) -> None:
    names, place = (pdf.make_indirect(one) for one in (Dictionary(), Array([1])))
    for _ in range(60):
        names = pdf.make_indirect(Dictionary(Kids=Array([names, names])))
        place = pdf.make_indirect(Array([place, place]))
    pdf.Root.Names.Dests = names
    link.Dest = Array([pdf.pages[0].obj, Name.XYZ, place, place])


def of_itself(pdf: pikepdf.Pdf, link: Any, _: Any) -> None:
    link.Dest = pdf.make_indirect(Dictionary())
    link.Dest.D = link.Dest


@pytest.mark.parametrize("change", [in_a_circle, with_numbers_for_names, doubled, of_itself])
def test_a_damaged_place_leads_nowhere_and_the_file_is_read(change: Change) -> None:
    result = assemble(read(changed(printed(PAGE), change)), "plan")
    assert links(result) == []
    assert "section 3" in content.write(result.document)
